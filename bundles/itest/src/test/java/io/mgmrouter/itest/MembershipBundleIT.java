package io.mgmrouter.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.mgmrouter.control.Readiness;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.route.RouteLookup;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.MemoryWire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

@DisplayName("IGMP and MLD, one bundle in a real framework")
class MembershipBundleIT {

    private static final SourceGroup GROUP4 = new StarG(IpAddress.parse("239.1.1.1"));
    private static final SourceGroup GROUP6 = new StarG(IpAddress.parse("ff15::1:1"));
    private static final Map<String, Object> QUICK = Map.of("startup.query.response.interval", 100);
    private static final Map<String, Object> ETH0 = Map.of("interface", "eth0");

    /** IS_EX({}) for each group. */
    private static final String IGMPV3_REPORT = "2200ebfb00000001" + "02000000ef010101";

    private static final String MLDV2_REPORT = "8f00000000000001" + "02000000ff150000000000000000000000010001";

    private final FakeLinkService links = new FakeLinkService();
    private final EmbeddedRouter router =
            EmbeddedRouter.with("loop", "packet", "mgm-impl", "protocol-igmp").sharingApi();

    @AfterEach
    void stop() throws Exception {
        router.close();
    }

    @Test
    void membersOfBothFamiliesSurviveTheReplacementOfTheBundle() throws Exception {
        MulticastGroupManager manager = start("igmp", "mld");
        awaitMembers(manager, "2:0 " + GROUP4, "58:0 " + GROUP6);

        Bundle bundle = router.bundle("protocol-igmp");
        bundle.stop();
        assertThat(manager.clients()).extracting(ClientStatus::heldFor).allMatch(Optional::isPresent);
        assertThat(members(manager)).containsExactly("2:0 " + GROUP4 + " stale", "58:0 " + GROUP6 + " stale");

        bundle.start();
        awaitReady("igmp");
        awaitReady("mld");
        awaitMembers(manager, "2:0 " + GROUP4, "58:0 " + GROUP6);

        bundle.uninstall();
        assertThat(members(manager)).isEmpty();
        assertThat(manager.clients()).isEmpty();
    }

    @Test
    void whatIsNotConfiguredIsReadyAndDoesNothing() throws Exception {
        MulticastGroupManager manager = start("mld");

        awaitReady("igmp");
        awaitMembers(manager, "58:0 " + GROUP6);
        assertThat(links.openChannels()).isOne();
    }

    /** Comes back when all are ready. */
    private MulticastGroupManager start(String... protocols) throws Exception {
        for (String protocol : protocols) {
            router.configured("io.mgmrouter." + protocol, QUICK)
                    .configured("io.mgmrouter." + protocol + ".interface~lan", ETH0);
        }
        host(links.add(new Link(
                1, "eth0", true, true, false, false, 1500, List.of(address("10.0.0.5", 24), address("fe80::5", 64)))));
        router.start()
                .publish(LinkService.class, links, Map.of())
                .publish(RouteLookup.class, new FakeRoutes(), Map.of())
                .publish(PacketForwarder.class, new FakeForwarder(), Map.of(PacketForwarder.FAMILIES, new String[] {
                    "IPV4", "IPV6"
                }));
        for (String protocol : protocols) {
            awaitReady(protocol);
        }
        return router.await(MulticastGroupManager.class);
    }

    private void awaitReady(String protocol) {
        router.await(Readiness.class, "(&(" + Readiness.NAME + "=" + protocol + ")(" + Readiness.STATE + "=READY))");
    }

    /** A host that is a member of both groups and answers general queries. */
    private static void host(MemoryWire wire) {
        wire.attach(frame -> {
            if (frame.destination().equals(IpAddress.parse("224.0.0.1"))) {
                wire.send(frame("10.0.0.20", "224.0.0.22", IGMPV3_REPORT));
            } else if (frame.destination().equals(IpAddress.parse("ff02::1"))) {
                wire.send(frame("fe80::20", "ff02::16", MLDV2_REPORT));
            }
        });
    }

    private static MemoryWire.Frame frame(String from, String to, String payload) {
        return new MemoryWire.Frame(
                IpAddress.parse(from),
                IpAddress.parse(to),
                1,
                true,
                ByteBuffer.wrap(HexFormat.of().parseHex(payload)));
    }

    /** The host answers the first query; that takes its time on a busy machine. */
    private static void awaitMembers(MulticastGroupManager manager, String... members) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (!members(manager).equals(List.of(members))) {
                Thread.yield();
            }
        });
    }

    private static List<String> members(MulticastGroupManager manager) {
        return manager.memberships(Optional.empty(), 100).items().stream()
                .map(MembershipBundleIT::text)
                .sorted()
                .toList();
    }

    private static String text(Membership membership) {
        assertThat(membership.interfaceId()).isEqualTo(InterfaceId.of(1));
        return membership.client() + " " + membership.sourceGroup() + (membership.stale() ? " stale" : "");
    }

    private static LinkAddress address(String text, int prefixLength) {
        return new LinkAddress(IpAddress.parse(text), prefixLength);
    }
}
