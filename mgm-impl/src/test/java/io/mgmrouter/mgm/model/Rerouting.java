package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.model.Tables.Client;
import io.mgmrouter.mgm.model.Tables.Entry;
import io.mgmrouter.mgm.model.Tables.Form;
import io.mgmrouter.mgm.model.Tables.Hold;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.route.Route;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The way to a source, or who answers for it, has become another: entries are decided upon again, and whoever is to
 * fetch what (S,G) memberships want hears that it is, or no longer is.
 */
final class Rerouting {

    private final Tables tables;
    private final Flowing flowing;

    Rerouting(Tables tables, Flowing flowing) {
        this.tables = tables;
        this.flowing = flowing;
    }

    /** @param before the routes as they were */
    void routesChanged(Predicate<IpAddress> concerned, Function<IpAddress, Optional<Route>> before) {
        tables.members.stream()
                .map(member -> member.pair)
                .filter(pair -> pair instanceof Sg sg && concerned.test(sg.source()))
                .distinct()
                .forEach(pair -> membershipFollows((Sg) pair, before.apply(((Sg) pair).source())));
        entriesFollow(concerned);
    }

    /** Interested clients other than the owner of the way make the difference, as they do when they come and go. */
    private void membershipFollows(Sg sg, Optional<Route> routeBefore) {
        Client from = flowing.rpfOwner(routeBefore, sg.family());
        Client to = flowing.rpfOwner(tables.routes.apply(sg.source()), sg.family());
        if (from == to) {
            return;
        }
        if (from != null && from.hears(Callback.PRUNE_ALERT, sg.family()) && wantedByOthers(sg, from)) {
            InterfaceId iif = tables.rpfInterface(routeBefore.orElseThrow());
            tables.effect(new Effect.Prune(from.id, new PruneAlert(sg, iif, Cause.MEMBERSHIP)));
        }
        if (to != null && to.hears(Callback.JOIN_ALERT, sg.family()) && wantedByOthers(sg, to)) {
            tables.effect(new Effect.Join(to.id, new JoinAlert(sg, Cause.MEMBERSHIP)));
        }
    }

    private boolean wantedByOthers(Sg sg, Client client) {
        return tables.interested(sg).stream().anyMatch(other -> other != client);
    }

    private void entriesFollow(Predicate<IpAddress> concerned) {
        for (Entry entry : List.copyOf(tables.entries.values())) {
            if (!concerned.test(entry.sg.source())) {
                continue;
            }
            Route route = tables.routes.apply(entry.sg.source()).orElse(null);
            Route used = entry.pending != null ? entry.pending.route : entry.form.route();
            if (!way(route).equals(way(used))) {
                resolveAgain(entry);
            } else if (entry.pending != null) {
                entry.pending.route = route;
            } else {
                Form form = entry.form;
                entry.form = new Form(form.iif(), form.owner(), form.neighbor(), route, form.oifs());
            }
        }
    }

    private static Object way(Route route) {
        return route == null ? "none" : List.of(route.interfaceIndex(), route.nextHop());
    }

    /** Somebody began to answer for an interface. */
    void interfaceTaken(InterfaceId id, Client by) {
        Set<Entry> concerned = new LinkedHashSet<>();
        for (Entry entry : tables.entries.values()) {
            if (!by.handles(entry.sg.family())) {
                continue;
            }
            InterfaceId iif = entry.iif();
            boolean throughThisLink = id.nextHop().isPresent()
                    && InterfaceId.of(id.index()).equals(iif)
                    && entry.form.route().nextHop().equals(id.nextHop());
            if (id.equals(iif) || throughThisLink) {
                concerned.add(entry);
            }
        }
        for (Entry entry : concerned) {
            Hold answering = tables.answering(id, entry.sg.family());
            Client owner = answering == null ? null : answering.client;
            if (owner != entry.owner() || entry.pending != null) {
                resolveAgain(entry);
            }
        }
    }

    private void resolveAgain(Entry entry) {
        Tables.Cause cause = entry.pending != null && entry.pending.cause == Tables.Cause.RENEWAL
                ? Tables.Cause.RENEWAL
                : entry.owner() == null ? Tables.Cause.NEW_FLOW : Tables.Cause.ROUTE_CHANGE;
        flowing.resolve(entry, cause, entry.pending == null ? Flowing.NO_PACKET : entry.pending.header);
    }
}
