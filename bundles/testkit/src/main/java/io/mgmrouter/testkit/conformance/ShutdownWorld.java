package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.testkit.RecordingLocalMembership;
import io.mgmrouter.testkit.RecordingProtocol;

/** Y has two interfaces, shares one with IGMP, and forwards to it what comes in on X's. */
final class ShutdownWorld {

    private static final String[] SHUTDOWN = {
        "x: PRUNE (*,239.1.1.1) if=11 MEMBERSHIP",
        "x: PRUNE (10.0.0.9,239.1.1.1) if=10 FORWARDING_ENTRY",
        "igmp: PRUNE (*,239.1.1.1) if=11 MEMBERSHIP",
        "igmp: DISABLE if=11",
        "igmp: ENABLE if=11"
    };

    final Router router;
    final Client<RecordingProtocol> x;
    final Client<RecordingLocalMembership> igmp;
    final Client<RecordingProtocol> y;

    ShutdownWorld(Router router) {
        this.router = router;
        x = router.routing("x", 101).owns(ETH0);
        igmp = router.igmp().owns(ETH1);
        y = router.routing("y", 102).owns(ETH1, ETH2).joins(ETH1, STAR_G);
        router.packet(SG);
        router.happened();
    }

    void assertShutDown() {
        assertThat(router.happened()).containsExactlyInAnyOrder(SHUTDOWN);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]");
        assertThat(router.memberships()).isEmpty();
        assertThat(router.manager().ownerOf(ETH1)).contains(igmp.id());
        assertThat(router.manager().ownerOf(ETH2)).isEmpty();
        assertThat(router.manager().clients()).extracting(ClientStatus::id).containsExactly(igmp.id(), x.id());
    }
}
