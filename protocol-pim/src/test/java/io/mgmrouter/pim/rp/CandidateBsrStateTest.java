package io.mgmrouter.pim.rp;

import static io.mgmrouter.pim.fsm.Row.NOW;
import static io.mgmrouter.pim.fsm.Row.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.Row;
import io.mgmrouter.pim.rp.BsrEvent.BsmReceived;
import io.mgmrouter.pim.rp.BsrEvent.RpsChanged;
import io.mgmrouter.pim.rp.BsrEvent.TimerDue;
import io.mgmrouter.pim.rp.CandidateBsrState.Action;
import io.mgmrouter.pim.rp.CandidateBsrState.Candidate;
import io.mgmrouter.pim.rp.CandidateBsrState.Elected;
import io.mgmrouter.pim.rp.CandidateBsrState.Pending;
import io.mgmrouter.pim.rp.CandidateBsrState.Self;
import io.mgmrouter.pim.rp.CandidateBsrState.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A candidate bootstrap router, RFC 5059 section 3.1.1")
@Tag("RFC5059-3.1.1")
class CandidateBsrStateTest {

    private static final BsrWeight OWN = weight(64, "10.0.0.5");
    private static final BsrWeight WORSE = weight(64, "10.0.0.4");
    private static final BsrWeight BETTER = weight(64, "10.0.0.6");
    private static final BsrWeight BEST = weight(65, "10.0.0.1");
    private static final BsrWeight BEST_BUT_WORSE_NOW = weight(63, "10.0.0.1");
    private static final BsrWeight BEST_A_BIT_LESS = weight(64, "10.0.0.1");
    private static final Self SELF =
            new Self(OWN, 30, new BsrTimes(Duration.ofSeconds(60), Duration.ofSeconds(130), Optional.empty()));
    private static final TimerDue TIMER = new TimerDue();
    private static final RpsChanged RPS = new RpsChanged();

    static Stream<Row<CandidateBsrState, BsrEvent, Step>> table() {
        Candidate candidate = new Candidate(BEST, second(1100));
        Pending pending = new Pending(second(1003));
        Elected elected = new Elected(second(980), second(1040));
        Elected hasJustTold = new Elected(second(994), second(1054));
        return Stream.of(
                row(candidate, bsm(BEST), new Candidate(BEST, second(1130)), Action.ACCEPT),
                row(
                        candidate,
                        bsm(weight(66, "10.0.0.9")),
                        new Candidate(weight(66, "10.0.0.9"), second(1130)),
                        Action.ACCEPT),
                row(candidate, bsm(BETTER), candidate, Action.NONE),
                row(candidate, bsm(WORSE), candidate, Action.NONE),
                row(candidate, bsm(BEST_BUT_WORSE_NOW), pendingAfter(BEST), Action.FORWARD),
                row(candidate, RPS, candidate, Action.NONE),
                row(candidate, TIMER, candidate, Action.NONE),
                row(new Candidate(BEST, NOW), TIMER, pendingAfter(BEST), Action.NONE),
                row(pending, bsm(BETTER), new Candidate(BETTER, second(1130)), Action.ACCEPT),
                row(pending, bsm(WORSE), pending, Action.FORWARD),
                row(pending, RPS, pending, Action.NONE),
                row(pending, TIMER, pending, Action.NONE),
                row(new Pending(NOW), TIMER, new Elected(NOW, second(1060)), Action.ORIGINATE),
                row(elected, bsm(BETTER), new Candidate(BETTER, second(1130)), Action.ACCEPT),
                row(elected, bsm(WORSE), new Elected(NOW, second(1060)), Action.ORIGINATE),
                row(hasJustTold, bsm(WORSE), new Elected(second(994), second(1004)), Action.NONE),
                row(elected, RPS, new Elected(NOW, second(1060)), Action.ORIGINATE),
                row(hasJustTold, RPS, new Elected(second(994), second(1004)), Action.NONE),
                row(new Elected(second(994), second(1002)), RPS, new Elected(second(994), second(1002)), Action.NONE),
                row(elected, TIMER, elected, Action.NONE),
                row(new Elected(second(940), NOW), TIMER, new Elected(NOW, second(1060)), Action.ORIGINATE));
    }

    @ParameterizedTest
    @MethodSource("table")
    void theTable(Row<CandidateBsrState, BsrEvent, Step> row) {
        assertThat(CandidateBsrState.step(row.state(), row.event(), SELF, NOW)).isEqualTo(row.after());
    }

    @Test
    void everyCellIsTested() {
        Row.assertComplete(table(), CandidateBsrState.class, BsrEvent.class);
    }

    @Test
    @Tag("RFC5059-3.1.4")
    void theElectedOneMayBecomeWorseAsLongAsItIsBetterThanThisOne() {
        Self worst = new Self(weight(1, "10.0.0.2"), 30, SELF.times());

        assertThat(CandidateBsrState.step(new Candidate(BEST, second(1100)), bsm(BEST_A_BIT_LESS), worst, NOW))
                .isEqualTo(new Step(new Candidate(BEST_A_BIT_LESS, second(1130)), Action.ACCEPT));
    }

    @Test
    @Tag("RFC5059-5")
    void aNewCandidateWaitsForBetterOnes() {
        assertThat(CandidateBsrState.start(SELF, NOW)).isEqualTo(new Pending(second(1005)));
    }

    @Test
    void theDeadlineIsThatOfTheState() {
        assertThat(new Candidate(BEST, second(1)).due()).isEqualTo(second(1));
        assertThat(new Pending(second(2)).due()).isEqualTo(second(2));
        assertThat(new Elected(second(3), second(4)).due()).isEqualTo(second(4));
    }

    private static Pending pendingAfter(BsrWeight former) {
        Tick election = NOW.plus(OWN.override(former));
        return new Pending(election);
    }

    private static BsmReceived bsm(BsrWeight from) {
        return new BsmReceived(from);
    }

    private static Row<CandidateBsrState, BsrEvent, Step> row(
            CandidateBsrState state, BsrEvent event, CandidateBsrState after, Action action) {
        return new Row<>(state, event, new Step(after, action));
    }

    private static BsrWeight weight(int priority, String address) {
        return new BsrWeight(priority, IpAddress.parse(address));
    }
}
