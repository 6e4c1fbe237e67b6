package io.mgmrouter.mgm.model;

import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.model.Tables.Client;
import io.mgmrouter.mgm.model.Tables.Hold;

/** Registration, departure with hold, return, and the shutdown sequence. */
final class Belonging {

    private final Tables tables;
    private final Wanting wanting;
    private final Flowing flowing;
    private final Owning owning;

    Belonging(Tables tables, Wanting wanting, Flowing flowing, Owning owning) {
        this.tables = tables;
        this.wanting = wanting;
        this.flowing = flowing;
        this.owning = owning;
    }

    void register(ComponentId id, ClientProfile profile) {
        Client known = tables.clients.get(id);
        if (known != null && known.attached) {
            throw new Tables.Refused(MgmError.ALREADY_EXISTS, Reason.DUPLICATE_COMPONENT);
        }
        Client newcomer = new Client(id, profile);
        boolean rival = tables.clients.values().stream()
                .anyMatch(other -> newcomer.isLocal()
                        && other.isLocal()
                        && !other.id.equals(id)
                        && other.profile.families().stream().anyMatch(profile.families()::contains));
        if (rival) {
            throw new Tables.Refused(MgmError.ALREADY_EXISTS, Reason.LOCAL_MEMBERSHIP_TAKEN);
        }
        if (known == null) {
            tables.clients.put(id, newcomer);
        } else {
            known.profile = profile;
            known.attached = true;
        }
    }

    void deregister(Client client) {
        if (!tables.holdsOf(client).isEmpty()) {
            throw new Tables.Refused(MgmError.CAN_NOT_COMPLETE, Reason.STILL_OWNING);
        }
        shutDown(client);
    }

    void departed(Client client) {
        client.attached = false;
        client.owes.clear();
        client.unheard.clear();
        client.departures++;
        flowing.clientLeft(client);
        owning.clientLeft(client);
        if (tables.settings.hold().isZero() || tables.holdsOf(client).isEmpty()) {
            shutDown(client);
            return;
        }
        tables.holdsOf(client).forEach(hold -> hold.stale = true);
        tables.members.stream().filter(member -> member.hold.client == client).forEach(member -> member.stale = true);
        client.heldUntil = tables.now.plus(tables.settings.hold());
    }

    void shutDown(Client client) {
        client.attached = false;
        client.owes.clear();
        client.unheard.clear();
        client.departures++;
        client.heldUntil = null;
        tables.clients.remove(client.id);
        flowing.clientLeft(client);
        owning.clientLeft(client);
        tables.holdsOf(client).forEach(owning::releaseAnyway);
        tables.effect(new Effect.ClientRemoved(client.id));
    }

    void resynced(Client client) {
        client.heldUntil = null;
        for (Hold hold : tables.holdsOf(client)) {
            if (hold.stale) {
                owning.releaseAnyway(hold);
            } else {
                wanting.deleteAll(hold, member -> member.stale);
            }
        }
    }

    void due(Client client) {
        if (client.attached) {
            resynced(client);
        } else {
            shutDown(client);
        }
    }
}
