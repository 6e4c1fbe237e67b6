package io.mgmrouter.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.control.Readiness;
import io.mgmrouter.forwarder.kernel.FakeTable;
import io.mgmrouter.ip.Family;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.ManualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table of a family is published while it is had, and tried again while it is not")
class FamilyTableTest {

    private final ManualLoop loop = new ManualLoop("forwarder");
    private final List<String> log = new ArrayList<>();
    private Optional<MulticastTableException> refusal = Optional.empty();

    @Test
    void aTableThatIsHadIsPublishedUntilItIsClosed() {
        FamilyTable table = opened(Family.IPV6);

        assertThat(table.status().state()).isEqualTo(Readiness.State.READY);
        assertThat(table.table()).isPresent();
        table.close();

        assertThat(table.table()).isEmpty();
        assertThat(log).containsExactly("take IPV6 7", "publish IPV6", "status", "withdraw IPV6");
    }

    @Test
    void aTableThatIsHeldByAnotherIsTriedAgain() {
        refusal = Optional.of(new MulticastTableException("held by smcrouted"));
        FamilyTable table = opened(Family.IPV6);
        assertThat(table.status()).isEqualTo(new FamilyTable.Status(Readiness.State.FAILED, "held by smcrouted"));

        refusal = Optional.empty();
        loop.advance(Duration.ofSeconds(5));

        assertThat(table.status()).isEqualTo(new FamilyTable.Status(Readiness.State.READY, ""));
        assertThat(log).containsExactly("take IPV6 7", "status", "take IPV6 7", "publish IPV6", "status");
    }

    @Test
    void aKernelWithoutIpv6MulticastRoutingIsNoFailureAndNotAskedAgain() {
        refusal = Optional.of(new MulticastTableException("built without", true, new IllegalStateException()));
        FamilyTable table = opened(Family.IPV6);

        loop.advance(Duration.ofMinutes(5));

        assertThat(table.status()).isEqualTo(new FamilyTable.Status(Readiness.State.READY, "built without"));
        assertThat(table.table()).isEmpty();
        assertThat(log).containsExactly("take IPV6 7", "status");
    }

    @Test
    void aKernelWithoutIpv4MulticastRoutingIsOne() {
        refusal = Optional.of(new MulticastTableException("built without", true, new IllegalStateException()));

        assertThat(opened(Family.IPV4).status().state()).isEqualTo(Readiness.State.FAILED);
    }

    @Test
    void onceClosedNothingIsTakenAnyMore() {
        refusal = Optional.of(new MulticastTableException("held"));
        FamilyTable table = opened(Family.IPV4);
        table.close();
        log.clear();

        loop.advance(Duration.ofMinutes(5));

        assertThat(log).isEmpty();
    }

    private FamilyTable opened(Family family) {
        FamilyTable table = new FamilyTable(
                loop, new FakeLinkService(), this::take, family, 7, this::publish, () -> log.add("status"));
        table.open();
        loop.drain();
        return table;
    }

    private KernelMulticastTable take(Family family, int number) {
        log.add("take " + family + " " + number);
        refusal.ifPresent(e -> {
            throw e;
        });
        return new FakeTable();
    }

    private Runnable publish(Family family, PacketForwarder forwarder) {
        assertThat(forwarder).isNotNull();
        log.add("publish " + family);
        return () -> log.add("withdraw " + family);
    }
}
