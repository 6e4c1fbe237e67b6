package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.IN_ADDR.inet_addr;
import static io.mgmrouter.mgm.win32.Win32Error.NO_ERROR;
import static io.mgmrouter.mgm.win32.view.Win32Lab.ETH0;
import static io.mgmrouter.mgm.win32.view.Win32Lab.ETH1;
import static io.mgmrouter.mgm.win32.view.Win32Lab.G;
import static io.mgmrouter.mgm.win32.view.Win32Lab.HOST;
import static io.mgmrouter.mgm.win32.view.Win32Lab.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.win32.HANDLE;
import io.mgmrouter.mgm.win32.ROUTING_PROTOCOL_CONFIG;
import io.mgmrouter.mgm.win32.RTM_DEST_INFO;
import io.mgmrouter.mgm.win32.RTM_NET_ADDRESS;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Windows view: callbacks")
class CallbacksTest {

    private static final Sg SG = new Sg(IpAddress.parse("10.0.0.9"), IpAddress.parse("239.1.1.1"));

    private final Win32Lab lab = new Win32Lab();

    @Test
    @Tag("MGM-053")
    @Tag("MGM-060")
    @Tag("MGM-066")
    void alertsCarryTheQuadAndWhetherAMembershipIsTheCause() {
        lab.owner(lab.recording("x"), 101, ETH0);
        HANDLE y = lab.owner(lab.recording("y"), 102, ETH1);
        lab.packet("10.0.0.9", "239.1.1.1");
        lab.heard();

        lab.join(y, S, G, ETH1);
        assertThat(lab.heard())
                .containsExactly("x JOIN (10.0.0.9,239.1.1.1) true", "x JOIN (10.0.0.9,239.1.1.1) false");
        lab.join(y, 0, 0, ETH1);
        assertThat(lab.heard()).containsExactly("x JOIN (*,*) true");
        lab.leave(y, 0, 0, ETH1);
        assertThat(lab.heard()).containsExactly("x PRUNE (*,*) if=2/0 true");
        lab.leave(y, S, G, ETH1);
        assertThat(lab.heard())
                .containsExactly(
                        "x PRUNE (10.0.0.9,239.1.1.1) if=2/0 true", "x PRUNE (10.0.0.9,239.1.1.1) if=1/0 false");
    }

    @Test
    @Tag("MGM-077")
    @Tag("MGM-078")
    @Tag("MGM-081")
    @Tag("MGM-084")
    void aNewFlowIsAskedAboutWithRouteHeaderAndCandidates() {
        lab.owner(lab.recording("x"), 101, ETH0);
        HANDLE y = lab.registered(lab.recording("y"), 102);
        lab.mgm.MgmTakeInterfaceOwnership(y, ETH1, inet_addr("10.0.1.7"));
        HANDLE z = lab.owner(lab.recording("z"), 103, ETH1);
        lab.owner(lab.igmp("i"), 10, ETH1);
        lab.join(z, 0, G, ETH1);
        lab.mgm.MgmAddGroupMembershipEntry(y, 0, 0, G, HOST, ETH1, inet_addr("10.0.1.7"), 1);
        lab.heard();

        lab.packet("10.0.0.9", "239.1.1.1");

        assertThat(lab.heard())
                .containsExactlyInAnyOrder(
                        "x RPF (10.0.0.9,239.1.1.1) if=1/0 from=10.0.0.254 header=20 route=10.0.0.0/16",
                        "y CREATION (10.0.0.9,239.1.1.1) if=1/0 1[2]",
                        "z CREATION (10.0.0.9,239.1.1.1) if=1/0 1[2 igmp]");
    }

    @Test
    @Tag("MGM-079")
    void anRpfAnswerBecomesTheEntrys() {
        ROUTING_PROTOCOL_CONFIG config = lab.recording("x");
        config.pfnRpfCallback = (_, _, _, _, inIf, _, neighbor, _, _, route) -> {
            inIf.value = ETH1;
            neighbor.value = inet_addr("10.0.1.254");
            return replace(route);
        };
        HANDLE x = lab.owner(config, 101, ETH0);
        lab.mgm.MgmTakeInterfaceOwnership(x, ETH1, 0);

        lab.packet("10.0.0.9", "239.1.1.1");

        ForwardingEntry entry = lab.manager.entry(SG).orElseThrow();
        assertThat(entry.incomingInterface().orElseThrow().index()).isEqualTo(ETH1);
        assertThat(entry.upstreamNeighbor()).contains(IpAddress.parse("10.0.1.254"));
        assertThat(entry.route().orElseThrow().prefix()).hasToString("10.0.0.0/24");
    }

    private static int replace(RTM_DEST_INFO route) {
        route.DestAddress = new RTM_NET_ADDRESS(24, route.DestAddress.AddrBits());
        return NO_ERROR;
    }

