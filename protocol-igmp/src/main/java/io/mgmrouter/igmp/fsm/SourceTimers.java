package io.mgmrouter.igmp.fsm;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sources with their timers, in the order of their addresses: an immutable map. A changed copy shares what is not
 * different with its original, so a change of one source among n costs O(log n) in time and memory; the earliest timer
 * is known without looking; and what two versions do not have in common is found at the cost of the difference.
 */
public final class SourceTimers extends AbstractMap<IpAddress, Tick> {

    static final SourceTimers NONE = new SourceTimers(null);

    private final SourceTree root;

    private SourceTimers(SourceTree root) {
        this.root = root;
    }

    /** The same as a map of this kind; costs nothing if it is one. */
    public static SourceTimers of(Map<IpAddress, Tick> timers) {
        if (timers instanceof SourceTimers same) {
            return same;
        }
        SourceTree root = null;
        for (Map.Entry<IpAddress, Tick> timer : timers.entrySet()) {
            root = SourceTree.put(root, timer.getKey(), timer.getValue());
        }
        return NONE.with(root);
    }

    /** The same, but with this timer for these sources. */
    SourceTimers with(Collection<IpAddress> sources, Tick timer) {
        SourceTree changed = root;
        for (IpAddress source : sources) {
            changed = SourceTree.put(changed, source, timer);
        }
        return with(changed);
    }

    /** The same, and with this timer those of these sources that have none. */
    SourceTimers withNew(Collection<IpAddress> sources, Tick timer) {
        SourceTree changed = root;
        for (IpAddress source : sources) {
            if (SourceTree.find(changed, source) == null) {
                changed = SourceTree.put(changed, source, timer);
            }
        }
        return with(changed);
    }

    /** The same without these sources. */
    SourceTimers without(Collection<IpAddress> sources) {
        SourceTree changed = root;
        for (IpAddress source : sources) {
            changed = SourceTree.remove(changed, source);
        }
        return with(changed);
    }

    /** Those of these sources that have a timer. */
    SourceTimers only(Collection<IpAddress> sources) {
        SourceTree common = null;
        for (IpAddress source : sources) {
            SourceTree known = SourceTree.find(root, source);
            if (known != null) {
                common = SourceTree.put(common, source, known.timer());
            }
        }
        return NONE.with(common);
    }

    /** The same, but with no timer of these sources later than {@code latest}; sources without one stay so. */
    SourceTimers lowered(Collection<IpAddress> sources, Tick latest) {
        SourceTree changed = root;
        for (IpAddress source : sources) {
            SourceTree known = SourceTree.find(changed, source);
            if (known != null && known.timer().compareTo(latest) > 0) {
                changed = SourceTree.put(changed, source, latest);
            }
        }
        return with(changed);
    }

    /** The sources whose timers have run out. */
    List<IpAddress> expired(Tick now) {
        List<IpAddress> expired = new ArrayList<>();
        SourceTree.forEachExpired(root, now, expired::add);
        return expired;
    }

    /** The earliest timer. */
    Optional<Tick> earliest() {
        return root == null ? Optional.empty() : Optional.of(root.earliest());
    }

    /** Calls {@code action} with each source that {@code other} does not have, in order. */
    public void forEachNotIn(SourceTimers other, Consumer<IpAddress> action) {
        SourceTree.forEachMissing(root, other.root, action);
    }

    @Override
    public int size() {
        return SourceTree.size(root);
    }

    @Override
    public boolean containsKey(Object source) {
        return source instanceof IpAddress address && SourceTree.find(root, address) != null;
    }

    /** Null if there is none: the contract of {@link Map}. */
    @Override
    public Tick get(Object source) {
        SourceTree known = source instanceof IpAddress address ? SourceTree.find(root, address) : null;
        return known == null ? null : known.timer();
    }

    @Override
    public SourceSet keySet() {
        return new SourceSet(this);
    }

    @Override
    public Set<Entry<IpAddress, Tick>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return SourceTimers.this.size();
            }

            @Override
            public Iterator<Entry<IpAddress, Tick>> iterator() {
                return SourceTree.iterator(root);
            }
        };
    }

    private SourceTimers with(SourceTree changed) {
        return changed == root ? this : changed == null ? NONE : new SourceTimers(changed);
    }
}
