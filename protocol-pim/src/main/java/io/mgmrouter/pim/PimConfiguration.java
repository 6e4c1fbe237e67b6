package io.mgmrouter.pim;

import io.mgmrouter.ip.Family;
import io.mgmrouter.pim.rp.BsrSettings;
import io.mgmrouter.pim.rp.CandidateRpSettings;
import io.mgmrouter.pim.rp.RpSettings;
import io.mgmrouter.pim.rp.StaticRp;
import io.mgmrouter.pim.tib.TreeSettings;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is configured for both families, and the valid settings that came of it. For the loop's thread.
 */
final class PimConfiguration {

    /** What a configuration is about. */
    enum Kind {
        GLOBAL,
        INTERFACE,
        RP,
        BSR,
        CANDIDATE_RP,
        EMBEDDED_RP
    }

    /** Properties that were found to be valid, and what the trees of each family make of them. */
    private record Global(Map<String, Object> properties, Map<Family, TreeSettings> trees) {

        static Global of(Map<String, Object> properties) {
            Map<Family, TreeSettings> trees = new EnumMap<>(Family.class);
            for (Family family : Family.values()) {
                trees.put(family, PimSettings.trees(properties, family));
            }
            return new Global(properties, trees);
        }
    }

    private static final Global NOTHING = Global.of(Map.of());

    private final Map<Kind, Configurations<?>> all = new EnumMap<>(Kind.class);
    private final Configurations<Global> global = kind(Kind.GLOBAL, (_, properties) -> Global.of(properties));
    private final Configurations<InterfaceSettings> interfaces =
            kind(Kind.INTERFACE, (_, properties) -> InterfaceSettings.of(global().properties(), properties));
    private final Configurations<StaticRp> staticRps =
            kind(Kind.RP, (id, properties) -> RpSettings.staticRp(name(id), properties));
    private final Configurations<BsrSettings> bsr = kind(Kind.BSR, (_, properties) -> BsrSettings.of(properties));
    private final Configurations<CandidateRpSettings> candidateRps =
            kind(Kind.CANDIDATE_RP, (id, properties) -> CandidateRpSettings.of(name(id), properties));
    private final Configurations<Boolean> embeddedRp =
            kind(Kind.EMBEDDED_RP, (_, properties) -> RpSettings.embeddedRp(properties));

    private <T> Configurations<T> kind(Kind kind, Configurations.Reader<T> reader) {
        Configurations<T> configurations = new Configurations<>(reader);
        all.put(kind, configurations);
        return configurations;
    }

    /** New properties; if they are not allowed the previous settings stay in force. */
    void put(Kind kind, String id, Map<String, Object> properties) {
        all.get(kind).put(id, properties);
        if (kind == Kind.GLOBAL) {
            interfaces.readAgain();
        }
    }

    void remove(Kind kind, String id) {
        all.get(kind).remove(id);
    }

    /** What the trees of a family are to know. */
    TreeSettings trees(Family family) {
        return global().trees().get(family);
    }

    /** The interfaces of a family, by name. */
    Map<String, InterfaceSettings> interfaces(Family family) {
        Map<String, InterfaceSettings> byName = new LinkedHashMap<>();
        interfaces.valid().stream()
                .filter(settings -> settings.families().contains(family))
                .forEach(settings -> byName.putIfAbsent(settings.interfaceName(), settings));
        return byName;
    }

    /** Who is the RP of which groups, and what this router offers. */
    RpConfiguration rps() {
        return new RpConfiguration(
                staticRps.valid(),
                bsr.valid().stream().findFirst().orElseGet(() -> BsrSettings.of(Map.of())),
                candidateRps.valid(),
                embeddedRp.valid().stream().findFirst().orElse(true));
    }

    /** What is wrong, in one sentence. */
    Optional<String> problem() {
        return all.values().stream()
                .flatMap(configurations -> configurations.problem().stream())
                .findFirst()
                .or(this::twice);
    }

    private Optional<String> twice() {
        List<String> names = interfaces.valid().stream()
                .map(InterfaceSettings::interfaceName)
                .toList();
        return names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .findFirst()
                .map(name -> "pim interface " + name + ": configured twice; the first one counts, remove the other");
    }

    private Global global() {
        return Stream.concat(global.valid().stream(), Stream.of(NOTHING))
                .findFirst()
                .orElseThrow();
    }

    /** What an operator called it: PID~NAME. */
    private static String name(String id) {
        return id.substring(id.indexOf('~') + 1);
    }
}
