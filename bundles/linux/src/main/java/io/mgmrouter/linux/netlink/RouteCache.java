package io.mgmrouter.linux.netlink;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.route.Route;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Answers of the kernel, kept until anything about routes changes. Bounded: a full cache starts over. */
final class RouteCache {

    private static final int MOST_ANSWERS = 65_536;

    private final Function<IpAddress, Optional<Route>> kernel;
    private volatile Map<IpAddress, Optional<Route>> answers = new ConcurrentHashMap<>();

    RouteCache(Function<IpAddress, Optional<Route>> kernel) {
        this.kernel = kernel;
    }

    Optional<Route> lookup(IpAddress destination) {
        // Asked before and stored after a change, an old answer lands in a map that nobody reads any more.
        Map<IpAddress, Optional<Route>> current = answers;
        Optional<Route> known = current.get(destination);
        if (known != null) {
            return known;
        }
        Optional<Route> answer = kernel.apply(destination);
        if (current.size() >= MOST_ANSWERS) {
            invalidate();
        } else {
            current.put(destination, answer);
        }
        return answer;
    }

    void invalidate() {
        if (!answers.isEmpty()) {
            answers = new ConcurrentHashMap<>();
        }
    }
}
