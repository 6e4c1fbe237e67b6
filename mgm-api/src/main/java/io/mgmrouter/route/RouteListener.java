package io.mgmrouter.route;

import io.mgmrouter.ip.IpPrefix;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears of changes of the multicast view. Called on the lookup's thread: hand over and return. */
@FunctionalInterface
@ConsumerType
public interface RouteListener {

    /**
     * Routes changed; answers for addresses inside these prefixes may differ from before. Changes that come in a burst
     * are gathered. After lost events, or where the extent is unknown (a link went down), the default prefix of the
     * family stands for "everything".
     */
    void routesChanged(Set<IpPrefix> prefixes);
}
