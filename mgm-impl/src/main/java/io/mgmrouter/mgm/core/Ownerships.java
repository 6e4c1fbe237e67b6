package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
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
import java.util.Optional;
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
            requireNoChange(mine);
            mine.epoch = client.epoch;
            return DONE;
        }
        InterfaceSlot slot = tables.slot(id);
        requireFree(client, slot, mine);
        if (client.isLocalMembership()) {
            hold(client, slot, now);
            return DONE;
        }
        int epoch = client.epoch;
        return bracket(
                slot,
                client,
                at -> {
                    // Whoever went away meanwhile does not know that it would own it.
                    if (client.attached && client.epoch == epoch) {
                        hold(client, slot, at);
                    }
                },
                now);
    }

    /** @return as {@link #take} */
    long release(Holding holding, Why why, Tick now) {
        if (holding.client.isLocalMembership()) {
            letGo(holding, why, now);
            return DONE;
        }
        requireNoChange(holding);
        return bracket(
                holding.slot,
                holding.client,
                at -> {
                    if (!holding.released) {
                        letGo(holding, why, at);
                    }
                },
                now);
    }

    /** As {@link #release}, also while another change of the interface waits: that one then finds it released. */
    void releaseAnyway(Holding holding, Why why, Tick now) {
        if (changing(holding.slot, holding.client)) {
            letGo(holding, why, now);
        } else {
            release(holding, why, now);
        }
    }

    /** The interface is gone: nobody is asked. */
    void interfaceVanished(int index, Tick now) {
        tables.knownInterfaces.remove(index);
        tables.wildcards.interfaceVanished(index);
        List<InterfaceSlot> gone = tables.slots.values().stream()
                .filter(slot -> slot.id.index() == index)
                .sorted(Comparator.comparing(slot -> slot.id))
                .toList();
        for (InterfaceSlot slot : gone) {
            slot.changes().toList().forEach(this::finish);
            slot.locals().toList().forEach(holding -> letGo(holding, Why.INTERFACE_VANISHED, now));
            slot.owners().toList().forEach(holding -> letGo(holding, Why.INTERFACE_VANISHED, now));
            tables.log.because(Why.INTERFACE_VANISHED, () -> flows.interfaceVanished(slot));
        }
    }

    /** @return as {@link #take} */
    long handOver(Holding holding, Client newOwner, Tick now) {
        if (holding.client.isLocalMembership()) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER,
                    Reason.NOT_OWNER,
                    holding.client.id + " is on interface " + holding.id()
                            + " as IGMP; only its owner can hand it over");
        }
        requireNoChange(holding);
        requireSuccessor(holding, newOwner);
        int epoch = newOwner.epoch;
        return bracket(
                holding.slot,
                holding.client,
                at -> {
                    if (!holding.released && newOwner.attached && newOwner.epoch == epoch) {
                        pass(holding, newOwner, at);
                    }
                },
                now);
    }

    private static void requireSuccessor(Holding holding, Client newOwner) {
        if (newOwner.isLocalMembership() || newOwner.holdings.containsKey(holding.id())) {
            throw new MgmException(
                    MgmError.ALREADY_EXISTS,
                    Reason.OTHER_OWNER,
                    "client " + newOwner.id + " cannot take over " + holding.id());
        }
        if (!newOwner.profile.families().equals(holding.families())) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER,
                    Reason.FAMILY_NOT_HANDLED,
                    "interface " + holding.id() + " is owned for " + holding.families() + ", but client " + newOwner.id
                            + " is registered for " + newOwner.profile.families()
                            + "; it can be handed over only to a client of the same families");
        }
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
        tables.wildcards.questionsChanged(holding.families());
        flows.interfaceTaken(holding, now);
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
        Optional<Holding> other = client.isLocalMembership()
                ? Optional.empty()
                : slot.owners().filter(owner -> share(owner, client)).findFirst();
        if (other.isPresent()) {
            throw new MgmException(
                    MgmError.ALREADY_EXISTS,
                    Reason.OTHER_OWNER,
                    "interface " + slot.id + " is owned by " + other.get().client.id + " for "
                            + other.get().families());
        }
        requireNoChange(slot, client);
    }

    private static boolean share(Holding holding, Client client) {
        return holding.families().stream().anyMatch(client::handles);
    }

    private static void requireNoChange(Holding holding) {
        requireNoChange(holding.slot, holding.client);
    }

    /** True if the ownership in a family of the client waits for IGMP's answer to DISABLE. */
    private static boolean changing(InterfaceSlot slot, Client client) {
        return slot.changes()
                .anyMatch(change -> !change.made && change.families.stream().anyMatch(client::handles));
    }

    private static void requireNoChange(InterfaceSlot slot, Client client) {
        if (changing(slot, client)) {
            throw new MgmException(
                    MgmError.CAN_NOT_COMPLETE,
                    Reason.OWNERSHIP_CHANGING,
                    "the ownership of interface " + slot.id + " is just being changed");
        }
    }

    private void hold(Client client, InterfaceSlot slot, Tick now) {
        Holding holding = new Holding(slot, client);
        slot.put(holding);
        client.holdings.put(slot.id, holding);
        tables.log.ownership(Kind.TAKEN, holding);
        tables.effect(new Effect.OwnershipChanged(slot.id));
        tables.wildcards.holderChanged(holding);
        flows.interfaceTaken(holding, now);
    }

    /** Withdraws everything a holding declared, and ends it (MGM-023, MGM-024). */
    private void letGo(Holding holding, Why why, Tick now) {
        tables.log.because(why, () -> letGo(holding, now));
    }

    private void letGo(Holding holding, Tick now) {
        InterfaceSlot slot = holding.slot;
        if (!holding.client.isLocalMembership()) {
            dropLocalMemberships(slot, holding.client, now);
        }
        holding.families().forEach(family -> withdraw(holding, family, now));
        flows.interfaceReleased(holding);
        slot.remove(holding);
        tables.wildcards.holderChanged(holding);
        holding.client.holdings.remove(slot.id);
        holding.released = true;
        tables.log.ownership(Kind.RELEASED, holding);
        tables.effect(new Effect.OwnershipChanged(slot.id));
        tables.dropIfUnused(slot);
    }

    private void withdraw(Holding holding, Family family, Tick now) {
        memberships.deleteAll(holding, member -> member.pair.family() == family, now);
        holding.forwardOnly.stream()
                .filter(entry -> entry.sg.family() == family)
                .toList()
                .forEach(entry -> flows.removeOif(entry, holding, null, now));
    }

    /**
     * DISABLE, the change, ENABLE, for IGMP or MLD in the families of the client that comes or goes. Where ENABLE of an
     * earlier change has not been acknowledged yet nobody need be asked: all is added again after it anyway.
     */
    private long bracket(InterfaceSlot slot, Client client, Consumer<Tick> change, Tick now) {
        List<Holding> locals = slot.locals()
                .filter(holding -> share(holding, client))
                .filter(holding ->
                        holding.client.wants(Callback.DISABLE_IGMP) || holding.client.wants(Callback.ENABLE_IGMP))
                .toList();
        boolean enabled = locals.stream()
                .flatMap(local -> local.families().stream())
                .anyMatch(family -> client.handles(family) && slot.change(family) == null);
        if (!enabled) {
            dropLocalMemberships(slot, client, now);
            change.accept(now);
            return DONE;
        }
        OwnershipChange bracketed = new OwnershipChange(tables.newToken(), slot, client, locals, change);
        bracketed.families.forEach(family -> takeOver(slot, family, bracketed));
        ask(bracketed, now);
        return bracketed.token;
    }

    /** In this family an earlier change, if there is one, leaves the rest to this one. */
    private void takeOver(InterfaceSlot slot, Family family, OwnershipChange change) {
        OwnershipChange earlier = slot.change(family);
        slot.putChange(family, change);
        if (earlier != null) {
            earlier.families.remove(family);
            if (earlier.families.isEmpty()) {
                finish(earlier);
            }
        }
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
        dropLocalMemberships(change.slot, change.client, now);
        change.change.accept(now);
        change.made = true;
        ask(change, now);
        tables.effect(new Effect.ChangeMade(change.token));
    }

    private void finish(OwnershipChange change) {
        change.slot.removeChange(change);
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
    private void dropLocalMemberships(InterfaceSlot slot, Client client, Tick now) {
        tables.log.because(
                Why.OWNER_CHANGED,
                () -> client.profile.families().forEach(family -> dropLocalMemberships(slot, family, now)));
    }

    private void dropLocalMemberships(InterfaceSlot slot, Family family, Tick now) {
        Holding local = slot.local(family);
        if (local == null) {
            return;
        }
        if (local.effective(family)) {
            withdraw(local, family, now);
        } else {
            memberships.forgetAll(local, family);
        }
    }
}
