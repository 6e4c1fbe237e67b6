package io.mgmrouter.forwarder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.Link;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.ManualLoop;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The kernel's forwarder writes what is wished, and only what differs")
class KernelForwarderTest {

    private static final Ipv4Address SOURCE = (Ipv4Address) IpAddress.parse("10.1.0.9");
    private static final Ipv4Address GROUP = (Ipv4Address) IpAddress.parse("239.1.1.1");
    private static final Sg SG = new Sg(SOURCE, GROUP);

    private final ManualLoop loop = new ManualLoop("forwarder");
    private final FakeTable table = new FakeTable();
    private final FakeLinkService links =
            new FakeLinkService().with(10, "eth10").with(11, "eth11").with(12, "eth12");
    private final RecordedUpcalls upcalls = new RecordedUpcalls();
    private final KernelForwarder forwarder = KernelForwarder.on(table, loop, links);

    @Test
    void linksThatAreUpBecomeVifsWhenTheManagerStarts() {
        down(13);
        settle();
        assertThat(table.log).isEmpty();

        start();
        assertThat(table.log).containsExactly("vif 0=10", "vif 1=11", "vif 2=12");

        up(13);
        down(11);
        settle();
        assertThat(table.vifs).containsEntry(3, 13).containsEntry(1, 11);
    }

    @Test
    void anEntryIsWrittenOnceHoweverOftenItIsWished() {
        start();
        table.log.clear();

        forwarder.set(entry(SG, 10, 11, 12));
        forwarder.set(entry(SG, 10, 11, 12));
        settle();
        forwarder.set(entry(SG, 10, 12, 11));
        settle();

        assertThat(table.log).containsExactly("set 10.1.0.9 239.1.1.1 iif=0 oifs=110");
    }

    @Test
    void ofSeveralWishesForAFlowOnlyTheNewestIsFulfilled() {
        start();
        table.log.clear();

        forwarder.set(entry(SG, 10, 11));
        forwarder.remove(SG);
        forwarder.set(entry(SG, 10, 12));
        settle();

        assertThat(table.log).containsExactly("set 10.1.0.9 239.1.1.1 iif=0 oifs=100");
        forwarder.set(entry(SG, 10, 11));
        forwarder.remove(SG);
        settle();
        assertThat(table.entries).isEmpty();
    }

    @Test
    void anEntryWithoutAnIncomingInterfaceAcceptsNothingAnywhere() {
        start();

        forwarder.set(new ForwarderEntry(SG, Optional.empty(), Set.of()));
        settle();

        assertThat(table.entries()).containsExactly(new MfcEntry(SOURCE, GROUP, MfcEntry.NOWHERE, 0));
        table.report(upcall(Upcall.Kind.WRONG_VIF, SOURCE, GROUP, 0));
        settle();
        assertThat(upcalls.log).isEmpty();
    }

    @Test
    void aStartLeavesEqualEntriesAloneAndRemovesAndAddsTheOthers() {
        start();
        forwarder.set(entry(SG, 10, 11));
        forwarder.set(entry(sg("239.1.1.2"), 10, 11));
        forwarder.set(entry(sg("239.1.1.3"), 10, 11));
        settle();
        forwarder.close();
        table.log.clear();

        KernelForwarder next = KernelForwarder.on(table, loop, links);
        next.start(List.of(entry(SG, 10, 11), entry(sg("239.1.1.2"), 10, 12), entry(sg("239.1.1.4"), 11, 12)), upcalls);
        settle();

        assertThat(table.log)
                .containsExactly(
                        "remove 10.1.0.9 239.1.1.3",
                        "set 10.1.0.9 239.1.1.2 iif=0 oifs=100",
                        "set 10.1.0.9 239.1.1.4 iif=1 oifs=100");
    }

    @Test
    void aStartThatHadToGiveAVifWritesEveryEntrySinceTheKernelHidesVanishedOnes() {
        start();
        forwarder.set(entry(SG, 10, 11));
        settle();
        forwarder.close();
        table.log.clear();
        up(14);

        KernelForwarder next = KernelForwarder.on(table, loop, links);
        next.start(List.of(entry(SG, 10, 11)), upcalls);
        settle();

        assertThat(table.log).containsExactly("vif 3=14", "set 10.1.0.9 239.1.1.1 iif=0 oifs=10");
    }

    @Test
    void wishesMadeAfterAStartAreNotLostToIt() {
        settle();

        forwarder.set(entry(sg("239.1.1.7"), 10, 11));
        forwarder.start(List.of(entry(SG, 10, 11)), upcalls);
        forwarder.set(entry(SG, 10, 12));
        settle();

        assertThat(table.entries()).containsExactly(new MfcEntry(SOURCE, GROUP, 0, 0b100));
    }

    @Test
    void aVanishedInterfaceLeavesTheEntriesBeforeItsNumberIsGivenAgain() {
        start();
        forwarder.set(entry(SG, 10, 11, 12));
        settle();
        table.log.clear();

        links.remove(11);
        up(15);
        settle();

        assertThat(table.log).containsExactly("vif 1 removed", "set 10.1.0.9 239.1.1.1 iif=0 oifs=100", "vif 1=15");
    }

