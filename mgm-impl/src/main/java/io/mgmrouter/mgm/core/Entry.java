package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One forwarding entry. Its deadline is the end of its life span, or of the question that is open about it. */
final class Entry extends Deadlines.Timed {

    private static final Holding[] NO_OIFS = {};

    final Sg sg;
    /** The chain of its incoming interface, see {@link InterfaceSlot#incoming}. */
    Entry previousOfIif;

    Entry nextOfIif;
    /** RPF interface; null without a route. */
    InterfaceSlot iif;
    /** Client that answers for the incoming interface; null in a negative entry. */
    Client iifOwner;

    IpAddress upstreamNeighbor;
    Route route;
    /** In the order they were added; never changed in place. */
    Holding[] oifs = NO_OIFS;

    Tick created;
    Duration timeout;
    boolean installed;
    /** The questions that are open about this entry; null if none is. */
    Resolution resolution;

    /** Clients without whose answers it was decided. */
    private List<Client> unheard = List.of();

    boolean readingTraffic;
    long packetsAtRenewal;
    /** The open question for the time-out of an entry without outgoing interfaces; 0 if none was asked. */
    long pruneToken;

    Tick pruneAnswerDeadline;
    Tick lastWrongInterfaceAlert;
    /** How it was last decided upon; null until it was. */
    Story story;

    Entry(Sg sg, Tick now, Duration timeout) {
        this.sg = sg;
        this.created = now;
        this.timeout = timeout;
    }

    /** It was, or will be, decided without an answer of this client. */
    void addUnheard(Client client) {
        if (client.unheard.add(this)) {
            unheard = unheard.isEmpty() ? new ArrayList<>(1) : unheard;
            unheard.add(client);
        }
    }

    /** The client went away. */
    void forgetUnheard(Client client) {
        client.unheard.remove(this);
        unheard.remove(client);
    }

    /** It is decided anew, or no more. */
    void clearUnheard() {
        unheard.forEach(client -> client.unheard.remove(this));
        unheard = List.of();
    }

    boolean isIncoming(Holding holding) {
        return iif == holding.slot;
    }

    boolean sendsTo(Holding holding) {
        for (Holding oif : oifs) {
            if (oif == holding) {
                return true;
            }
        }
        return false;
    }

    void addOif(Holding holding) {
        oifs = Arrays.copyOf(oifs, oifs.length + 1);
        oifs[oifs.length - 1] = holding;
    }

    /** Returns false if it was not among them. */
    boolean removeOif(Holding holding) {
        if (!sendsTo(holding)) {
            return false;
        }
        oifs = Arrays.stream(oifs).filter(oif -> oif != holding).toArray(Holding[]::new);
        return true;
    }

    /** Replaces them all; those that go forget that they were in by forward state. */
    void setOifs(Collection<Holding> holdings) {
        for (Holding oif : oifs) {
            if (!holdings.contains(oif)) {
                oif.forwardOnly.remove(this);
            }
        }
        oifs = holdings.isEmpty() ? NO_OIFS : holdings.toArray(Holding[]::new);
    }

    ForwarderEntry forForwarder() {
        InterfaceId[] outgoing = new InterfaceId[oifs.length];
        for (int i = 0; i < outgoing.length; i++) {
            outgoing[i] = oifs[i].id();
        }
        return new ForwarderEntry(sg, iifId(), Set.of(outgoing));
    }

    Optional<InterfaceId> iifId() {
        return Optional.ofNullable(iif).map(slot -> slot.id);
    }
}
