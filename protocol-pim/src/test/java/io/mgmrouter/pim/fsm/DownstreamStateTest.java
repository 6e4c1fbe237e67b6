package io.mgmrouter.pim.fsm;

import static io.mgmrouter.pim.fsm.Row.NOW;
import static io.mgmrouter.pim.fsm.Row.second;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.DownstreamState.Action;
import io.mgmrouter.pim.fsm.DownstreamState.Event;
import io.mgmrouter.pim.fsm.DownstreamState.Event.JoinReceived;
import io.mgmrouter.pim.fsm.DownstreamState.Event.PruneReceived;
import io.mgmrouter.pim.fsm.DownstreamState.Event.TimerDue;
import io.mgmrouter.pim.fsm.DownstreamState.Join;
import io.mgmrouter.pim.fsm.DownstreamState.NoInfo;
import io.mgmrouter.pim.fsm.DownstreamState.PrunePending;
import io.mgmrouter.pim.fsm.DownstreamState.Step;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Downstream (*,G) and (S,G) state, RFC 7761 sections 4.5.1 and 4.5.2")
@Tag("RFC7761-4.5.1")
@Tag("RFC7761-4.5.2")
class DownstreamStateTest {

    private static final NoInfo NO_INFO = new NoInfo();
    private static final Event TIMER = new TimerDue();

    private DownstreamState state = NO_INFO;

    static Stream<Row<DownstreamState, Event, Step>> table() {
        Join join = new Join(second(1100));
        PrunePending pending = new PrunePending(second(1100), second(1002));
        return Stream.of(
                row(NO_INFO, join(210), new Join(second(1210))),
                row(NO_INFO, prune(3), NO_INFO),
                row(NO_INFO, TIMER, NO_INFO),
                row(join, join(210), new Join(second(1210))),
                row(join, join(5), join),
                row(join, prune(3), new PrunePending(second(1100), second(1003))),
                row(join, new PruneReceived(ZERO), NO_INFO),
                row(join, TIMER, join),
                row(new Join(NOW), TIMER, NO_INFO),
                row(pending, join(210), new Join(second(1210))),
                row(pending, join(5), join),
                row(pending, prune(3), pending),
                row(pending, TIMER, pending),
                new Row<>(new PrunePending(second(1100), NOW), TIMER, new Step(NO_INFO, Action.SEND_PRUNE_ECHO)),
                new Row<>(new PrunePending(NOW, NOW), TIMER, new Step(NO_INFO, Action.SEND_PRUNE_ECHO)),
                row(new PrunePending(NOW, second(1002)), TIMER, NO_INFO),
                row(new PrunePending(second(998), second(999)), TIMER, NO_INFO));
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachCellIsThatOfTheTable(Row<DownstreamState, Event, Step> row) {
        assertThat(DownstreamState.step(row.state(), row.event(), NOW)).isEqualTo(row.after());
    }

    @Test
    void noCellIsLeftOut() {
        Row.assertComplete(table(), DownstreamState.class, Event.class);
    }

    @Test
    void aPruneThatNobodyOverridesIsEchoedAndThenTaken() {
        at(0, join(210));
        at(10, prune(3));
        assertThat(state.joined()).as("the traffic goes on meanwhile").isTrue();
        assertThat(state.due()).contains(second(13));

        assertThat(at(13, TIMER)).isEqualTo(Action.SEND_PRUNE_ECHO);
        assertThat(state.joined()).isFalse();
        assertThat(state.due()).isEmpty();
    }

    @Test
    void anotherRoutersJoinOverridesAPrune() {
        at(0, join(210));
        at(10, prune(3));
        at(12, join(210));

        assertThat(at(13, TIMER)).isEqualTo(Action.NONE);
        assertThat(state).isEqualTo(new Join(second(222)));
    }

    @Test
    void onALinkWithOneNeighbourAPruneIsTakenAtOnceAndNotEchoed() {
        at(0, join(210));

        assertThat(at(10, new PruneReceived(ZERO))).isEqualTo(Action.NONE);
        assertThat(state.joined()).isFalse();
    }

    @Test
    @Tag("RFC7761-4.9.5")
    void aHoldtimeOf65535IsForEverAndNoLaterJoinShortensIt() {
        at(0, new JoinReceived(Holdtime.of(0xffff)));
        at(1, join(210));

        assertThat(at(1_000_000_000, TIMER)).isEqualTo(Action.NONE);
        assertThat(state.joined()).isTrue();
    }

    @RepeatedTest(200)
    void inNoLifeIsAnExpiryShortenedOrADeadlineMissed(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        int now = 0;
        int joinedUntil = 0;
        for (int i = 0; i < 200; i++) {
            now += random.nextInt(120);
            at(now, TIMER);
            Event event = random.nextBoolean() ? join(1 + random.nextInt(250)) : prune(random.nextInt(4));
            DownstreamState before = state;
            assertThat(at(now, event)).isEqualTo(Action.NONE);

            joinedUntil = switch (event) {
                case JoinReceived(var hold) ->
                    Math.max(before.joined() ? joinedUntil : 0, now + Math.toIntExact(hold.toSeconds()));
                default -> joinedUntil;
            };
            if (state.joined()) {
                assertThat(expiry(state)).isEqualTo(second(joinedUntil));
            }
            if (state.due().isPresent()) {
                assertThat(state.due().get()).isGreaterThan(second(now));
            }
        }
        at(now + 300, TIMER);
        assertThat(state).as("nothing is left when all have fallen silent").isEqualTo(NO_INFO);
    }

    private static Tick expiry(DownstreamState state) {
        return switch (state) {
            case NoInfo() -> throw new AssertionError("no timer");
            case Join(var expiry) -> expiry;
            case PrunePending(var expiry, _) -> expiry;
        };
    }

    private static Row<DownstreamState, Event, Step> row(DownstreamState state, Event event, DownstreamState after) {
        return new Row<>(state, event, new Step(after, Action.NONE));
    }

    private static JoinReceived join(int holdtime) {
        return new JoinReceived(ofSeconds(holdtime));
    }

    private static PruneReceived prune(int wait) {
        return new PruneReceived(ofSeconds(wait));
    }

    private Action at(int seconds, Event event) {
        Step step = DownstreamState.step(state, event, second(seconds));
        state = step.next();
        return step.action();
    }
}
