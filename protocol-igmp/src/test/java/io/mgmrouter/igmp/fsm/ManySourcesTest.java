package io.mgmrouter.igmp.fsm;

import static io.mgmrouter.igmp.fsm.QuerierStateTest.TIMING;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mgmrouter.igmp.fsm.FilterEvent.Allow;
import io.mgmrouter.igmp.fsm.FilterEvent.Block;
import io.mgmrouter.igmp.fsm.FilterEvent.IsIn;
import io.mgmrouter.igmp.fsm.GroupEvent.RecordReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.TimerDue;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.loop.Tick;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cost is counted in octets allocated: a copy of 5,000 sources cannot hide in them. */
@DisplayName("A group with 5,000 sources: an event costs what it touches")
class ManySourcesTest {

    private static final int SOURCES = 5_000;
    private static final int OCTETS_PER_EVENT = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private GroupState state = GroupState.NONE;

    /** One source per millisecond, so that each has a timer of its own. */
    ManySourcesTest() {
        for (int i = 0; i < SOURCES; i++) {
            step(new RecordReceived(new Allow(Set.of(source(i)))), i);
        }
        assertThat(state.filter().sourceCount()).isEqualTo(SOURCES);
    }

    @Test
    @Tag("RFC3376-6.4.1")
    @Tag("RFC3810-7.4.1")
    void aReportOfOneSourceDoesNotCopyTheOthers() {
        RecordReceived refresh = new RecordReceived(new IsIn(Set.of(source(77))));

        assertThat(allocated(() -> step(refresh, SOURCES))).isLessThan(OCTETS_PER_EVENT);
    }

    @Test
    @Tag("RFC3376-6.6.3.2")
    void askingAboutOneSourceDoesNotCopyTheOthers() {
        RecordReceived block = new RecordReceived(new Block(Set.of(source(77))));

        assertThat(allocated(() -> step(block, SOURCES))).isLessThan(OCTETS_PER_EVENT);
        assertThat(state.pending().sourceQueriesLeft()).hasSize(1);
    }

    @Test
    @Tag("RFC3376-6.3")
    @Tag("RFC3810-7.3")
    void sourcesThatRunOutOneByOneCostTheSameEach() {
        long octets = allocated(() -> {
            while (!state.filter().isEmpty()) {
                Tick due = state.due().orElseThrow();
                state = state.step(new TimerDue(), new GroupState.Context(TIMING, true, due))
                        .next();
            }
        });

        assertThat(octets).isLessThan((long) SOURCES * OCTETS_PER_EVENT);
    }

    private void step(GroupEvent event, int millisecond) {
        Tick now = new Tick(Duration.ofMillis(millisecond).toNanos());
        state = state.step(event, new GroupState.Context(TIMING, true, now)).next();
    }

    private static long allocated(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static IpAddress source(int number) {
        return new Ipv6Address(0x2001_0db8L << 32, 1 + number);
    }
}
