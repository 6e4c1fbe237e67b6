package io.mgmrouter.pim.fsm;

import io.mgmrouter.ip.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a neighbour's last Hello said (RFC 7761, section 4.9.2).
 *
 * @param drPriority 32 bits; empty if it takes no part in elections by priority
 * @param generationId a number that changes when the neighbour has forgotten everything; empty if it does not tell
 * @param lanDelays empty if it does not tell
 * @param secondaryAddresses its other addresses on the link
 */
public record NeighborOptions(
        OptionalLong drPriority,
        OptionalInt generationId,
        Optional<LanDelays.Told> lanDelays,
        List<IpAddress> secondaryAddresses) {

    public NeighborOptions {
        secondaryAddresses = List.copyOf(secondaryAddresses);
    }
}
