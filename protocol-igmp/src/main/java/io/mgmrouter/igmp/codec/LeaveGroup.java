package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.IpAddress;

/**
 * A host that may have been the last member leaves a group: Leave Group of IGMPv2 (RFC 2236, section 3), Multicast
 * Listener Done of MLDv1 (RFC 2710, section 3.1).
 *
 * @param group a multicast address
 */
public record LeaveGroup(IpAddress group) implements HostMessage {}
