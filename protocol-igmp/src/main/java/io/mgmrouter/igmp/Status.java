package io.mgmrouter.igmp;

import io.mgmrouter.control.Readiness;

/**
 * How far IGMP or MLD is.
 *
 * @param state ready, waiting or failed
 * @param message one sentence for the operator
 */
record Status(Readiness.State state, String message) {

    static Status ready(String message) {
        return new Status(Readiness.State.READY, message);
    }

    static Status waiting(String message) {
        return new Status(Readiness.State.WAITING, message);
    }

    static Status failed(String message) {
        return new Status(Readiness.State.FAILED, message);
    }
}