    @Test
    void anUntouchedRpfQuestionIsAccepted() {
        lab.owner(lab.recording("x"), 101, ETH0);

        lab.packet("10.0.0.9", "239.1.1.1");

        ForwardingEntry entry = lab.manager.entry(SG).orElseThrow();
        assertThat(entry.upstreamNeighbor()).contains(IpAddress.parse("10.0.0.254"));
        assertThat(entry.route()).isEqualTo(lab.routes.lookup(SG.source()));
    }

    @Test
    @Tag("MGM-083")
    void aCandidateThatIsSwitchedOffIsLeftOut() {
        ROUTING_PROTOCOL_CONFIG config = lab.recording("y");
        config.pfnCreationAlertCallback = (_, _, _, _, _, _, count, list) -> {
            list[count - 1].bIsEnabled = false;
            return NO_ERROR;
        };
        lab.owner(lab.recording("x"), 101, ETH0);
        HANDLE y = lab.owner(config, 102, ETH1);
        lab.join(y, 0, G, ETH1);

        lab.packet("10.0.0.9", "239.1.1.1");

        assertThat(lab.forwarder.table()).containsExactly("(10.0.0.9,239.1.1.1) 1->[]");
    }

    @Test
    @Tag("MGM-088")
    void aPruneAnswerSetsTheLifeSpanAndZeroLeavesIt() {
        ROUTING_PROTOCOL_CONFIG config = lab.recording("x");
        config.pfnPruneAlertCallback = (_, _, group, _, _, _, _, timeout) -> {
            timeout.value = group == G ? 60 : 0;
            return NO_ERROR;
        };
        lab.owner(config, 101, ETH0);

        lab.packet("10.0.0.9", "239.1.1.1");
        lab.packet("10.0.0.9", "239.1.1.2");

        assertThat(lab.manager.entry(SG).orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(60));
        Sg other = new Sg(SG.source(), IpAddress.parse("239.1.1.2"));
        assertThat(lab.manager.entry(other).orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(900));
    }

    @Test
    @Tag("MGM-072")
    @Tag("MGM-073")
    @Tag("MGM-076")
    void localMembersAreToldToTheOwnerWhoMayAddThemInsideTheCallback() {
        ROUTING_PROTOCOL_CONFIG config = lab.recording("x");
        HANDLE[] x = new HANDLE[1];
        config.pfnLocalJoinCallback = (s, _, g, _, index, _) -> lab.hear("x add=" + lab.join(x[0], s, g, index));
        x[0] = lab.owner(config, 101, ETH0);
        lab.registered(lab.recording("y"), 102);
        HANDLE i = lab.owner(lab.igmp("i"), 10, ETH0);
        lab.heard();

        lab.join(i, 0, G, ETH0);
        assertThat(lab.heard())
                .containsExactlyInAnyOrder("x add=0", "y JOIN (*,239.1.1.1) true", "i JOIN (*,239.1.1.1) true");
        lab.leave(i, 0, G, ETH0);
        assertThat(lab.heard()).containsExactly("x LOCAL_LEAVE (*,239.1.1.1) if=1");
    }

    @Test
    @Tag("MGM-009")
    @Tag("MGM-076")
    void anAbsentCallbackIsSkippedAndNothingIsDeclaredInItsPlace() {
        lab.owner(new ROUTING_PROTOCOL_CONFIG(), 101, ETH0);
        lab.owner(lab.recording("y"), 102, ETH1);
        HANDLE i = lab.owner(lab.igmp("i"), 10, ETH0);

        lab.join(i, 0, G, ETH0);
        lab.packet("10.0.0.9", "239.1.1.1");

        assertThat(lab.heard()).isEmpty();
        assertThat(lab.forwarder.table()).containsExactly("(10.0.0.9,239.1.1.1) 1->[]");
        assertThat(lab.manager.clients()).allMatch(client -> client.failedCallbacks() == 0);
        assertThat(new Callbacks(new ROUTING_PROTOCOL_CONFIG(), lab.loop).callbacks())
                .isEmpty();
        assertThat(new Callbacks(lab.recording("x"), lab.loop).callbacks())
                .containsExactlyInAnyOrder(Callback.values());
    }

    @Test
    @Tag("MGM-091")
    void wrongInterfaceAlertsAreForThoseWhoAskForThem() {
        ROUTING_PROTOCOL_CONFIG asking = lab.recording("y");
        asking.bWrongIfAlerts = true;
        HANDLE x = lab.owner(lab.recording("x"), 101, ETH0);
        lab.packet("10.0.0.9", "239.1.1.1");
        lab.mgm.MgmTakeInterfaceOwnership(x, ETH1, 0);
        lab.heard();
        lab.forwarder.packet(SG, InterfaceId.of(ETH1));
        assertThat(lab.heard()).isEmpty();
        lab.mgm.MgmReleaseInterfaceOwnership(x, ETH1, 0);
        lab.owner(asking, 102, ETH1);

        lab.forwarder.packet(SG, InterfaceId.of(ETH1));

        assertThat(lab.heard()).containsExactly("y WRONG_IF (10.0.0.9,239.1.1.1) if=2 header=20");
    }
}
