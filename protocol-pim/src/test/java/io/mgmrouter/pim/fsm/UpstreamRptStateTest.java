package io.mgmrouter.pim.fsm;

import static io.mgmrouter.pim.fsm.Row.NOW;
import static io.mgmrouter.pim.fsm.Row.second;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.pim.fsm.UpstreamRptState.Action;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.InheritedOlistBecameNonNull;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.JoinRptSeen;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.PruneDesiredBecameFalse;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.PruneDesiredBecameTrue;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.PruneSeen;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.RpfNeighborBecameSharedTrees;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.RptJoinDesiredBecameFalse;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.TimerDue;
import io.mgmrouter.pim.fsm.UpstreamRptState.NotPruned;
import io.mgmrouter.pim.fsm.UpstreamRptState.Pruned;
import io.mgmrouter.pim.fsm.UpstreamRptState.RptNotJoined;
import io.mgmrouter.pim.fsm.UpstreamRptState.Step;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Upstream (S,G,rpt) state, RFC 7761 section 4.5.7")
@Tag("RFC7761-4.5.7")
class UpstreamRptStateTest {

    private static final RptNotJoined NOT_JOINED = new RptNotJoined();
    private static final Pruned PRUNED = new Pruned();
    private static final NotPruned NOT_PRUNED = new NotPruned(Optional.empty());
    private static final Event UNWANTED = new PruneDesiredBecameTrue();
    private static final Event WANTED = new PruneDesiredBecameFalse();
    private static final Event LEFT = new RptJoinDesiredBecameFalse();
    private static final Event OLIST = new InheritedOlistBecameNonNull();
    private static final Event PRUNE_SEEN = new PruneSeen(ofSeconds(2));
    private static final Event JOIN_SEEN = new JoinRptSeen();
    private static final Event REJOINED = new RpfNeighborBecameSharedTrees(ofSeconds(2));
    private static final Event TIMER = new TimerDue();

    private UpstreamRptState state = NOT_JOINED;

    static Stream<Row<UpstreamRptState, Event, Step>> table() {
        return Stream.of(offTheTree(), onTheTree()).flatMap(rows -> rows);
    }

    private static Stream<Row<UpstreamRptState, Event, Step>> offTheTree() {
        return Stream.of(
                row(NOT_JOINED, UNWANTED, PRUNED, Action.NONE),
                row(NOT_JOINED, WANTED, NOT_JOINED, Action.NONE),
                row(NOT_JOINED, LEFT, NOT_JOINED, Action.NONE),
                row(NOT_JOINED, OLIST, NOT_PRUNED, Action.NONE),
                row(NOT_JOINED, PRUNE_SEEN, NOT_JOINED, Action.NONE),
                row(NOT_JOINED, JOIN_SEEN, NOT_JOINED, Action.NONE),
                row(NOT_JOINED, REJOINED, NOT_JOINED, Action.NONE),
                row(NOT_JOINED, TIMER, NOT_JOINED, Action.NONE),
                row(PRUNED, UNWANTED, PRUNED, Action.NONE),
                row(PRUNED, WANTED, NOT_PRUNED, Action.SEND_JOIN_RPT),
                row(PRUNED, LEFT, NOT_JOINED, Action.NONE),
                row(PRUNED, OLIST, PRUNED, Action.NONE),
                row(PRUNED, PRUNE_SEEN, PRUNED, Action.NONE),
                row(PRUNED, JOIN_SEEN, PRUNED, Action.NONE),
                row(PRUNED, REJOINED, PRUNED, Action.NONE),
                row(PRUNED, TIMER, PRUNED, Action.NONE));
    }

    private static Stream<Row<UpstreamRptState, Event, Step>> onTheTree() {
        NotPruned early = overriding(1001);
        NotPruned late = overriding(1009);
        return Stream.of(
                row(late, UNWANTED, PRUNED, Action.SEND_PRUNE_RPT),
                row(late, WANTED, late, Action.NONE),
                row(late, LEFT, NOT_JOINED, Action.NONE),
                row(late, OLIST, late, Action.NONE),
                row(NOT_PRUNED, PRUNE_SEEN, overriding(1002), Action.NONE),
                row(late, PRUNE_SEEN, overriding(1002), Action.NONE),
                row(early, PRUNE_SEEN, early, Action.NONE),
                row(late, JOIN_SEEN, NOT_PRUNED, Action.NONE),
                row(NOT_PRUNED, REJOINED, overriding(1002), Action.NONE),
                row(late, REJOINED, overriding(1002), Action.NONE),
                row(early, REJOINED, early, Action.NONE),
                row(NOT_PRUNED, TIMER, NOT_PRUNED, Action.NONE),
                row(early, TIMER, early, Action.NONE),
                row(new NotPruned(Optional.of(NOW)), TIMER, NOT_PRUNED, Action.SEND_JOIN_RPT));
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachCellIsThatOfTheTable(Row<UpstreamRptState, Event, Step> row) {
        assertThat(UpstreamRptState.step(row.state(), row.event(), NOW)).isEqualTo(row.after());
    }

    @Test
    void noCellIsLeftOut() {
        Row.assertComplete(table(), UpstreamRptState.class, Event.class);
    }

    @Test
    void anotherRoutersPruneIsOverriddenOnce() {
        at(0, OLIST);
        at(10, PRUNE_SEEN);
        assertThat(state.due()).contains(second(12));

        assertThat(at(12, TIMER)).isEqualTo(Action.SEND_JOIN_RPT);
        assertThat(state.due()).isEmpty();
    }

    @Test
    void aThirdRoutersJoinMakesOursUnnecessary() {
        at(0, OLIST);
        at(10, PRUNE_SEEN);
        at(11, JOIN_SEEN);

        assertThat(at(12, TIMER)).isEqualTo(Action.NONE);
    }

    @RepeatedTest(200)
    void inNoLifeIsADeadlineMissedOrAPruneOverriddenThatThisRouterWants(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        int now = 0;
        for (int i = 0; i < 300; i++) {
            now += random.nextInt(3);
            boolean overriding = state.due().isPresent();
            assertThat(at(now, TIMER)).isIn(Action.NONE, overriding ? Action.SEND_JOIN_RPT : Action.NONE);
            Event event = any(random);
            at(now, event);

            if (event.equals(UNWANTED)) {
                assertThat(state).isEqualTo(PRUNED);
            }
            if (event.equals(LEFT)) {
                assertThat(state).isEqualTo(NOT_JOINED);
            }
            if (state.due().isPresent()) {
                assertThat(state).isInstanceOf(NotPruned.class);
                assertThat(state.due().get()).isBetween(second(now), second(now + 2));
            }
        }
    }

    private static Event any(Random random) {
        return List.of(
                        UNWANTED,
                        WANTED,
                        LEFT,
                        OLIST,
                        PRUNE_SEEN,
                        JOIN_SEEN,
                        REJOINED,
                        new PruneSeen(ofSeconds(random.nextInt(3))))
                .get(random.nextInt(8));
    }

    private static NotPruned overriding(int second) {
        return new NotPruned(Optional.of(second(second)));
    }

    private static Row<UpstreamRptState, Event, Step> row(
            UpstreamRptState state, Event event, UpstreamRptState after, Action action) {
        return new Row<>(state, event, new Step(after, action));
    }

    private Action at(int seconds, Event event) {
        Step step = UpstreamRptState.step(state, event, second(seconds));
        state = step.next();
        return step.action();
    }
}
