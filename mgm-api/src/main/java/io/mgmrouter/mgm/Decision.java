package io.mgmrouter.mgm;

import io.mgmrouter.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One thing the manager was told, asked, answered or decided. Which parts are filled depends on the kind.
 *
 * @param age how long ago
 * @param kind what happened
 * @param about the flow or membership it is about; empty for events of a whole interface or client
 * @param client the client that did it, was asked, answered or was told
 * @param interfaceId where; for the steps of a flow its incoming interface
 * @param interfaces candidates, those left out, or outgoing interfaces, as the kind says
 * @param why reason of something that ended, or of an alert that a change of route caused
 * @param detail what else belongs to the kind
 */
public record Decision(
        Duration age,
        Kind kind,
        Optional<SourceGroup> about,
        Optional<ComponentId> client,
        Optional<InterfaceId> interfaceId,
        List<InterfaceId> interfaces,
        Optional<Why> why,
        Optional<Detail> detail) {

    public Decision {
        interfaces = List.copyOf(interfaces);
    }

    /** What happened. */
    public enum Kind {
        /** A packet of a flow without entry arrived on the interface. */
        FLOW_ARRIVED,
        /** An entry is decided upon again, because its life span is over and it has traffic. */
        RENEWAL_BEGAN,
        /** An entry is decided upon again, because the way to the source, or who answers for it, changed. */
        REROUTE_BEGAN,
        /** The client wants the entry to be there, or to be decided upon again ({@link MgmSession#resolve}). */
        DECISION_WANTED,
        /** The route to the source leads through the interface ({@link Via}). */
        ROUTE_FOUND,
        /** There is no route to the source. */
        NO_ROUTE,
        /** Nobody owns the interface toward the source. */
        IIF_UNOWNED,
        /** The interface toward the source changed hands meanwhile: all over again. */
        IIF_CHANGED_HANDS,
        /** {@code onRpf}: the client was asked where the flow is expected. */
        RPF_ASKED,
        /** The client agreed with the route. */
        RPF_ACCEPTED,
        /** The client expects the flow on this other interface of its own. */
        RPF_CHANGED,
        /** The client named this interface, which it does not own: no change (MGM-080). */
        RPF_IGNORED,
        /** {@code onCreation}: the client was asked about its candidates, {@code interfaces}. */
        CREATION_ASKED,
        /** The client answered; {@code interfaces} are those it left out. */
        CREATION_ANSWERED,
        /** The client did not answer in time: no change. */
        ANSWER_LATE,
        /** The client answered with an exception or with nonsense: no change. */
        ANSWER_FAILED,
        /** The client went away in the middle of the question: no change. */
        ASKED_CLIENT_GONE,
        /** The client still owes an earlier answer, so it was not asked: no change. */
        NOT_ASKED,
        /** The entry was handed to the forwarder; {@code interfaces} are its outgoing ones. */
        INSTALLED,
        /** An entry that forwards nothing was handed to the forwarder, so that packets do not come up again. */
        INSTALLED_NEGATIVE,
        /** The outgoing list is empty: the client was asked how long the entry is to live (MGM-088). */
        LIFETIME_ASKED,
        /** The client set the life span ({@link Lifetime}). */
        LIFETIME_SET,
        /** The interface became an outgoing one, {@link Through} a membership or by forward state. */
        OIF_ADDED,
        /** The interface is no outgoing one any more: a membership ended ({@link Through}), or by forward state. */
        OIF_REMOVED,
        /** The client set the upstream neighbour. */
        NEIGHBOR_SET,
        /** The entry was removed; {@code why} says so. */
        REMOVED,
        /** The client added a membership on the interface; {@link Clients} want the traffic since. */
        JOINED,
        /** The client's membership on the interface went; {@link Clients} want the traffic still. */
        LEFT,
        /** That was the last membership of its pair. */
        NO_RECEIVERS,
        /** {@code onJoinAlert}, cause membership. */
        JOIN_ALERT,
        /** {@code onPruneAlert}, cause membership. */
        PRUNE_ALERT,
        /** {@code onJoinAlert}, cause forwarding entry. */
        ENTRY_JOIN_ALERT,
        /** {@code onPruneAlert}, cause forwarding entry, whose answer does not matter. */
        ENTRY_PRUNE_ALERT,
        /** {@code onLocalJoin}. */
        LOCAL_JOIN,
        /** {@code onLocalLeave}. */
        LOCAL_LEAVE,
        /** {@code onWrongInterface}. */
        WRONG_INTERFACE_ALERT,
        /** The client took the interface. */
        TAKEN,
        /** The client no longer has the interface; {@code why} says so. */
        RELEASED,
        /** The client was given the interface by its owner. */
        HANDED_OVER,
        /** The client was attached. */
        ATTACHED,
        /** The client's bundle went away; its state is held. */
        HELD,
        /** The client's registration ended. */
        ENDED,
        /** The client returned from what it had not answered in time; it is asked again. */
        ANSWERS_AGAIN
    }

    /** Why something ended, or a client was alerted. */
    public enum Why {
        /** The client deleted the membership. */
        DELETED,
        /** The client released the interface. */
        RELEASED,
        /** The client did not confirm it after its return. */
        NOT_CONFIRMED,
        /** The client did not come back within the hold time. */
        HOLD_OVER,
        /** The client is gone for good. */
        CLIENT_GONE,
        /** The interface vanished. */
        INTERFACE_VANISHED,
        /** The interface was changing its owner; IGMP adds again what still holds (MGM-034). */
        OWNER_CHANGED,
        /** The life span was over, and there was no traffic. */
        IDLE,
        /** The route to the source leads to another client's interface. */
        ROUTE_CHANGED
    }

    /** What else is to be said. */
    public sealed interface Detail {}

    /**
     * The route that was found.
     *
     * @param route the longest match
     */
    public record Via(Route route) implements Detail {}

    /**
     * A life span.
     *
     * @param timeout from the entry's creation on
     */
    public record Lifetime(Duration timeout) implements Detail {}

    /**
     * The membership that brought an outgoing interface, or whose end took it away.
     *
     * @param membership the pair
     */
    public record Through(SourceGroup membership) implements Detail {}

    /**
     * How many clients want the traffic after the event: the N of RFC 2715.
     *
     * @param number counted up to 3, which stands for three or more; 0 also for a membership of IGMP on an owned
     *     interface, which does not count (MGM-076)
     */
    public record Clients(int number) implements Detail {}
}
