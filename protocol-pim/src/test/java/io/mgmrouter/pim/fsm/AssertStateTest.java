package io.mgmrouter.pim.fsm;

import static io.mgmrouter.pim.fsm.AssertMetric.INFINITE;
import static io.mgmrouter.pim.fsm.Row.NOW;
import static io.mgmrouter.pim.fsm.Row.second;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.pim.fsm.AssertState.Action;
import io.mgmrouter.pim.fsm.AssertState.Event;
import io.mgmrouter.pim.fsm.AssertState.Event.AssertReceived;
import io.mgmrouter.pim.fsm.AssertState.Event.DataArrived;
import io.mgmrouter.pim.fsm.AssertState.Event.JoinReceived;
import io.mgmrouter.pim.fsm.AssertState.Event.MetricChanged;
import io.mgmrouter.pim.fsm.AssertState.Event.RpfInterfaceMoved;
import io.mgmrouter.pim.fsm.AssertState.Event.StakeChanged;
import io.mgmrouter.pim.fsm.AssertState.Event.TimerDue;
import io.mgmrouter.pim.fsm.AssertState.Event.WinnerLost;
import io.mgmrouter.pim.fsm.AssertState.Loser;
import io.mgmrouter.pim.fsm.AssertState.NoInfo;
import io.mgmrouter.pim.fsm.AssertState.Rules;
import io.mgmrouter.pim.fsm.AssertState.Stake;
import io.mgmrouter.pim.fsm.AssertState.Step;
import io.mgmrouter.pim.fsm.AssertState.Winner;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Assert state, RFC 7761 sections 4.6.1 and 4.6.2")
class AssertStateTest {

    private static final Rules SG = new Rules(false, ofSeconds(180), ofSeconds(3));
    private static final Rules STAR_G = new Rules(true, ofSeconds(180), ofSeconds(3));

    private static final IpAddress SELF = IpAddress.parse("10.0.0.5");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.7");
    private static final IpAddress THIRD = IpAddress.parse("10.0.0.9");

    private static final NoInfo NO_INFO = new NoInfo();
    private static final Winner WON = new Winner(second(1177));

    /**
     * The rows of both tables, which differ in the RPT bit of the messages that count and in nothing else.
     *
     * @param rpt that bit: false for (S,G), true for (*,G)
     */
    private static Stream<Row<AssertState, Event, Step>> table(boolean rpt) {
        return Stream.of(noInfo(rpt), winner(rpt), loserHears(rpt), loserLives(rpt))
                .flatMap(rows -> rows);
    }

    static Stream<Row<AssertState, Event, Step>> sg() {
        return Stream.concat(table(false), sourcesTreeAlone());
    }

    static Stream<Row<AssertState, Event, Step>> starG() {
        return Stream.concat(table(true), sharedTreeAlone());
    }

    private static Stream<Row<AssertState, Event, Step>> noInfo(boolean rpt) {
        AssertMetric mine = self(rpt, 20);
        AssertMetric better = peer(rpt, 10);
        Action followed = rpt ? Action.FOLLOW_WINNER : Action.FOLLOW_FIRST_WINNER;
        return Stream.of(
                row(NO_INFO, hear(peer(rpt, 30), mine, Stake.COULD_ASSERT), WON, Action.SEND_ASSERT),
                row(NO_INFO, hear(peer(rpt, 30), INFINITE, Stake.TRACKING_DESIRED), lost(peer(rpt, 30)), followed),
                row(NO_INFO, hear(peer(rpt, 30), INFINITE, Stake.NONE), NO_INFO, Action.NONE),
                row(NO_INFO, hear(better, mine, Stake.COULD_ASSERT), lost(better), followed),
                row(NO_INFO, hear(better, INFINITE, Stake.TRACKING_DESIRED), lost(better), followed),
                row(NO_INFO, hear(better, INFINITE, Stake.NONE), NO_INFO, Action.NONE),
                row(NO_INFO, hear(mine, mine, Stake.COULD_ASSERT), NO_INFO, Action.NONE),
                row(NO_INFO, hear(cancel(PEER), mine, Stake.COULD_ASSERT), WON, Action.SEND_ASSERT),
                row(NO_INFO, hear(cancel(PEER), INFINITE, Stake.TRACKING_DESIRED), NO_INFO, Action.NONE),
                row(NO_INFO, new DataArrived(Stake.COULD_ASSERT), WON, Action.SEND_ASSERT),
                row(NO_INFO, new DataArrived(Stake.TRACKING_DESIRED), NO_INFO, Action.NONE),
                row(NO_INFO, new DataArrived(Stake.NONE), NO_INFO, Action.NONE),
                row(NO_INFO, new TimerDue(), NO_INFO, Action.NONE),
                row(NO_INFO, new StakeChanged(Stake.COULD_ASSERT), NO_INFO, Action.NONE),
                row(NO_INFO, new StakeChanged(Stake.NONE), NO_INFO, Action.NONE),
                row(NO_INFO, new MetricChanged(mine), NO_INFO, Action.NONE),
                row(NO_INFO, new WinnerLost(), NO_INFO, Action.NONE),
                row(NO_INFO, new RpfInterfaceMoved(), NO_INFO, Action.NONE),
                row(NO_INFO, new JoinReceived(), NO_INFO, Action.NONE));
    }

