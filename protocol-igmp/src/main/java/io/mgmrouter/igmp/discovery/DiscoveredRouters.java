package io.mgmrouter.igmp.discovery;

import io.mgmrouter.igmp.discovery.DiscoveryMessage.Advertisement;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The other multicast routers of a link, as far as they advertise themselves; at most 64, so that nobody can fill the
 * memory with invented ones. For one thread.
 */
public final class DiscoveredRouters {

    private static final int CAPACITY = 64;

    private final Map<IpAddress, Tick> routers = new TreeMap<>();

    /** A router advertises itself. */
    public void advertised(IpAddress router, Advertisement advertisement, Tick now) {
        if (!routers.containsKey(router) && routers.size() >= CAPACITY) {
            routers.values().removeIf(now::reached);
        }
        if (routers.containsKey(router) || routers.size() < CAPACITY) {
            routers.put(router, now.plus(advertisement.lifetime()));
        }
    }

    /** A router says that it is none any more. */
    public void terminated(IpAddress router) {
        routers.remove(router);
    }

    /** Who is there now. */
    public Set<IpAddress> present(Tick now) {
        routers.values().removeIf(now::reached);
        return Set.copyOf(routers.keySet());
    }
}
