package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One forwarding entry. Its deadline is the end of its life span, or of the question that is open about it. */
final class Entry extends Deadlines.Timed {

    final Sg sg;
    /** RPF interface; null without a route. */
    InterfaceSlot iif;
    /** Client that answers for the incoming interface; null in a negative entry. */
    Client iifOwner;

    IpAddress upstreamNeighbor;
    Route route;
    final List<Holding> oifs = new ArrayList<>(2);
    Tick created;
    Duration timeout;
    boolean installed;
    /** The questions that are open about this entry; null if none is. */
    Resolution resolution;

    boolean readingTraffic;
    long packetsAtRenewal;
    /** The open question for the time-out of an entry without outgoing interfaces; 0 if none was asked. */
    long pruneToken;

    Tick pruneAnswerDeadline;
    Tick lastWrongInterfaceAlert;

    Entry(Sg sg, Tick now, Duration timeout) {
        this.sg = sg;
        this.created = now;
        this.timeout = timeout;
    }

    boolean isIncoming(Holding holding) {
        return iif == holding.slot;
    }

    ForwarderEntry forForwarder() {
        InterfaceId[] outgoing = new InterfaceId[oifs.size()];
        for (int i = 0; i < outgoing.length; i++) {
            outgoing[i] = oifs.get(i).id();
        }
        return new ForwarderEntry(sg, iifId(), Set.of(outgoing));
    }

    Optional<InterfaceId> iifId() {
        return Optional.ofNullable(iif).map(slot -> slot.id);
    }
}
