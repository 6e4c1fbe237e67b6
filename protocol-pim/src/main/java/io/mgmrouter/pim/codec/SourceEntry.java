package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;

/**
 * One joined or pruned source (RFC 7761, sections 4.9.1 and 4.9.5.1). The Sparse bit is always sent, and not looked at.
 *
 * @param address a unicast address: the source, or for (*,G) the rendezvous point
 * @param wildcard the WC bit: this is (*,G)
 * @param rpt the RPT bit: (S,G,rpt), or (*,G)
 */
public record SourceEntry(IpAddress address, boolean wildcard, boolean rpt) {

    /** @throws IllegalArgumentException for a wildcard without {@code rpt}, which means nothing */
    public SourceEntry {
        if (wildcard && !rpt) {
            throw new IllegalArgumentException("(*,G) is on the RP's tree: a wildcard has the RPT bit, too");
        }
    }
}
