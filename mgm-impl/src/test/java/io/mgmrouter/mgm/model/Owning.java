package io.mgmrouter.mgm.model;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.model.Tables.Change;
import io.mgmrouter.mgm.model.Tables.Client;
import io.mgmrouter.mgm.model.Tables.Hold;
import io.mgmrouter.mgm.spi.Callback;
import java.util.List;

/** Taking, handing over and releasing interfaces, with DISABLE and ENABLE around it for IGMP. */
final class Owning {

    private final Tables tables;
    private final Wanting wanting;
    private final Flowing flowing;
    private final Rerouting rerouting;

    Owning(Tables tables, Wanting wanting, Flowing flowing, Rerouting rerouting) {
        this.tables = tables;
        this.wanting = wanting;
        this.flowing = flowing;
        this.rerouting = rerouting;
    }

    /** Returns true if it is done; false if IGMP has to be waited for. */
    boolean take(Client client, InterfaceId id) {
        requireKnown(id);
        Hold mine = tables.hold(client, id);
        if (mine != null && mine.stale) {
            requireNoChange(client, id);
            mine.stale = false;
            return true;
        }
        if (mine != null) {
            throw new Tables.Refused(MgmError.ALREADY_EXISTS, Reason.OWN_INTERFACE);
        }
        boolean owned = client.profile.families().stream().anyMatch(family -> tables.owner(id, family) != null);
        if (!client.isLocal() && owned) {
            throw new Tables.Refused(MgmError.ALREADY_EXISTS, Reason.OTHER_OWNER);
        }
        requireNoChange(client, id);
        if (client.isLocal()) {
            hold(client, id);
            return true;
        }
        int departures = client.departures;
        return bracket(id, client, () -> {
            if (client.departures == departures) {
                hold(client, id);
            }
        });
    }

    private void hold(Client client, InterfaceId id) {
        tables.holds.add(new Hold(client, id));
        tables.effect(new Effect.OwnershipChanged(id));
        rerouting.interfaceTaken(id, client);
    }

    boolean release(Hold hold) {
        if (hold.local) {
            letGo(hold);
            return true;
        }
        requireNoChange(hold.client, hold.id);
        return bracket(hold.id, hold.client, () -> letGo(hold));
    }

    void releaseAnyway(Hold hold) {
        if (isChanging(hold.client, hold.id)) {
            letGo(hold);
        } else {
            release(hold);
        }
    }

    private void letGo(Hold hold) {
        if (hold.released) {
            return;
        }
        if (!hold.local) {
            wanting.dropLocal(hold.id, hold.client);
        }
        wanting.deleteAll(hold, _ -> true);
        hold.client.profile.families().forEach(family -> flowing.removeOifs(hold, family));
        flowing.removeAll(entry ->
                hold.id.equals(entry.iif()) && entry.owner() == hold.client && tables.counts(hold, entry.sg.family()));
        tables.holds.remove(hold);
        hold.released = true;
        tables.effect(new Effect.OwnershipChanged(hold.id));
    }

    /** As {@link #take}. */
    boolean handOver(Hold hold, Client to) {
        if (hold.local) {
            throw new Tables.Refused(MgmError.INVALID_PARAMETER, Reason.NOT_OWNER);
        }
        requireNoChange(hold.client, hold.id);
        if (to.isLocal() || tables.hold(to, hold.id) != null) {
            throw new Tables.Refused(MgmError.ALREADY_EXISTS, Reason.OTHER_OWNER);
        }
        if (!to.profile.families().equals(hold.client.profile.families())) {
            throw new Tables.Refused(MgmError.INVALID_PARAMETER, Reason.FAMILY_NOT_HANDLED);
        }
        int departures = to.departures;
        return bracket(hold.id, hold.client, () -> {
            if (!hold.released && to.departures == departures) {
                pass(hold, to);
            }
        });
    }

    private void pass(Hold hold, Client to) {
        hold.client = to;
        hold.stale = true;
        hold.wrongInterface = false;
        tables.members.stream().filter(member -> member.hold == hold).forEach(member -> member.stale = true);
        to.heldUntil = tables.now.plus(tables.settings.hold());
        tables.effect(new Effect.OwnershipChanged(hold.id));
        rerouting.interfaceTaken(hold.id, to);
    }

