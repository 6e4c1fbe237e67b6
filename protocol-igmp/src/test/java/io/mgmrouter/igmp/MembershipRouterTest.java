package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.ETH0;
import static io.mgmrouter.igmp.RouterLab.ip;
import static io.mgmrouter.igmp.RouterLab.link;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.control.Readiness;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.testkit.RecordingSession;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Interfaces come and go, the manager comes and goes, the configuration changes")
class MembershipRouterTest {

    private static final Ipv4Address GROUP = ip("239.1.1.1");

    private RouterLab lab = RouterLab.running();

    @Test
    void anInterfaceIsTakenAndAskedAtOnceAndThenIgmpIsReady() {
        RouterLab fresh = new RouterLab();
        fresh.router.start();
        fresh.configure(RouterLab.ID, "eth0");

        assertThat(fresh.queries()).singleElement().satisfies(query -> {
            assertThat(query.isGeneral()).isTrue();
            assertThat(query.maxResponseTime()).isEqualTo(ofSeconds(1));
        });
        fresh.advance(MembershipRouter.SETTLE);
        assertThat(fresh.statuses.getLast().state()).isEqualTo(Readiness.State.WAITING);
        fresh.attach();
        assertThat(fresh.calls()).containsExactly("take 1");
        assertThat(fresh.statuses.getLast().state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    void withoutAnInterfaceIgmpIsReadyAndSaysSo() {
        RouterLab empty = new RouterLab();
        empty.router.start();
        empty.advance(MembershipRouter.SETTLE);

        assertThat(empty.statuses.getLast().state()).isEqualTo(Readiness.State.READY);
        assertThat(empty.statuses.getLast().message()).contains("no interface is configured");
    }

    @Test
    void aChannelThatCannotBeOpenedIsAFailureUntilItCan() {
        RouterLab poor = new RouterLab();
        poor.links.refuseChannels("no right to open a raw socket on eth0: CAP_NET_RAW is missing");
        poor.router.start();
        poor.configure(RouterLab.ID, "eth0");

        assertThat(poor.statuses.getLast())
                .isEqualTo(Status.failed("no right to open a raw socket on eth0: CAP_NET_RAW is missing"));
        poor.links.allowChannels();
        poor.attach();
        poor.advance(MembershipRouter.RETRY);
        assertThat(poor.statuses.getLast().state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    void aValueThatIsNotAllowedIsAFailureAndThePreviousOneStays() {
        lab.configure(RouterLab.ID, "eth0", "version", 4);

        assertThat(lab.statuses.getLast())
                .isEqualTo(Status.failed("igmp interface eth0: version=4 is not allowed; allowed: 1 to 3"));
        assertThat(lab.router.running())
                .singleElement()
                .satisfies(igmp -> assertThat(igmp.settings().version()).isEqualTo(3));
        lab.configure(RouterLab.ID, "eth0", "version", 2);
        lab.advance(MembershipRouter.SETTLE);
        assertThat(lab.statuses.getLast().state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    void aGlobalValueThatIsNotAllowedIsAFailureToo() {
        lab.router.configure(Map.of("robustness", 9));
        lab.advance(MembershipRouter.SETTLE);

        assertThat(lab.statuses.getLast())
                .isEqualTo(Status.failed("igmp: robustness=9 is not allowed; allowed: 1 to 7"));
    }

    @Test
    void anInterfaceConfiguredTwiceIsRefusedTheSecondTime() {
        lab.configure("other", "eth0");

        assertThat(lab.statuses.getLast().message())
                .contains("eth0: configured twice")
                .contains("other");
        lab.router.remove("other");
        lab.advance(MembershipRouter.SETTLE);
        assertThat(lab.statuses.getLast().state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    void changingOneInterfaceTouchesOnlyThatOne() {
        lab.links.add(link(2, "eth1", true, "10.0.1.5"));
        lab.configure("second", "eth1");
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.calls();

        lab.configure("second", "eth1", "query.interval", 20);
        assertThat(lab.calls()).isEmpty();
        lab.router.remove("second");
        lab.loop.drain();
        assertThat(lab.calls()).containsExactly("release 2");
        assertThat(lab.session.declared(ETH0)).containsExactly(new StarG(GROUP));
    }

    @Test
    void aNewVersionIsAskedForAtOnceAndMembersStay() {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.queries();

        lab.configure(RouterLab.ID, "eth0", "version", 2);

        assertThat(lab.queries())
                .singleElement()
                .satisfies(query -> assertThat(query.version()).isEqualTo(2));
        assertThat(lab.session.declared(ETH0)).containsExactly(new StarG(GROUP));
    }

    @Test
    void aLinkThatAppearsLateIsServed() {
        lab.configure("late", "eth7");
        assertThat(lab.router.idle()).containsEntry("eth7", "there is no such interface");

        lab.links.add(link(7, "eth7", false, "10.0.7.5"));
        lab.loop.drain();
        assertThat(lab.router.idle()).containsEntry("eth7", "the interface is down");
        lab.links.change(link(7, "eth7", true));
        lab.loop.drain();
        assertThat(lab.router.idle()).containsEntry("eth7", "the interface has no IPv4 address");
        lab.links.change(link(7, "eth7", true, "10.0.7.5"));
        lab.loop.drain();

        assertThat(lab.calls()).containsExactly("take 7");
        assertThat(lab.router.idle()).isEmpty();
    }

    @Test
    void aLinkThatVanishesTakesItsMembersAlong() {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.calls();

        lab.links.remove(1);
        lab.loop.drain();

        assertThat(lab.calls()).containsExactly("release 1");
        assertThat(lab.links.openChannels()).isZero();
        lab.advance(ofSeconds(300));
        assertThat(lab.calls()).isEmpty();
    }

    @Test
    void aLinkThatComesBackUnderAnotherIndexIsAnotherInterface() {
        lab.links.remove(1);
        lab.wire = lab.links.add(link(9, "eth0", true, "10.0.0.5"));
        lab.loop.drain();
        assertThat(lab.calls()).containsExactly("release 1", "take 9");
        assertThat(lab.queries()).hasSize(1);

        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        assertThat(lab.calls()).containsExactly("join 9 (*,239.1.1.1)");
    }

    @Test
    void aLinkThatIsRenamedIsNoLongerServed() {
        lab.links.change(link(1, "wan", true, "10.0.0.5"));
        lab.loop.drain();

        assertThat(lab.calls()).containsExactly("release 1");
    }

    @Test
    void downAndUpAgainStartsAnew() {
        lab.queries();
        lab.links.change(link(1, "eth0", false, "10.0.0.5"));
        lab.loop.drain();
        assertThat(lab.calls()).containsExactly("release 1");

        lab.links.change(link(1, "eth0", true, "10.0.0.5"));
        lab.loop.drain();
        assertThat(lab.calls()).containsExactly("take 1");
        assertThat(lab.queries()).hasSize(1);
    }

    @Test
    void anAddressThatIsReplacedKeepsTheMembersAndIsAskedWithAtOnce() {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.calls();
        lab.wire.clearLog();

        lab.links.change(link(1, "eth0", true));
        lab.loop.drain();
        lab.links.change(link(1, "eth0", true, "10.0.0.9"));
        lab.loop.drain();

        assertThat(lab.wire.log())
                .singleElement()
                .satisfies(frame -> assertThat(frame.source()).isEqualTo(ip("10.0.0.9")));
        assertThat(lab.calls()).isEmpty();
        assertThat(lab.session.declared(ETH0)).containsExactly(new StarG(GROUP));
    }

    @Test
    void nothingIsSaidWhileTheOwnerChangesAndEverythingAfterwards() {
        Ipv4Address other = ip("239.2.2.2");
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.calls();

        lab.session.disable(ETH0);
        lab.router.onDisable(ETH0);
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, other);
        assertThat(lab.calls()).isEmpty();

        lab.router.onEnable(ETH0);
        assertThat(lab.calls()).as("inside the callback").isEmpty();
        lab.session.enable(ETH0);
        lab.loop.drain();
        assertThat(lab.calls()).containsExactlyInAnyOrder("join 1 (*,239.1.1.1)", "join 1 (*,239.2.2.2)");
    }

    @Test
    void aMemberThatComesBeforeTheCallbackArrivesIsDeclaredAfterIt() {
        lab.session.disable(ETH0);
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        assertThat(lab.calls()).isEmpty();
        lab.router.onDisable(ETH0);
        lab.router.onEnable(ETH0);
        lab.session.enable(ETH0);
        lab.loop.drain();

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
    }

    @Test
    void callbacksAboutOtherInterfacesAreIgnored() {
        lab.router.onDisable(InterfaceId.of(77));
        lab.router.onEnable(InterfaceId.of(77));
        lab.loop.drain();

        assertThat(lab.calls()).isEmpty();
    }

    @Test
    void aNewManagerIsToldEverythingThatIsKnown() {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.hears(RecordType.ALLOW_NEW_SOURCES, ip("232.1.1.1"), ip("10.9.9.9"));
        lab.router.detached();
        lab.hears(new OlderReport(2, ip("239.3.3.3")));

        lab.session = new RecordingSession(new ComponentId(2, 0));
        lab.attach();

        assertThat(lab.calls())
                .startsWith("take 1")
                .contains("join 1 (*,239.1.1.1)", "join 1 (10.9.9.9,232.1.1.1)", "join 1 (*,239.3.3.3)")
                .hasSize(4);
    }

    @Test
    void whatTheManagerHeldIsConfirmedByHostsAndTheRestGivenUp() {
        RouterLab back = new RouterLab();
        back.session.hold(ETH0, new StarG(GROUP), new StarG(ip("239.9.9.9")));
        back.router.start();
        back.attach();
        back.configure(RouterLab.ID, "eth0");

        assertThat(back.calls()).containsExactly("take 1");
        back.advance(ofMillis(300));
        back.hears(RecordType.MODE_IS_EXCLUDE, GROUP);
        assertThat(back.calls()).containsExactly("join 1 (*,239.1.1.1)");
        back.advance(ofMillis(1000));
        assertThat(back.queries()).as("asked twice, a second apart").hasSize(2);
        assertThat(back.calls()).as("not before the hosts had their time").isEmpty();
        back.advance(ofSeconds(3));
        assertThat(back.calls()).containsExactly("resynced");
        assertThat(back.session.ownerships())
                .singleElement()
                .satisfies(ownership -> assertThat(ownership.memberships()).hasSize(1));
    }

    @Test
    void anInterfaceOnHoldThatIsNoLongerConfiguredIsGivenUpAfterAWhile() {
        RouterLab back = new RouterLab();
        back.session.hold(InterfaceId.of(5), new StarG(GROUP));
        back.router.start();
        back.attach();
        back.configure(RouterLab.ID, "eth0");
        back.advance(ofSeconds(9));
        assertThat(back.calls()).containsExactly("take 1");

        back.advance(ofSeconds(1));
        assertThat(back.calls()).containsExactly("resynced");
    }

    @Test
    void aManagerThatHoldsWhatARunningRouterKnowsIsToldAtOnce() {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.advance(ofSeconds(60));
        lab.router.detached();
        lab.session = new RecordingSession(new ComponentId(2, 0));
        lab.session.hold(ETH0, new StarG(GROUP));
        lab.attach();

        assertThat(lab.calls()).containsExactly("take 1", "join 1 (*,239.1.1.1)", "resynced");
    }

    @Test
    void closingSaysNothingToTheManager() {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.calls();

        lab.router.close();
        lab.advance(ofSeconds(1000));

        assertThat(lab.calls()).isEmpty();
        assertThat(lab.links.openChannels()).isZero();
        assertThat(lab.session.declared(ETH0)).containsExactly(new StarG(GROUP));
    }

    @Test
    void anInterfaceTheManagerDoesNotKnowYetIsTriedAgain() {
        RouterLab early = new RouterLab();
        early.session.refuseTaking(MgmError.NOT_FOUND, Reason.UNKNOWN_INTERFACE, "there is no interface 1");
        early.router.start();
        early.configure(RouterLab.ID, "eth0");
        early.attach();
        early.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        early.advance(MembershipRouter.RETRY);
        assertThat(early.calls()).isEmpty();
        assertThat(early.statuses.getLast().state()).isEqualTo(Readiness.State.WAITING);

        early.session.allowTaking();
        early.advance(MembershipRouter.RETRY);
        assertThat(early.calls()).containsExactly("take 1", "join 1 (*,239.1.1.1)");
        assertThat(early.statuses.getLast().state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    void anInterfaceTheManagerTookAwayIsTakenAgain() {
        lab.session.lose(ETH0);
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);

        lab.advance(MembershipRouter.RETRY);

        assertThat(lab.calls()).containsExactly("take 1", "join 1 (*,239.1.1.1)");
    }
}
