package io.mgmrouter.linux.netlink;

import java.util.Map;

/**
 * Who installed a route (rtm_protocol), and how much it is worth beside others: the administrative distances routers
 * commonly use, PIM's metric preference (RFC 7761, section 4.6).
 *
 * @param name as {@code ip route} shows it
 * @param preference smaller is better; 254 for an origin nobody ranks
 */
record RouteOrigin(String name, int preference) {

    private static final int UNRANKED = 254;

    private static final Map<Integer, RouteOrigin> KNOWN = Map.ofEntries(
            Map.entry(1, new RouteOrigin("redirect", 1)),
            Map.entry(2, new RouteOrigin("kernel", 0)),
            Map.entry(3, new RouteOrigin("boot", 1)),
            Map.entry(4, new RouteOrigin("static", 1)),
            Map.entry(9, new RouteOrigin("ra", 1)),
            Map.entry(11, new RouteOrigin("zebra", UNRANKED)),
            Map.entry(12, new RouteOrigin("bird", UNRANKED)),
            Map.entry(16, new RouteOrigin("dhcp", 1)),
            Map.entry(42, new RouteOrigin("babel", 100)),
            Map.entry(186, new RouteOrigin("bgp", 20)),
            Map.entry(187, new RouteOrigin("isis", 115)),
            Map.entry(188, new RouteOrigin("ospf", 110)),
            Map.entry(189, new RouteOrigin("rip", 120)),
            Map.entry(190, new RouteOrigin("ripng", 120)),
            Map.entry(192, new RouteOrigin("eigrp", 90)),
            // The number FRR's static routes have.
            Map.entry(196, new RouteOrigin("static", 1)));

    static RouteOrigin of(int protocol) {
        RouteOrigin known = KNOWN.get(protocol);
        return known != null ? known : new RouteOrigin(Integer.toString(protocol), UNRANKED);
    }
}
