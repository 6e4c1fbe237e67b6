package io.mgmrouter.pim.fsm;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.NeighborState.Change;
import io.mgmrouter.pim.fsm.NeighborState.Event.DeclaredDead;
import io.mgmrouter.pim.fsm.NeighborState.Event.HelloReceived;
import io.mgmrouter.pim.fsm.NeighborState.Event.TimerDue;
import io.mgmrouter.pim.fsm.NeighborState.Known;
import io.mgmrouter.pim.fsm.NeighborState.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("What is known of a neighbour, RFC 7761 sections 4.3.1 and 4.3.4")
class NeighborStateTest {

    private static final NeighborOptions OPTIONS =
            new NeighborOptions(OptionalLong.of(1), OptionalInt.of(7), Optional.empty(), List.of());

    private NeighborState state = new Unknown();

    @Test
    @Tag("RFC7761-4.3.1")
    void aHelloMakesANeighbourUntilItsHoldtimeIsOver() {
        assertThat(hello(0, 105)).isEqualTo(Change.APPEARED);
        assertThat(state).isEqualTo(new Known(second(105), OPTIONS));
        assertThat(hello(30, 105)).isEqualTo(Change.NONE);
        assertThat(state.due()).contains(second(135));
        assertThat(at(134, new TimerDue())).isEqualTo(Change.NONE);
        assertThat(at(135, new TimerDue())).isEqualTo(Change.EXPIRED);
        assertThat(state).isEqualTo(new Unknown());
        assertThat(state.due()).isEmpty();
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void theLastHoldtimeCountsEvenIfItIsShorter() {
        hello(0, 105);
        hello(30, 10);

        assertThat(state.due()).contains(second(40));
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void aHoldtimeOfZeroIsAGoodbye() {
        hello(0, 105);

        assertThat(hello(1, 0)).isEqualTo(Change.GOODBYE);
        assertThat(state).isEqualTo(new Unknown());
        assertThat(hello(2, 0)).as("of a stranger").isEqualTo(Change.NONE);
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void anotherGenerationIdMeansThatItHasForgottenEverything() {
        hello(0, 105);
        NeighborOptions restarted =
                new NeighborOptions(OptionalLong.of(2), OptionalInt.of(8), Optional.empty(), List.of());

        assertThat(hello(10, 105, restarted)).isEqualTo(Change.RESTARTED);
        assertThat(state).isEqualTo(new Known(second(115), restarted));
        NeighborOptions untold =
                new NeighborOptions(OptionalLong.of(2), OptionalInt.empty(), Optional.empty(), List.of());
        assertThat(hello(11, 105, untold)).isEqualTo(Change.RESTARTED);
    }

    @Test
    @Tag("RFC7761-4.3.4")
    void otherOptionsAreTakenUp() {
        hello(0, 105);
        NeighborOptions more = new NeighborOptions(
                OptionalLong.of(1), OptionalInt.of(7), Optional.empty(), List.of(IpAddress.parse("10.0.1.2")));

        assertThat(hello(10, 105, more)).isEqualTo(Change.OPTIONS);
        assertThat(state).isEqualTo(new Known(second(115), more));
    }

    @Test
    void whoIsDeclaredDeadIsGoneAtOnce() {
        assertThat(at(0, new DeclaredDead())).isEqualTo(Change.NONE);
        hello(0, 105);

        assertThat(at(1, new DeclaredDead())).isEqualTo(Change.DIED);
        assertThat(state).isEqualTo(new Unknown());
        assertThat(at(200, new TimerDue())).isEqualTo(Change.NONE);
    }

    @Test
    @Tag("RFC7761-4.9.2")
    void aHoldtimeForEverNeverRunsOut() {
        hello(0, 0xffff);

        assertThat(at(1_000_000, new TimerDue())).isEqualTo(Change.NONE);
    }

    private Change hello(int second, int holdtime) {
        return hello(second, holdtime, OPTIONS);
    }

    private Change hello(int second, int holdtime, NeighborOptions options) {
        Duration length = Holdtime.of(holdtime);
        return at(second, new HelloReceived(length, options));
    }

    private Change at(int second, NeighborState.Event event) {
        NeighborState.Step step = NeighborState.step(state, event, second(second));
        state = step.next();
        return step.change();
    }

    private static Tick second(int second) {
        return new Tick(ofSeconds(second).toNanos());
    }
}
