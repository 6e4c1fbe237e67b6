package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.Decision.Kind;
import io.mgmrouter.mgm.Decision.Why;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import java.util.List;
import java.util.Optional;

/** Registration and its end: at once, or after the hold time of a client whose bundle is only being replaced. */
final class Clients {

    private final Tables tables;
    private final Ownerships ownerships;
    private final Memberships memberships;
    private final Flows flows;

    Clients(Tables tables, Ownerships ownerships, Memberships memberships, Flows flows) {
        this.tables = tables;
        this.ownerships = ownerships;
        this.memberships = memberships;
        this.flows = flows;
    }

    /** A client that is held is attached again and finds what it had, stale; unless it returns as something else. */
    void register(ComponentId id, ClientProfile profile, Tick now) {
        Client known = tables.clients.get(id);
        if (known != null && known.attached) {
            throw new MgmException(
                    MgmError.ALREADY_EXISTS, Reason.DUPLICATE_COMPONENT, "client " + id + " is registered already");
        }
        Client client = new Client(id, profile);
        requireOnlyLocalMembership(client);
        if (known != null && profile.isSameKindAs(known.profile)) {
            boolean asBefore = known.profile.callbacks().equals(profile.callbacks());
            known.profile = profile;
            if (!asBefore) {
                tables.wildcards.questionsChanged(profile.families());
            }
            known.attached = true;
            tables.log.client(Kind.ATTACHED, known);
            return;
        }
        if (known != null) {
            withdraw(known, Why.CLIENT_GONE, now);
        }
        tables.clients.put(id, client);
        tables.log.client(Kind.ATTACHED, client);
    }

    private void requireOnlyLocalMembership(Client newcomer) {
        Optional<Client> rival = tables.clients.values().stream()
                .filter(other -> !other.id.equals(newcomer.id))
                .filter(other -> newcomer.isLocalMembership() && other.isLocalMembership())
                .filter(other -> other.profile.families().stream().anyMatch(newcomer::handles))
                .findFirst();
        if (rival.isPresent()) {
            throw new MgmException(
                    MgmError.ALREADY_EXISTS,
                    Reason.LOCAL_MEMBERSHIP_TAKEN,
                    "client " + rival.get().id + " has the local-membership role already");
        }
    }

    void deregister(Client client, Tick now) {
        if (!client.holdings.isEmpty()) {
            throw new MgmException(
                    MgmError.CAN_NOT_COMPLETE,
                    Reason.STILL_OWNING,
                    "client " + client.id + " still owns interfaces " + client.holdings.keySet());
        }
        shutDown(client, Why.CLIENT_GONE, now);
    }

    /** The client's bundle stopped, and may come back. */
    void departed(Client client, Tick now) {
        left(client, now);
        if (tables.settings.hold().isZero() || client.holdings.isEmpty()) {
            shutDown(client, Why.CLIENT_GONE, now);
        } else {
            tables.log.client(Kind.HELD, client);
            client.epoch++;
            tables.deadlines.set(client, now.plus(tables.settings.hold()));
        }
    }

    /** The shutdown sequence: every interface released, then deregistration (MGM-106). */
    void shutDown(Client client, Why why, Tick now) {
        withdraw(client, why, now);
        tables.effect(new Effect.ClientRemoved(client.id));
    }

    private void withdraw(Client client, Why why, Tick now) {
        tables.deadlines.remove(client);
        tables.clients.remove(client.id);
        left(client, now);
        List.copyOf(client.holdings.values()).forEach(holding -> ownerships.releaseAnyway(holding, why, now));
        tables.log.client(Kind.ENDED, client);
    }

    /** It answers nothing any more, and owes nothing. */
    private void left(Client client, Tick now) {
        client.attached = false;
        tables.overdue.forget(client);
        flows.resolver().clientLeft(client, now);
        ownerships.clientLeft(client, now);
    }

    /** What the client has not confirmed since it came back is removed, with the normal alerts. */
    void resynced(Client client, Tick now) {
        tables.deadlines.remove(client);
        for (Holding holding : List.copyOf(client.holdings.values())) {
            if (holding.stale()) {
                ownerships.releaseAnyway(holding, Why.NOT_CONFIRMED, now);
            } else {
                tables.log.because(Why.NOT_CONFIRMED, () -> memberships.deleteAll(holding, Member::stale, now));
            }
        }
    }

    /** The hold time is over. */
    void due(Client client, Tick now) {
        if (client.attached) {
            resynced(client, now);
        } else {
            shutDown(client, Why.HOLD_OVER, now);
        }
    }
}
