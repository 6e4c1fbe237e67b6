package io.mgmrouter.testkit.conformance;

import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.route.RouteLookup;

/**
 * What a manager finds on the router.
 *
 * @param links its interfaces
 * @param routes the multicast view of its routing table
 * @param forwarder forwards the packets of both families
 * @param loop the manager's own loop, clock and timers
 */
public record Surroundings(LinkService links, RouteLookup routes, PacketForwarder forwarder, ControlLoop loop) {}
