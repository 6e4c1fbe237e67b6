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
import java.util.function.Predicate;

/** The configuration of PIM beyond single interfaces, the same for both families but for prefixes in it. */
final class PimSettings {

    private static final String SECONDS = "seconds";
    private static final int HOUR = 3600;

    private PimSettings() {}

    /**
     * Reads the global properties, and checks those too that only interfaces use.
     *
     * @return what the trees of a family are to know
     * @throws IllegalArgumentException if a value is not allowed; the message names key, value and range
     */
    static TreeSettings trees(Map<String, Object> global, Family family) {
        InterfaceSettings.check(global);
        SettingsReader reader = new SettingsReader("pim", global);
        int assertTime = reader.integer("assert.time", 180, 2, HOUR, SECONDS);
        int suppression = reader.integer("register.suppression.time", 60, 2, HOUR, SECONDS);
        return new TreeSettings(
                Duration.ofSeconds(InterfaceSettings.joinPruneInterval(reader)),
                InterfaceSettings.joinPruneHoldtime(reader),
                seconds(reader, "keepalive.period", 210, 1, 18 * HOUR),
                Duration.ofSeconds(suppression),
                probeTime(reader, suppression),
                Duration.ofSeconds(assertTime),
                seconds(reader, "assert.override.interval", Math.min(3, assertTime - 1), 1, assertTime - 1),
                sptRules(reader)::of,
                registers(reader)::allows,
                reader.integer("register.rate.limit", 0, 0, 10_000_000, "packets per second"),
                ssmRange(reader, family),
                reader.integer("state.limit", 1_000_000, 1, 100_000_000, ""),
                reader.flag("border", false));
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

    private static FlowFilter registers(SettingsReader reader) {
        return new FlowFilter(reader.list("register.accept", List.of(), FlowFilter.SYNTAX, FlowFilter.Rule::parse));
    }

    /** A range of one family leaves the other one's as it is; an empty list is no range for both. */
    private static Predicate<IpAddress> ssmRange(SettingsReader reader, Family family) {
        List<IpPrefix> all = reader.list("ssm.range", List.of(), "prefixes of groups", Clauses::groups);
        List<IpPrefix> own = all.stream()
                .filter(prefix -> prefix.network().family() == family)
                .toList();
        boolean standard = !reader.has("ssm.range") || own.isEmpty() && !all.isEmpty();
        return standard
                ? IpAddress::isSourceSpecific
                : group -> own.stream().anyMatch(prefix -> prefix.contains(group));
    }
}
