package io.mgmrouter.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadinessBoardTest {

    private final ReadinessBoard board = new ReadinessBoard(List.of("igmp", "forwarder"));

    @Test
    void waitingEndsWhenTheLastPartIsReady() throws InterruptedException {
        board.put("a", new ReadinessBoard.Notice("forwarder", "READY", ""));
        Thread.ofPlatform().start(() -> board.put("b", new ReadinessBoard.Notice("igmp", "READY", "")));

        assertThat(board.await(Duration.ofSeconds(10))).isTrue();
        assertThat(board.missing()).isEmpty();
    }

    @Test
    void aFailureEndsWaitingAtOnceEvenOfAPartNobodyExpects() throws InterruptedException {
        board.put("a", new ReadinessBoard.Notice("other", "FAILED", "no such luck"));

        assertThat(board.await(Duration.ofSeconds(10))).isTrue();
        assertThat(board.failure()).contains(new ReadinessBoard.Notice("other", "FAILED", "no such luck"));
    }

    @Test
    void afterItsTimeWaitingEndsAndWhatIsMissingIsKnown() throws InterruptedException {
        board.put("a", new ReadinessBoard.Notice("igmp", "WAITING", "for eth9"));

        assertThat(board.await(Duration.ofMillis(1))).isFalse();
        assertThat(board.missing()).containsExactly(
                new ReadinessBoard.Notice("igmp", "WAITING", "for eth9"), new ReadinessBoard.Notice("forwarder", "", ""));
    }

    @Test
    void aPartThatWentIsMissingAgain() {
        board.put("a", new ReadinessBoard.Notice("igmp", "READY", ""));
        board.remove("a");

        assertThat(board.missing()).extracting(ReadinessBoard.Notice::name).containsExactly("igmp", "forwarder");
    }
}