    private static Stream<Row<AssertState, Event, Step>> winner(boolean rpt) {
        AssertMetric mine = self(rpt, 20);
        AssertMetric better = peer(rpt, 10);
        Winner winner = new Winner(second(1050));
        return Stream.of(
                row(winner, hear(peer(rpt, 30), mine, Stake.COULD_ASSERT), WON, Action.SEND_ASSERT),
                row(winner, hear(cancel(PEER), mine, Stake.COULD_ASSERT), WON, Action.SEND_ASSERT),
                row(winner, hear(better, mine, Stake.COULD_ASSERT), lost(better), Action.FOLLOW_WINNER),
                row(winner, hear(mine, mine, Stake.COULD_ASSERT), winner, Action.NONE),
                row(winner, hear(cancel(PEER), INFINITE, Stake.COULD_ASSERT), winner, Action.NONE),
                row(winner, new DataArrived(Stake.COULD_ASSERT), winner, Action.NONE),
                row(winner, new TimerDue(), winner, Action.NONE),
                row(new Winner(NOW), new TimerDue(), WON, Action.SEND_ASSERT),
                row(winner, new StakeChanged(Stake.COULD_ASSERT), winner, Action.NONE),
                row(winner, new StakeChanged(Stake.TRACKING_DESIRED), NO_INFO, Action.SEND_ASSERT_CANCEL),
                row(winner, new StakeChanged(Stake.NONE), NO_INFO, Action.SEND_ASSERT_CANCEL),
                row(winner, new MetricChanged(self(rpt, 40)), winner, Action.NONE),
                row(winner, new WinnerLost(), winner, Action.NONE),
                row(winner, new RpfInterfaceMoved(), winner, Action.NONE),
                row(winner, new JoinReceived(), winner, Action.NONE));
    }

    private static Stream<Row<AssertState, Event, Step>> loserHears(boolean rpt) {
        AssertMetric mine = self(rpt, 20);
        AssertMetric third = new AssertMetric(rpt, 110, 5, THIRD);
        AssertMetric winner = peer(rpt, 10);
        Loser loser = loser(winner, 1050);
        return Stream.of(
                row(loser, hear(third, mine, Stake.COULD_ASSERT), lost(third), Action.FOLLOW_WINNER),
                row(loser, hear(peer(rpt, 9), mine, Stake.COULD_ASSERT), lost(peer(rpt, 9)), Action.FOLLOW_WINNER),
                row(loser, hear(winner, mine, Stake.COULD_ASSERT), lost(winner), Action.FOLLOW_WINNER),
                row(loser, hear(peer(rpt, 15), mine, Stake.COULD_ASSERT), lost(peer(rpt, 15)), Action.FOLLOW_WINNER),
                row(
                        loser,
                        hear(peer(rpt, 99), INFINITE, Stake.TRACKING_DESIRED),
                        lost(peer(rpt, 99)),
                        Action.FOLLOW_WINNER),
                row(loser, hear(peer(rpt, 30), mine, Stake.COULD_ASSERT), NO_INFO, Action.FORGET_WINNER),
                row(loser, hear(cancel(PEER), mine, Stake.COULD_ASSERT), NO_INFO, Action.FORGET_WINNER),
                row(loser, hear(cancel(PEER), INFINITE, Stake.TRACKING_DESIRED), NO_INFO, Action.FORGET_WINNER),
                row(loser, hear(cancel(THIRD), mine, Stake.COULD_ASSERT), loser, Action.NONE),
                row(loser, hear(cancel(THIRD), INFINITE, Stake.TRACKING_DESIRED), loser, Action.NONE),
                row(loser, hear(new AssertMetric(rpt, 110, 12, THIRD), mine, Stake.COULD_ASSERT), loser, Action.NONE),
                row(loser, hear(new AssertMetric(rpt, 110, 30, THIRD), mine, Stake.COULD_ASSERT), loser, Action.NONE));
    }

