package io.mgmrouter.igmp.codec;

import io.mgmrouter.igmp.discovery.DiscoveryMessage;

/**
 * A message of Multicast Router Discovery, which shares the protocol numbers of IGMP and MLD (RFC 4286).
 *
 * @param message what it says
 */
public record RouterDiscovery(DiscoveryMessage message) implements MembershipMessage {}
