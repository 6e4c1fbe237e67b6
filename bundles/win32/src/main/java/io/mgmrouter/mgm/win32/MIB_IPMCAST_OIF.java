package io.mgmrouter.mgm.win32;

/**
 * An outgoing interface of a {@link MIB_IPMCAST_MFE}. Behind the two members stand two reserved ones, which are 0.
 *
 * @param dwOutIfIndex index of the interface
 * @param dwNextHopAddr next hop; 0 except on point-to-multipoint interfaces
 */
public record MIB_IPMCAST_OIF(int dwOutIfIndex, int dwNextHopAddr) {

    static final int SIZE = 16;

    static MIB_IPMCAST_OIF decode(Dwords in) {
        var oif = new MIB_IPMCAST_OIF(in.next(), in.next());
        in.next();
        in.next();
        return oif;
    }

    void encode(Dwords out) {
        out.put(dwOutIfIndex, dwNextHopAddr, 0, 0);
    }
}
