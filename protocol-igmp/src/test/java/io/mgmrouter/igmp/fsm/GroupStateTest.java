package io.mgmrouter.igmp.fsm;

import static io.mgmrouter.igmp.fsm.QuerierStateTest.TIMING;
import static io.mgmrouter.igmp.fsm.QuerierStateTest.second;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.fsm.FilterEvent.Allow;
import io.mgmrouter.igmp.fsm.FilterEvent.Block;
import io.mgmrouter.igmp.fsm.FilterEvent.IsEx;
import io.mgmrouter.igmp.fsm.FilterEvent.IsIn;
import io.mgmrouter.igmp.fsm.FilterEvent.ToEx;
import io.mgmrouter.igmp.fsm.FilterEvent.ToIn;
import io.mgmrouter.igmp.fsm.FilterState.Exclude;
import io.mgmrouter.igmp.fsm.FilterState.Include;
import io.mgmrouter.igmp.fsm.GroupAction.SendGroupQuery;
import io.mgmrouter.igmp.fsm.GroupAction.SendSourceQuery;
import io.mgmrouter.igmp.fsm.GroupEvent.LeaveReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.OldReportReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.QueryReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.RecordReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.TimerDue;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("One group on one link, RFC 3376 sections 6.5, 6.6 and 7.3.2")
class GroupStateTest {

    private static final int GMI = 260;
    private static final IpAddress A = IpAddress.parse("10.0.0.1");
    private static final IpAddress B = IpAddress.parse("10.0.0.2");

    private GroupState state = GroupState.NONE;
    private boolean querier = true;

    @Test
    @Tag("RFC3376-6.2.2")
    @Tag("RFC3810-7.2.2")
    void aMemberThatIsSilentCountsForTheGroupMembershipInterval() {
        at(0, new ToEx(Set.of()));
        assertThat(state.due()).contains(second(GMI));

        at(GMI - 1, new TimerDue());
        assertThat(state.filter().isEmpty()).isFalse();
        at(GMI, new TimerDue());
        assertThat(state.filter().isEmpty()).isTrue();
        assertThat(state.due()).isEmpty();
    }

    @Test
    @Tag("RFC3376-6.6.3.1")
    @Tag("RFC3376-8.9")
    @Tag("RFC3376-8.10")
    @Tag("RFC3810-7.6.3.1")
    @Tag("RFC3810-9.9")
    @Tag("RFC3810-9.10")
    void aLeaveIsAskedAboutTwiceAndTakesTwoSeconds() {
        at(0, new ToEx(Set.of()));

        assertThat(at(10, new ToIn(Set.of()))).containsExactly(new SendGroupQuery(false));
        assertThat(state.due()).contains(second(11));
        assertThat(at(11, new TimerDue())).containsExactly(new SendGroupQuery(false));
        assertThat(state.due()).contains(second(12));
        assertThat(at(12, new TimerDue())).isEmpty();
        assertThat(state.filter().isEmpty()).isTrue();
    }

    @Test
    @Tag("RFC3376-6.6.3.1")
    @Tag("RFC3810-7.6.3.1")
    void aSourceBlockedMeanwhileDoesNotHurryTheRepetitionAboutTheGroup() {
        at(0, new ToEx(Set.of()));
        at(0, new Allow(Set.of(A)));
        assertThat(at(10, new ToIn(Set.of(A)))).containsExactly(new SendGroupQuery(false));

        assertThat(at(second(10).plus(ofMillis(500)), new RecordReceived(new Block(Set.of(A)))))
                .containsExactly(new SendSourceQuery(List.of(A), false));
        assertThat(at(11, new TimerDue())).containsExactly(new SendGroupQuery(false));
        assertThat(at(second(11).plus(ofMillis(500)), new TimerDue()))
                .containsExactly(new SendSourceQuery(List.of(A), false));
    }

    @Test
    @Tag("RFC3376-6.6.3.1")
    @Tag("RFC3810-7.6.3.1")
    void aMemberThatAnswersKeepsTheGroupAndTheRepetitionSuppressesTimers() {
        at(0, new ToEx(Set.of()));
        at(10, new ToIn(Set.of()));
        at(10, new IsEx(Set.of()));

        assertThat(at(11, new TimerDue())).containsExactly(new SendGroupQuery(true));
        assertThat(at(12, new TimerDue())).isEmpty();
        assertThat(state.due()).contains(second(10 + GMI));
    }

