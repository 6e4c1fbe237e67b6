package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.igmp.codec.RouterDiscovery;
import io.mgmrouter.igmp.discovery.DiscoveryMessage;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.MemoryWire;
import io.mgmrouter.testkit.RecordingSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A router with IGMP or MLD on eth0 (index 1, 10.0.0.5/24 and fe80::5/64), a manager's session, and a wire hosts can
 * send on.
 */
final class RouterLab {

    static final InterfaceId ETH0 = InterfaceId.of(1);
    static final Ipv4Address SELF = ip("10.0.0.5");
    static final Ipv4Address HOST = ip("10.0.0.20");
    static final Ipv6Address SELF6 = (Ipv6Address) IpAddress.parse("fe80::5");
    static final Ipv6Address HOST6 = (Ipv6Address) IpAddress.parse("fe80::20");
    static final String ID = "lan";

    final Dialect dialect;
    final ManualLoop loop = new ManualLoop("loop");
    final FakeLinkService links = new FakeLinkService();
    final List<Status> statuses = new ArrayList<>();
    final MembershipRouter router;
    RecordingSession session = new RecordingSession(new ComponentId(2, 0));
    MemoryWire wire = links.add(link(1, "eth0", true, "10.0.0.5", "fe80::5"));

    RouterLab() {
        this(Dialect.IGMP);
    }

    RouterLab(Dialect dialect) {
        this.dialect = dialect;
        this.router = new MembershipRouter(dialect, loop, links, statuses::add);
    }

    /** A router that runs, has the session, and whose first query has been sent. */
    static RouterLab running(Object... keysAndValues) {
        return running(Dialect.IGMP, keysAndValues);
    }

    static RouterLab running(Dialect dialect, Object... keysAndValues) {
        RouterLab lab = new RouterLab(dialect);
        lab.router.start();
        lab.configure(ID, "eth0", keysAndValues);
        lab.attach();
        lab.advance(MembershipRouter.SETTLE);
        lab.session.takeCalls();
        return lab;
    }

    static Link link(int index, String name, boolean up, String... addresses) {
        return new Link(
                index,
                name,
                up,
                true,
                false,
                false,
                1500,
                Stream.of(addresses).map(RouterLab::address).toList());
    }

    private static LinkAddress address(String text) {
        IpAddress address = IpAddress.parse(text);
        return new LinkAddress(address, address.family() == Family.IPV4 ? 24 : 64);
    }

    void configure(String id, String name, Object... keysAndValues) {
        Map<String, Object> properties = new HashMap<>(Map.of("interface", name));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        router.configure(id, properties);
        loop.drain();
    }

    void attach() {
        loop.run(() -> router.attached(session));
        loop.drain();
    }

    void advance(Duration length) {
        loop.advance(length);
    }

    /** A host sends this the way its type is sent. */
    void hears(MembershipMessage message) {
        hears(host(), message);
    }

    void hears(IpAddress from, MembershipMessage message) {
        wire.send(new MemoryWire.Frame(from, destination(message), 1, true, dialect.write(message)));
        loop.drain();
    }

    void hears(RecordType type, IpAddress group, IpAddress... sources) {
        hears(new MembershipReport(List.of(new GroupRecord(type, group, List.of(sources)))));
    }

    /** The router's queries since the last time. */
    List<MembershipQuery> queries() {
        return sent().stream()
                .filter(MembershipQuery.class::isInstance)
                .map(MembershipQuery.class::cast)
                .toList();
    }

    /** Everything the router has sent since the last time. */
    List<MembershipMessage> sent() {
        List<MembershipMessage> sent = wire.log().stream()
                .filter(frame -> frame.source().equals(self()))
                .map(this::decoded)
                .toList();
        wire.clearLog();
        return sent;
    }

    private IpAddress self() {
        return dialect == Dialect.IGMP ? SELF : SELF6;
    }

    private IpAddress host() {
        return dialect == Dialect.IGMP ? HOST : HOST6;
    }

    /** What the interface and its channel dropped, by reason. */
    Map<String, Long> drops() {
        MembershipInterface iface = iface();
        Map<String, Long> drops = new TreeMap<>(iface.counters().dropped());
        iface.channelCounters().dropped().forEach((reason, count) -> drops.merge(reason, count, Long::sum));
        return drops;
    }

    /** The only running interface. */
    MembershipInterface iface() {
        return router.running().iterator().next();
    }

    List<String> calls() {
        return session.takeCalls();
    }

    IpAddress destination(MembershipMessage message) {
        return switch (message) {
            case MembershipQuery query ->
                query.isGeneral() ? dialect.destinations().allNodes() : query.group();
            case OlderReport(_, var group) -> group;
            case LeaveGroup _ -> dialect.destinations().allRouters();
            case MembershipReport _ -> dialect.destinations().reportRouters();
            case RouterDiscovery(DiscoveryMessage.Solicitation _) ->
                dialect.destinations().allRouters();
            case RouterDiscovery _ -> dialect.destinations().allSnoopers();
        };
    }

    static Ipv4Address ip(String text) {
        return (Ipv4Address) IpAddress.parse(text);
    }

    private MembershipMessage decoded(MemoryWire.Frame frame) {
        try {
            return dialect.read(frame.payload());
        } catch (MalformedPacketException e) {
            throw new AssertionError(e.reason(), e);
        }
    }
}
