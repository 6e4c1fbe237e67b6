package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An RP the operator has configured.
 *
 * @param address of the RP
 * @param groups whose RP it is; at least one range
 * @param order among the static RPs of a range, the first that can be reached is used; lower is earlier
 * @param overrideBsr whether it counts even if a bootstrap router tells of RPs for the same range
 * @param anycastPeers the routers that share {@code address}, by addresses of their own (RFC 4610); empty if there is
 *     one RP. A router finds its own address among them and leaves it out.
 */
public record StaticRp(
        IpAddress address, List<IpPrefix> groups, int order, boolean overrideBsr, Set<IpAddress> anycastPeers) {

    /** The first is preferred; of equal order that with the higher address, so that all routers prefer the same. */
    static final Comparator<StaticRp> PREFERENCE =
            Comparator.comparingInt(StaticRp::order).thenComparing(StaticRp::address, Comparator.reverseOrder());

    public StaticRp {
        groups = List.copyOf(groups);
        anycastPeers = Set.copyOf(anycastPeers);
    }
}
