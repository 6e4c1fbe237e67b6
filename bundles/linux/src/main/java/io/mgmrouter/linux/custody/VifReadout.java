package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.Family;
import io.mgmrouter.linux.mroute.Vif;
import io.mgmrouter.linux.netlink.NetlinkSocket;
import io.mgmrouter.linux.sys.NativeSocket;
import java.util.List;

/** The VIFs the kernel holds in one table. May be asked on any thread. */
interface VifReadout {

    /** The VIFs the kernel has now. */
    List<Vif> vifs();

    /** A VIF has been added to the table. */
    void added(int vif, int interfaceIndex, boolean register);

    /** A VIF is about to be removed from it. */
    void removed(int vif);

    /**
     * @param socket has taken the table
     * @param table the kernel's number of it
     */
    static VifReadout of(Family family, NativeSocket socket, NetlinkSocket requests, int table) {
        return switch (family) {
            case IPV4 -> new ListedVifs(requests, table);
            case IPV6 -> new RememberedVifs(socket);
        };
    }
}
