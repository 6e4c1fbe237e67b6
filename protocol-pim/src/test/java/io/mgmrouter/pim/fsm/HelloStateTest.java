package io.mgmrouter.pim.fsm;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.HelloState.Action;
import io.mgmrouter.pim.fsm.HelloState.Event.MessageWanted;
import io.mgmrouter.pim.fsm.HelloState.Event.NeighborAppeared;
import io.mgmrouter.pim.fsm.HelloState.Event.OptionsChanged;
import io.mgmrouter.pim.fsm.HelloState.Event.TimerDue;
import io.mgmrouter.pim.fsm.HelloState.Periodic;
import io.mgmrouter.pim.fsm.HelloState.Starting;
import io.mgmrouter.pim.fsm.HelloState.Triggered;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("When Hellos are sent, RFC 7761 section 4.3.1")
@Tag("RFC7761-4.3.1")
class HelloStateTest {

    private static final Duration PERIOD = ofSeconds(30);

    private HelloState state = HelloState.start(ofSeconds(4), second(0));

    @Test
    void theFirstHelloComesAfterARandomDelayAndThenOneEachPeriod() {
        assertThat(state.due()).isEqualTo(second(4));
        assertThat(at(3, new TimerDue())).isEqualTo(Action.NONE);
        assertThat(at(4, new TimerDue())).isEqualTo(Action.SEND_HELLO);
        assertThat(state).isEqualTo(new Periodic(second(34)));
        assertThat(at(33, new TimerDue())).isEqualTo(Action.NONE);
        assertThat(at(34, new TimerDue())).isEqualTo(Action.SEND_HELLO);
        assertThat(state.due()).isEqualTo(second(64));
    }

    @Test
    void beforeTheFirstHelloANeighbourCanOnlyHurryIt() {
        assertThat(at(1, new NeighborAppeared(ofSeconds(5)))).isEqualTo(Action.NONE);
        assertThat(state).isEqualTo(new Starting(second(4)));
        assertThat(at(1, new NeighborAppeared(ofSeconds(1)))).isEqualTo(Action.NONE);
        assertThat(state).isEqualTo(new Starting(second(2)));
    }

    @Test
    void aMessageBeforeTheFirstHelloSendsTheHelloAheadOfIt() {
        assertThat(at(1, new MessageWanted())).isEqualTo(Action.SEND_HELLO);
        assertThat(state).isEqualTo(new Periodic(second(31)));
        assertThat(at(1, new MessageWanted())).isEqualTo(Action.NONE);
    }

    @Test
    void aNewNeighbourGetsAHelloOfItsOwnThatDoesNotMoveThePeriodicOnes() {
        state = new Periodic(second(30));
        assertThat(at(10, new NeighborAppeared(ofSeconds(5)))).isEqualTo(Action.NONE);
        assertThat(state).isEqualTo(new Triggered(second(30), second(15)));
        assertThat(state.due()).isEqualTo(second(15));
        assertThat(at(11, new NeighborAppeared(ofSeconds(1)))).isEqualTo(Action.NONE);
        assertThat(state.due()).isEqualTo(second(12));
        assertThat(at(11, new TimerDue())).isEqualTo(Action.NONE);
        assertThat(at(12, new TimerDue())).isEqualTo(Action.SEND_HELLO);
        assertThat(state).isEqualTo(new Periodic(second(30)));
    }

    @Test
    void aMessageToANewNeighbourSendsItsHelloAhead() {
        state = new Triggered(second(30), second(15));
        assertThat(at(11, new MessageWanted())).isEqualTo(Action.SEND_HELLO);
        assertThat(state).isEqualTo(new Periodic(second(30)));
    }

    @Test
    void aPeriodicHelloServesNewNeighboursToo() {
        state = new Triggered(second(30), second(31));
        assertThat(state.due()).isEqualTo(second(30));
        assertThat(at(30, new TimerDue())).isEqualTo(Action.SEND_HELLO);
        assertThat(state).isEqualTo(new Periodic(second(60)));
    }

    @Test
    void otherOptionsAreToldAtOnceUnlessNothingHasBeenSaidYet() {
        assertThat(at(1, new OptionsChanged())).isEqualTo(Action.NONE);
        assertThat(state).isEqualTo(new Starting(second(4)));
        state = new Periodic(second(30));
        assertThat(at(10, new OptionsChanged())).isEqualTo(Action.SEND_HELLO);
        assertThat(state).isEqualTo(new Periodic(second(40)));
        state = new Triggered(second(30), second(15));
        assertThat(at(10, new OptionsChanged())).isEqualTo(Action.SEND_HELLO);
        assertThat(state).isEqualTo(new Periodic(second(40)));
    }

    private Action at(int second, HelloState.Event event) {
        HelloState.Step step = HelloState.step(state, event, PERIOD, second(second));
        state = step.next();
        return step.action();
    }

    private static Tick second(int second) {
        return new Tick(ofSeconds(second).toNanos());
    }
}
