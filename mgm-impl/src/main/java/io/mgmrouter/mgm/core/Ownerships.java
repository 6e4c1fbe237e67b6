package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Decision.Kind;
import io.mgmrouter.mgm.Decision.Why;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.spi.Callback;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Taking, handing over and releasing interfaces; DISABLE and ENABLE around it where IGMP shares the interface. */
final class Ownerships {

    /** No change is waiting: the call is complete. */
    static final long DONE = 0;

    private final Tables tables;
    private final Memberships memberships;
    private final Flows flows;
    /** Changes that wait, by the token of each open question. */
    final Map<Long, OwnershipChange> changes = new HashMap<>();

    Ownerships(Tables tables, Memberships memberships, Flows flows) {
        this.tables = tables;
        this.memberships = memberships;
        this.flows = flows;
    }

    /** @return {@link #DONE}, or the token under which {@link Effect.ChangeMade} will report */
    long take(Client client, InterfaceId id, Tick now) {
        requireKnown(id);
        Holding mine = client.holdings.get(id);
        if (mine != null && mine.stale()) {
            requireNoChange(mine.slot);
            mine.epoch = client.epoch;
            return DONE;
        }
        InterfaceSlot slot = tables.slot(id);
        requireFree(client, slot, mine);
        if (client.isLocalMembership()) {
            hold(client, slot, slot::putLocal, now);
            return DONE;
        }
        int epoch = client.epoch;
        return bracket(
                slot,
                at -> {
                    // Whoever went away meanwhile does not know that it would own it.
                    if (client.attached && client.epoch == epoch) {
                        hold(client, slot, holding -> slot.owner = holding, at);
                    }
                },
                now);
    }

    /** @return as {@link #take} */
    long release(Holding holding, Why why, Tick now) {
        if (holding.slot.owner != holding) {
            letGo(holding, why, now);
            return DONE;
        }
        requireNoChange(holding.slot);
        return bracket(
                holding.slot,
                at -> {
                    if (!holding.released) {
                        letGo(holding, why, at);
                    }
                },
                now);
    }

    /** As {@link #release}, also while another change of the interface waits: that one then finds it released. */
    void releaseAnyway(Holding holding, Why why, Tick now) {
        if (holding.slot.change == null) {
            release(holding, why, now);
        } else {
            letGo(holding, why, now);
        }
    }

    /** The interface is gone: nobody is asked. */
    void interfaceVanished(int index, Tick now) {
        tables.knownInterfaces.remove(index);
        List<InterfaceSlot> gone = tables.slots.values().stream()
                .filter(slot -> slot.id.index() == index)
                .sorted(Comparator.comparing(slot -> slot.id))
                .toList();
        for (InterfaceSlot slot : gone) {
            if (slot.change != null) {
                finish(slot.change);
            }
            slot.locals().toList().forEach(holding -> letGo(holding, Why.INTERFACE_VANISHED, now));
            if (slot.owner != null) {
                letGo(slot.owner, Why.INTERFACE_VANISHED, now);
            }
            tables.log.because(Why.INTERFACE_VANISHED, () -> flows.interfaceVanished(slot));
        }
    }

