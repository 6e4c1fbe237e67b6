package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What this router does in the elections of one family's bootstrap routers.
 *
 * @param candidate its address if it stands for election
 * @param priority as a candidate, 0 to 255; the highest is elected
 * @param hashMaskLength that it tells if it is elected
 * @param period between its Bootstrap messages
 * @param timeout without Bootstrap messages, after which a bootstrap router is replaced
 * @param accept whether other routers' Bootstrap messages count
 * @param zones administratively scoped ranges for which it stands, too
 * @param mappingLimit largest number of RPs of all ranges of a zone
 */
public record BsrRole(
        Family family,
        Optional<IpAddress> candidate,
        int priority,
        int hashMaskLength,
        Duration period,
        Duration timeout,
        boolean accept,
        List<IpPrefix> zones,
        int mappingLimit) {

    public BsrRole {
        zones = List.copyOf(zones);
    }
}
