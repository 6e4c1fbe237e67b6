package io.mgmrouter.pim.rp;

import static io.mgmrouter.pim.fsm.Row.NOW;
import static io.mgmrouter.pim.fsm.Row.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.pim.fsm.Row;
import io.mgmrouter.pim.rp.BsrEvent.BsmReceived;
import io.mgmrouter.pim.rp.BsrEvent.RpsChanged;
import io.mgmrouter.pim.rp.BsrEvent.TimerDue;
import io.mgmrouter.pim.rp.NonCandidateBsrState.AcceptAny;
import io.mgmrouter.pim.rp.NonCandidateBsrState.AcceptPreferred;
import io.mgmrouter.pim.rp.NonCandidateBsrState.Action;
import io.mgmrouter.pim.rp.NonCandidateBsrState.NoInfo;
import io.mgmrouter.pim.rp.NonCandidateBsrState.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A router that follows the election, RFC 5059 section 3.1.2")
@Tag("RFC5059-3.1.2")
class NonCandidateBsrStateTest {

    private static final BsrWeight ONE = weight(64, "10.0.0.5");
    private static final BsrWeight WORSE = weight(64, "10.0.0.4");
    private static final BsrWeight BETTER = weight(65, "10.0.0.1");
    private static final BsrWeight ONE_BUT_WORSE = weight(1, "10.0.0.5");
    private static final BsrTimes ZONE =
            new BsrTimes(Duration.ofSeconds(60), Duration.ofSeconds(130), Optional.of(Duration.ofSeconds(1300)));
    private static final BsrTimes GLOBAL =
            new BsrTimes(Duration.ofSeconds(60), Duration.ofSeconds(130), Optional.empty());
    private static final TimerDue TIMER = new TimerDue();
    private static final RpsChanged RPS = new RpsChanged();

    static Stream<Row<NonCandidateBsrState, BsrEvent, Step>> table() {
        NoInfo noInfo = new NoInfo();
        AcceptAny any = new AcceptAny(Optional.of(second(2000)));
        AcceptPreferred preferred = new AcceptPreferred(ONE, second(1100), Optional.of(second(2000)));
        return Stream.of(
                row(noInfo, new BsmReceived(ONE), following(ONE), Action.ACCEPT),
                row(noInfo, RPS, noInfo, Action.NONE),
                row(noInfo, TIMER, noInfo, Action.NONE),
                row(any, new BsmReceived(WORSE), following(WORSE), Action.ACCEPT),
                row(any, RPS, any, Action.NONE),
                row(any, TIMER, any, Action.NONE),
                row(new AcceptAny(Optional.of(NOW)), TIMER, noInfo, Action.FORGET),
                row(new AcceptAny(Optional.empty()), TIMER, new AcceptAny(Optional.empty()), Action.NONE),
                row(preferred, new BsmReceived(ONE), following(ONE), Action.ACCEPT),
                row(preferred, new BsmReceived(BETTER), following(BETTER), Action.ACCEPT),
                row(preferred, new BsmReceived(WORSE), preferred, Action.NONE),
                row(preferred, new BsmReceived(ONE_BUT_WORSE), following(ONE_BUT_WORSE), Action.ACCEPT),
                row(preferred, RPS, preferred, Action.NONE),
                row(preferred, TIMER, preferred, Action.NONE),
                row(new AcceptPreferred(ONE, NOW, Optional.of(second(2000))), TIMER, any, Action.REFRESH));
    }

    @ParameterizedTest
    @MethodSource("table")
    void theTable(Row<NonCandidateBsrState, BsrEvent, Step> row) {
        assertThat(NonCandidateBsrState.step(row.state(), row.event(), ZONE, NOW))
                .isEqualTo(row.after());
    }

    @Test
    void everyCellIsTested() {
        Row.assertComplete(table(), NonCandidateBsrState.class, BsrEvent.class);
    }

    @Test
    void theGroupsOfNoZoneAreNeverForgotten() {
        NonCandidateBsrState followed = NonCandidateBsrState.step(
                        new AcceptAny(Optional.empty()), new BsmReceived(ONE), GLOBAL, NOW)
                .next();

        assertThat(followed).isEqualTo(new AcceptPreferred(ONE, second(1130), Optional.empty()));
        assertThat(NonCandidateBsrState.step(followed, TIMER, GLOBAL, second(1130))
                        .next()
                        .due())
                .isEmpty();
    }

    @Test
    void theDeadlineIsThatOfTheState() {
        assertThat(new NoInfo().due()).isEmpty();
        assertThat(new AcceptAny(Optional.of(second(5))).due()).contains(second(5));
        assertThat(new AcceptPreferred(ONE, second(1), Optional.of(second(2))).due())
                .contains(second(1));
    }

    private static AcceptPreferred following(BsrWeight elected) {
        return new AcceptPreferred(elected, second(1130), Optional.of(second(2300)));
    }

    private static Row<NonCandidateBsrState, BsrEvent, Step> row(
            NonCandidateBsrState state, BsrEvent event, NonCandidateBsrState after, Action action) {
        return new Row<>(state, event, new Step(after, action));
    }

    private static BsrWeight weight(int priority, String address) {
        return new BsrWeight(priority, IpAddress.parse(address));
    }
}
