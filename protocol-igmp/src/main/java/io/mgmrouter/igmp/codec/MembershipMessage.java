package io.mgmrouter.igmp.codec;

/**
 * A message between hosts and routers about group membership, of any version of IGMP or MLD. MLDv1 is IGMPv2 and MLDv2
 * is IGMPv3 with longer addresses (RFC 2710, section 1; RFC 3810, section 1), so both families share these records;
 * {@link IgmpCodec} and {@link MldCodec} know how they look on the wire, and the addresses in a message which family it
 * is of.
 */
public sealed interface MembershipMessage permits MembershipQuery, HostMessage, RouterDiscovery {}
