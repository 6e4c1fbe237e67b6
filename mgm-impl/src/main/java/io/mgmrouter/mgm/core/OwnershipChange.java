package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Taking or releasing an interface that IGMP is on: DISABLE, the change, ENABLE. Its deadline is how long IGMP may take
 * for the step at hand.
 */
final class OwnershipChange extends Deadlines.Timed {

    /** Under this the caller waits for the change. */
    final long token;
    /** Under this IGMP answers the step at hand. */
    long question;

    final InterfaceSlot slot;
    /** What is done between DISABLE and ENABLE. */
    final Consumer<Tick> change;
    /** IGMP and MLD clients that still owe an acknowledgement of the step at hand. */
    final List<Holding> awaited = new ArrayList<>();

    final List<Holding> locals;
    boolean made;

    OwnershipChange(long token, InterfaceSlot slot, List<Holding> locals, Consumer<Tick> change) {
        this.token = token;
        this.slot = slot;
        this.locals = locals;
        this.change = change;
    }
}
