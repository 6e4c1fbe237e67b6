package io.mgmrouter.pim;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.fsm.LanDelays;
import io.mgmrouter.pim.policy.FlowFilter;
import io.mgmrouter.pim.policy.NeighborFilter;
import io.mgmrouter.settings.Clauses;
import io.mgmrouter.settings.SettingsReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Valid configuration of PIM on one interface, for both families.
 *
 * @param interfaceName the system's name of the interface
 * @param families which of them PIM speaks there
 * @param passive speaks to nobody, and serves the hosts of the link
 * @param hello what its Hellos say, and when
 * @param joinPruneHoldtime in Join/Prune messages, in seconds
 * @param neighborLimit largest number of neighbours of one family
 * @param messageRate messages taken of one neighbour per second, Hellos aside; 0 for all
 * @param policy what neighbours may do
 */
record InterfaceSettings(
        String interfaceName,
        Set<Family> families,
        boolean passive,
        Hellos hello,
        int joinPruneHoldtime,
        int neighborLimit,
        int messageRate,
        Policy policy) {

    static final String INTERFACE = "interface";

    private static final String SECONDS = "seconds";
    private static final String MILLISECONDS = "milliseconds";

    /** What fits sixteen bits of seconds. */
    private static final int LONGEST = 0xffff;

    /** Holdtimes are three and a half times the period, which must fit. */
    private static final int LONGEST_PERIOD = 18_000;

    private static final int LONGEST_DELAY = 0x7fff;

    /**
     * What Hellos say, and when (RFC 7761, section 4.11).
     *
     * @param period Hello_Period
     * @param holdtime Hello_Holdtime, in seconds; 65535 for ever
     * @param triggeredDelay Triggered_Hello_Delay
     * @param drPriority of this router, 32 bits
     * @param delays the LAN Prune Delay option
     */
    record Hellos(Duration period, int holdtime, Duration triggeredDelay, long drPriority, LanDelays.Told delays) {}

    /**
     * What neighbours may do.
     *
     * @param neighbors who may be one
     * @param joins what they may join
     * @param boundary groups that are neither asked for nor forwarded across the link
     */
    record Policy(NeighborFilter neighbors, FlowFilter joins, List<IpPrefix> boundary) {

        Policy {
            boundary = List.copyOf(boundary);
        }

        boolean bounds(IpAddress group) {
            return boundary.stream().anyMatch(prefix -> prefix.contains(group));
        }
    }

    InterfaceSettings {
        families = Set.copyOf(families);
    }

    /**
     * Reads the properties of an interface; what is not there is taken from the global ones, and what is not there
     * either has its default.
     *
     * @throws IllegalArgumentException if a value is missing or not allowed; the message names key, value and range
     */
    static InterfaceSettings of(Map<String, Object> global, Map<String, Object> ofInterface) {
        String name = new SettingsReader("pim interface", ofInterface).text(INTERFACE, "the name of an interface");
        Map<String, Object> merged = new HashMap<>(global);
        merged.putAll(ofInterface);
        return read(name, new SettingsReader("pim interface " + name, merged));
    }

    /**
     * Checks global properties by themselves, so that a mistake in them shows even if no interface uses them.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    static void check(Map<String, Object> global) {
        read("-", new SettingsReader("pim", global));
    }

    private static InterfaceSettings read(String name, SettingsReader reader) {
        return new InterfaceSettings(
                name,
                families(reader),
                reader.flag("passive", false),
                hellos(reader),
                joinPruneHoldtime(reader),
                reader.integer("neighbor.limit", 256, 1, 10_000, ""),
                reader.integer("message.rate", 0, 0, 1_000_000, "messages per second"),
                policy(reader));
    }

    private static Set<Family> families(SettingsReader reader) {
        Set<Family> families =
                Set.copyOf(reader.list("families", List.of(Family.values()), "IPV4, IPV6", InterfaceSettings::family));
        if (families.isEmpty()) {
            throw reader.refused("families", "[]", "IPV4, IPV6 or both");
        }
        return families;
    }

    private static Family family(String text) {
        return switch (text.strip()) {
            case "IPV4" -> Family.IPV4;
            case "IPV6" -> Family.IPV6;
            default -> throw new IllegalArgumentException("there is no such family");
        };
    }

    private static Hellos hellos(SettingsReader reader) {
        int period = reader.integer("hello.interval", 30, 1, LONGEST_PERIOD, SECONDS);
        int holdtime = reader.integer("hello.holdtime", holdtimeOf(period), 1, LONGEST, SECONDS);
        if (holdtime < period) {
            throw reader.refused("hello.holdtime", holdtime, "at least hello.interval, " + period + " " + SECONDS);
        }
        return new Hellos(
                Duration.ofSeconds(period),
                holdtime,
                Duration.ofMillis(reader.integer("triggered.hello.delay", 5000, 0, 60_000, MILLISECONDS)),
                reader.whole("dr.priority", 1, 0, 0xffff_ffffL, ""),
                new LanDelays.Told(
                        Duration.ofMillis(reader.integer("propagation.delay", 500, 0, LONGEST_DELAY, MILLISECONDS)),
                        Duration.ofMillis(reader.integer("override.interval", 2500, 0, LONGEST, MILLISECONDS)),
                        true));
    }

    /** {@code join.prune.holdtime}, or what follows from {@code join.prune.interval}. */
    static int joinPruneHoldtime(SettingsReader reader) {
        int period = joinPruneInterval(reader);
        int holdtime = reader.integer("join.prune.holdtime", holdtimeOf(period), 1, LONGEST, SECONDS);
        if (holdtime < period) {
            throw reader.refused(
                    "join.prune.holdtime", holdtime, "at least join.prune.interval, " + period + " " + SECONDS);
        }
        return holdtime;
    }

    static int joinPruneInterval(SettingsReader reader) {
        return reader.integer("join.prune.interval", 60, 1, LONGEST_PERIOD, SECONDS);
    }

    private static int holdtimeOf(int period) {
        return Math.ceilDiv(period * 7, 2);
    }

    private static Policy policy(SettingsReader reader) {
        return new Policy(
                new NeighborFilter(
                        reader.list("neighbor.filter", List.of(), NeighborFilter.SYNTAX, NeighborFilter.Rule::parse)),
                new FlowFilter(reader.list("join.filter", List.of(), FlowFilter.SYNTAX, FlowFilter.Rule::parse)),
                reader.list("boundary", List.of(), "prefixes of groups", Clauses::groups));
    }
}