    void interfaceVanished(int index) {
        tables.known.remove(index);
        for (InterfaceId id : tables.interfacesOf(index)) {
            tables.changesAt(id).forEach(this::finish);
            List<Hold> there = tables.holdsAt(id);
            there.stream().filter(hold -> hold.local).forEach(this::letGo);
            there.stream().filter(hold -> !hold.local).forEach(this::letGo);
            flowing.removeAll(entry -> id.equals(entry.iif()));
        }
    }

    void requireKnown(InterfaceId id) {
        if (!tables.known.contains(id.index())) {
            throw new Tables.Refused(MgmError.NOT_FOUND, Reason.UNKNOWN_INTERFACE);
        }
    }

    private boolean isChanging(Client client, InterfaceId id) {
        return client.profile.families().stream()
                .flatMap(family -> tables.changeAt(id, family).stream())
                .anyMatch(change -> !change.made);
    }

    private void requireNoChange(Client client, InterfaceId id) {
        if (isChanging(client, id)) {
            throw new Tables.Refused(MgmError.CAN_NOT_COMPLETE, Reason.OWNERSHIP_CHANGING);
        }
    }

    // DISABLE, the change, ENABLE

    private boolean bracket(InterfaceId id, Client by, Runnable change) {
        List<Hold> locals = tables.holdsAt(id).stream()
                .filter(hold -> hold.local && hold.client.sharesAFamilyWith(by))
                .filter(hold -> hold.client.hears(Callback.DISABLE_IGMP) || hold.client.hears(Callback.ENABLE_IGMP))
                .toList();
        boolean allAreToldAnyway = by.profile.families().stream()
                .filter(family -> locals.stream().anyMatch(local -> local.client.handles(family)))
                .allMatch(family -> tables.changeAt(id, family).isPresent());
        if (allAreToldAnyway) {
            wanting.dropLocal(id, by);
            change.run();
            return true;
        }
        Change bracketed = new Change(id, by, locals, change);
        for (Change earlier : tables.changesAt(id)) {
            earlier.families.removeAll(bracketed.families);
            if (earlier.families.isEmpty()) {
                finish(earlier);
            }
        }
        tables.changes.add(bracketed);
        ask(bracketed);
        return false;
    }

    private void ask(Change change) {
        change.token = tables.newToken();
        change.until = tables.now.plus(tables.settings.questionDeadline());
        for (Hold local : change.locals) {
            if (local.client.hears(change.made ? Callback.ENABLE_IGMP : Callback.DISABLE_IGMP)) {
                if (change.made || local.client.owes.isEmpty()) {
                    change.awaited.add(local);
                }
                tables.effect(
                        change.made
                                ? new Effect.EnableIgmp(local.client.id, change.token, change.id)
                                : new Effect.DisableIgmp(local.client.id, change.token, change.id));
            }
        }
        if (change.awaited.isEmpty()) {
            proceed(change);
        }
    }

    private void proceed(Change change) {
        change.awaited.clear();
        if (change.made) {
            finish(change);
            return;
        }
        wanting.dropLocal(change.id, change.by);
        change.change.run();
        change.made = true;
        tables.effect(new Effect.ChangeMade(0));
        ask(change);
    }

    private void finish(Change change) {
        tables.changes.remove(change);
        if (!change.made) {
            tables.effect(new Effect.ChangeMade(0));
        }
    }

    void acknowledged(long token, Client client) {
        if (tables.returned(token, client)) {
            flowing.decideUnheard(client);
        }
        tables.changes.stream()
                .filter(change -> change.token == token)
                .findFirst()
                .ifPresent(change -> acknowledged(change, client));
    }

    private void acknowledged(Change change, Client client) {
        if (change.awaited.removeIf(hold -> hold.client == client) && change.awaited.isEmpty()) {
            proceed(change);
        }
    }

    void clientLeft(Client client) {
        List.copyOf(tables.changes).forEach(change -> acknowledged(change, client));
    }

    void due(Change change) {
        String step = (change.made ? "ENABLE " : "DISABLE ") + change.id;
        change.awaited.forEach(local -> {
            local.client.owes.add(change.token);
            tables.effect(new Effect.Late(local.client.id, step));
        });
        proceed(change);
    }
}
