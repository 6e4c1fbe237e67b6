package io.mgmrouter.pim.fsm;

import static io.mgmrouter.pim.fsm.Row.NOW;
import static io.mgmrouter.pim.fsm.Row.second;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.pim.fsm.DownstreamRptState.Event;
import io.mgmrouter.pim.fsm.DownstreamRptState.Event.EndOfMessage;
import io.mgmrouter.pim.fsm.DownstreamRptState.Event.JoinRptReceived;
import io.mgmrouter.pim.fsm.DownstreamRptState.Event.PruneRptReceived;
import io.mgmrouter.pim.fsm.DownstreamRptState.Event.StarGJoinReceived;
import io.mgmrouter.pim.fsm.DownstreamRptState.Event.TimerDue;
import io.mgmrouter.pim.fsm.DownstreamRptState.NoInfo;
import io.mgmrouter.pim.fsm.DownstreamRptState.Prune;
import io.mgmrouter.pim.fsm.DownstreamRptState.PrunePending;
import io.mgmrouter.pim.fsm.DownstreamRptState.PrunePendingTmp;
import io.mgmrouter.pim.fsm.DownstreamRptState.PruneTmp;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Downstream (S,G,rpt) state, RFC 7761 section 4.5.3")
@Tag("RFC7761-4.5.3")
class DownstreamRptStateTest {

    private static final NoInfo NO_INFO = new NoInfo();
    private static final Event STAR_G_JOIN = new StarGJoinReceived();
    private static final Event JOIN_RPT = new JoinRptReceived();
    private static final Event END = new EndOfMessage();
    private static final Event TIMER = new TimerDue();

    private DownstreamRptState state = NO_INFO;

    static Stream<Row<DownstreamRptState, Event, DownstreamRptState>> table() {
        return Stream.of(stable(), transientStates()).flatMap(rows -> rows);
    }

    private static Stream<Row<DownstreamRptState, Event, DownstreamRptState>> stable() {
        Prune prune = new Prune(second(1100));
        PrunePending pending = new PrunePending(second(1100), second(1002));
        return Stream.of(
                row(NO_INFO, STAR_G_JOIN, NO_INFO),
                row(NO_INFO, JOIN_RPT, NO_INFO),
                row(NO_INFO, prune(210, 3), new PrunePending(second(1210), second(1003))),
                row(NO_INFO, prune(210, 0), new Prune(second(1210))),
                row(NO_INFO, END, NO_INFO),
                row(NO_INFO, TIMER, NO_INFO),
                row(prune, STAR_G_JOIN, new PruneTmp(second(1100))),
                row(prune, JOIN_RPT, NO_INFO),
                row(prune, prune(210, 3), new Prune(second(1210))),
                row(prune, prune(5, 3), prune),
                row(prune, END, prune),
                row(prune, TIMER, prune),
                row(new Prune(NOW), TIMER, NO_INFO),
                row(pending, STAR_G_JOIN, new PrunePendingTmp(second(1100), second(1002))),
                row(pending, JOIN_RPT, NO_INFO),
                row(pending, prune(210, 3), pending),
                row(pending, END, pending),
                row(pending, TIMER, pending),
                row(new PrunePending(second(1100), NOW), TIMER, new Prune(second(1100))),
                row(new PrunePending(NOW, NOW), TIMER, NO_INFO),
                row(new PrunePending(NOW, second(1001)), TIMER, NO_INFO));
    }

