package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.DeadlineQueue;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.codec.CandidateRp;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The RPs of a zone's ranges, each with the holdtime it was told with: what the bootstrap router has told, or, on the
 * bootstrap router itself, what the candidates have.
 */
final class RpTable {

    private final NavigableMap<IpPrefix, NavigableMap<IpAddress, Held>> ranges = new TreeMap<>();
    private final DeadlineQueue<Held> deadlines = new DeadlineQueue<>();

    private static final class Held {
        final IpPrefix range;
        final DeadlineQueue.Entry<Held> timer = new DeadlineQueue.Entry<>(this);
        CandidateRp rp;
        Tick expiry;

        Held(IpPrefix range, CandidateRp rp, Tick now) {
            this.range = range;
            this.rp = rp;
            this.expiry = now.plus(Duration.ofSeconds(rp.holdtime()));
        }
    }

    /** Number of RPs, of all ranges together. */
    int size() {
        return deadlines.size();
    }

    /** All ranges, in order. */
    Set<IpPrefix> ranges() {
        return Set.copyOf(ranges.keySet());
    }

    boolean contains(IpPrefix range, IpAddress rp) {
        return ranges.getOrDefault(range, new TreeMap<>()).containsKey(rp);
    }

    /** The RPs of a range, in order of their addresses; none if it is not there. */
    List<CandidateRp> rps(IpPrefix range) {
        return held(range).stream().map(held -> held.rp).toList();
    }

    /** What {@link RpSet} is told of a range. */
    LearnedRange learned(IpPrefix range, int hashMaskLength) {
        return new LearnedRange(
                hashMaskLength,
                held(range).stream()
                        .map(held -> new LearnedRange.Rp(held.rp.address(), held.rp.priority(), held.expiry))
                        .toList());
    }

    /** Adds an RP, or begins its holdtime anew; without a holdtime it is removed. */
    void put(IpPrefix range, CandidateRp rp, Tick now) {
        if (rp.holdtime() == 0) {
            remove(range, rp.address());
            return;
        }
        Held held = ranges.computeIfAbsent(range, _ -> new TreeMap<>())
                .computeIfAbsent(rp.address(), _ -> new Held(range, rp, now));
        held.rp = rp;
        renew(held, now);
    }

    /** Puts RPs in the place of all those of a range. */
    void replace(IpPrefix range, List<CandidateRp> rps, Tick now) {
        Set<IpAddress> gone =
                new HashSet<>(ranges.getOrDefault(range, new TreeMap<>()).keySet());
        rps.forEach(rp -> gone.remove(rp.address()));
        gone.forEach(address -> remove(range, address));
        rps.forEach(rp -> put(range, rp, now));
    }

    void remove(IpPrefix range, IpAddress address) {
        Map<IpAddress, Held> ofRange = ranges.getOrDefault(range, new TreeMap<>());
        Held held = ofRange.remove(address);
        if (held != null) {
            deadlines.remove(held.timer);
        }
        if (ofRange.isEmpty()) {
            ranges.remove(range);
        }
    }

    /** Begins all holdtimes anew. */
    void refresh(Tick now) {
        ranges.values().forEach(ofRange -> ofRange.values().forEach(held -> renew(held, now)));
    }

    /** Removes those whose holdtime is over, and says from which ranges. */
    Set<IpPrefix> expire(Tick now) {
        Set<IpPrefix> changed = new HashSet<>();
        Optional<DeadlineQueue.Entry<Held>> next = deadlines.poll(now);
        while (next.isPresent()) {
            Held held = next.get().item();
            remove(held.range, held.rp.address());
            changed.add(held.range);
            next = deadlines.poll(now);
        }
        return changed;
    }

    /** When the next holdtime is over. */
    Optional<Tick> due() {
        return deadlines.earliest();
    }

    private List<Held> held(IpPrefix range) {
        return List.copyOf(ranges.getOrDefault(range, new TreeMap<>()).values());
    }

    private void renew(Held held, Tick now) {
        held.expiry = now.plus(Duration.ofSeconds(held.rp.holdtime()));
        deadlines.set(held.timer, held.expiry);
    }
}
