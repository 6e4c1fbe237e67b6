package io.mgmrouter.forwarder.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.ManualLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The register interface beside the others")
class RegisterTest {

    private static final Sg SG = new Sg(IpAddress.parse("10.1.0.9"), IpAddress.parse("239.1.1.1"));
    private static final InterfaceId REGISTER = InterfaceId.of(FakeTable.REGISTER);

    private final ManualLoop loop = new ManualLoop("forwarder");
    private final FakeTable table = new FakeTable();
    private final FakeLinkService links =
            new FakeLinkService().with(10, "eth10").with(11, "eth11");
    private final RecordedUpcalls upcalls = new RecordedUpcalls();
    private final AtomicInteger encapsulated = new AtomicInteger();
    private KernelForwarder forwarder = KernelForwarder.on(table, loop, links);

    @Test
    void openedBeforeTheManagerStartsItIsLikeAnyOther() {
        open();
        start();

        forwarder.set(new ForwarderEntry(SG, Optional.of(InterfaceId.of(10)), Set.of(REGISTER)));
        settle();

        assertThat(table.vifs).containsEntry(0, FakeTable.REGISTER).containsEntry(1, 10);
        assertThat(table.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.oifs()).isEqualTo(1));
    }

    @Test
    void anEntryThatNamedItBeforeItWasThereGetsIt() {
        start();
        forwarder.set(new ForwarderEntry(SG, Optional.of(InterfaceId.of(10)), Set.of(REGISTER)));
        settle();
        assertThat(table.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.oifs()).isZero());

        open();

        assertThat(table.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.oifs()).isEqualTo(4));
    }

    @Test
    void closingTakesItOutOfTheEntries() {
        start();
        RegisterTunnel.Opened opened = open();
        forwarder.set(new ForwarderEntry(SG, Optional.of(InterfaceId.of(10)), Set.of(REGISTER)));
        settle();

        opened.close();

        assertThat(table.vifs).doesNotContainValue(FakeTable.REGISTER);
        assertThat(table.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.oifs()).isZero());
        wholePacket();
        assertThat(encapsulated).hasValue(0);
    }

    @Test
    void whoOpensItNextTakesItOver() {
        start();
        RegisterTunnel.Opened first = forwarder.open(Family.IPV4, _ -> encapsulated.addAndGet(100));

        RegisterTunnel.Opened second = open();
        first.close();

        assertThat(second.interfaceId()).isEqualTo(first.interfaceId());
        wholePacket();
        assertThat(encapsulated).hasValue(1);
    }

    @Test
    void itStaysWhenTheForwarderGoes() {
        start();
        RegisterTunnel.Opened opened = open();
        table.log.clear();
        forwarder.close();
        opened.close();

        forwarder = KernelForwarder.on(table, loop, links);
        start();

        assertThat(table.log).isEmpty();
        assertThat(open().interfaceId()).isEqualTo(REGISTER);
        assertThat(table.log).isEmpty();
    }

    @Test
    void aFullTableRefusesItInOneSentence() {
        for (int index = 12; index < 50; index++) {
            links.with(index, "eth" + index);
        }
        start();

        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the IPV4 multicast table is full: all 31 interfaces it can have are used, and none is left"
                        + " for PIM Registers");
        assertThatThrownBy(() -> forwarder.open(Family.IPV6, _ -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void moreThanTheMostPerSecondIsDropped() {
        start();
        open();

        for (int i = 0; i < WholePacketOutlet.PER_SECOND + 10; i++) {
            wholePacket();
        }
        assertThat(encapsulated).hasValue(WholePacketOutlet.PER_SECOND);

        loop.advance(Duration.ofSeconds(1));
        wholePacket();
        assertThat(encapsulated).hasValue(WholePacketOutlet.PER_SECOND + 1);
    }

    @Test
    void oneThatThrowsIsGivenTheNextAsWell() {
        start();
        forwarder.open(Family.IPV4, _ -> {
            encapsulated.incrementAndGet();
            throw new IllegalStateException("no rendezvous point");
        });

        wholePacket();
        wholePacket();

        assertThat(encapsulated).hasValue(2);
        assertThat(upcalls.log).isEmpty();
    }

    private RegisterTunnel.Opened open() {
        return forwarder.open(Family.IPV4, _ -> encapsulated.incrementAndGet());
    }

    private void start() {
        forwarder.start(List.of(), upcalls);
        settle();
    }

    private void settle() {
        forwarder.flush();
        loop.drain();
    }

    private void wholePacket() {
        table.report(new Upcall(Upcall.Kind.WHOLE_PACKET, SG.source(), SG.group(), 0, ByteBuffer.allocate(20)));
    }
}
