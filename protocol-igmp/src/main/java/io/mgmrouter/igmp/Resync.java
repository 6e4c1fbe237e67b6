package io.mgmrouter.igmp;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmSession;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finding out which memberships the manager still holds from before this bundle was replaced are still true. Every
 * interface asks its hosts at once and in quick succession; when their time to answer is over, what was not declared
 * again is given up.
 *
 * @param session the session that has something on hold
 * @param held interfaces on hold
 * @param begun when the session came
 */
record Resync(MgmSession session, Set<InterfaceId> held, Tick begun) {

    /** For answers that are on their way, or wait in a queue, when the response time is over. */
    static final Duration MARGIN = Duration.ofSeconds(2);

    /** How long an interface on hold may take to appear with its configuration. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    static Resync of(MgmSession session, Tick now) {
        return new Resync(
                session,
                session.ownerships().stream()
                        .map(InterfaceOwnership::interfaceId)
                        .collect(Collectors.toUnmodifiableSet()),
                now);
    }

    /** When everything that is still true has been declared again, as far as can be said now. */
    Tick complete(Collection<MembershipInterface> running) {
        Set<InterfaceId> present =
                running.stream().map(MembershipInterface::id).collect(Collectors.toUnmodifiableSet());
        Tick earliest = present.containsAll(held) ? begun : begun.plus(PATIENCE);
        return running.stream().map(iface -> iface.startupEnds().plus(MARGIN)).reduce(earliest, Tick::later);
    }
}
