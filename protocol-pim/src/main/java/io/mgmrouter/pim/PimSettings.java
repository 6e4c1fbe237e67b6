package io.mgmrouter.pim;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.policy.FlowFilter;
import io.mgmrouter.pim.policy.SptRules;
import io.mgmrouter.pim.tib.SptSwitch;
import io.mgmrouter.pim.tib.TreeSettings;
import io.mgmrouter.settings.Clauses;
import io.mgmrouter.settings.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Valid configuration of PIM beyond single interfaces, for both families.
 *
 * @param trees all but the source-specific range
 * @param ssmRange source-specific groups; empty for the standard ones
 */
record PimSettings(TreeSettings trees, Optional<List<IpPrefix>> ssmRange) {

    private static final String SECONDS = "seconds";
    private static final int HOUR = 3600;

    /** Nothing is configured. */
    static final PimSettings DEFAULTS = of(Map.of());

    /**
     * Reads the global properties.
     *
     * @throws IllegalArgumentException if a value is not allowed; the message names key, value and range
     */
    static PimSettings of(Map<String, Object> global) {
        SettingsReader reader = new SettingsReader("pim", global);
        InterfaceSettings.check(global);
        int assertTime = reader.integer("assert.time", 180, 2, HOUR, SECONDS);
        FlowFilter registers = new FlowFilter(
                reader.list("register.accept", List.of(), FlowFilter.SYNTAX, FlowFilter.Rule::parse));
        int suppression = reader.integer("register.suppression.time", 60, 2, HOUR, SECONDS);
        TreeSettings trees = new TreeSettings(
                Duration.ofSeconds(InterfaceSettings.joinPruneInterval(reader)),
                InterfaceSettings.joinPruneHoldtime(reader),
                seconds(reader, "keepalive.period", 210, 1, 18 * HOUR),
                Duration.ofSeconds(suppression),
                probeTime(reader, suppression),
                Duration.ofSeconds(assertTime),
                seconds(reader, "assert.override.interval", Math.min(3, assertTime - 1), 1, assertTime - 1),
                sptRules(reader)::of,
                registers::allows,
                reader.integer("register.rate.limit", 0, 0, 10_000_000, "packets per second"),
                IpAddress::isSourceSpecific,
                reader.integer("state.limit", 1_000_000, 1, 100_000_000, ""));
        return new PimSettings(trees, ssmRange(reader));
    }

    /** What the trees of one family are told. */
    TreeSettings trees(Family family) {
        List<IpPrefix> own = ssmRange.orElse(List.of()).stream()
                .filter(prefix -> prefix.network().family() == family)
                .toList();
        boolean standard = ssmRange.isEmpty() || own.isEmpty() && !ssmRange.get().isEmpty();
        return new TreeSettings(
                trees.joinPrunePeriod(),
                trees.joinPruneHoldtime(),
                trees.keepalivePeriod(),
                trees.registerSuppressionTime(),
                trees.registerProbeTime(),
                trees.assertTime(),
                trees.assertOverrideInterval(),
                trees.sptSwitch(),
                trees.registerAccept(),
                trees.registerRateLimit(),
                standard
                        ? IpAddress::isSourceSpecific
                        : group -> own.stream().anyMatch(prefix -> prefix.contains(group)),
                trees.stateLimit());
    }

    private static Duration seconds(SettingsReader reader, String key, int fallback, int min, int max) {
        return Duration.ofSeconds(reader.integer(key, fallback, min, max, SECONDS));
    }

    /** Suppression lasts at least half its time, and must not end before the probe (section 4.4.1). */
    private static Duration probeTime(SettingsReader reader, int suppression) {
        int longest = Math.max(1, (suppression - 1) / 2);
        return seconds(reader, "register.probe.time", Math.min(5, longest), 1, longest);
    }

    private static SptRules sptRules(SettingsReader reader) {
        return new SptRules(
                reader.list("spt.switch.rules", List.of(), SptRules.RULE_SYNTAX, SptRules.Rule::parse),
                reader.value("spt.switch", SptSwitch.IMMEDIATE, SptRules.SYNTAX, SptRules::parse));
    }

    private static Optional<List<IpPrefix>> ssmRange(SettingsReader reader) {
        return reader.has("ssm.range")
                ? Optional.of(reader.list("ssm.range", List.of(), "prefixes of groups", Clauses::groups))
                : Optional.empty();
    }
}
