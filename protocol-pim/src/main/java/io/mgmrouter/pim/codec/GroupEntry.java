package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpPrefix;
import java.util.List;

/**
 * What a Join/Prune says of one group (RFC 7761, section 4.9.5).
 *
 * @param group a host prefix, that of the group; or all of 224.0.0.0/4 or ff00::/8, which older routers send for
 *     (*,*,RP) and nobody acts upon
 * @param joins at most 65535
 * @param prunes at most 65535
 */
public record GroupEntry(IpPrefix group, List<SourceEntry> joins, List<SourceEntry> prunes) {

    /** @throws IllegalArgumentException if there are too many */
    public GroupEntry {
        joins = List.copyOf(joins);
        prunes = List.copyOf(prunes);
        Field.requireFits("number of joins", joins.size(), Field.SHORT);
        Field.requireFits("number of prunes", prunes.size(), Field.SHORT);
    }
}
