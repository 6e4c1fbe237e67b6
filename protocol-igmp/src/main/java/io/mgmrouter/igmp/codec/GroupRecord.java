package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.IpAddress;
import java.util.List;

/**
 * One group record of a report (RFC 3376, section 4.2.4), or multicast address record (RFC 3810, section 5.2).
 *
 * @param type what is said about the group
 * @param group a multicast address
 * @param sources unicast addresses of the same family; in the packet's order, repetitions included
 */
public record GroupRecord(RecordType type, IpAddress group, List<IpAddress> sources) {
    public GroupRecord {
        sources = List.copyOf(sources);
    }
}
