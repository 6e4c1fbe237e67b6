package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.DeadlineQueue;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.pim.fsm.UpstreamState;
import java.util.Optional;

/**
 * What (*,G) and (S,G) have in common: the upstream machine of sections 4.5.4 and 4.5.5, and one place for their
 * timers.
 */
abstract sealed class Tree permits GroupTree, SourceTree {

    final DeadlineQueue.Entry<Tree> timer = new DeadlineQueue.Entry<>(this);
    UpstreamState upstream = new UpstreamState.NotJoined();

    /** Whom the last Join went to. */
    Optional<UpstreamNeighbor> joinedTo = Optional.empty();

    /** Which source or RP it named: the Prune that ends it names the same, though the RP may be another one by then. */
    Optional<IpAddress> joinedSource = Optional.empty();

    /** Whom the history names as asked. */
    Optional<UpstreamNeighbor> notedJoin = Optional.empty();

    /** What MRIB says, without asserts: tells a change of route from one by an assert. */
    Optional<UpstreamNeighbor> routed = Optional.empty();

    /** Another protocol has receivers. */
    boolean external;

    abstract SourceGroup what();

    /** RPF'(*,G) or RPF'(S,G) of section 4.1.6. */
    abstract Optional<UpstreamNeighbor> rpfNeighbor();

    /** The same without asserts. */
    abstract Optional<UpstreamNeighbor> routedNeighbor();

    abstract boolean joinDesired();

    boolean isJoined() {
        return upstream instanceof UpstreamState.Joined;
    }

    @Override
    public String toString() {
        return what().toString();
    }
}
