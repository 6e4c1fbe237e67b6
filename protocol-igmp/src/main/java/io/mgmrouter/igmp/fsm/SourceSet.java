package io.mgmrouter.igmp.fsm;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Sources without timers, or whose timers do not matter; as immutable and as cheap to change as the others. */
final class SourceSet extends AbstractSet<IpAddress> {

    static final SourceSet NONE = new SourceSet(SourceTimers.NONE);

    private static final Tick IRRELEVANT = new Tick(0);

    private final SourceTimers members;

    SourceSet(SourceTimers members) {
        this.members = members;
    }

    /** The same as a set of this kind; costs nothing if it is one. */
    static SourceSet of(Collection<IpAddress> sources) {
        return sources instanceof SourceSet same ? same : NONE.plus(sources);
    }

    /** Both together. */
    SourceSet plus(Collection<IpAddress> more) {
        return with(members.with(more, IRRELEVANT));
    }

    /** These without those. */
    SourceSet minus(Collection<IpAddress> less) {
        return with(members.without(less));
    }

    @Override
    public boolean contains(Object source) {
        return members.containsKey(source);
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public Iterator<IpAddress> iterator() {
        Iterator<Map.Entry<IpAddress, Tick>> entries = members.entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public IpAddress next() {
                return entries.next().getKey();
            }
        };
    }

    private SourceSet with(SourceTimers changed) {
        return changed == members ? this : new SourceSet(changed);
    }
}
