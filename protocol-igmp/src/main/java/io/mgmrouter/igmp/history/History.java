package io.mgmrouter.igmp.history;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The last things that happened on an interface: a ring of arrays that grows as far as it is used, up to its capacity
 * (about 40 octets per event). Writing allocates nothing but that. What repeats itself is counted. For one thread.
 */
public final class History {

    private static final int FIRST_SIZE = 64;
    private static final int UNTOLD = -1;

    private final int capacity;
    private long[] at = {};
    private EventKind[] kinds = {};
    private IpAddress[] addresses = {};
    private int[] numbers = {};
    private long written;

    /** @param capacity how many events are remembered; 0 means none */
    public History(int capacity) {
        this.capacity = capacity;
    }

    /** The same events, as far as there is room, in a ring of another size. */
    public History resized(int newCapacity) {
        History resized = new History(newCapacity);
        long kept = Math.min(Math.min(written, capacity), newCapacity);
        for (long i = written - kept; i < written; i++) {
            int from = (int) (i % capacity);
            int to = resized.nextSlot();
            resized.at[to] = at[from];
            resized.kinds[to] = kinds[from];
            System.arraycopy(addresses, from * 3, resized.addresses, to * 3, 3);
            System.arraycopy(numbers, from * 3, resized.numbers, to * 3, 3);
        }
        return resized;
    }

    public int capacity() {
        return capacity;
    }

    /** Something about the interface. */
    public void add(EventKind kind, Tick now) {
        write(kind, null, null, null, UNTOLD, UNTOLD, now);
    }

    /** Something a host or another router did. */
    public void add(EventKind kind, IpAddress host, Tick now) {
        write(kind, null, null, host, UNTOLD, UNTOLD, now);
    }

    /** Something that happened to a group without anybody's doing. */
    public void addGroup(EventKind kind, IpAddress group, Tick now) {
        write(kind, group, null, null, UNTOLD, UNTOLD, now);
    }

    /** Something a host did to a group. */
    public void add(EventKind kind, IpAddress group, IpAddress host, Tick now) {
        write(kind, group, null, host, UNTOLD, UNTOLD, now);
    }

    /** Something a host did to a source of a group. */
    public void add(EventKind kind, IpAddress group, IpAddress source, IpAddress host, Tick now) {
        write(kind, group, source, host, UNTOLD, UNTOLD, now);
    }

    /** A group, or one of its sources, has ended. */
    public void addEnd(
            EventKind kind,
            IpAddress group,
            Optional<IpAddress> source,
            IpAddress host,
            int sinceReport,
            int sinceQuery,
            Tick now) {
        write(kind, group, source.orElse(null), host, sinceReport, sinceQuery, now);
    }

    /** What happened, oldest first. */
    public List<HistoryEvent> events(Predicate<HistoryEvent> wanted) {
        List<HistoryEvent> events = new ArrayList<>();
        for (long i = Math.max(0, written - capacity); i < written; i++) {
            HistoryEvent event = event((int) (i % capacity));
            if (wanted.test(event)) {
                events.add(event);
            }
        }
        return events;
    }

    /** How many events have been overwritten. */
    public long forgotten() {
        return Math.max(0, written - capacity);
    }

    private HistoryEvent event(int slot) {
        return new HistoryEvent(
                new Tick(at[slot]),
                kinds[slot],
                Optional.ofNullable(addresses[slot * 3]),
                Optional.ofNullable(addresses[slot * 3 + 1]),
                Optional.ofNullable(addresses[slot * 3 + 2]),
                numbers[slot * 3],
                numbers[slot * 3 + 1],
                numbers[slot * 3 + 2]);
    }

    /** Absent addresses are null inside the arrays, and nowhere else. */
    private void write(
            EventKind kind,
            IpAddress group,
            IpAddress source,
            IpAddress host,
            int sinceReport,
            int sinceQuery,
            Tick now) {
        if (capacity == 0) {
            return;
        }
        boolean again = repeats(kind, group, host);
        int slot = again ? lastSlot() : nextSlot();
        at[slot] = now.nanos();
        kinds[slot] = kind;
        addresses[slot * 3] = group;
        addresses[slot * 3 + 1] = source;
        addresses[slot * 3 + 2] = host;
        numbers[slot * 3] = sinceReport;
        numbers[slot * 3 + 1] = sinceQuery;
        numbers[slot * 3 + 2] = again ? numbers[slot * 3 + 2] + 1 : 1;
    }

    private boolean repeats(EventKind kind, IpAddress group, IpAddress host) {
        if (written == 0 || kinds[lastSlot()] != kind || !isSame(addresses[lastSlot() * 3 + 2], host)) {
            return false;
        }
        return switch (kind.repetition()) {
            case NONE -> false;
            case SAME_GROUP -> isSame(addresses[lastSlot() * 3], group);
            case WHATEVER_GROUP -> true;
        };
    }

    private int lastSlot() {
        return (int) ((written - 1) % capacity);
    }

    private static boolean isSame(IpAddress one, IpAddress other) {
        return one == null ? other == null : one.equals(other);
    }

    private int nextSlot() {
        int slot = (int) (written % capacity);
        if (slot == kinds.length) {
            int size = (int) Math.min(capacity, Math.max(FIRST_SIZE, kinds.length * 2L));
            at = Arrays.copyOf(at, size);
            kinds = Arrays.copyOf(kinds, size);
            addresses = Arrays.copyOf(addresses, size * 3);
            numbers = Arrays.copyOf(numbers, size * 3);
        }
        written++;
        return slot;
    }
}
