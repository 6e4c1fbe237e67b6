package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.pim.codec.PimMessage;
import java.util.Optional;

/** Sends to a router that need not be a neighbour: Register and Register-Stop. May be called from any thread. */
@FunctionalInterface
public interface UnicastSender {

    /**
     * Sends on the interface that the route to {@code destination} leaves by.
     *
     * @param source an address of this router; empty for a domain-wide one of that interface
     * @return false if there is no route, or no interface with PIM in its way
     */
    boolean send(Optional<IpAddress> source, IpAddress destination, PimMessage message);
}
