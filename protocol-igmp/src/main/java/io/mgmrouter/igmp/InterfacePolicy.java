package io.mgmrouter.igmp;

import io.mgmrouter.igmp.host.RateLimits;
import io.mgmrouter.igmp.policy.AccessList;
import io.mgmrouter.igmp.policy.SsmPolicy;
import io.mgmrouter.igmp.policy.StaticGroups;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.settings.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the operator of an interface has decided beyond the protocol's timers and limits.
 *
 * @param passive hears hosts and other queriers, and asks nothing
 * @param requireTtl drop messages whose TTL or hop limit is not 1
 * @param access who may join what
 * @param ssm where only sources can be joined
 * @param rates how many reports are taken up
 * @param tracking which hosts are remembered
 * @param immediateLeave when a leave counts without asking the others
 * @param staticGroups members that are always there
 * @param localJoins what the router joins as a host
 * @param warningPercent how full a table is when that is logged; 0 for never
 * @param routerLimit sources on all interfaces beyond which this one takes up no more
 * @param historySize events remembered; 0 for none
 * @param advertisementInterval between advertisements of Multicast Router Discovery; empty for none
 */
record InterfacePolicy(
        boolean passive,
        boolean requireTtl,
        AccessList access,
        SsmPolicy ssm,
        RateLimits rates,
        Tracking tracking,
        ImmediateLeave immediateLeave,
        StaticGroups staticGroups,
        StaticGroups localJoins,
        int warningPercent,
        int routerLimit,
        int historySize,
        Optional<Duration> advertisementInterval) {

    private static final String ALLOW = "allow";
    private static final String DENY = "deny";
    private static final String PREFIXES = "prefixes of multicast addresses";
    private static final String PER_SECOND = "reports per second, 0 for no limit";
    /** An eighth of the groups an interface may have: one host cannot take the room of all. */
    private static final int HOST_GROUPS = 4096;

    private static final int MILLION = 1_000_000;

    /**
     * Which hosts are remembered.
     *
     * @param enabled whether any are
     * @param limit how many members and sources
     * @param groupsPerHost how many groups one host may join; 0 for no limit
     */
    record Tracking(boolean enabled, int limit, int groupsPerHost) {}

    /** When a leave counts without asking whether anybody is left. */
    enum ImmediateLeave {
        /** The standard's way. */
        NEVER,
        /** If the one who leaves was the last one known, and nobody can be unknown. */
        TRACKED,
        /** On links with one host. */
        ALWAYS
    }

    /** @throws IllegalArgumentException if a value is not allowed */
    static InterfacePolicy read(Family family, SettingsReader reader) {
        SsmPolicy ssm = ssm(family, reader);
        Tracking tracking = tracking(reader);
        return new InterfacePolicy(
                reader.flag("passive", false),
                reader.flag("require.ttl", true),
                access(family, reader),
                ssm,
                rates(reader),
                tracking,
                immediateLeave(reader, tracking),
                groups("static.groups", reader, text -> checked(text, family, ssm)),
                groups("local.join", reader, text -> StaticGroups.parse(text, family)),
                reader.integer("limit.warning", 80, 0, 100, "percent, 0 for never"),
                reader.integer("source.limit.router", MILLION, 1, 100 * MILLION, ""),
                reader.integer("history.size", 2048, 0, MILLION, "events"),
                advertisementInterval(reader));
    }

    private static AccessList access(Family family, SettingsReader reader) {
        return new AccessList(
                reader.list("access", List.of(), AccessList.SYNTAX, text -> AccessList.Rule.parse(text, family)),
                reader.choice("access.default", ALLOW, ALLOW, DENY).equals(ALLOW));
    }

    private static SsmPolicy ssm(Family family, SettingsReader reader) {
        List<IpPrefix> standard = SsmPolicy.standardRanges(family);
        return new SsmPolicy(
                reader.list("ssm.range", standard, PREFIXES, text -> SsmPolicy.range(text, family)),
                reader.list(
                        "ssm.mapping",
                        List.of(),
                        SsmPolicy.MAPPING_SYNTAX,
                        text -> SsmPolicy.Mapping.parse(text, family)));
    }

    private static RateLimits rates(SettingsReader reader) {
        int rate = reader.integer("report.rate", 0, 0, MILLION, PER_SECOND);
        int hostRate = reader.integer("host.report.rate", 0, 0, MILLION, PER_SECOND);
        return new RateLimits(
                rate,
                reader.integer("report.burst", Math.max(1, rate), 1, MILLION, "reports"),
                hostRate,
                reader.integer("host.report.burst", Math.max(1, hostRate), 1, MILLION, "reports"),
                reader.integer("host.limit", 4096, 1, MILLION, "hosts"));
    }

    private static Tracking tracking(SettingsReader reader) {
        boolean enabled = reader.flag("host.tracking", true);
        Tracking tracking = new Tracking(
                enabled,
                reader.integer("host.tracking.limit", 16_384, 1, 10 * MILLION, ""),
                reader.integer("host.group.limit", enabled ? HOST_GROUPS : 0, 0, MILLION, "groups, 0 for no limit"));
        if (tracking.groupsPerHost > 0 && !tracking.enabled) {
            throw reader.refused("host.group.limit", tracking.groupsPerHost, "0, unless host.tracking is true");
        }
        return tracking;
    }

    private static ImmediateLeave immediateLeave(SettingsReader reader, Tracking tracking) {
        ImmediateLeave leave = switch (reader.choice("leave.immediate", "never", "never", "tracked", "always")) {
            case "never" -> ImmediateLeave.NEVER;
            case "tracked" -> ImmediateLeave.TRACKED;
            default -> ImmediateLeave.ALWAYS;
        };
        if (leave == ImmediateLeave.TRACKED && !tracking.enabled) {
            throw reader.refused("leave.immediate", "tracked", "never or always, unless host.tracking is true");
        }
        return leave;
    }

    private static StaticGroups groups(String key, SettingsReader reader, Function<String, StaticGroups> parse) {
        StaticGroups all = StaticGroups.NONE;
        for (StaticGroups some : reader.list(key, List.of(), StaticGroups.SYNTAX, parse)) {
            try {
                all = all.plus(some);
            } catch (IllegalArgumentException e) {
                throw reader.refused(key, e.getMessage(), StaticGroups.LARGEST_COUNT + " groups in all");
            }
        }
        return all;
    }

    private static StaticGroups checked(String text, Family family, SsmPolicy ssm) {
        StaticGroups groups = StaticGroups.parse(text, family);
        groups.groups().forEach((group, wanted) -> {
            if (wanted.anySource() && ssm.isSourceSpecific(group)) {
                throw new IllegalArgumentException(group + " is source-specific, and no source is named");
            }
        });
        return groups;
    }

    private static Optional<Duration> advertisementInterval(SettingsReader reader) {
        int seconds = reader.integer("router.discovery.interval", 20, 4, 180, "seconds");
        return reader.flag("router.discovery", false) ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }
}
