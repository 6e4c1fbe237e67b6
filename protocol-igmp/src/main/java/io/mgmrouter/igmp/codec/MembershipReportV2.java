package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.Ipv4Address;
import java.nio.ByteBuffer;

/**
 * A host is a member of a group (RFC 2236, section 2.1).
 *
 * @param group a multicast address
 */
public record MembershipReportV2(Ipv4Address group) implements IgmpMessage {

    @Override
    public ByteBuffer encode() {
        return Octets.shortMessage(REPORT_V2, 0, group);
    }
}
