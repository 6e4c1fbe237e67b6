package io.mgmrouter.mgm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.RecordingProtocol;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The manager's rim: delivery, answers, isolation")
class MgmServiceTest {

    private static final InterfaceId ETH0 = InterfaceId.of(1);
    private static final InterfaceId ETH1 = InterfaceId.of(2);
    private static final Sg SG = new Sg(IpAddress.parse("10.0.0.9"), IpAddress.parse("239.1.1.1"));
    private static final StarG STAR_G = new StarG(SG.group());

    private final ManualLoop loop = new ManualLoop("mgm");
    private final FakeLinkService links =
            new FakeLinkService().with(1, "eth0", "10.0.0.1/24").with(2, "eth1", "10.0.1.1/24");
    private final FakeRoutes routes =
            new FakeRoutes().connected("10.0.0.0/24", 1).connected("10.0.1.0/24", 2);
    private final FakeForwarder forwarder = new FakeForwarder();
    private final MgmService manager = new MgmService(MgmSettings.DEFAULTS, loop, (_, _) -> {});
    private final RecordingProtocol x = new RecordingProtocol("x");
    private final RecordingProtocol y = new RecordingProtocol("y");

    @BeforeEach
    void start() {
        manager.useLinks(Optional.of(links));
        manager.useRoutes(Optional.of(routes));
        manager.forwarders().add(forwarder, EnumSet.of(Family.IPV4), 0);
        attach(x, 101);
        attach(y, 102);
        x.session().takeOwnership(ETH0);
        y.session().takeOwnership(ETH1);
        drain();
    }

    @Test
    void callbacksArriveOnTheClientsOwnLoopAndAnswersCount() {
        y.owned(ETH1).join(STAR_G);
        assertThat(x.heard()).isEmpty();
        drain();
        assertThat(x.heard()).containsExactly("JOIN (*,239.1.1.1) MEMBERSHIP");

        forwarder.packet(SG, ETH0);
        assertThat(forwarder.table()).isEmpty();
        drain();

        assertThat(x.heard()).contains("RPF? (10.0.0.9,239.1.1.1) iif=1");
        assertThat(y.heard()).contains("CREATION? (10.0.0.9,239.1.1.1) iif=1 [2]");
        assertThat(forwarder.table()).containsExactly("(10.0.0.9,239.1.1.1) 1->[2]");
    }

    @Test
    @Tag("MGM-104")
    void aThrowingClientHarmsNobody() {
        x.throwing();
        y.owned(ETH1).join(STAR_G);
        drain();

        forwarder.packet(SG, ETH0);
        drain();

        assertThat(forwarder.table()).containsExactly("(10.0.0.9,239.1.1.1) 1->[2]");
        assertThat(manager.clients().getFirst().failedCallbacks()).isEqualTo(2);
    }

    @Test
    void aStuckClientDelaysAFlowOnlyUntilTheDeadline() {
        y.owned(ETH1).join(STAR_G);
        y.loop().drain();
        forwarder.packet(SG, ETH0);

        loop.advance(Duration.ofMillis(250));
        y.loop().drain();

        assertThat(forwarder.table()).containsExactly("(10.0.0.9,239.1.1.1) 1->[2]");
        assertThat(manager.clients().getFirst().lateAnswers()).isEqualTo(1);
        x.loop().drain();
        assertThat(forwarder.table())
                .as("a late answer changes nothing")
                .containsExactly("(10.0.0.9,239.1.1.1) 1->[2]");
    }

    @Test
    @Tag("MGM-105")
    void aClientMayCallTheManagerFromInsideACallback() {
        x.onJoin(alert -> x.owned(ETH0).join(alert.sourceGroup()));

        y.owned(ETH1).join(STAR_G);
        drain();

        assertThat(y.heard()).containsExactly("JOIN (*,239.1.1.1) MEMBERSHIP");
    }

    @Test
    @Tag("MGM-007")
    @Tag("MGM-008")
    void afterDeregistrationNothingIsDeliveredAndEveryCallIsRefused() {
        var session = x.session();
        x.owned(ETH0).close();
        y.owned(ETH1).join(STAR_G);

        session.close();
        drain();

        assertThat(x.heard()).isEmpty();
        assertRefused(() -> session.takeOwnership(ETH0), Reason.SESSION_CLOSED);
        assertRefused(session::ownerships, Reason.SESSION_CLOSED);
        assertRefused(session::close, Reason.SESSION_CLOSED);
    }

