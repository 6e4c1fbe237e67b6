package io.mgmrouter.igmp.codec;

import java.util.List;

/**
 * The state of a host's interface, or changes of it: Version 3 Membership Report of IGMP (RFC 3376, section 4.2),
 * Version 2 Multicast Listener Report of MLD (RFC 3810, section 5.2).
 *
 * @param records records of the six known types, in the packet's order
 */
public record MembershipReport(List<GroupRecord> records) implements HostMessage {
    public MembershipReport {
        records = List.copyOf(records);
    }
}
