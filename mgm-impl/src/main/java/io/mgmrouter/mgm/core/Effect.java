package io.mgmrouter.mgm.core;

import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.mgm.spi.WrongInterface;

/** Something the outside has to do because the tables changed. Effects of one call are carried out in their order. */
public sealed interface Effect {

    /** A callback to one client. */
    sealed interface Callback extends Effect {
        ComponentId to();
    }

    /** A callback whose return is awaited: the answer, or that there was none, comes back under the token. */
    sealed interface Question extends Callback {
        long token();
    }

    /** {@code onJoinAlert}. */
    record Join(ComponentId to, JoinAlert alert) implements Callback {}

    /** {@code onPruneAlert} whose answer does not matter. */
    record Prune(ComponentId to, PruneAlert alert) implements Callback {}

    /** {@code onLocalJoin}. */
    record LocalJoin(ComponentId to, SourceGroup sourceGroup, InterfaceId interfaceId) implements Callback {}

    /** {@code onLocalLeave}. */
    record LocalLeave(ComponentId to, SourceGroup sourceGroup, InterfaceId interfaceId) implements Callback {}

    /** {@code onWrongInterface}. */
    record Wrong(ComponentId to, WrongInterface alert) implements Callback {}

    /** {@code onRpf}. */
    record AskRpf(ComponentId to, long token, RpfQuery query) implements Question {}

    /** {@code onCreation}. */
    record AskCreation(ComponentId to, long token, CreationAlert alert) implements Question {}

    /** {@code onPruneAlert} whose answer is the entry's time-out. */
    record AskPruneTimeout(ComponentId to, long token, PruneAlert alert) implements Question {}

    /** {@code onDisable}; its return is the answer. */
    record DisableIgmp(ComponentId to, long token, InterfaceId interfaceId) implements Question {}

    /** {@code onEnable}; its return is the answer. */
    record EnableIgmp(ComponentId to, long token, InterfaceId interfaceId) implements Question {}

    /** The forwarder's entry of a flow or a group is to become this. */
    record Install(ForwarderEntry entry) implements Effect {}

    /** The forwarder's entry of a flow or a group is to go. */
    record Remove(SourceGroup sourceGroup) implements Effect {}

    /** Something long has to go on, when others have had their turn: {@link GroupManager#proceed(int)}. */
    record Proceed() implements Effect {}

    /** Whether a flow still has traffic must be known: its life span is over. */
    record ReadTraffic(Sg sg) implements Effect {}

    /** Who owns an interface, or whether IGMP is on it, changed. */
    record OwnershipChanged(InterfaceId interfaceId) implements Effect {}

    /** The change of ownership that was waiting for IGMP has been made. */
    record ChangeMade(long token) implements Effect {}

    /** A client did not answer in time; its answer counts as "no change". */
    record Late(ComponentId client, String question) implements Effect {}

    /** A client has returned from every question it was late with. */
    record AnswersAgain(ComponentId client) implements Effect {}

    /** A client's registration ended. */
    record ClientRemoved(ComponentId client) implements Effect {}
}
