package io.mgmrouter.mgm.spi;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.route.Route;
import java.util.Objects;
import java.util.Optional;

/**
 * The answer to a {@link RpfQuery}.
 *
 * @param iif interface the data is expected on
 * @param upstreamNeighbor neighbour it is expected from
 * @param route the route actually used
 */
public record RpfDecision(InterfaceId iif, Optional<IpAddress> upstreamNeighbor, Route route) {
    public RpfDecision {
        Objects.requireNonNull(iif, "iif");
        Objects.requireNonNull(upstreamNeighbor, "upstreamNeighbor");
        Objects.requireNonNull(route, "route");
    }
}
