package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.ETH0;
import static io.mgmrouter.igmp.RouterLab.ip;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.testkit.FakeLinkService;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Members that are configured")
class StaticGroupsOnLinkTest {

    private static final Ipv4Address GROUP = ip("239.1.1.1");
    private static final Ipv4Address S1 = ip("10.9.0.1");
    private static final Ipv4Address S2 = ip("10.9.0.2");

    @Test
    void theyAreDeclaredWithTheInterfaceAndNeverTimeOut() {
        RouterLab lab = lab("239.1.1.1", "239.2.0.0 count 2 step 0.0.1.0 source 10.9.0.1 10.9.0.2");

        lab.advance(ofSeconds(1000));

        assertThat(lab.session.declared(ETH0))
                .containsExactlyInAnyOrder(
                        new StarG(GROUP),
                        new Sg(S1, ip("239.2.0.0")),
                        new Sg(S2, ip("239.2.0.0")),
                        new Sg(S1, ip("239.2.1.0")),
                        new Sg(S2, ip("239.2.1.0")));
    }

    @Test
    void hostsNeitherAddNorRemoveThem() {
        RouterLab lab = lab("239.1.1.1");

        lab.hears(new OlderReport(2, GROUP));
        lab.hears(new LeaveGroup(GROUP));
        lab.advance(ofSeconds(3));

        assertThat(lab.calls()).isEmpty();
        assertThat(lab.session.declared(ETH0)).containsExactly(new StarG(GROUP));
    }

    @Test
    void hostsThatWantMoreAddToThemAndHostsThatWantLessDoNot() {
        RouterLab lab = lab("239.1.1.1 source 10.9.0.1");

        lab.hears(RecordType.ALLOW_NEW_SOURCES, GROUP, S1, S2);
        assertThat(lab.calls()).containsExactly("join 1 (10.9.0.2,239.1.1.1)");
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)", "leave 1 (10.9.0.2,239.1.1.1)");
        lab.hears(RecordType.CHANGE_TO_INCLUDE_MODE, GROUP);
        lab.advance(ofSeconds(3));
        assertThat(lab.calls()).containsExactly("leave 1 (*,239.1.1.1)");
        assertThat(lab.session.declared(ETH0)).containsExactly(new Sg(S1, GROUP));
    }

    @Test
    void aChangeTouchesOnlyWhatNoHostWants() {
        RouterLab lab = lab("239.1.1.1 source 10.9.0.1", "239.1.1.2");
        lab.hears(RecordType.ALLOW_NEW_SOURCES, GROUP, S1);

        lab.configure(RouterLab.ID, "eth0", "static.groups", new String[] {"239.1.1.3"});
        assertThat(lab.calls()).containsExactlyInAnyOrder("leave 1 (*,239.1.1.2)", "join 1 (*,239.1.1.3)");

        lab.configure(RouterLab.ID, "eth0");
        assertThat(lab.calls()).containsExactly("leave 1 (*,239.1.1.3)");
        assertThat(lab.session.declared(ETH0)).containsExactly(new Sg(S1, GROUP));
    }

    @Test
    void theyAreDeclaredAgainWhenTheInterfaceIsEnabledAgain() {
        RouterLab lab = lab("239.1.1.1");
        lab.session.disable(ETH0);
        lab.router.onDisable(ETH0);
        lab.session.enable(ETH0);
        lab.router.onEnable(ETH0);
        lab.loop.drain();

        assertThat(lab.session.declared(ETH0)).containsExactly(new StarG(GROUP));
    }

    @Test
    void mldHasThemToo() {
        RouterLab lab = RouterLab.running(
                Dialect.MLD, "static.groups", new String[] {"ff3e::1 count 10 step ::1 source 2001:db8::5"});

        assertThat(lab.session.declared(ETH0))
                .hasSize(10)
                .contains(new Sg(IpAddress.parse("2001:db8::5"), IpAddress.parse("ff3e::a")));
    }

    @Test
    void theRouterJoinsAsAHostWhatIsSaidAndLeavesItAgain() {
        RouterLab lab = RouterLab.running("local.join", new String[] {"239.1.1.1", "232.1.1.1 source 10.9.0.1"});
        assertThat(lab.links.joins())
                .containsExactlyInAnyOrder(
                        new FakeLinkService.Join(1, GROUP, Optional.empty()),
                        new FakeLinkService.Join(1, ip("232.1.1.1"), Optional.of(S1)));

        lab.configure(RouterLab.ID, "eth0", "local.join", new String[] {"239.1.1.1"});
        assertThat(lab.links.joins()).containsExactly(new FakeLinkService.Join(1, GROUP, Optional.empty()));

        lab.router.remove(RouterLab.ID);
        lab.loop.drain();
        assertThat(lab.links.joins()).isEmpty();
    }

    @Test
    void aJoinTheSystemRefusesStopsNothing() {
        RouterLab lab = RouterLab.running();
        lab.links.refuseChannels("no more memberships");

        lab.configure(RouterLab.ID, "eth0", "local.join", new String[] {"239.1.1.1"});
        lab.hears(new OlderReport(2, GROUP));

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
    }

    private static RouterLab lab(String... groups) {
        return RouterLab.running("static.groups", groups);
    }
}