    @Test
    @Tag("RFC2236-7")
    void furtherLeavesDoNotStartTheQuestionOver() {
        at(0, new ToEx(Set.of()));
        at(10, new ToIn(Set.of()));

        assertThat(at(10, new ToIn(Set.of()))).isEmpty();
        at(11, new TimerDue());
        assertThat(at(11, new ToIn(Set.of()))).hasSizeLessThanOrEqualTo(1);
        at(12, new TimerDue());
        assertThat(state.filter().isEmpty()).isTrue();
    }

    @Test
    @Tag("RFC3376-6.6.3.2")
    @Tag("RFC3810-7.6.3.2")
    void aBlockedSourceIsAskedAboutTwiceAndGoesAfterTwoSeconds() {
        at(0, new Allow(Set.of(A, B)));

        assertThat(at(10, new Block(Set.of(A)))).containsExactly(new SendSourceQuery(List.of(A), false));
        assertThat(at(11, new TimerDue())).containsExactly(new SendSourceQuery(List.of(A), false));
        assertThat(at(12, new TimerDue())).isEmpty();
        assertThat(state.filter()).isEqualTo(new Include(Map.of(B, second(GMI))));
    }

    @Test
    @Tag("RFC3376-6.6.3.2")
    @Tag("RFC3810-7.6.3.2")
    void aSourceSomebodyStillWantsIsRepeatedWithTheSuppressFlag() {
        at(0, new Allow(Set.of(A, B)));
        at(10, new Block(Set.of(A, B)));
        at(10, new IsIn(Set.of(B)));

        assertThat(at(11, new TimerDue()))
                .containsExactly(new SendSourceQuery(List.of(B), true), new SendSourceQuery(List.of(A), false));
        at(12, new TimerDue());
        assertThat(state.filter()).isEqualTo(new Include(Map.of(B, second(10 + GMI))));
    }

    @Test
    @Tag("RFC3376-6.6.3.2")
    @Tag("RFC3810-7.6.3.2")
    void aSourceThatIsAskedAboutAlreadyIsNotAskedAboutAnew() {
        at(0, new Allow(Set.of(A)));
        at(10, new Block(Set.of(A)));

        assertThat(at(10, new Block(Set.of(A)))).isEmpty();
    }

    @Test
    @Tag("RFC3376-6.6.3.2")
    @Tag("RFC3810-7.6.3.2")
    void leavingASourceSpecificGroupAsksAboutItsSources() {
        at(0, new Allow(Set.of(A)));

        assertThat(at(10, new ToIn(Set.of()))).containsExactly(new SendSourceQuery(List.of(A), false));
    }

    @Test
    @Tag("RFC3376-6.2.3")
    @Tag("RFC3376-6.6.3.2")
    @Tag("RFC3810-7.2.3")
    @Tag("RFC3810-7.6.3.2")
    void anExcludeListIsAskedAboutAndThenExcluded() {
        at(0, new ToEx(Set.of()));

        assertThat(at(10, new ToEx(Set.of(A)))).containsExactly(new SendSourceQuery(List.of(A), false));
        at(11, new TimerDue());
        at(12, new TimerDue());
        assertThat(state.filter()).isEqualTo(new Exclude(Map.of(), Set.of(A), second(10 + GMI)));
    }

    @Test
    @Tag("RFC3376-6.5")
    @Tag("RFC3810-7.5")
    void anExcludingGroupWithRequestedSourcesFallsBackToThem() {
        at(0, new ToEx(Set.of()));
        at(100, new Allow(Set.of(A)));

        at(GMI, new TimerDue());
        assertThat(state.filter()).isEqualTo(new Include(Map.of(A, second(100 + GMI))));
    }

