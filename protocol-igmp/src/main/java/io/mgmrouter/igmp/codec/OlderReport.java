package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.IpAddress;

/**
 * A host is a member of a group: the Membership Report of IGMPv1 (RFC 1112, appendix I) and IGMPv2 (RFC 2236, section
 * 2.1), the Multicast Listener Report of MLDv1 (RFC 2710, section 3.1).
 *
 * @param version of its protocol: IGMP 1 or 2, MLD 1
 * @param group a multicast address
 */
public record OlderReport(int version, IpAddress group) implements HostMessage {}
