package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.Ipv4Address;
import java.nio.ByteBuffer;

/**
 * A host that may have been the last member leaves a group (RFC 2236, section 3).
 *
 * @param group a multicast address
 */
public record LeaveGroup(Ipv4Address group) implements IgmpMessage {

    @Override
    public ByteBuffer encode() {
        return Octets.shortMessage(LEAVE, 0, group);
    }
}