    @Test
    void aSessionFromBeforeAReturnStaysClosed() {
        var old = y.session();
        var oldOwnership = y.owned(ETH1);
        manager.depart(new ComponentId(102, 0), y);
        RecordingProtocol back = new RecordingProtocol("y");
        attach(back, 102);
        drain();

        assertRefused(() -> old.takeOwnership(ETH1), Reason.SESSION_CLOSED);
        assertRefused(() -> oldOwnership.join(STAR_G), Reason.SESSION_CLOSED);
        assertThat(back.session().ownerships()).hasSize(1);
        back.session().takeOwnership(ETH1).join(STAR_G);
    }

    @Test
    void aForwarderThatArrivesLateGetsTheWholeTable() {
        y.owned(ETH1).join(STAR_G);
        drain();
        forwarder.packet(SG, ETH0);
        drain();
        manager.forwarders().remove(forwarder);
        FakeForwarder second = new FakeForwarder();

        manager.forwarders().add(second, EnumSet.of(Family.IPV4), 0);

        assertThat(second.table()).containsExactly("(10.0.0.9,239.1.1.1) 1->[2]");
        assertThat(forwarder.stopped()).isTrue();
    }

    @Test
    void anUnusedRouteChangesWhenTheLookupSaysSo() {
        y.owned(ETH1).join(STAR_G);
        forwarder.packet(new Sg(IpAddress.parse("10.9.9.9"), SG.group()), ETH0);
        drain();
        assertThat(forwarder.table()).containsExactly("(10.9.9.9,239.1.1.1) -->[]");

        routes.connected("10.9.9.0/24", 1);
        drain();

        assertThat(forwarder.table()).containsExactly("(10.9.9.9,239.1.1.1) 1->[2]");
    }

    @Test
    @Tag("MGM-089")
    void aBusyEntryIsRenewedWithoutEverLeavingTheForwarder() {
        y.owned(ETH1).join(STAR_G);
        forwarder.packet(SG, ETH0);
        drain();
        forwarder.count(SG, 500, 64_000);

        loop.advance(Duration.ofSeconds(900));
        drain();

        assertThat(manager.entry(SG)).map(ForwardingEntry::upTime).contains(Duration.ZERO);
        assertThat(forwarder.removed()).isEmpty();
        assertThat(manager.stats(SG, ForwardingStats.Level.BASIC))
                .map(ForwardingStats::inPackets)
                .contains(500L);
        loop.advance(Duration.ofSeconds(900));
        drain();
        assertThat(forwarder.table()).isEmpty();
    }

    @Test
    @Tag("MGM-095")
    @Tag("MGM-100")
    @Tag("MGM-101")
    @Tag("MGM-102")
    @Tag("MGM-103")
    void enumerationsAreSnapshotsThatEnd() {
        y.owned(ETH1).join(STAR_G);
        y.owned(ETH1).join(SG);
        GroupEnumeration all = manager.enumerateGroups(EnumerationType.ALL_SOURCES);
        y.owned(ETH1).leave(SG);

        assertThat(all.next(1).more()).isTrue();
        assertThat(all.next(1).more()).isFalse();
        assertThat(all.next(1).items()).isEmpty();
        all.close();
        assertRefused(() -> all.next(1), Reason.ENUMERATION_CLOSED);
        assertThat(manager.enumerateGroups(EnumerationType.ANY_SOURCE).next(9).items())
                .isEmpty();
        y.owned(ETH1).join(SG);
        assertThat(manager.enumerateGroups(EnumerationType.ANY_SOURCE).next(9).items())
                .containsExactly(STAR_G);
    }

    @Test
    void pagesHaveALimit() {
        assertRefused(() -> manager.entries(Optional.empty(), 0), Reason.BAD_LIMIT);
        assertRefused(() -> manager.memberships(Optional.empty(), 10_001), Reason.BAD_LIMIT);
    }

    @Test
    void headersOfQuestionsAreCopies() {
        ByteBuffer packet = ByteBuffer.wrap(new byte[] {0x45, 1, 2, 3});
        y.owned(ETH1).join(STAR_G);
        forwarder.packet(SG, ETH0, packet);
        packet.put(0, (byte) 0);
        drain();

        assertThat(x.lastRpfQuery().packetHeader().get(0)).isEqualTo((byte) 0x45);
        assertThat(x.lastRpfQuery().packetHeader().isReadOnly()).isTrue();
    }

    private void attach(RecordingProtocol protocol, int id) {
        manager.attach(
                new ComponentId(id, 0),
                new ClientProfile(
                        protocol.name(), Role.ROUTING, EnumSet.allOf(Family.class), EnumSet.allOf(Callback.class)),
                protocol);
        protocol.loop().drain();
    }

    private void drain() {
        for (int round = 0; round < 4; round++) {
            Set.of(x, y).forEach(protocol -> protocol.loop().drain());
            loop.drain();
        }
    }

    private static void assertRefused(ThrowingCallable call, Reason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MgmException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