    private static Stream<Row<DownstreamRptState, Event, DownstreamRptState>> transientStates() {
        PruneTmp tmp = new PruneTmp(second(1100));
        PrunePendingTmp pendingTmp = new PrunePendingTmp(second(1100), second(1002));
        return Stream.of(
                row(tmp, STAR_G_JOIN, tmp),
                row(tmp, JOIN_RPT, tmp),
                row(tmp, prune(210, 3), new Prune(second(1210))),
                row(tmp, prune(5, 3), new Prune(second(1100))),
                row(tmp, END, NO_INFO),
                row(tmp, TIMER, tmp),
                row(pendingTmp, STAR_G_JOIN, pendingTmp),
                row(pendingTmp, JOIN_RPT, pendingTmp),
                row(pendingTmp, prune(210, 3), new PrunePending(second(1210), second(1002))),
                row(pendingTmp, prune(5, 3), new PrunePending(second(1100), second(1002))),
                row(pendingTmp, END, NO_INFO),
                row(pendingTmp, TIMER, pendingTmp));
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachCellIsThatOfTheTable(Row<DownstreamRptState, Event, DownstreamRptState> row) {
        assertThat(DownstreamRptState.step(row.state(), row.event(), NOW)).isEqualTo(row.after());
    }

    @Test
    void noCellIsLeftOut() {
        Row.assertComplete(table(), DownstreamRptState.class, Event.class);
    }

    @Test
    @Tag("RFC7761-4.1.6")
    void theSourceIsPrunedWhenNobodyHasOverriddenForLongEnough() {
        at(0, prune(210, 3));
        assertThat(state.pruned()).isFalse();
        assertThat(state.due()).contains(second(3));

        at(3, TIMER);
        assertThat(state.pruned()).isTrue();
        assertThat(state.due()).contains(second(210));
        at(210, TIMER);
        assertThat(state).isEqualTo(NO_INFO);
    }

    @Test
    void aJoinOfTheSharedTreeEndsAPruneThatItsMessageDoesNotRepeat() {
        at(0, prune(210, 0));
        at(60, STAR_G_JOIN);
        assertThat(state.pruned())
                .as("nothing flickers while the message is looked through")
                .isTrue();

        at(60, END);
        assertThat(state.pruned()).isFalse();
    }

    @Test
    void aJoinOfTheSharedTreeKeepsAPruneThatItsMessageRepeats() {
        at(0, prune(210, 0));
        at(60, STAR_G_JOIN);
        at(60, prune(210, 0));
        at(60, END);

        assertThat(state).isEqualTo(new Prune(second(270)));
    }

    @Test
    void aRepeatedPruneDoesNotMakeTheOthersTimeToOverrideLonger() {
        at(0, prune(210, 3));
        at(2, STAR_G_JOIN);
        at(2, prune(210, 3));
        at(2, END);

        assertThat(state).isEqualTo(new PrunePending(second(212), second(3)));
    }

    @RepeatedTest(200)
    void inNoLifeIsAnExpiryShortenedADeadlineMissedOrAMessageNotEnded(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        int now = 0;
        for (int i = 0; i < 200; i++) {
            now += random.nextInt(60);
            at(now, TIMER);
            DownstreamRptState before = state;
            boolean starG = random.nextBoolean();
            boolean repeated = random.nextBoolean();
            if (starG) {
                at(now, STAR_G_JOIN);
            }
            assertThat(state.pruned()).isEqualTo(before.pruned());
            if (repeated) {
                at(now, prune(1 + random.nextInt(250), random.nextInt(4)));
            }
            at(now, END);

            assertThat(state).isNotInstanceOfAny(PruneTmp.class, PrunePendingTmp.class);
            if (starG && !repeated) {
                assertThat(state).isEqualTo(NO_INFO);
            }
            if (repeated && before instanceof Prune(var expiry)) {
                assertThat(((Prune) state).expiry()).isGreaterThanOrEqualTo(expiry);
            }
            if (state.due().isPresent()) {
                assertThat(state.due().get()).isGreaterThan(second(now));
            }
        }
        at(now + 300, TIMER);
        assertThat(state).as("nothing is left when all have fallen silent").isEqualTo(NO_INFO);
    }

    private static Row<DownstreamRptState, Event, DownstreamRptState> row(
            DownstreamRptState state, Event event, DownstreamRptState after) {
        return new Row<>(state, event, after);
    }

    private static Event prune(int holdtime, int wait) {
        return new PruneRptReceived(ofSeconds(holdtime), wait == 0 ? ZERO : ofSeconds(wait));
    }

    private void at(int seconds, Event event) {
        state = DownstreamRptState.step(state, event, second(seconds));
    }
}
