package io.mgmrouter.pim.rp;

import static io.mgmrouter.pim.fsm.Row.NOW;
import static io.mgmrouter.pim.fsm.Row.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.pim.fsm.Row;
import io.mgmrouter.pim.rp.CandidateRpState.Action;
import io.mgmrouter.pim.rp.CandidateRpState.Advertising;
import io.mgmrouter.pim.rp.CandidateRpState.Event;
import io.mgmrouter.pim.rp.CandidateRpState.Event.BsrIs;
import io.mgmrouter.pim.rp.CandidateRpState.Event.TimerDue;
import io.mgmrouter.pim.rp.CandidateRpState.Silent;
import io.mgmrouter.pim.rp.CandidateRpState.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A candidate RP, RFC 5059 section 3.2")
@Tag("RFC5059-3.2")
class CandidateRpStateTest {

    private static final IpAddress ONE = IpAddress.parse("10.0.0.1");
    private static final IpAddress OTHER = IpAddress.parse("10.0.0.2");
    private static final Duration BACKOFF = Duration.ofSeconds(2);
    private static final TimerDue TIMER = new TimerDue(BACKOFF, Duration.ofSeconds(60));

    static Stream<Row<CandidateRpState, Event, Step>> table() {
        Advertising later = new Advertising(ONE, second(1030), 0);
        return Stream.of(
                row(new Silent(), bsr(ONE), new Advertising(ONE, second(1002), 3), Action.NONE),
                row(new Silent(), nobody(), new Silent(), Action.NONE),
                row(new Silent(), TIMER, new Silent(), Action.NONE),
                row(later, bsr(ONE), later, Action.NONE),
                row(later, bsr(OTHER), new Advertising(OTHER, second(1002), 3), Action.NONE),
                row(later, nobody(), new Silent(), Action.NONE),
                row(later, TIMER, later, Action.NONE),
                row(new Advertising(ONE, NOW, 3), TIMER, new Advertising(ONE, second(1002), 2), Action.ADVERTISE),
                row(new Advertising(ONE, NOW, 2), TIMER, new Advertising(ONE, second(1002), 1), Action.ADVERTISE),
                row(new Advertising(ONE, NOW, 1), TIMER, new Advertising(ONE, second(1060), 0), Action.ADVERTISE),
                row(new Advertising(ONE, NOW, 0), TIMER, new Advertising(ONE, second(1060), 0), Action.ADVERTISE));
    }

    @ParameterizedTest
    @MethodSource("table")
    void theTable(Row<CandidateRpState, Event, Step> row) {
        assertThat(CandidateRpState.step(row.state(), row.event(), NOW)).isEqualTo(row.after());
    }

    @Test
    void everyCellIsTested() {
        Row.assertComplete(table(), CandidateRpState.class, Event.class);
    }

    private static BsrIs bsr(IpAddress address) {
        return new BsrIs(Optional.of(address), BACKOFF);
    }

    private static BsrIs nobody() {
        return new BsrIs(Optional.empty(), BACKOFF);
    }

    private static Row<CandidateRpState, Event, Step> row(
            CandidateRpState state, Event event, CandidateRpState after, Action action) {
        return new Row<>(state, event, new Step(after, action));
    }
}
