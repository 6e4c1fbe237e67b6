package io.mgmrouter.route;

import io.mgmrouter.ip.IpAddress;
import java.util.Collection;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Longest-match lookup in the multicast view. Several may be registered; the one with the highest service ranking is
 * asked.
 */
@ConsumerType
public interface RouteLookup {

    /**
     * Where {@code destination} is reached. Answers at once (microseconds, no network traffic), on the caller's thread.
     *
     * @return empty if there is no route, or only one that discards
     */
    Optional<Route> lookup(IpAddress destination);

    /** All routes of the view, for tools; not for use per packet. */
    Collection<Route> routes();

    /**
     * Tells {@code listener} of changes from now on, on a thread of the implementation.
     *
     * @return closes the subscription; after {@code close()} has returned the listener is not called again
     */
    Subscription subscribe(RouteListener listener);

    /** An active subscription. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