    @Test
    void anInterfaceThatComesBackIsForwardedToAgain() {
        start();
        forwarder.set(entry(SG, 10, 11));
        settle();
        links.remove(11);
        settle();
        assertThat(table.entries()).containsExactly(new MfcEntry(SOURCE, GROUP, 0, 0));

        up(11);
        settle();

        assertThat(table.entries()).containsExactly(new MfcEntry(SOURCE, GROUP, 0, 0b10));
    }

    @Test
    void aTableTakesThirtyOneInterfacesAndTheManagerHearsOfTheRest() {
        IntStream.rangeClosed(13, 41).forEach(this::up);
        start();

        assertThat(table.vifs).hasSize(31).doesNotContainKey(MfcEntry.NOWHERE);
        forwarder.set(entry(SG, 10, 41));
        settle();
        assertThat(upcalls.log)
                .containsExactly("failed (10.1.0.9,239.1.1.1) is forwarded without eth41: not up, gone,"
                        + " or beyond the 31 interfaces a table can have");

        links.remove(20);
        settle();
        assertThat(table.vifs).hasSize(31).containsValue(41);
        assertThat(table.entries()).containsExactly(new MfcEntry(SOURCE, GROUP, 0, 1 << 10));
    }

    @Test
    void upcallsAreReportedByInterface() {
        start();
        forwarder.set(entry(SG, 10, 11));
        settle();

        table.report(upcall(Upcall.Kind.NO_ENTRY, SOURCE, address("239.9.9.9"), 2));
        table.report(upcall(Upcall.Kind.WRONG_VIF, SOURCE, GROUP, 1));
        settle();

        assertThat(upcalls.log)
                .containsExactly("no entry (10.1.0.9,239.9.9.9) on 12", "wrong interface (10.1.0.9,239.1.1.1) on 11");
    }

    @Test
    void whatCannotBeAFlowOrComesFromNowhereIsNotReported() {
        start();

        table.report(upcall(Upcall.Kind.NO_ENTRY, SOURCE, address("224.0.0.5"), 0));
        table.report(upcall(Upcall.Kind.NO_ENTRY, Ipv4Address.UNSPECIFIED, GROUP, 0));
        table.report(upcall(Upcall.Kind.NO_ENTRY, address("239.0.0.1"), GROUP, 0));
        table.report(upcall(Upcall.Kind.NO_ENTRY, SOURCE, address("10.0.0.1"), 0));
        table.report(upcall(Upcall.Kind.NO_ENTRY, SOURCE, GROUP, 29));
        table.report(upcall(Upcall.Kind.NO_ENTRY, SOURCE, GROUP, 4000));
        settle();

        assertThat(upcalls.log).isEmpty();
    }

    @Test
    void afterStopNothingIsReportedAndEntriesStay() {
        start();
        forwarder.set(entry(SG, 10, 11));
        settle();

        forwarder.stop();
        settle();
        table.report(upcall(Upcall.Kind.NO_ENTRY, SOURCE, address("239.9.9.9"), 2));
        settle();

        assertThat(upcalls.log).isEmpty();
        assertThat(table.entries).hasSize(1);
    }

    @Test
    void anEntryTheKernelRefusesIsReportedAndTriedAgainWhenWishedAgain() {
        start();
        table.refuse();

        forwarder.set(entry(SG, 10, 11));
        settle();
        forwarder.set(entry(SG, 10, 11));
        settle();

        assertThat(upcalls.log)
                .containsExactly(
                        "failed (10.1.0.9,239.1.1.1): multicast table: no more entries",
                        "failed (10.1.0.9,239.1.1.1): multicast table: no more entries");
    }

    @Test
    void countersComeInTheOrderAsked() {
        start();
        forwarder.set(entry(sg("239.1.1.2"), 10, 11));
        forwarder.set(entry(SG, 10, 11));
        settle();

        assertThat(forwarder.counters(List.of(SG, sg("239.9.9.9"), sg("239.1.1.2"))))
                .containsExactly(
                        new PacketForwarder.Counters(SG, 1, 2, 3),
                        new PacketForwarder.Counters(sg("239.1.1.2"), 1, 2, 3));
    }

    @Test
    void manyWishesAreFulfilledInTurns() {
        start();
        for (int i = 0; i < 1000; i++) {
            forwarder.set(entry(sg("239.2." + i / 256 + "." + i % 256), 10, 11));
        }
        settle();

        assertThat(table.entries).hasSize(1000);
    }

    private void up(int index) {
        links.with(index, "eth" + index);
    }

    private void down(int index) {
        links.change(new Link(index, "eth" + index, false, true, false, false, 1500, List.of()));
    }

    private void start() {
        forwarder.start(List.of(), upcalls);
        settle();
    }

    private static ForwarderEntry entry(SourceGroup sourceGroup, int iif, int... oifs) {
        return new ForwarderEntry(
                sourceGroup,
                Optional.of(InterfaceId.of(iif)),
                Arrays.stream(oifs).mapToObj(InterfaceId::of).collect(Collectors.toSet()));
    }

    private static Upcall upcall(Upcall.Kind kind, Ipv4Address source, Ipv4Address group, int vif) {
        return new Upcall(kind, source, group, vif, ByteBuffer.allocate(20));
    }

    private static Sg sg(String group) {
        return new Sg(SOURCE, address(group));
    }

    private static Ipv4Address address(String text) {
        return (Ipv4Address) IpAddress.parse(text);
    }

    private void settle() {
        forwarder.flush();
        loop.drain();
    }
}
