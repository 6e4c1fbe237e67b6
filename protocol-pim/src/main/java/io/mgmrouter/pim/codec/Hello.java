package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Hello (RFC 7761, section 4.9.2): makes its sender a neighbour. What an option would have said is empty where there
 * was none. Unknown options are skipped; of two alike the last one counts, but for address lists, which add up.
 *
 * @param holdtime seconds for which it counts, 0 to 65535; {@link #FOREVER} has no end, 0 says goodbye
 * @param drPriority priority in the election of the designated router, 32 bits
 * @param generationId 32 bits at random, others after every start of the sender
 * @param lanPruneDelay how its sender thinks Prunes should be waited for
 * @param secondaryAddresses its sender's other addresses of the family on this link, at most {@link
 *     #MOST_SECONDARY_ADDRESSES}
 */
public record Hello(
        OptionalInt holdtime,
        OptionalLong drPriority,
        OptionalInt generationId,
        Optional<LanPruneDelay> lanPruneDelay,
        List<IpAddress> secondaryAddresses)
        implements PimMessage {

    /** The holdtime of a neighbour that never expires. */
    public static final int FOREVER = 0xffff;

    /** No interface has as many; what a neighbour says must not fill the memory. */
    public static final int MOST_SECONDARY_ADDRESSES = 256;

    /** @throws IllegalArgumentException if a value does not fit its field; the message names it */
    public Hello {
        holdtime.ifPresent(seconds -> Field.requireFits("holdtime", seconds, Field.SHORT));
        drPriority.ifPresent(priority -> Field.requireFits("DR priority", priority, Field.WORD));
        secondaryAddresses = List.copyOf(secondaryAddresses);
        if (secondaryAddresses.size() > MOST_SECONDARY_ADDRESSES) {
            throw new IllegalArgumentException(
                    "at most " + MOST_SECONDARY_ADDRESSES + " secondary addresses, not " + secondaryAddresses.size());
        }
    }
}
