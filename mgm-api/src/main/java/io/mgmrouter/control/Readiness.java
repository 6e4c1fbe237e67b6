package io.mgmrouter.control;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says that a part of the router works, or why it does not. Publish it as a service with the properties {@link #NAME},
 * {@link #STATE} and {@link #MESSAGE}, and change the properties when the state changes. While the router starts, the
 * launcher waits until every part it expects is {@code READY}; a part that {@code FAILED} ends the start with its
 * message. Later changes are for health checks.
 */
@ConsumerType
public interface Readiness {

    /** Name of the part: {@code forwarder}, {@code igmp}, ... */
    String NAME = "mgm.readiness.name";

    /** Name of a {@link State}. */
    String STATE = "mgm.readiness.state";

    /** One sentence for the operator: what is wrong and what to do, or what it is waiting for. */
    String MESSAGE = "mgm.readiness.message";

    /** How far a part is. */
    enum State {
        WAITING,
        READY,
        FAILED
    }
}
