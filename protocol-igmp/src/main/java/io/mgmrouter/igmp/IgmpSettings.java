package io.mgmrouter.igmp;

import io.mgmrouter.igmp.fsm.Timing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Valid configuration of IGMP on one interface.
 *
 * @param interfaceName the system's name of the interface
 * @param version IGMP version the router speaks there, 1 to 3
 * @param timing timers and counters
 * @param requireRouterAlert drop messages of IGMPv2 and v3 that come without the Router Alert option
 * @param groupLimit largest number of groups on the interface
 * @param sourceLimit largest number of sources in one group
 * @param totalSourceLimit largest number of sources in all groups of the interface
 */
record IgmpSettings(
        String interfaceName,
        int version,
        Timing timing,
        boolean requireRouterAlert,
        int groupLimit,
        int sourceLimit,
        int totalSourceLimit) {

    static final String INTERFACE = "interface";

    private static final int LARGEST_CODE = 31_744;
    private static final int LARGEST_V2_TENTHS = 255;
    private static final int TENTH = 100;

    /** IGMPv1 hosts take ten seconds, whatever a query says (RFC 2236, section 4); also the default of the others. */
    private static final int V1_RESPONSE = 10_000;

    private static final String MILLISECONDS = "milliseconds";
    private static final String SECONDS = "seconds";

    /**
     * Reads the properties of an interface; what is not there is taken from the global ones, and what is not there
     * either has its default.
     *
     * @throws IllegalArgumentException if a value is missing or not allowed; the message names key, value and range
     */
    static IgmpSettings of(Map<String, Object> global, Map<String, Object> ofInterface) {
        String name = new SettingsReader("igmp interface", ofInterface).text(INTERFACE);
        Map<String, Object> merged = new HashMap<>(global);
        merged.putAll(ofInterface);
        return read(name, new SettingsReader("igmp interface " + name, merged));
    }

    /**
     * Checks global properties by themselves, so that a mistake in them shows even if no interface uses them.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    static void check(Map<String, Object> global) {
        read("-", new SettingsReader("igmp", global));
    }

    private static IgmpSettings read(String name, SettingsReader reader) {
        int version = reader.integer("version", 3, 1, 3, "");
        return new IgmpSettings(
                name,
                version,
                timing(reader, version),
                reader.flag("require.router.alert", true),
                reader.integer("group.limit", 32_768, 1, 1_000_000, ""),
                reader.integer("source.limit", 1024, 1, 65_535, ""),
                reader.integer("source.limit.total", 131_072, 1, 10_000_000, ""));
    }

    private static Timing timing(SettingsReader reader, int version) {
        int longest = (version == 3 ? LARGEST_CODE : LARGEST_V2_TENTHS) * TENTH;
        int robustness = reader.integer("robustness", 2, 1, 7, "");
        int interval = reader.integer("query.interval", 125, 1, LARGEST_CODE, SECONDS);
        int response = version == 1
                ? V1_RESPONSE
                : reader.integer("query.response.interval", V1_RESPONSE, TENTH, longest, MILLISECONDS);
        int startupResponse = version == 1
                ? V1_RESPONSE
                : reader.integer(
                        "startup.query.response.interval", Math.min(1000, response), TENTH, longest, MILLISECONDS);
        if (response >= interval * 1000L) {
            throw reader.refused(
                    "query.response.interval", response, "less than query.interval, " + interval + " " + SECONDS);
        }
        return new Timing(
                robustness,
                Duration.ofSeconds(interval),
                Duration.ofMillis(response),
                Duration.ofMillis(reader.integer("last.member.query.interval", 1000, TENTH, longest, MILLISECONDS)),
                reader.integer("last.member.query.count", robustness, 1, 7, ""),
                Duration.ofSeconds(
                        reader.integer("startup.query.interval", Math.max(1, interval / 4), 1, LARGEST_CODE, SECONDS)),
                reader.integer("startup.query.count", robustness, 1, 7, ""),
                Duration.ofMillis(startupResponse));
    }
}
