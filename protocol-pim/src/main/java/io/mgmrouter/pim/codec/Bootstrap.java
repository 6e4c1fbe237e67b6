package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import java.util.List;

/**
 * Bootstrap message (RFC 5059, section 4.1), or a fragment of one; {@link BootstrapFragmenter} makes these.
 *
 * @param fragmentTag 16 bits, the same in all fragments of a message
 * @param hashMaskLength bits of a group that the hash function looks at, 0 to 32 or 128
 * @param priority of the bootstrap router, 0 to 255; the higher is preferred
 * @param bsr the bootstrap router's address, unicast
 * @param noForward the N bit: sent to one new neighbour, and not passed on
 * @param groups in the message's order
 */
public record Bootstrap(
        int fragmentTag, int hashMaskLength, int priority, IpAddress bsr, boolean noForward, List<GroupRps> groups)
        implements PimMessage {

    /** @throws IllegalArgumentException if a value does not fit its field; the message names it */
    public Bootstrap {
        groups = List.copyOf(groups);
        Field.requireFits("fragment tag", fragmentTag, Field.SHORT);
        Field.requireFits("BSR priority", priority, Field.OCTET);
        if (hashMaskLength < 0 || hashMaskLength > bsr.family().bits()) {
            throw new IllegalArgumentException(
                    "hash mask length must be 0 to " + bsr.family().bits() + ", not " + hashMaskLength);
        }
    }

    /** The same message with other groups. */
    Bootstrap with(List<GroupRps> others) {
        return new Bootstrap(fragmentTag, hashMaskLength, priority, bsr, noForward, others);
    }
}