    private static Stream<Row<AssertState, Event, Step>> loserLives(boolean rpt) {
        Loser loser = loser(peer(rpt, 10), 1050);
        return Stream.of(
                row(loser, new DataArrived(Stake.COULD_ASSERT), loser, Action.NONE),
                row(loser, new TimerDue(), loser, Action.NONE),
                row(loser(peer(rpt, 10), 1000), new TimerDue(), NO_INFO, Action.FORGET_WINNER),
                row(loser, new StakeChanged(Stake.COULD_ASSERT), loser, Action.NONE),
                row(loser, new StakeChanged(Stake.TRACKING_DESIRED), loser, Action.NONE),
                row(loser, new StakeChanged(Stake.NONE), NO_INFO, Action.FORGET_WINNER),
                row(loser, new MetricChanged(self(rpt, 5)), NO_INFO, Action.FORGET_WINNER),
                row(loser, new MetricChanged(self(rpt, 15)), loser, Action.NONE),
                row(loser, new MetricChanged(INFINITE), loser, Action.NONE),
                row(loser, new WinnerLost(), NO_INFO, Action.FORGET_WINNER),
                row(loser, new RpfInterfaceMoved(), NO_INFO, Action.FORGET_WINNER),
                row(loser, new JoinReceived(), NO_INFO, Action.FORGET_WINNER));
    }

    /** What a message of the shared tree does to (S,G): it is worse than any of the source's tree. */
    private static Stream<Row<AssertState, Event, Step>> sourcesTreeAlone() {
        AssertMetric mine = self(false, 20);
        AssertMetric shared = peer(true, 1);
        Winner winner = new Winner(second(1050));
        Loser loser = loser(peer(false, 10), 1050);
        return Stream.of(
                row(NO_INFO, hear(shared, mine, Stake.COULD_ASSERT), WON, Action.SEND_ASSERT),
                row(NO_INFO, hear(shared, INFINITE, Stake.TRACKING_DESIRED), NO_INFO, Action.NONE),
                row(winner, hear(shared, mine, Stake.COULD_ASSERT), WON, Action.SEND_ASSERT),
                row(loser, hear(shared, mine, Stake.COULD_ASSERT), NO_INFO, Action.FORGET_WINNER),
                row(loser, hear(shared, INFINITE, Stake.TRACKING_DESIRED), loser, Action.NONE));
    }

    /** (*,G) does not hear messages of a source's tree. */
    private static Stream<Row<AssertState, Event, Step>> sharedTreeAlone() {
        AssertMetric mine = self(true, 20);
        AssertMetric source = peer(false, 1);
        Winner winner = new Winner(second(1050));
        Loser loser = loser(peer(true, 10), 1050);
        return Stream.of(
                row(NO_INFO, hear(source, mine, Stake.COULD_ASSERT), NO_INFO, Action.NONE),
                row(winner, hear(source, mine, Stake.COULD_ASSERT), winner, Action.NONE),
                row(loser, hear(source, mine, Stake.COULD_ASSERT), loser, Action.NONE));
    }

    @ParameterizedTest
    @MethodSource("sg")
    @Tag("RFC7761-4.6.1")
    void eachCellOfSgIsThatOfTheTable(Row<AssertState, Event, Step> row) {
        assertThat(AssertState.step(row.state(), row.event(), SG, NOW)).isEqualTo(row.after());
    }

    @ParameterizedTest
    @MethodSource("starG")
    @Tag("RFC7761-4.6.2")
    void eachCellOfStarGIsThatOfTheTable(Row<AssertState, Event, Step> row) {
        assertThat(AssertState.step(row.state(), row.event(), STAR_G, NOW)).isEqualTo(row.after());
    }

    @Test
    void noCellIsLeftOut() {
        Row.assertComplete(sg(), AssertState.class, Event.class);
        Row.assertComplete(starG(), AssertState.class, Event.class);
    }

    @Test
    @Tag("RFC7761-4.6.1")
    void eachStateWaitsForItsTimer() {
        assertThat(NO_INFO.due()).isEmpty();
        assertThat(WON.due()).contains(second(1177));
        assertThat(loser(peer(false, 1), 1180).due()).contains(second(1180));
    }

    private static AssertMetric self(boolean rpt, int metric) {
        return new AssertMetric(rpt, 110, metric, SELF);
    }

    private static AssertMetric peer(boolean rpt, int metric) {
        return new AssertMetric(rpt, 110, metric, PEER);
    }

    private static AssertMetric cancel(IpAddress from) {
        return new AssertMetric(true, INFINITE.preference(), INFINITE.metric(), from);
    }

    private static Event hear(AssertMetric metric, AssertMetric mine, Stake stake) {
        return new AssertReceived(metric, mine, stake);
    }

    private static Loser loser(AssertMetric winner, int timer) {
        return new Loser(second(timer), winner.address(), winner);
    }

    private static Loser lost(AssertMetric winner) {
        return loser(winner, 1180);
    }

    private static Row<AssertState, Event, Step> row(AssertState state, Event event, AssertState after, Action action) {
        return new Row<>(state, event, new Step(after, action));
    }
}
