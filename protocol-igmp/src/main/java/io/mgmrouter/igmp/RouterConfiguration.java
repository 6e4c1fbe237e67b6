package io.mgmrouter.igmp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is configured: global properties, one set per interface, and the valid settings that came of them. A value that
 * is not allowed leaves the previous settings in force. For the loop's thread.
 */
final class RouterConfiguration {

    private final Dialect dialect;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private Map<String, Object> global = Map.of();
    private Optional<String> globalProblem = Optional.empty();

    /** The configuration of one interface. */
    private static final class Entry {
        private Map<String, Object> properties = Map.of();
        private Optional<InterfaceSettings> settings = Optional.empty();
        private Optional<String> problem = Optional.empty();
    }

    RouterConfiguration(Dialect dialect) {
        this.dialect = dialect;
    }

    /** New global properties; refused as a whole if one of them is not allowed. */
    void global(Map<String, Object> properties) {
        try {
            InterfaceSettings.check(dialect, properties);
            global = Map.copyOf(properties);
            globalProblem = Optional.empty();
        } catch (IllegalArgumentException e) {
            globalProblem = Optional.of(e.getMessage());
        }
        entries.keySet().forEach(this::read);
    }

    /** New properties of the interface that is configured under this id. */
    void put(String id, Map<String, Object> properties) {
        entries.computeIfAbsent(id, _ -> new Entry()).properties = Map.copyOf(properties);
        read(id);
    }

    void remove(String id) {
        entries.remove(id);
        // A second configuration of the same interface was refused while this one was there.
        entries.keySet().forEach(this::read);
    }

    /** The valid settings by the name of their interface. */
    Map<String, InterfaceSettings> settings() {
        Map<String, InterfaceSettings> settings = new LinkedHashMap<>();
        entries.values().forEach(entry -> entry.settings.ifPresent(s -> settings.put(s.interfaceName(), s)));
        return settings;
    }

    /** What is wrong, in one sentence. */
    Optional<String> problem() {
        return globalProblem.or(() -> entries.values().stream()
                .flatMap(entry -> entry.problem.stream())
                .findFirst());
    }

    private void read(String id) {
        Entry entry = entries.get(id);
        try {
            InterfaceSettings settings = InterfaceSettings.of(dialect, global, entry.properties);
            requireAlone(id, settings.interfaceName());
            entry.settings = Optional.of(settings);
            entry.problem = Optional.empty();
        } catch (IllegalArgumentException e) {
            entry.problem = Optional.of(e.getMessage());
        }
    }

    private void requireAlone(String id, String name) {
        entries.forEach((otherId, other) -> {
            if (!otherId.equals(id)
                    && other.settings
                            .filter(s -> s.interfaceName().equals(name))
                            .isPresent()) {
                throw new IllegalArgumentException(dialect.name() + " interface " + name + ": configured twice, by "
                        + otherId + " and by " + id + "; remove one");
            }
        });
    }
}
