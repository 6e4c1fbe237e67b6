package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.FilterSocket;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.PacketSocket;
import io.mgmrouter.lab.Tap;
import io.mgmrouter.lab.Topology;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Every case has a group of its own, and all go through it at the same time. */
@WireTest
@EachFamily
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Source filters: what is known of each group, and which sources are delivered")
class SourceFilterIT {

    private static final System.Logger LOG = System.getLogger("wire");

    /** Stations of the source's LAN; the last one is named by nobody. */
    private static final List<Integer> SOURCES = List.of(2, 3, 4, 5);

    private static final Set<Integer> NONE = Set.of();
    private static final int PACKETS_PER_SECOND = 10;
    private static final int HOST_GROUPS = 0;
    private static final int REPORT_GROUPS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Parameter
    private Family family;

    private Bench bench;

    @BeforeParameterizedClassInvocation
    void startRouter() {
        // Slow to ask, so that nothing expires meanwhile; and a last member query time long enough to be looked into.
        bench = new Bench()
                .start(family.quick()
                        .of(family.protocol(), "query.interval", 60)
                        .of(family.protocol(), "query.response.interval", 10_000)
                        .of(family.protocol(), "last.member.query.interval", 1500));
        SOURCES.stream()
                .skip(1)
                .forEach(source -> bench.topology().source().cable().right().address(family.prefix(1, source)));
    }

    @AfterParameterizedClassInvocation
    void close() {
        bench.close();
    }

    /** A filter of a host's socket, by the numbers of sources, and what the router should know in the end. */
    private record HostFilter(FilterSocket.Mode mode, Set<Integer> sources) {

        static HostFilter include(Integer... sources) {
            return new HostFilter(FilterSocket.Mode.INCLUDE, Set.of(sources));
        }

        static HostFilter exclude(Integer... sources) {
            return new HostFilter(FilterSocket.Mode.EXCLUDE, Set.of(sources));
        }

        RouterFilter asKnown() {
            return mode == FilterSocket.Mode.INCLUDE
                    ? RouterFilter.include(sources)
                    : RouterFilter.exclude(NONE, sources);
        }
    }

    private static final List<HostFilter> HOST_FILTERS = List.of(
            HostFilter.include(),
            HostFilter.include(2),
            HostFilter.include(2, 3),
            HostFilter.include(3, 4),
            HostFilter.exclude(),
            HostFilter.exclude(2),
            HostFilter.exclude(2, 3),
            HostFilter.exclude(3, 4));

    private record Change(HostFilter before, HostFilter after) {

        @Override
        public String toString() {
            return before + " -> " + after;
        }
    }

