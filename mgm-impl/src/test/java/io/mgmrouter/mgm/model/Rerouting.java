package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.model.Tables.Client;
import io.mgmrouter.mgm.model.Tables.Entry;
import io.mgmrouter.mgm.model.Tables.Form;
import io.mgmrouter.mgm.model.Tables.Hold;
import io.mgmrouter.route.Route;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Entries whose way to the source, or who answers for it, has become another: they are decided upon again. */
final class Rerouting {

    private final Tables tables;
    private final Flowing flowing;

    Rerouting(Tables tables, Flowing flowing) {
        this.tables = tables;
        this.flowing = flowing;
    }

    void routesChanged(Predicate<IpAddress> concerned) {
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
    void interfaceTaken(InterfaceId id) {
        Set<Entry> concerned = new LinkedHashSet<>();
        for (Entry entry : tables.entries.values()) {
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
