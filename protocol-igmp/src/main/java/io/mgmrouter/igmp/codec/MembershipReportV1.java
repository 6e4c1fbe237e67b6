package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.Ipv4Address;
import java.nio.ByteBuffer;

/**
 * A host is a member of a group (RFC 1112, appendix I).
 *
 * @param group a multicast address
 */
public record MembershipReportV1(Ipv4Address group) implements IgmpMessage {

    @Override
    public ByteBuffer encode() {
        return Octets.shortMessage(REPORT_V1, 0, group);
    }
}
