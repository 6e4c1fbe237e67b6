package io.mgmrouter.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.itest.diary.Diary;
import io.mgmrouter.itest.protocol.DiaryActivator;
import io.mgmrouter.itest.protocol.DiaryProtocol;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.route.RouteLookup;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.RecordingProtocol;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

@DisplayName("A protocol bundle in a real framework")
class ProtocolBundleIT {

    private static final ComponentId DIARY = new ComponentId(200, 0);
    private static final InterfaceId ETH0 = InterfaceId.of(1);
    private static final InterfaceId ETH1 = InterfaceId.of(2);
    private static final Sg SG = new Sg(IpAddress.parse("10.0.0.9"), IpAddress.parse("239.1.1.1"));

    private final FakeForwarder forwarder = new FakeForwarder();
    private final RecordingProtocol neighbor = new RecordingProtocol("neighbor");
    private EmbeddedRouter router;
    private MulticastGroupManager manager;
    private Path jar;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        Diary.clear();
        router = EmbeddedRouter.with("loop", "mgm-impl").sharingApi().start();
        router.publish(
                        LinkService.class,
                        new FakeLinkService().with(1, "eth0", "10.0.0.1/24").with(2, "eth1"),
                        Map.of())
                .publish(RouteLookup.class, new FakeRoutes().connected("10.0.0.0/24", 1), Map.of())
                .publish(PacketForwarder.class, forwarder, Map.of(PacketForwarder.FAMILIES, new String[] {"IPV4"}))
                .publish(MulticastProtocol.class, neighbor, Map.of(MulticastProtocol.PROTOCOL_ID, 201));
        manager = router.await(MulticastGroupManager.class);
        jar = TestBundle.named("com.example.diary")
                .startedBy(DiaryActivator.class)
                .with(DiaryProtocol.class)
                .in(directory);
        neighbor.loop().drain();
        neighbor.session().takeOwnership(ETH1);
    }

    @AfterEach
    void stop() throws Exception {
        router.close();
    }

    @Test
    void arrivesOwnsAnInterfaceGetsItsCallbacksAndDeparts() throws Exception {
        Bundle bundle = router.install(jar);
        assertThat(Diary.next(1)).containsExactly("attached 200:0");
        assertThat(manager.ownerOf(ETH0)).contains(DIARY);

        neighbor.owned(ETH1).join(new StarG(SG.group()));
        assertThat(Diary.next(1)).containsExactly("onJoinAlert (*,239.1.1.1) MEMBERSHIP");

        forwarder.packet(SG, ETH0);
        assertThat(Diary.next(1)).containsExactly("onRpf (10.0.0.9,239.1.1.1) on its loop");
        neighbor.owned(ETH1).leave(new StarG(SG.group()));
        assertThat(Diary.next(1)).containsExactly("onPruneAlert (*,239.1.1.1) MEMBERSHIP");

        bundle.uninstall();
        assertThat(manager.ownerOf(ETH0)).isEmpty();
        assertThat(manager.clients()).extracting(client -> client.id()).containsExactly(new ComponentId(201, 0));
        assertThatThrownBy(() -> Diary.session().takeOwnership(ETH0))
                .isInstanceOfSatisfying(
                        MgmException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SESSION_CLOSED));
    }

    @Test
    void aStoppedBundleIsHeldAndFindsItsInterfaceAgain() throws Exception {
        Bundle bundle = router.install(jar);
        Diary.next(1);

        bundle.stop();
        assertThat(manager.clients().getFirst().heldFor()).isPresent();
        assertThat(manager.ownerOf(ETH0)).contains(DIARY);

        bundle.start();
        Diary.await("attached 200:0");
        assertThat(manager.ownerOf(ETH0)).contains(DIARY);
        assertThat(manager.clients().getFirst().heldFor()).isEmpty();
    }

    @Test
    void ownershipCanBeSeenInTheServiceRegistry() throws Exception {
        router.install(jar);
        Diary.next(1);

        InterfaceStatus status =
                router.await(InterfaceStatus.class, "(&(mgm.interface.index=1)(mgm.families=IPV6)(mgm.owner=200:0))");
        assertThat(status.owner()).contains(DIARY);
    }

    @Test
    void aForwarderSaysByAPropertyThatItTakesEntriesForAllSources() {
        StarG group = new StarG(SG.group());
        assertThat(manager.wildcard(group)).isEqualTo(new Wildcard.Absent(group, Wildcard.Obstacle.FORWARDER));

        router.publish(
                PacketForwarder.class,
                new FakeForwarder(),
                Map.of(
                        PacketForwarder.FAMILIES,
                        new String[] {"IPV4"},
                        PacketForwarder.ANY_SOURCE,
                        true,
                        Constants.SERVICE_RANKING,
                        1));

        assertThat(manager.wildcard(group))
                .isEqualTo(new Wildcard.Absent(group, Wildcard.Obstacle.NO_SOURCE_INTERFACE));
    }

    @Test
    void twoBundlesWithOneIdentityDoNotDisturbEachOther() throws Exception {
        router.install(jar);
        Diary.next(1);
        RecordingProtocol twin = new RecordingProtocol("twin");

        router.publish(MulticastProtocol.class, twin, Map.of(MulticastProtocol.PROTOCOL_ID, 200));

        twin.loop().drain();
        assertThat(twin.session()).isNull();
        assertThat(twin.heard()).containsExactly("refused DUPLICATE_COMPONENT");
        assertThat(manager.ownerOf(ETH0)).contains(DIARY);
    }

    @Test
    void aProtocolWithBadPropertiesIsToldSo() {
        RecordingProtocol nameless = new RecordingProtocol("nameless");

        router.publish(MulticastProtocol.class, nameless, Map.of(MulticastProtocol.PROTOCOL_ID, "PIM"));

        nameless.loop().drain();
        assertThat(nameless.heard()).containsExactly("refused BAD_PROPERTIES");
    }
}
