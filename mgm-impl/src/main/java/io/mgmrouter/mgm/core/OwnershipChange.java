package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.loop.Tick;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Taking or releasing an interface that IGMP is on: DISABLE, the change, ENABLE. Its deadline is how long IGMP may take
 * for the step at hand.
 */
final class OwnershipChange extends Deadlines.Timed {

    /** Under this the caller waits for the change. */
    final long token;

    final InterfaceSlot slot;
    /** The routing protocol that comes or goes. */
    final Client client;
    /** Those it concerns; fewer when a later change takes over some of them. */
    final Set<Family> families;
    /** What is done between DISABLE and ENABLE. */
    final Consumer<Tick> change;
    /** IGMP and MLD clients that still owe an acknowledgement of the step at hand, by the token of the question. */
    final Map<Long, Holding> awaited = new LinkedHashMap<>(2);

    final List<Holding> locals;
    boolean made;

    OwnershipChange(long token, InterfaceSlot slot, Client client, List<Holding> locals, Consumer<Tick> change) {
        this.token = token;
        this.slot = slot;
        this.client = client;
        this.families = EnumSet.copyOf(client.profile.families());
        this.locals = locals;
        this.change = change;
    }
}
