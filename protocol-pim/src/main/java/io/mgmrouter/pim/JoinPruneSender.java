package io.mgmrouter.pim;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.TokenBucket;
import io.mgmrouter.pim.codec.GroupEntry;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.JoinPrunePacker;
import io.mgmrouter.pim.codec.SourceEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Gathers the Joins and Prunes of one turn of the loop, and sends them in as few messages as the MTU allows. Many
 * messages go out spread over time, so that they fit their receivers' buffers; what is wanted meanwhile is gathered,
 * and a newer wish takes the place of an older one that waits. So no more waits than there are trees. For the loop's
 * thread.
 */
final class JoinPruneSender {

    /** 50,000 (S,G) in packets of 1500 octets take half a second. */
    private static final int MESSAGES_PER_SECOND = 1600;

    /** A receiver with the kernel's usual buffer of 208 KiB holds several times as many. */
    private static final int MESSAGES_IN_A_ROW = 24;

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final ControlLoop loop;
    private final Format format;
    private final Consumer<JoinPrune> out;
    private final LoopTimer timer;
    private final TokenBucket pace;
    private final Map<IpAddress, Map<IpAddress, Map<SourceEntry, Boolean>>> gathered = new LinkedHashMap<>();
    private final Queue<JoinPrune> waiting = new ArrayDeque<>();
    private boolean turnOpen;

    /** What depends on the interface; asked for each message. */
    interface Format {

        /** Seconds. */
        int holdtime();

        /** Octets of the largest IP packet. */
        int mtu();
    }

    /**
     * @param out sends one message
     */
    JoinPruneSender(String name, ControlLoop loop, Format format, Consumer<JoinPrune> out) {
        this.loop = loop;
        this.format = format;
        this.out = out;
        this.timer = loop.timer(name, this::sendSome);
        this.pace = new TokenBucket(MESSAGES_PER_SECOND, MESSAGES_IN_A_ROW, loop.now());
    }

    /**
     * Sends a Join or Prune at the end of this turn.
     *
     * @param neighbor who is asked
     * @param joined true for a Join
     */
    void add(IpAddress neighbor, IpAddress group, SourceEntry source, boolean joined) {
        gathered.computeIfAbsent(neighbor, _ -> new LinkedHashMap<>())
                .computeIfAbsent(group, _ -> new LinkedHashMap<>())
                .put(source, joined);
        if (!turnOpen) {
            turnOpen = true;
            loop.run(this::endOfTurn);
        }
    }

    /** Forgets what has not been sent. */
    void stop() {
        timer.cancel();
        gathered.clear();
        waiting.clear();
    }

    private void endOfTurn() {
        turnOpen = false;
        if (waiting.isEmpty()) {
            sendSome();
        }
    }

    private void sendSome() {
        if (waiting.isEmpty()) {
            pack();
        }
        while (!waiting.isEmpty() && pace.take(loop.now())) {
            out.accept(waiting.remove());
        }
        if (!waiting.isEmpty() || !gathered.isEmpty()) {
            timer.set(loop.now().plus(PAUSE));
        }
    }

    private void pack() {
        gathered.forEach((neighbor, groups) -> {
            List<GroupEntry> entries = new ArrayList<>(groups.size());
            groups.forEach((group, sources) -> entries.add(entry(group, sources)));
            waiting.addAll(new JoinPrunePacker(neighbor, format.holdtime(), format.mtu()).pack(entries));
        });
        gathered.clear();
    }

    private static GroupEntry entry(IpAddress group, Map<SourceEntry, Boolean> sources) {
        List<SourceEntry> joins = new ArrayList<>();
        List<SourceEntry> prunes = new ArrayList<>();
        sources.forEach((source, joined) -> (joined ? joins : prunes).add(source));
        return new GroupEntry(IpPrefix.host(group), joins, prunes);
    }
}
