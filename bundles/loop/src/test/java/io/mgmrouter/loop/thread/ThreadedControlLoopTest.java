package io.mgmrouter.loop.thread;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadedControlLoopTest {

    private final ThreadedControlLoop loop = new ThreadedControlLoop("test-loop", 100).start();
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    @Test
    void workOfBothLanesRunsInTheOrderItWasHandedIn() {
        CountDownLatch gate = blocked();
        loop.run(() -> seen.add("command 1"));
        loop.offer(() -> seen.add("packet 1"));
        loop.run(() -> seen.add("command 2"));
        loop.offer(() -> seen.add("packet 2"));
        gate.countDown();
        settle();

        assertThat(seen).containsExactly("command 1", "packet 1", "command 2", "packet 2");
    }

    @Test
    void packetsBeyondTheInboxAreRefusedAndCountedWhileCommandsStillEnter() {
        CountDownLatch gate = blocked();
        IntStream.range(0, 100).forEach(i -> assertThat(loop.offer(() -> {})).isTrue());

        assertThat(loop.offer(() -> seen.add("one too many"))).isFalse();
        loop.run(() -> seen.add("command"));
        gate.countDown();
        settle();

        assertThat(seen).containsExactly("command");
        assertThat(loop.statistics().dropped()).isEqualTo(1);
        assertThat(loop.offer(() -> {})).as("there is room again").isTrue();
    }

    @Test
    void workThatThrowsIsCountedAndTheLoopGoesOn() {
        loop.run(() -> {
            throw new IllegalStateException("meant to fail");
        });
        loop.run(() -> {
            throw new StackOverflowError("meant to fail");
        });
        loop.run(() -> seen.add("still here"));
        settle();

        assertThat(seen).containsExactly("still here");
        assertThat(loop.statistics().failed()).isEqualTo(2);
        // The piece that let this test go on may not have returned yet.
        assertThat(loop.statistics().executed()).isBetween(3L, 4L);
    }

    @Test
    void workThatLeavesItsThreadInterruptedDoesNotDisturbTheLoop() {
        loop.run(() -> Thread.currentThread().interrupt());
        settle();

        assertThat(timerFiresAfter(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void timersFireInTheOrderOfTheirDeadlines() {
        CountDownLatch fired = new CountDownLatch(3);
        loop.run(() -> {
            Tick now = loop.now();
            List.of(3, 1, 2)
                    .forEach(n -> loop.timer("t" + n, () -> {
                                seen.add("t" + n);
                                fired.countDown();
                            })
                            .set(now.plus(Duration.ofMillis(n))));
        });
        await(fired);

        assertThat(seen).containsExactly("t1", "t2", "t3");
    }

    @Test
    void aTimerMovedOrCancelledDoesNotFireAtItsOldDeadline() {
        CountDownLatch last = new CountDownLatch(1);
        loop.run(() -> {
            Tick now = loop.now();
            LoopTimer cancelled = loop.timer("cancelled", () -> seen.add("cancelled"));
            LoopTimer moved = loop.timer("moved", () -> seen.add("moved"));
            cancelled.set(now.plus(Duration.ofMillis(1)));
            moved.set(now.plus(Duration.ofMillis(1)));
            loop.timer("between", () -> seen.add("between")).set(now.plus(Duration.ofMillis(2)));
            moved.set(now.plus(Duration.ofMillis(3)));
            cancelled.cancel();
            assertThat(cancelled.deadline()).isEmpty();
            assertThat(moved.deadline()).contains(now.plus(Duration.ofMillis(3)));
            loop.timer("last", last::countDown).set(now.plus(Duration.ofMillis(4)));
        });
        await(last);
        settle();

        assertThat(seen).containsExactly("between", "moved");
        assertThat(loop.statistics().failed()).isZero();
    }

    @Test
    void aTimerThatIsDueRunsAlthoughWorkKeepsComingIn() {
        AtomicLong rounds = new AtomicLong();
        CompletableFuture<Long> firedInRound = new CompletableFuture<>();
        loop.run(() -> {
            loop.timer("due", () -> firedInRound.complete(rounds.get()))
                    .set(loop.now().plus(Duration.ofMillis(5)));
            keepBusy(rounds, firedInRound);
        });

        assertThat(firedInRound.orTimeout(10, SECONDS).join()).isPositive();
    }

    @Test
    void aTimerThatIsAlwaysDueDoesNotStarveWork() {
        CountDownLatch done = new CountDownLatch(1);
        loop.run(() -> {
            LoopTimer[] always = new LoopTimer[1];
            always[0] = loop.timer("always", () -> always[0].set(loop.now()));
            always[0].set(loop.now());
        });
        loop.run(done::countDown);
        await(done);
        loop.run(() -> seen.add("work"));
        settle();

        assertThat(seen).containsExactly("work");
    }

    @Test
    void settingATimerToThePastNeverFiresInsideTheCall() {
        loop.run(() -> {
            loop.timer("late", () -> seen.add("fired")).set(loop.now().minus(Duration.ofSeconds(1)));
            seen.add("set");
        });
        CountDownLatch second = new CountDownLatch(1);
        loop.run(() -> loop.timer("second", second::countDown).set(loop.now()));
        await(second);
        settle();

        assertThat(seen).containsExactly("set", "fired");
    }

    @Test
    void aTimerUsedOnAnotherThreadSaysHowToUseIt() {
        LoopTimer timer = loop.timer("hello", () -> {});

        assertThatThrownBy(() -> timer.set(loop.now()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("timer hello of loop test-loop")
                .hasMessageContaining("run()");
    }

    @Test
    void manyThreadsHandInWorkAndNoneIsLostOrReorderedWithinItsThread() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        int[] last = new int[threads];
        AtomicInteger outOfOrder = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(threads * each);
        CyclicBarrier start = new CyclicBarrier(threads);
        for (int t = 0; t < threads; t++) {
            int producer = t;
            Thread.ofPlatform().start(() -> {
                meet(start);
                for (int i = 1; i <= each; i++) {
                    int number = i;
                    loop.run(() -> {
                        outOfOrder.addAndGet(last[producer]++ == number - 1 ? 0 : 1);
                        all.countDown();
                    });
                }
            });
        }

        assertThat(all.await(20, SECONDS)).isTrue();
        assertThat(outOfOrder).hasValue(0);
    }

    @Test
    void everySingleWakeUpArrives() {
        for (int i = 0; i < 20_000; i++) {
            settle();
        }

        // The last piece of work has reported before it is counted.
        assertThat(loop.statistics().executed()).isGreaterThanOrEqualTo(19_999);
    }

    @Test
    void closingRunsCommandsHandedInBeforeAndDropsPackets() {
        CountDownLatch gate = blocked();
        loop.offer(() -> seen.add("packet"));
        loop.run(() -> seen.add("command"));
        Thread closer = Thread.ofPlatform().start(loop::close);
        awaitJoining(closer);
        gate.countDown();
        join(closer);

        assertThat(seen).containsExactly("command");
    }

    @Test
    void aClosedLoopHasNoThreadAndDiscardsQuietly() {
        loop.run(() -> seen.add("before"));
        loop.close();
        loop.run(() -> seen.add("after"));

        assertThat(loop.offer(() -> seen.add("packet after"))).isFalse();
        assertThat(seen).containsExactly("before");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("test-loop"));
    }

    @Test
    void aLoopMayCloseItself() {
        CountDownLatch closed = new CountDownLatch(1);
        loop.run(() -> {
            loop.close();
            closed.countDown();
        });
        await(closed);
        loop.close();

        assertThat(loop.offer(() -> {})).isFalse();
    }

    @Test
    void theWatchdogReportsEachStuckPieceOfWorkOnce() {
        Watchdog watchdog = new Watchdog(() -> List.of(loop), () -> Duration.ofNanos(1));
        assertThat(watchdog.look()).as("nothing to do is not stuck").isZero();
        CountDownLatch gate = blocked();

        assertThat(watchdog.look()).isEqualTo(1);
        assertThat(watchdog.look()).isZero();

        gate.countDown();
        CountDownLatch next = blocked();
        assertThat(watchdog.look()).isEqualTo(1);
        next.countDown();
    }

    private void keepBusy(AtomicLong rounds, CompletableFuture<Long> until) {
        rounds.incrementAndGet();
        if (!until.isDone()) {
            loop.run(() -> keepBusy(rounds, until));
        }
    }

    private boolean timerFiresAfter(Duration length) {
        CountDownLatch fired = new CountDownLatch(1);
        loop.run(() -> loop.timer("probe", fired::countDown).set(loop.now().plus(length)));
        await(fired);
        return true;
    }

    /** Holds the loop until the latch is opened; the loop is in there when this returns. */
    private CountDownLatch blocked() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        loop.run(() -> {
            inside.countDown();
            await(gate);
        });
        await(inside);
        return gate;
    }

    private void settle() {
        CountDownLatch reached = new CountDownLatch(1);
        loop.run(reached::countDown);
        await(reached);
    }

    private static void awaitJoining(Thread closer) {
        while (closer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
