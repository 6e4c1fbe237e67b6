package io.mgmrouter.link;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of interfaces. Called on the link service's thread, one call at a time: hand over and return. */
@ConsumerType
public interface LinkListener {

    /** The link is new, or anything about it changed: state, name, MTU, addresses. */
    void linkChanged(Link link);

    /** The device is gone; its index may be given to another one later. */
    void linkVanished(Link last);
}
