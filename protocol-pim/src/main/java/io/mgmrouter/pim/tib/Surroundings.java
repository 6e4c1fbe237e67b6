package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.pim.rp.AnycastRp;
import io.mgmrouter.route.RouteLookup;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What the trees need of the rest of the router.
 *
 * @param family of all addresses
 * @param loop runs them
 * @param random for t_override, t_suppressed and Register suppression
 * @param routes the multicast view
 * @param rpOf RP(G)
 * @param isOwnAddress whether an address is one of this router's, on whatever interface
 * @param sender of Registers and Register-Stops
 * @param anycastOf the routers that are an RP together with this one, by the address they share
 */
public record Surroundings(
        Family family,
        ControlLoop loop,
        RandomGenerator random,
        RouteLookup routes,
        Function<IpAddress, Optional<IpAddress>> rpOf,
        Predicate<IpAddress> isOwnAddress,
        UnicastSender sender,
        Function<IpAddress, Optional<AnycastRp>> anycastOf) {}
