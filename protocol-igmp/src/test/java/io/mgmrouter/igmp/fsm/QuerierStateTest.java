package io.mgmrouter.igmp.fsm;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.fsm.QuerierState.Action;
import io.mgmrouter.igmp.fsm.QuerierState.Event;
import io.mgmrouter.igmp.fsm.QuerierState.NonQuerier;
import io.mgmrouter.igmp.fsm.QuerierState.Querier;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Querier election, RFC 3376 section 6.6.2")
class QuerierStateTest {

    static final Timing TIMING =
            new Timing(2, ofSeconds(125), ofSeconds(10), ofSeconds(1), 2, ofSeconds(31), 2, ofSeconds(1));

    private static final IpAddress SELF = IpAddress.parse("10.0.0.5");
    private static final IpAddress LOWER = IpAddress.parse("10.0.0.3");
    private static final IpAddress HIGHER = IpAddress.parse("10.0.0.10");

    private QuerierState state = QuerierState.start(TIMING, second(0));

    @Test
    @Tag("RFC3376-6.1")
    @Tag("RFC3376-8.6")
    @Tag("RFC3376-8.7")
    @Tag("RFC3810-7.1")
    @Tag("RFC3810-9.6")
    @Tag("RFC3810-9.7")
    @Tag("RFC2236-7")
    @Tag("RFC2710-6")
    void theFirstQueriesAreSentAtOnceAndAQuarterOfTheIntervalLater() {
        assertThat(at(0, new Event.TimerDue())).isEqualTo(Action.SEND_STARTUP_QUERY);
        assertThat(state.due()).isEqualTo(second(31));
        assertThat(at(31, new Event.TimerDue())).isEqualTo(Action.SEND_STARTUP_QUERY);
        assertThat(state.due()).isEqualTo(second(156));
        assertThat(at(156, new Event.TimerDue())).isEqualTo(Action.SEND_GENERAL_QUERY);
        assertThat(state.due()).isEqualTo(second(281));
    }

    @Test
    void aTimerThatComesTooEarlyDoesNothing() {
        at(0, new Event.TimerDue());

        assertThat(at(30, new Event.TimerDue())).isEqualTo(Action.NONE);
    }

    @Test
    @Tag("RFC3376-6.6.2")
    @Tag("RFC3810-7.6.2")
    @Tag("RFC2236-7")
    @Tag("RFC2710-6")
    void theRouterWithTheHigherAddressStandsDown() {
        assertThat(at(1, heard(LOWER))).isEqualTo(Action.NONE);

        assertThat(state).isEqualTo(new NonQuerier(LOWER, second(1 + 255), 0, ZERO));
        assertThat(state.isQuerier()).isFalse();
    }

    @Test
    @Tag("RFC3376-6.6.2")
    @Tag("RFC3810-7.6.2")
    @Tag("RFC2236-7")
    @Tag("RFC2710-6")
    void aQueryFromAHigherAddressChangesNothing() {
        at(1, heard(HIGHER));

        assertThat(state.isQuerier()).isTrue();
        at(2, heard(LOWER));
        QuerierState before = state;
        at(3, heard(HIGHER));
        assertThat(state).isEqualTo(before);
    }

    @Test
    @Tag("RFC3376-6.6.2")
    @Tag("RFC3376-8.5")
    @Tag("RFC3810-7.6.2")
    @Tag("RFC3810-9.5")
    @Tag("RFC2236-7")
    @Tag("RFC2710-6")
    void aSilentQuerierIsReplacedWithAGeneralQueryAtOnce() {
        at(1, heard(LOWER));

        assertThat(at(255, new Event.TimerDue())).isEqualTo(Action.NONE);
        assertThat(at(256, new Event.TimerDue())).isEqualTo(Action.SEND_GENERAL_QUERY);
        assertThat(state).isEqualTo(new Querier(0, ZERO, second(256 + 125)));
    }

    @Test
    @Tag("RFC3376-6.6.2")
    @Tag("RFC3810-7.6.2")
    @Tag("RFC2236-7")
    @Tag("RFC2710-6")
    void eachQueryOfTheQuerierStartsTheWaitAgain() {
        at(1, heard(LOWER));
        at(100, heard(LOWER));

        assertThat(state.due()).isEqualTo(second(355));
    }

    @Test
    @Tag("RFC3376-4.1.6")
    @Tag("RFC3376-4.1.7")
    @Tag("RFC3376-8.14")
    @Tag("RFC3810-5.1.8")
    @Tag("RFC3810-5.1.9")
    @Tag("RFC3810-9.14")
    void robustnessAndIntervalAreLearnedFromTheQuerier() {
        at(0, new Event.QueryReceived(LOWER, SELF, 3, ofSeconds(20)));

        assertThat(state.due()).isEqualTo(second(65));
        assertThat(state.timing(TIMING).groupMembershipInterval()).isEqualTo(ofSeconds(70));
        assertThat(state.timing(TIMING).lastMemberQueryTime()).isEqualTo(ofSeconds(2));
    }

    @Test
    void aShorterIntervalBringsTheNextQueryForward() {
        at(0, new Event.TimerDue());
        at(31, new Event.TimerDue());
        Timing shorter = new Timing(2, ofSeconds(5), ofSeconds(1), ofSeconds(1), 2, ofSeconds(1), 2, ofMillis(500));

        state = QuerierState.step(state, new Event.TimingChanged(), shorter, second(32))
                .next();

        assertThat(state.due()).isEqualTo(second(37));
    }

    @Test
    void inAHurryTheFirstQueriesFollowEachOtherQuickly() {
        state = QuerierState.start(TIMING.hurried(), second(0));

        at(0, new Event.TimerDue());
        assertThat(state.due()).isEqualTo(second(1));
        assertThat(at(1, new Event.TimerDue())).isEqualTo(Action.SEND_STARTUP_QUERY);
        assertThat(state.due()).isEqualTo(second(126));
        assertThat(TIMING.hurried().startupTime()).isEqualTo(ofSeconds(2));
    }

    private static Event heard(IpAddress from) {
        return new Event.QueryReceived(from, SELF, 0, ZERO);
    }

    private Action at(int seconds, Event event) {
        QuerierState.Step step = QuerierState.step(state, event, TIMING, second(seconds));
        state = step.next();
        return step.action();
    }

    static Tick second(int seconds) {
        return new Tick(Duration.ofSeconds(seconds).toNanos());
    }
}
