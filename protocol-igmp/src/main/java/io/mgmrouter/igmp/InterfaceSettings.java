package io.mgmrouter.igmp;

import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.igmp.fsm.Timing;
import io.mgmrouter.settings.SettingsReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Valid configuration of IGMP or MLD on one interface.
 *
 * @param dialect which of the two
 * @param interfaceName the system's name of the interface
 * @param version the router speaks there: IGMP 1 to 3, MLD 1 or 2
 * @param timing timers and counters
 * @param requireRouterAlert drop messages that come without the Router Alert option; IGMPv1 knows none
 * @param groupLimit largest number of groups on the interface
 * @param sourceLimit largest number of sources in one group
 * @param totalSourceLimit largest number of sources in all groups of the interface
 * @param policy what else the operator has decided
 */
record InterfaceSettings(
        Dialect dialect,
        String interfaceName,
        int version,
        Timing timing,
        boolean requireRouterAlert,
        int groupLimit,
        int sourceLimit,
        int totalSourceLimit,
        InterfacePolicy policy) {

    static final String INTERFACE = "interface";

    private static final int LONGEST_INTERVAL = 31_744;
    private static final int SHORTEST_RESPONSE = 100;

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
    static InterfaceSettings of(Dialect dialect, Map<String, Object> global, Map<String, Object> ofInterface) {
        String name = new SettingsReader(dialect.name() + " interface", ofInterface)
                .text(INTERFACE, "the name of an interface");
        Map<String, Object> merged = new HashMap<>(global);
        merged.putAll(ofInterface);
        return read(dialect, name, new SettingsReader(dialect.name() + " interface " + name, merged));
    }

    /**
     * Checks global properties by themselves, so that a mistake in them shows even if no interface uses them.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    static void check(Dialect dialect, Map<String, Object> global) {
        read(dialect, "-", new SettingsReader(dialect.name(), global));
    }

    /** True if what hosts of this version say is understood. */
    boolean speaks(HostVersion hosts) {
        return dialect.hostVersion(version).compareTo(hosts) >= 0;
    }

    /** What the table of groups may grow to. */
    GroupTable.Limits limits() {
        return new GroupTable.Limits(groupLimit, sourceLimit, totalSourceLimit, policy.routerLimit());
    }

    private static InterfaceSettings read(Dialect dialect, String name, SettingsReader reader) {
        int version = reader.integer("version", dialect.newestVersion(), 1, dialect.newestVersion(), "");
        return new InterfaceSettings(
                dialect,
                name,
                version,
                timing(dialect, reader, version),
                reader.flag("require.router.alert", true),
                reader.integer("group.limit", 32_768, 1, 1_000_000, ""),
                reader.integer("source.limit", 1024, 1, 65_535, ""),
                reader.integer("source.limit.total", 131_072, 1, 10_000_000, ""),
                InterfacePolicy.read(dialect.family(), reader));
    }

    private static Timing timing(Dialect dialect, SettingsReader reader, int version) {
        int longest = dialect.longestResponse(version);
        boolean fixed = dialect.hostVersion(version) == HostVersion.V1;
        int robustness = reader.integer("robustness", 2, 1, 7, "");
        int interval = reader.integer("query.interval", 125, 1, LONGEST_INTERVAL, SECONDS);
        int response = fixed
                ? V1_RESPONSE
                : reader.integer("query.response.interval", V1_RESPONSE, SHORTEST_RESPONSE, longest, MILLISECONDS);
        int startupResponse = fixed
                ? V1_RESPONSE
                : reader.integer(
                        "startup.query.response.interval",
                        Math.min(1000, response),
                        SHORTEST_RESPONSE,
                        longest,
                        MILLISECONDS);
        if (response >= interval * 1000L) {
            throw reader.refused(
                    "query.response.interval", response, "less than query.interval, " + interval + " " + SECONDS);
        }
        return new Timing(
                robustness,
                Duration.ofSeconds(interval),
                Duration.ofMillis(response),
                Duration.ofMillis(
                        reader.integer("last.member.query.interval", 1000, SHORTEST_RESPONSE, longest, MILLISECONDS)),
                reader.integer("last.member.query.count", robustness, 1, 7, ""),
                Duration.ofSeconds(reader.integer(
                        "startup.query.interval", Math.max(1, interval / 4), 1, LONGEST_INTERVAL, SECONDS)),
                reader.integer("startup.query.count", robustness, 1, 7, ""),
                Duration.ofMillis(startupResponse));
    }
}