    /** @return as {@link #take} */
    long handOver(Holding holding, Client newOwner, Tick now) {
        if (holding.slot.owner != holding) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER,
                    Reason.NOT_OWNER,
                    holding.client.id + " is on interface " + holding.id()
                            + " as IGMP; only its owner can hand it over");
        }
        requireNoChange(holding.slot);
        if (newOwner.isLocalMembership() || newOwner.holdings.containsKey(holding.id())) {
            throw new MgmException(
                    MgmError.ALREADY_EXISTS,
                    Reason.OTHER_OWNER,
                    "client " + newOwner.id + " cannot take over " + holding.id());
        }
        int epoch = newOwner.epoch;
        return bracket(
                holding.slot,
                at -> {
                    if (!holding.released && newOwner.attached && newOwner.epoch == epoch) {
                        pass(holding, newOwner, at);
                    }
                },
                now);
    }

    /** Memberships and entries stay; the new owner finds them stale, as if its own bundle had been away. */
    private void pass(Holding holding, Client newOwner, Tick now) {
        Client old = holding.client;
        long count = 0;
        for (Member member = holding.members; member != null; member = member.next) {
            member.epoch = newOwner.epoch - 1;
            count++;
        }
        old.holdings.remove(holding.id());
        old.memberships -= count;
        newOwner.memberships += count;
        newOwner.holdings.put(holding.id(), holding);
        holding.client = newOwner;
        holding.epoch = newOwner.epoch - 1;
        holding.wrongInterfaceAlerts = false;
        tables.log.ownership(Kind.HANDED_OVER, holding);
        tables.deadlines.set(newOwner, now.plus(tables.settings.hold()));
        tables.effect(new Effect.OwnershipChanged(holding.id()));
        flows.interfaceTaken(holding.slot, now);
    }

    void acknowledged(long token, Tick now) {
        OwnershipChange change = changes.remove(token);
        if (change != null) {
            change.awaited.remove(token);
            if (change.awaited.isEmpty()) {
                nextStep(change, now);
            }
        }
    }

    void due(OwnershipChange change, Tick now) {
        String step = (change.made ? "ENABLE " : "DISABLE ") + change.slot.id;
        change.awaited.forEach((token, holding) -> {
            tables.overdue.add(token, holding.client);
            tables.effect(new Effect.Late(holding.client.id, step));
        });
        nextStep(change, now);
    }

    /** A client went away: it will acknowledge nothing more. */
    void clientLeft(Client client, Tick now) {
        for (Map.Entry<Long, OwnershipChange> open : List.copyOf(changes.entrySet())) {
            Holding asked = open.getValue().awaited.get(open.getKey());
            if (asked != null && asked.client == client) {
                acknowledged(open.getKey(), now);
            }
        }
    }

    void requireKnown(InterfaceId id) {
        if (!tables.knownInterfaces.contains(id.index())) {
            throw new MgmException(
                    MgmError.NOT_FOUND, Reason.UNKNOWN_INTERFACE, "there is no interface with index " + id.index());
        }
    }

    private void requireFree(Client client, InterfaceSlot slot, Holding mine) {
        if (mine != null) {
            throw new MgmException(
                    MgmError.ALREADY_EXISTS,
                    Reason.OWN_INTERFACE,
                    client.id + " owns interface " + slot.id + " already");
        }
        if (!client.isLocalMembership() && slot.owner != null) {
            throw new MgmException(
                    MgmError.ALREADY_EXISTS,
                    Reason.OTHER_OWNER,
                    "interface " + slot.id + " is owned by " + slot.owner.client.id);
        }
        requireNoChange(slot);
    }

    private static void requireNoChange(InterfaceSlot slot) {
        if (slot.change != null && !slot.change.made) {
            throw new MgmException(
                    MgmError.CAN_NOT_COMPLETE,
                    Reason.OWNERSHIP_CHANGING,
                    "the ownership of interface " + slot.id + " is just being changed");
        }
    }

    private void hold(Client client, InterfaceSlot slot, Consumer<Holding> put, Tick now) {
        Holding holding = new Holding(slot, client);
        put.accept(holding);
        client.holdings.put(slot.id, holding);
        tables.log.ownership(Kind.TAKEN, holding);
        tables.effect(new Effect.OwnershipChanged(slot.id));
        flows.interfaceTaken(slot, now);
    }

    /** Withdraws everything a holding declared, and ends it (MGM-023, MGM-024). */
    private void letGo(Holding holding, Why why, Tick now) {
        tables.log.because(why, () -> letGo(holding, now));
    }

    private void letGo(Holding holding, Tick now) {
        InterfaceSlot slot = holding.slot;
        boolean answers = holding.effective();
        if (slot.owner == holding) {
            dropLocalMemberships(slot, now);
        }
        withdraw(holding, now);
        if (answers) {
            flows.interfaceReleased(slot, holding.client);
        }
        if (slot.owner == holding) {
            slot.owner = null;
        }
        slot.removeLocal(holding);
        holding.client.holdings.remove(slot.id);
        holding.released = true;
        tables.log.ownership(Kind.RELEASED, holding);
        tables.effect(new Effect.OwnershipChanged(slot.id));
        tables.dropIfUnused(slot);
    }

    private void withdraw(Holding holding, Tick now) {
        memberships.deleteAll(holding, _ -> true, now);
        List.copyOf(holding.forwardOnly).forEach(entry -> flows.removeOif(entry, holding, null, now));
    }

    private long bracket(InterfaceSlot slot, Consumer<Tick> change, Tick now) {
        List<Holding> locals = slot.locals()
                .filter(holding ->
                        holding.client.wants(Callback.DISABLE_IGMP) || holding.client.wants(Callback.ENABLE_IGMP))
                .toList();
        if (locals.isEmpty() || slot.change != null) {
            dropLocalMemberships(slot, now);
            change.accept(now);
            return DONE;
        }
        OwnershipChange bracketed = new OwnershipChange(tables.newToken(), slot, locals, change);
        slot.change = bracketed;
        locals.forEach(local -> local.disabled = true);
        ask(bracketed, now);
        return bracketed.token;
    }

    /**
     * DISABLE, or ENABLE once the change is made; each under a token of its own, so that a late answer is not one to
     * it. DISABLE holds up whoever changes the owner, so an IGMP that still owes an answer is told but not waited for.
     */
    private void ask(OwnershipChange change, Tick now) {
        for (Holding local : change.locals) {
            if (local.client.wants(change.made ? Callback.ENABLE_IGMP : Callback.DISABLE_IGMP)) {
                long token = tables.newToken();
                if (change.made || local.client.answers()) {
                    change.awaited.put(token, local);
                    changes.put(token, change);
                }
                tables.effect(
                        change.made
                                ? new Effect.EnableIgmp(local.client.id, token, change.slot.id)
                                : new Effect.DisableIgmp(local.client.id, token, change.slot.id));
            }
        }
        tables.deadlines.set(change, now.plus(tables.settings.questionDeadline()));
        if (change.awaited.isEmpty()) {
            nextStep(change, now);
        }
    }

    private void nextStep(OwnershipChange change, Tick now) {
        forgetQuestions(change);
        if (change.made) {
            finish(change);
            return;
        }
        dropLocalMemberships(change.slot, now);
        change.change.accept(now);
        change.made = true;
        ask(change, now);
        tables.effect(new Effect.ChangeMade(change.token));
    }

    private void finish(OwnershipChange change) {
        change.locals.forEach(holding -> holding.disabled = false);
        change.slot.change = null;
        forgetQuestions(change);
        tables.deadlines.remove(change);
        if (!change.made) {
            tables.effect(new Effect.ChangeMade(change.token));
        }
        tables.dropIfUnused(change.slot);
    }

    private void forgetQuestions(OwnershipChange change) {
        change.awaited.keySet().forEach(changes::remove);
        change.awaited.clear();
    }

    /** IGMP adds all of them again after ENABLE (MGM-034). */
    private void dropLocalMemberships(InterfaceSlot slot, Tick now) {
        tables.log.because(
                Why.OWNER_CHANGED,
                () -> slot.locals().toList().forEach(local -> {
                    if (local.effective()) {
                        withdraw(local, now);
                    } else {
                        memberships.forgetAll(local);
                    }
                }));
    }
}