    @Test
    @Tag("RFC3376-4.2.12")
    @DisplayName("a Linux host changes each of eight filters into each other one")
    void aHostChangesItsFilter() {
        Map<InetAddress, Change> changes = changes();
        Tap tap = bench.listen(bench.topology().receiver(1).namespace());
        var delivery = new Delivery(tap, flows(changes.keySet()));
        Map<InetAddress, FilterSocket> sockets = changes.keySet().stream()
                .collect(Collectors.toMap(
                        group -> group,
                        group -> bench.add(FilterSocket.open(
                                bench.topology().receiver(1).namespace(), Topology.Host.INTERFACE, group))));
        try (var _ = send(changes.keySet())) {
            changes.forEach((group, change) -> set(sockets.get(group), change.before));
            delivery.await("before", flow -> passes(changes.get(flow.group()).before, flow));

            tap.clear();
            long changed = System.nanoTime();
            changes.forEach((group, change) -> set(sockets.get(group), change.after));

            delivery.await("after", flow -> passes(changes.get(flow.group()).after, flow));
            awaitKnown("eth2", known(changes), true);
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}, host: sources let in came after: {1}; those shut out went on for: {2}",
                    family,
                    delivery.timesToStart(changed),
                    delivery.timesToStop(changed, flow -> !passes(changes.get(flow.group()).after, flow)));
        }
    }

    /** A state of the router, by the records that bring it about, and then one more record. */
    private record Case(List<Step> before, Step last) {

        RouterFilter state() {
            RouterFilter state = RouterFilter.NOTHING;
            for (Step step : before) {
                state = state.hears(step.type, step.sources);
            }
            return state;
        }

        RouterFilter heard() {
            return state().hears(last.type, last.sources);
        }

        RouterFilter unanswered() {
            return state().hearsNoAnswer(last.type, last.sources);
        }
    }

    private record Step(RecordType type, Set<Integer> sources) {}

    private static final List<List<Step>> STATES = List.of(
            List.of(),
            List.of(new Step(RecordType.ALLOW, Set.of(2))),
            List.of(new Step(RecordType.ALLOW, Set.of(2, 3))),
            List.of(new Step(RecordType.TO_EX, NONE)),
            List.of(new Step(RecordType.IS_EX, Set.of(2, 3))),
            List.of(new Step(RecordType.TO_EX, Set.of(2, 3)), new Step(RecordType.IS_IN, Set.of(2))),
            List.of(new Step(RecordType.TO_EX, Set.of(2, 4)), new Step(RecordType.ALLOW, Set.of(3, 4))));

    @Test
    @Tag("RFC3376-6.4.1")
    @Tag("RFC3376-6.4.2")
    @DisplayName("each of six record types meets each of seven states, and nobody answers the queries")
    void reportsMeetStates() {
        Map<InetAddress, Case> cases = cases();
        Tap tap = bench.listen(bench.topology().receiver(2).namespace());
        var delivery = new Delivery(tap, flows(cases.keySet()));
        try (var _ = send(cases.keySet());
                var reporter = PacketSocket.open(bench.topology().receiver(2).namespace(), Topology.Host.INTERFACE)) {
            cases.forEach((group, each) -> each.before.forEach(step -> report(reporter, group, step)));
            awaitKnown("eth3", expected(cases, Case::state), false);
            delivery.await("before", flow -> cases.get(flow.group()).state().forwards(number(flow.source())));

            tap.clear();
            long reported = System.nanoTime();
            cases.forEach((group, each) -> report(reporter, group, each.last));

            awaitKnown("eth3", expected(cases, Case::heard), false);
            awaitKnown("eth3", expected(cases, Case::unanswered), false);
            delivery.await("after", flow -> cases.get(flow.group()).unanswered().forwards(number(flow.source())));
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}, reports: sources let in came after: {1}; those shut out went on for: {2}",
                    family,
                    delivery.timesToStart(reported),
                    delivery.timesToStop(
                            reported,
                            flow -> !cases.get(flow.group()).unanswered().forwards(number(flow.source()))));
        }
    }

    private Map<InetAddress, Change> changes() {
        Map<InetAddress, Change> changes = new LinkedHashMap<>();
        for (HostFilter before : HOST_FILTERS) {
            for (HostFilter after : HOST_FILTERS) {
                if (!before.equals(after)) {
                    changes.put(family.group(HOST_GROUPS + changes.size()), new Change(before, after));
                }
            }
        }
        return changes;
    }

    private Map<InetAddress, Case> cases() {
        Map<InetAddress, Case> cases = new LinkedHashMap<>();
        for (List<Step> state : STATES) {
            for (RecordType type : RecordType.values()) {
                cases.put(family.group(REPORT_GROUPS + cases.size()), new Case(state, new Step(type, Set.of(3, 4))));
            }
        }
        return cases;
    }

    private void set(FilterSocket socket, HostFilter filter) {
        socket.set(filter.mode, addresses(filter.sources));
    }

    private void report(PacketSocket reporter, InetAddress group, Step step) {
        var record = new MembershipPacket.GroupRecord(step.type, group, addresses(step.sources));
        MembershipPacket packet = MembershipPacket.report(family, 3, List.of(record));
        reporter.send(packet.octets(), packet.destination());
    }

    private boolean passes(HostFilter filter, Flow flow) {
        return filter.asKnown().forwards(number(flow.source()));
    }

    private static Map<InetAddress, RouterFilter> known(Map<InetAddress, Change> changes) {
        return changes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().after.asKnown()));
    }

    private static Map<InetAddress, RouterFilter> expected(
            Map<InetAddress, Case> cases, Function<Case, RouterFilter> when) {
        return cases.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> when.apply(each.getValue())));
    }

    /** @param withoutRunning whether the running sources of EXCLUDE mode are left out: a host does not ask for them */
    private void awaitKnown(String interfaceName, Map<InetAddress, RouterFilter> expected, boolean withoutRunning) {
        Poll.until(
                PATIENCE,
                "the groups on " + interfaceName + " are as in the tables of the RFC",
                () -> differences(interfaceName, expected, withoutRunning).isEmpty(),
                () -> differences(interfaceName, expected, withoutRunning));
    }

    private Map<String, String> differences(
            String interfaceName, Map<InetAddress, RouterFilter> expected, boolean withoutRunning) {
        Map<InetAddress, RouterFilter> known = known(interfaceName, withoutRunning);
        Map<String, String> differences = new TreeMap<>();
        expected.forEach((group, filter) -> {
            RouterFilter found = known.getOrDefault(group, RouterFilter.NOTHING);
            if (!found.equals(filter)) {
                differences.put(group.getHostAddress(), "is " + found + ", should be " + filter);
            }
        });
        return differences;
    }

    private Map<InetAddress, RouterFilter> known(String interfaceName, boolean withoutRunning) {
        return bench.control().table(family.protocol() + " groups " + interfaceName).stream()
                .collect(Collectors.toMap(
                        row -> Flow.address(row.getString("group")), row -> filter(row, withoutRunning)));
    }

    private static RouterFilter filter(JsonObject row, boolean withoutRunning) {
        boolean exclude = row.getString("mode").equals("exclude");
        return new RouterFilter(
                exclude, exclude && withoutRunning ? NONE : numbers(row, "sources"), numbers(row, "excludedSources"));
    }

    private static Set<Integer> numbers(JsonObject row, String column) {
        return row.getJsonArray(column).getValuesAs(JsonString::getString).stream()
                .map(text -> number(Flow.address(text)))
                .collect(Collectors.toSet());
    }

    private static int number(InetAddress source) {
        byte[] octets = source.getAddress();
        return octets[octets.length - 1];
    }

    private List<InetAddress> addresses(Collection<Integer> sources) {
        return sources.stream()
                .sorted()
                .map(source -> family.station(1, source))
                .toList();
    }

    private List<Flow> flows(Collection<InetAddress> groups) {
        return groups.stream()
                .flatMap(group -> SOURCES.stream().map(source -> new Flow(family.station(1, source), group)))
                .toList();
    }

    /** Sends from every source to every group until closed. */
    private Traffic send(Collection<InetAddress> groups) {
        List<AutoCloseable> senders = new ArrayList<>();
        Stream<InetAddress> sources = SOURCES.stream().map(source -> family.station(1, source));
        sources.forEach(source -> senders.add(bench.send(source, List.copyOf(groups), PACKETS_PER_SECOND)));
        return new Traffic(senders);
    }

    private record Traffic(List<AutoCloseable> senders) implements AutoCloseable {

        @Override
        public void close() {
            for (AutoCloseable sender : senders) {
                try {
                    sender.close();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
