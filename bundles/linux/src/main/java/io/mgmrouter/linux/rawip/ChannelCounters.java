package io.mgmrouter.linux.rawip;

import io.mgmrouter.link.PacketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters of one channel; counted on the I/O thread, read from anywhere. */
final class ChannelCounters {

    /**
     * More reasons than any protocol has; what comes beyond is a decoder that puts packet contents into its reasons.
     */
    private static final int MOST_REASONS = 64;

    private static final String OTHER = "other";

    final LongAdder received = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder sendFailed = new LongAdder();
    final LongAdder overload = new LongAdder();
    private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

    void dropped(String reason) {
        LongAdder known = dropped.get(reason);
        if (known == null) {
            known = dropped.computeIfAbsent(dropped.size() < MOST_REASONS ? reason : OTHER, _ -> new LongAdder());
        }
        known.increment();
    }

    PacketChannel.Counters snapshot() {
        Map<String, Long> reasons = new HashMap<>();
        dropped.forEach((reason, count) -> reasons.put(reason, count.sum()));
        return new PacketChannel.Counters(received.sum(), sent.sum(), sendFailed.sum(), overload.sum(), reasons);
    }
}