    @Test
    @Tag("RFC3376-6.6.3")
    @Tag("RFC3810-7.6.3")
    void aRouterThatIsNotTheQuerierAsksNothingAndLowersNothing() {
        querier = false;
        at(0, new ToEx(Set.of()));

        assertThat(at(10, new ToIn(Set.of()))).isEmpty();
        assertThat(state.due()).contains(second(GMI));
    }

    @Test
    @Tag("RFC3376-6.6.1")
    @Tag("RFC3810-7.6.1")
    void theQuerierQuestionsLowerTheTimersOfTheOthers() {
        querier = false;
        at(0, new ToEx(Set.of()));
        at(10, new QueryReceived(Set.of(), ofSeconds(2)));
        assertThat(state.due()).contains(second(12));

        state = GroupState.NONE;
        at(0, new Allow(Set.of(A, B)));
        at(10, new QueryReceived(Set.of(A), ofSeconds(2)));
        assertThat(state.filter()).isEqualTo(new Include(Map.of(A, second(12), B, second(GMI))));
    }

    @Test
    void aRouterThatHasStoodDownStopsRepeating() {
        at(0, new ToEx(Set.of()));
        at(10, new ToIn(Set.of()));
        querier = false;

        assertThat(at(11, new TimerDue())).isEmpty();
        assertThat(state.due()).contains(second(12));
    }

    @Test
    @Tag("RFC3376-7.3.2")
    @Tag("RFC3810-8.3.2")
    void aVersion2MemberIsExcludeNothingAndALeaveAsksTheGroup() {
        at(0, new OldReportReceived(HostVersion.V2));

        assertThat(state.filter()).isEqualTo(new Exclude(Map.of(), Set.of(), second(GMI)));
        assertThat(state.olderHosts().mode(second(1))).isEqualTo(HostVersion.V2);
        assertThat(at(10, new LeaveReceived())).containsExactly(new SendGroupQuery(false));
    }

    @Test
    @Tag("RFC3376-7.3.2")
    @Tag("RFC3810-8.3.2")
    void withAVersion2MemberBlocksAndExcludeListsAreIgnored() {
        at(0, new OldReportReceived(HostVersion.V2));

        assertThat(at(1, new Block(Set.of(A)))).isEmpty();
        assertThat(at(1, new ToEx(Set.of(A)))).isEmpty();
        assertThat(state.filter()).isEqualTo(new Exclude(Map.of(), Set.of(), second(1 + GMI)));
        assertThat(at(2, new ToIn(Set.of()))).containsExactly(new SendGroupQuery(false));
    }

    @Test
    @Tag("RFC3376-7.3.2")
    @Tag("RFC2236-5")
    void withAVersion1MemberNobodyCanEndTheGroup() {
        at(0, new OldReportReceived(HostVersion.V1));

        assertThat(at(1, new LeaveReceived())).isEmpty();
        assertThat(at(1, new ToIn(Set.of()))).isEmpty();
        assertThat(at(1, new Block(Set.of(A)))).isEmpty();
        assertThat(state.due()).contains(second(GMI));
        assertThat(state.olderHosts().mode(second(1))).isEqualTo(HostVersion.V1);
    }

    @Test
    @Tag("RFC3376-7.3.2")
    @Tag("RFC3376-8.13")
    @Tag("RFC2236-5")
    void olderHostsAreForgottenAfterTheOlderHostPresentInterval() {
        at(0, new OldReportReceived(HostVersion.V1));
        at(100, new OldReportReceived(HostVersion.V2));
        at(200, new IsEx(Set.of()));

        assertThat(state.olderHosts().mode(second(GMI - 1))).isEqualTo(HostVersion.V1);
        assertThat(state.olderHosts().mode(second(GMI))).isEqualTo(HostVersion.V2);
        assertThat(state.olderHosts().mode(second(100 + GMI))).isEqualTo(HostVersion.V3);
    }

    private List<GroupAction> at(int seconds, FilterEvent statement) {
        return at(seconds, new RecordReceived(statement));
    }

    private List<GroupAction> at(int seconds, GroupEvent event) {
        return at(second(seconds), event);
    }

    private List<GroupAction> at(Tick now, GroupEvent event) {
        GroupState.Step step = state.step(event, new GroupState.Context(TIMING, querier, now));
        state = step.next();
        return step.actions();
    }
}
