package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One of several routers that are an RP together (RFC 4610): each tells the others of the sources that register with
 * it.
 *
 * @param rp the address they share
 * @param own this router's own address in the set; source of the Registers it forwards
 * @param peers the others
 */
public record AnycastRp(IpAddress rp, IpAddress own, Set<IpAddress> peers) {

    public AnycastRp {
        peers = Set.copyOf(peers);
    }

    /**
     * This router's part in the set of an RP.
     *
     * @return empty if there is no such set, or this router is not the RP. Also empty if the set has none of its
     *     addresses: its Registers would then be forwarded as those of a designated router, without end.
     */
    public static Optional<AnycastRp> of(StaticRp rp, Predicate<IpAddress> isOwnAddress) {
        if (!isOwnAddress.test(rp.address())) {
            return Optional.empty();
        }
        return rp.anycastPeers().stream()
                .filter(isOwnAddress)
                .filter(address -> !address.equals(rp.address()))
                .min(IpAddress::compareTo)
                .map(own -> new AnycastRp(rp.address(), own, others(rp, isOwnAddress)));
    }

    /**
     * To whom a Register goes on, Null-Registers included: with {@link #own} as its source, and what it contains as it
     * is. This router itself treats it as any other.
     *
     * @param from its source: a designated router, or one of the set, whose Registers are not forwarded again
     */
    public Set<IpAddress> forwardTo(IpAddress from) {
        return peers.contains(from) ? Set.of() : peers;
    }

    /**
     * True for a Register-Stop that does not stop anything: it answers a forwarded Register, and what is forwarded ends
     * when this router's own Register-Stop reaches the designated router.
     */
    public boolean ignoresStop(IpAddress from) {
        return peers.contains(from);
    }

    private static Set<IpAddress> others(StaticRp rp, Predicate<IpAddress> isOwnAddress) {
        Set<IpAddress> others = new HashSet<>(rp.anycastPeers());
        others.removeIf(isOwnAddress);
        return others;
    }
}
