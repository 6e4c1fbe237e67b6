package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Count;
import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A host that has joined a group to which the bench's source sends, and the tap on its LAN. */
record Member(Flow flow, Receiver receiver, Tap tap) {

    /** A host joins group number {@code group} of each family. */
    static List<Member> join(Bench bench, Namespace host, Tap tap, int group) {
        return Stream.of(Family.values())
                .map(family -> new Flow(family.station(1, 2), family.group(group)))
                .map(flow -> new Member(flow, bench.join(host, flow.group()), tap))
                .toList();
    }

    /** Waits until each has got so many more packets than now. */
    static void awaitPackets(List<Member> members, int more) {
        List<Long> goals =
                members.stream().map(member -> member.packets() + more).toList();
        Poll.until(
                Bench.SOON,
                more + " more packets arrive",
                () -> IntStream.range(0, goals.size())
                        .allMatch(i -> members.get(i).packets() >= goals.get(i)),
                () -> members.stream().map(member -> member.receiver().count()).toList());
    }

    private long packets() {
        return receiver.count().packets();
    }

    void awaitSilence(Duration atMost) {
        Bench.awaitSilence(tap, flow, atMost);
    }

    /** What the router loses is missing in both; what the testing machine is too slow for, in one. */
    void assertNothingLost() {
        Count cable = tap.count(flow);
        assertThat(Math.min(receiver.count().lost(), cable.lost()))
                .as("lost of %s; the host has %s, its cable %s", flow, receiver.count(), cable)
                .isZero();
    }
}
