package io.mgmrouter.pim;

import io.mgmrouter.control.Readiness;
import java.util.List;

/**
 * How far PIM is.
 *
 * @param state ready, waiting or failed
 * @param message one sentence for the operator
 */
record Status(Readiness.State state, String message) {

    /** What is known before the configuration has arrived. */
    static final Status INITIAL = new Status(Readiness.State.WAITING, "pim: waiting for the configuration");

    /** No family has an interface. */
    static final Status IDLE = new Status(
            Readiness.State.READY,
            "pim: no interface is configured; add a configuration io.mgmrouter.pim.interface~NAME");

    static Status failed(String message) {
        return new Status(Readiness.State.FAILED, message);
    }

    /** Interfaces the manager has not handed over. */
    static Status untaken(List<String> names) {
        return new Status(
                Readiness.State.WAITING, "pim: waiting for the multicast group manager to hand over " + names);
    }

    static Status running(List<String> names) {
        return new Status(Readiness.State.READY, "pim: running on " + names);
    }
}
