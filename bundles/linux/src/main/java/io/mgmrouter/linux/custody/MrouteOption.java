package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.Family;
import io.mgmrouter.linux.sys.SocketOption;

/** Options and requests of a multicast table's socket; the numbers are the same for both families. */
enum MrouteOption {
    INIT(200),
    ADD_VIF(202),
    DEL_VIF(203),
    ADD_MFC(204),
    DEL_MFC(205),
    ASSERT(207),
    PIM(208),
    TABLE(209),
    ADD_MFC_PROXY(210),
    DEL_MFC_PROXY(211);

    /** Counters of a VIF. */
    static final long SIOCGETVIFCNT = 0x89e0;

    /** Counters of an entry. */
    static final long SIOCGETSGCNT = 0x89e1;

    private final SocketOption ipv4;
    private final SocketOption ipv6;

    MrouteOption(int number) {
        ipv4 = new SocketOption("MRT_" + name(), SocketOption.IPPROTO_IP, number);
        ipv6 = new SocketOption("MRT6_" + name(), SocketOption.IPPROTO_IPV6, number);
    }

    SocketOption of(Family family) {
        return family == Family.IPV4 ? ipv4 : ipv6;
    }
}
