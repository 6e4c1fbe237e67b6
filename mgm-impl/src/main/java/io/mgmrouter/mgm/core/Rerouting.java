package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.Decision.Why;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import java.util.List;
import java.util.Set;

/**
 * What a change of routes does: the owner of the interface toward a source is the one to fetch its traffic (RFC 2715,
 * rule 1), so when that is another client, (S,G) memberships and forwarding entries follow.
 */
final class Rerouting {

    private final Tables tables;
    private final Flows flows;

    Rerouting(Tables tables, Flows flows) {
        this.tables = tables;
        this.flows = flows;
    }

    /** Alerts about memberships come before those about entries, as after any other call (MGM-071). */
    void routesChanged(Set<IpPrefix> prefixes, Tick now) {
        List<Source> concerned = tables.routeUses.concerned(new ChangedPrefixes(prefixes));
        tables.log.because(Why.ROUTE_CHANGED, () -> concerned.forEach(this::follow));
        for (Source source : concerned) {
            if (source.entry != null) {
                flows.routeChanged(source.entry, source.route.route.orElse(null), now);
            }
        }
    }

    private void follow(Source source) {
        InterfaceSlot before = tables.rpfSlot(source);
        Client from = flows.rpfOwner(source);
        tables.routeUses.renew(source);
        Client to = flows.rpfOwner(source);
        if (from != to) {
            tellPruned(source, from, before);
            tellJoined(source, to);
        }
    }

    /** The interface is the one that the traffic came through until now. */
    private void tellPruned(Source source, Client owner, InterfaceSlot iif) {
        if (mustKnow(owner, source, Callback.PRUNE_ALERT)) {
            PruneAlert alert = new PruneAlert(source.sourceGroup(), iif.id, Cause.MEMBERSHIP);
            tables.effect(new Effect.Prune(owner.id, alert));
        }
    }

    private void tellJoined(Source source, Client owner) {
        if (mustKnow(owner, source, Callback.JOIN_ALERT)) {
            tables.effect(new Effect.Join(owner.id, new JoinAlert(source.sourceGroup(), Cause.MEMBERSHIP)));
        }
    }

    /** Somebody else wants the traffic: a client needs no alert about receivers of its own. */
    private static boolean mustKnow(Client owner, Source source, Callback kind) {
        return owner != null && owner.hears(kind, source.address.family()) && source.wantedByOtherThan(owner) != null;
    }
}
