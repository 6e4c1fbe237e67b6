package io.mgmrouter.linux.netlink;

import io.mgmrouter.ip.Family;

/** Numbers of linux/rtnetlink.h that are used in more than one place. */
final class Rtnetlink {

    static final int NEWLINK = 16;
    static final int DELLINK = 17;
    static final int GETLINK = 18;
    static final int NEWADDR = 20;
    static final int DELADDR = 21;
    static final int GETADDR = 22;
    static final int NEWROUTE = 24;
    static final int DELROUTE = 25;
    static final int GETROUTE = 26;
    static final int NEWRULE = 32;
    static final int DELRULE = 33;

    static final int GROUP_LINK = 1;
    static final int GROUP_IPV4_ADDRESS = 5;
    static final int GROUP_IPV4_ROUTE = 7;
    static final int GROUP_IPV4_RULE = 8;
    static final int GROUP_IPV6_ADDRESS = 9;
    static final int GROUP_IPV6_ROUTE = 11;
    static final int GROUP_IPV6_RULE = 19;

    static final int AF_UNSPEC = 0;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    private Rtnetlink() {}

    static int number(Family family) {
        return family == Family.IPV4 ? AF_INET : AF_INET6;
    }

    static boolean isIp(int family) {
        return family == AF_INET || family == AF_INET6;
    }

    static Family family(int number) {
        return number == AF_INET ? Family.IPV4 : Family.IPV6;
    }
}
