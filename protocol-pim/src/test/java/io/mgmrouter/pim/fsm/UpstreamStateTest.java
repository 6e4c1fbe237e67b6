package io.mgmrouter.pim.fsm;

import static io.mgmrouter.pim.fsm.Row.NOW;
import static io.mgmrouter.pim.fsm.Row.second;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.pim.fsm.UpstreamState.Action;
import io.mgmrouter.pim.fsm.UpstreamState.Event;
import io.mgmrouter.pim.fsm.UpstreamState.Event.JoinDesiredBecameFalse;
import io.mgmrouter.pim.fsm.UpstreamState.Event.JoinDesiredBecameTrue;
import io.mgmrouter.pim.fsm.UpstreamState.Event.JoinSeen;
import io.mgmrouter.pim.fsm.UpstreamState.Event.NeighborRestarted;
import io.mgmrouter.pim.fsm.UpstreamState.Event.PruneSeen;
import io.mgmrouter.pim.fsm.UpstreamState.Event.RpfNeighborChanged;
import io.mgmrouter.pim.fsm.UpstreamState.Event.RpfNeighborChangedByAssert;
import io.mgmrouter.pim.fsm.UpstreamState.Event.TimerDue;
import io.mgmrouter.pim.fsm.UpstreamState.Joined;
import io.mgmrouter.pim.fsm.UpstreamState.NotJoined;
import io.mgmrouter.pim.fsm.UpstreamState.Step;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Upstream (*,G) and (S,G) state, RFC 7761 sections 4.5.4 and 4.5.5")
@Tag("RFC7761-4.5.4")
@Tag("RFC7761-4.5.5")
class UpstreamStateTest {

    private static final Duration PERIOD = ofSeconds(60);
    private static final NotJoined NOT_JOINED = new NotJoined();
    private static final Event WANTED = new JoinDesiredBecameTrue(PERIOD);
    private static final Event UNWANTED = new JoinDesiredBecameFalse();
    private static final Event TIMER = new TimerDue(PERIOD);

    private UpstreamState state = NOT_JOINED;

    static Stream<Row<UpstreamState, Event, Step>> table() {
        Joined joined = new Joined(second(1030));
        return Stream.of(
                row(NOT_JOINED, WANTED, new Joined(second(1060)), Action.SEND_JOIN),
                row(NOT_JOINED, UNWANTED, NOT_JOINED, Action.NONE),
                row(NOT_JOINED, TIMER, NOT_JOINED, Action.NONE),
                row(NOT_JOINED, new JoinSeen(ofSeconds(70)), NOT_JOINED, Action.NONE),
                row(NOT_JOINED, new PruneSeen(ofSeconds(2)), NOT_JOINED, Action.NONE),
                row(NOT_JOINED, new RpfNeighborChangedByAssert(ofSeconds(2)), NOT_JOINED, Action.NONE),
                row(NOT_JOINED, new RpfNeighborChanged(PERIOD), NOT_JOINED, Action.NONE),
                row(NOT_JOINED, new NeighborRestarted(ofSeconds(2)), NOT_JOINED, Action.NONE),
                row(joined, WANTED, joined, Action.NONE),
                row(joined, UNWANTED, NOT_JOINED, Action.SEND_PRUNE),
                row(joined, TIMER, joined, Action.NONE),
                row(new Joined(NOW), TIMER, new Joined(second(1060)), Action.SEND_JOIN),
                row(joined, new JoinSeen(ofSeconds(70)), new Joined(second(1070)), Action.NONE),
                row(joined, new JoinSeen(ofSeconds(10)), joined, Action.NONE),
                row(joined, new PruneSeen(ofSeconds(2)), new Joined(second(1002)), Action.NONE),
                row(joined, new PruneSeen(ofSeconds(50)), joined, Action.NONE),
                row(joined, new RpfNeighborChangedByAssert(ofSeconds(2)), new Joined(second(1002)), Action.NONE),
                row(joined, new RpfNeighborChangedByAssert(ofSeconds(50)), joined, Action.NONE),
                row(joined, new RpfNeighborChanged(PERIOD), new Joined(second(1060)), Action.SEND_JOIN_NEW_PRUNE_OLD),
                row(joined, new NeighborRestarted(ofSeconds(2)), new Joined(second(1002)), Action.NONE),
                row(joined, new NeighborRestarted(ofSeconds(50)), joined, Action.NONE));
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachCellIsThatOfTheTable(Row<UpstreamState, Event, Step> row) {
        assertThat(UpstreamState.step(row.state(), row.event(), NOW)).isEqualTo(row.after());
    }

    @Test
    void noCellIsLeftOut() {
        Row.assertComplete(table(), UpstreamState.class, Event.class);
    }

    @Test
    void joinsFollowEachOtherAtThePeriod() {
        assertThat(at(0, WANTED)).isEqualTo(Action.SEND_JOIN);
        assertThat(at(59, TIMER)).isEqualTo(Action.NONE);
        assertThat(at(60, TIMER)).isEqualTo(Action.SEND_JOIN);
        assertThat(state.due()).contains(second(120));
    }

    @Test
    void anotherRoutersJoinSuppressesOursAndItsPruneIsOverridden() {
        at(0, WANTED);
        at(50, new JoinSeen(ofSeconds(75)));
        assertThat(at(60, TIMER)).isEqualTo(Action.NONE);

        at(61, new PruneSeen(ofSeconds(2)));
        assertThat(at(63, TIMER)).isEqualTo(Action.SEND_JOIN);
    }

    @Test
    void aNeighbourThatRestartedIsAskedAgainWithinTheOverrideInterval() {
        at(0, WANTED);
        at(10, new NeighborRestarted(Duration.ofMillis(2500)));

        assertThat(at(13, TIMER)).isEqualTo(Action.SEND_JOIN);
    }

    @RepeatedTest(200)
    void inNoLifeIsADeadlineMissedOrAJoinDelayedForLongerThanItIsSuppressed(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        int now = 0;
        boolean wanted = false;
        for (int i = 0; i < 300; i++) {
            now += random.nextInt(40);
            at(now, TIMER);
            Event event = any(random);
            wanted = event.equals(WANTED) || wanted && !event.equals(UNWANTED);
            UpstreamState before = state;
            Action action = at(now, event);

            assertThat(state.joined()).isEqualTo(wanted);
            assertThat(action == Action.SEND_PRUNE).isEqualTo(before.joined() && !wanted);
            assertThat(action == Action.SEND_JOIN).isEqualTo(!before.joined() && wanted);
            if (state.due().isPresent()) {
                assertThat(state.due().get()).isBetween(second(now), second(now + 84));
            }
        }
    }

    private static Event any(Random random) {
        Duration override = ofSeconds(random.nextInt(4));
        return List.of(
                        WANTED,
                        UNWANTED,
                        new JoinSeen(ofSeconds(66 + random.nextInt(18))),
                        new PruneSeen(override),
                        new RpfNeighborChangedByAssert(override),
                        new RpfNeighborChanged(PERIOD),
                        new NeighborRestarted(override))
                .get(random.nextInt(7));
    }

    private static Row<UpstreamState, Event, Step> row(
            UpstreamState state, Event event, UpstreamState after, Action action) {
        return new Row<>(state, event, new Step(after, action));
    }

    private Action at(int seconds, Event event) {
        Step step = UpstreamState.step(state, event, second(seconds));
        state = step.next();
        return step.action();
    }
}
