package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.time.Duration;

/**
 * One thing that happens to the manager. Numbers point into the lists of {@link World}; whatever they are and whatever
 * happened before, a step can be carried out, so that a sequence stays one when steps are left out.
 */
sealed interface Step {

    record Register(int client, int callbacks) implements Step {}

    record Deregister(int client) implements Step {}

    /** The client's bundle stops. */
    record Depart(int client) implements Step {}

    /** The client's bundle is uninstalled. */
    record Uninstall(int client) implements Step {}

    record Resynced(int client) implements Step {}

    record Take(int client, int at) implements Step {}

    record Release(int client, int at) implements Step {}

    record HandOver(int client, int at, int to) implements Step {}

    record WrongInterfaceMode(int client, int at, boolean on) implements Step {}

    /** Bit 0 of the flags is join state, bit 1 forward state. */
    record Add(int client, int at, int pair, int flags) implements Step {
        SourceGroup sourceGroup() {
            return World.PAIRS.get(pair);
        }
    }

    record Delete(int client, int at, int pair, int flags) implements Step {
        SourceGroup sourceGroup() {
            return World.PAIRS.get(pair);
        }
    }

    record SetNeighbor(int client, int flow, int neighbor) implements Step {
        IpAddress address() {
            return World.NEIGHBORS.get(neighbor);
        }
    }

    /** The client wants the entry of a flow to be decided upon. */
    record Resolve(int client, int flow) implements Step {
        Sg sg() {
            return World.FLOWS.get(flow);
        }
    }

    record Packet(int flow, int at) implements Step {
        Sg sg() {
            return World.FLOWS.get(flow);
        }

        InterfaceId arrival() {
            return World.INTERFACES.get(at);
        }
    }

    record WrongPacket(int flow, int at) implements Step {
        InterfaceId arrival() {
            return World.INTERFACES.get(at);
        }
    }

    /** The forwarder's counter of a flow, asked for or not. */
    record Traffic(int flow, int packets) implements Step {}

    /** An answer to the question asked {@code back} questions ago, answered already or not; the variant says what. */
    record Answer(int back, int variant) implements Step {}

    record RouteChange(int source, int way, Announced as) implements Step {}

    record Appear(int index) implements Step {}

    record Vanish(int index) implements Step {}

    record Pass(Duration time) implements Step {}

    /** The prefixes by which a route change is made known. */
    enum Announced {
        HOST,
        NETWORK,
        BOTH,
        DEFAULT
    }
}
