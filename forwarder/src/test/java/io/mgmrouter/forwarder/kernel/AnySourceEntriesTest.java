package io.mgmrouter.forwarder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.ManualLoop;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The kernel's forwarder keeps an entry of (*,G) for each incoming interface")
class AnySourceEntriesTest {

    private static final IpAddress SOURCE = IpAddress.parse("10.1.0.9");
    private static final IpAddress GROUP = IpAddress.parse("239.1.1.1");
    private static final IpAddress OTHER_GROUP = IpAddress.parse("239.1.1.9");
    private static final IpAddress ANY = Ipv4Address.UNSPECIFIED;
    private static final StarG STAR_G = new StarG(GROUP);

    private final ManualLoop loop = new ManualLoop("forwarder");
    private final FakeTable table = new FakeTable();
    private final FakeLinkService links =
            new FakeLinkService().with(10, "eth10").with(11, "eth11").with(12, "eth12");
    private final RecordedUpcalls upcalls = new RecordedUpcalls();
    private final KernelForwarder forwarder = KernelForwarder.on(table, loop, links);

    @Test
    void anEntryForEverySourceIsMadeAnewWhenItsIncomingInterfaceChanges() {
        start();
        forwarder.set(anySource(Set.of(10), 11));
        settle();
        table.log.clear();

        forwarder.set(anySource(Set.of(12), 11));
        settle();

        assertThat(table.log)
                .containsExactly("set 0.0.0.0 239.1.1.1 iif=2 oifs=10", "remove 0.0.0.0 239.1.1.1 parent=0");
    }

    @Test
    void anEntryForEverySourceHasOneInTheKernelForEachIncomingInterface() {
        start();
        table.log.clear();

        forwarder.set(anySource(Set.of(10, 11), 12));
        settle();
        assertThat(table.log)
                .containsExactly("set 0.0.0.0 239.1.1.1 iif=0 oifs=100", "set 0.0.0.0 239.1.1.1 iif=1 oifs=100");

        table.log.clear();
        forwarder.set(anySource(Set.of(11, 12), 12));
        settle();
        assertThat(table.log)
                .containsExactly("set 0.0.0.0 239.1.1.1 iif=2 oifs=0", "remove 0.0.0.0 239.1.1.1 parent=0");

        table.log.clear();
        forwarder.remove(STAR_G);
        settle();
        assertThat(table.log).containsExactly("remove 0.0.0.0 239.1.1.1 parent=1", "remove 0.0.0.0 239.1.1.1 parent=2");
        assertThat(table.entries()).isEmpty();
    }

    @Test
    void anIncomingInterfaceThatVanishesTakesItsEntryForEverySourceAlong() {
        start();
        forwarder.set(anySource(Set.of(10, 11), 12));
        settle();
        table.log.clear();

        links.remove(11);
        links.with(15, "eth15");
        settle();

        assertThat(table.log).containsExactly("vif 1 removed", "remove 0.0.0.0 239.1.1.1 parent=1", "vif 1=15");
    }

    @Test
    void anEntryForEverySourceThatAcceptsNothingStopsUpcallsFromEveryInterface() {
        start();

        forwarder.set(anySource(Set.of(), 11));
        settle();
        links.with(13, "eth13");
        settle();

        assertThat(table.entries()).containsExactly(new MfcEntry(ANY, GROUP, MfcEntry.NOWHERE, 0b1111));
    }

    @Test
    void aStartFindsEntriesForEverySourceAndRemovesThoseWhoseIncomingVifIsHidden() {
        start();
        forwarder.set(anySource(Set.of(10, 11), 12));
        settle();
        forwarder.close();
        table.set(new MfcEntry(ANY, OTHER_GROUP, MfcEntry.NOWHERE, 0b1));
        table.log.clear();

        KernelForwarder next = KernelForwarder.on(table, loop, links);
        next.start(List.of(anySource(Set.of(10, 11), 12)), upcalls);
        settle();

        assertThat(table.log)
                .hasSize(29)
                .contains("remove 0.0.0.0 239.1.1.9 parent=31")
                .allMatch(line -> line.startsWith("remove 0.0.0.0 239.1.1.9 parent="));
    }

    @Test
    void aPacketThatIsNotExpectedByAnEntryForEverySourceIsJudgedByThatEntry() {
        start();
        forwarder.set(anySource(Set.of(10, 11), 11, 12));
        settle();

        table.report(wrongVif(2));
        table.report(wrongVif(1));
        settle();
        assertThat(upcalls.log)
                .containsExactly("wrong interface (10.1.0.9,239.1.1.1) on 12", "no entry (10.1.0.9,239.1.1.1) on 11");

        upcalls.log.clear();
        forwarder.set(anySource(Set.of(), 11));
        settle();
        table.report(wrongVif(2));
        settle();
        assertThat(upcalls.log).isEmpty();
    }

    private void start() {
        forwarder.start(List.of(), upcalls);
        settle();
    }

    private void settle() {
        forwarder.flush();
        loop.drain();
    }

    private static ForwarderEntry anySource(Set<Integer> iifs, Integer... oifs) {
        return new ForwarderEntry(STAR_G, ids(iifs), ids(Set.of(oifs)));
    }

    private static Set<InterfaceId> ids(Set<Integer> indices) {
        return indices.stream().map(InterfaceId::of).collect(Collectors.toSet());
    }

    private static Upcall wrongVif(int vif) {
        return new Upcall(Upcall.Kind.WRONG_VIF, SOURCE, GROUP, vif, ByteBuffer.allocate(20));
    }
}
