package io.mgmrouter.pim.fsm;

import static io.mgmrouter.pim.fsm.Row.NOW;
import static io.mgmrouter.pim.fsm.Row.second;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.pim.fsm.RegisterState.Action;
import io.mgmrouter.pim.fsm.RegisterState.Event;
import io.mgmrouter.pim.fsm.RegisterState.Event.CouldRegister;
import io.mgmrouter.pim.fsm.RegisterState.Event.RegisterStopReceived;
import io.mgmrouter.pim.fsm.RegisterState.Event.RpChanged;
import io.mgmrouter.pim.fsm.RegisterState.Event.TimerDue;
import io.mgmrouter.pim.fsm.RegisterState.Join;
import io.mgmrouter.pim.fsm.RegisterState.JoinPending;
import io.mgmrouter.pim.fsm.RegisterState.NoInfo;
import io.mgmrouter.pim.fsm.RegisterState.Prune;
import io.mgmrouter.pim.fsm.RegisterState.Step;
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

@DisplayName("Register state of a designated router, RFC 7761 section 4.4.1")
@Tag("RFC7761-4.4.1")
class RegisterStateTest {

    private static final NoInfo NO_INFO = new NoInfo();
    private static final Join JOIN = new Join();
    private static final Event COULD = new CouldRegister(true);
    private static final Event COULD_NOT = new CouldRegister(false);
    private static final Event STOP = new RegisterStopReceived(ofSeconds(40));
    private static final Event RP = new RpChanged();
    private static final Event TIMER = new TimerDue(ofSeconds(5));

    private RegisterState state = NO_INFO;

    static Stream<Row<RegisterState, Event, Step>> table() {
        JoinPending pending = new JoinPending(second(1003));
        Prune prune = new Prune(second(1030));
        return Stream.of(
                row(NO_INFO, COULD, JOIN, Action.ADD_TUNNEL),
                row(NO_INFO, COULD_NOT, NO_INFO, Action.NONE),
                row(NO_INFO, STOP, NO_INFO, Action.NONE),
                row(NO_INFO, RP, NO_INFO, Action.NONE),
                row(NO_INFO, TIMER, NO_INFO, Action.NONE),
                row(JOIN, COULD, JOIN, Action.NONE),
                row(JOIN, COULD_NOT, NO_INFO, Action.REMOVE_TUNNEL),
                row(JOIN, STOP, new Prune(second(1040)), Action.REMOVE_TUNNEL),
                row(JOIN, RP, JOIN, Action.UPDATE_TUNNEL),
                row(JOIN, TIMER, JOIN, Action.NONE),
                row(pending, COULD, pending, Action.NONE),
                row(pending, COULD_NOT, NO_INFO, Action.NONE),
                row(pending, STOP, new Prune(second(1040)), Action.NONE),
                row(pending, RP, JOIN, Action.ADD_TUNNEL),
                row(pending, TIMER, pending, Action.NONE),
                row(new JoinPending(NOW), TIMER, JOIN, Action.ADD_TUNNEL),
                row(prune, COULD, prune, Action.NONE),
                row(prune, COULD_NOT, NO_INFO, Action.NONE),
                row(prune, STOP, prune, Action.NONE),
                row(prune, RP, JOIN, Action.ADD_TUNNEL),
                row(prune, TIMER, prune, Action.NONE),
                row(new Prune(NOW), TIMER, new JoinPending(second(1005)), Action.SEND_NULL_REGISTER));
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachCellIsThatOfTheTable(Row<RegisterState, Event, Step> row) {
        assertThat(RegisterState.step(row.state(), row.event(), NOW)).isEqualTo(row.after());
    }

    @Test
    void noCellIsLeftOut() {
        Row.assertComplete(table(), RegisterState.class, Event.class);
    }

    @Test
    void anRpThatAnswersTheNullRegisterGetsNoPackets() {
        at(0, COULD);
        at(1, STOP);
        assertThat(at(41, TIMER)).isEqualTo(Action.SEND_NULL_REGISTER);
        assertThat(at(42, STOP)).isEqualTo(Action.NONE);

        assertThat(state).isEqualTo(new Prune(second(82)));
    }

    @Test
    void anRpThatDoesNotAnswerTheNullRegisterGetsPacketsAgain() {
        at(0, COULD);
        at(1, STOP);
        at(41, TIMER);
        assertThat(state.registering()).isFalse();

        assertThat(at(46, TIMER)).isEqualTo(Action.ADD_TUNNEL);
        assertThat(state.registering()).isTrue();
    }

    @RepeatedTest(200)
    void inNoLifeIsATunnelAddedTwiceOrADeadlineMissed(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        int now = 0;
        boolean tunnel = false;
        for (int i = 0; i < 300; i++) {
            now += random.nextInt(20);
            tunnel = withTunnel(tunnel, at(now, TIMER));
            Event event = List.of(COULD, COULD_NOT, STOP, RP).get(random.nextInt(4));
            tunnel = withTunnel(tunnel, at(now, event));

            assertThat(state.registering()).isEqualTo(tunnel);
            if (event.equals(COULD_NOT)) {
                assertThat(state).isEqualTo(NO_INFO);
            }
            if (state.due().isPresent()) {
                assertThat(state.due().get()).isBetween(second(now + 1), second(now + 40));
            }
        }
    }

    private static boolean withTunnel(boolean before, Action action) {
        assertThat(before)
                .as("%s", action)
                .isEqualTo(
                        switch (action) {
                            case ADD_TUNNEL, SEND_NULL_REGISTER -> false;
                            case REMOVE_TUNNEL, UPDATE_TUNNEL -> true;
                            case NONE -> before;
                        });
        return action == Action.ADD_TUNNEL || before && action != Action.REMOVE_TUNNEL;
    }

    private static Row<RegisterState, Event, Step> row(
            RegisterState state, Event event, RegisterState after, Action action) {
        return new Row<>(state, event, new Step(after, action));
    }

    private Action at(int seconds, Event event) {
        Step step = RegisterState.step(state, event, second(seconds));
        state = step.next();
        return step.action();
    }
}
