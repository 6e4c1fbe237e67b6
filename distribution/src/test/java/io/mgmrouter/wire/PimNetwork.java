package io.mgmrouter.wire;

import io.mgmrouter.lab.Cable;
import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Segment;
import io.mgmrouter.lab.Sender;
import io.mgmrouter.lab.Topology;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * PIM routers of any makes between hosts, in both families; all of it gone when closed. LAN N is 10.N.0.0/16 and
 * 2001:db8:N::/64 as in the lab.
 */
final class PimNetwork implements AutoCloseable {

    /** The source's LAN. */
    static final int SOURCE_LAN = 1;
    /** Between the routers, and in a square that of some hosts too. */
    static final int MIDDLE_LAN = 2;
    /** Behind the last router. */
    static final int HOST_LAN = 3;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int HOST = 2;
    private static final Duration NEIGHBORS = Duration.ofSeconds(40);

    private final Belongings belongings = new Belongings();
    private final String prefix = "mgm" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
    private final List<PimNode> routers = new ArrayList<>();
    private final Namespace source;

    private PimNetwork() {
        source = namespace("source");
    }

    /** Builds a network; nothing runs in it. */
    static PimNetwork empty() {
        return new PimNetwork();
    }

    Namespace source() {
        return source;
    }

    /** Address of the one who sends. */
    static InetAddress sourceAddress(Family family) {
        return family.station(SOURCE_LAN, HOST);
    }

    /** A flow from the source to group number {@code n}. */
    static Flow flow(Family family, int n) {
        return new Flow(sourceAddress(family), family.group(n));
    }

    /** The same of source-specific multicast. */
    static Flow ssmFlow(Family family, int n) {
        return new Flow(sourceAddress(family), family.ssmGroup(n));
    }

    Namespace namespace(String label) {
        return belongings.add(Namespace.create(prefix + label));
    }

    PimNode router(String label, Make make) {
        PimNode node = belongings.add(new PimNode(
                namespace(label), make.orStandIn(), belongings.folder().resolve(label)));
        routers.add(node);
        return node;
    }

    /** A cable between two routers. */
    void connect(int lan, PimNode left, int leftStation, PimNode right, int rightStation) {
        Cable cable = Cable.connect(left.port(lan, leftStation), right.port(lan, rightStation));
        address(cable.left(), lan, leftStation);
        address(cable.right(), lan, rightStation);
    }

    /** A cable between a router and a host, whose gateway it is. */
    void attach(int lan, Namespace host, PimNode router) {
        Cable cable = Cable.connect(router.port(lan, 1), new Cable.End(host, Topology.Host.INTERFACE));
        address(cable.left(), lan, 1);
        address(cable.right(), lan, HOST);
        gateway(host, lan, 1);
    }

    Segment lan(String label) {
        return belongings.add(Segment.create(prefix + label));
    }

    void plug(Segment segment, int lan, PimNode router, int station) {
        Cable.End end = router.port(lan, station);
        segment.plug(end);
        address(end, lan, station);
    }

    void plug(Segment segment, int lan, Namespace host, int gateway) {
        var end = new Cable.End(host, Topology.Host.INTERFACE);
        segment.plug(end);
        address(end, lan, HOST);
        gateway(host, lan, gateway);
    }

    /** Families that all its routers speak. */
    Set<Family> families() {
        Set<Family> families = new TreeSet<>(Set.of(Family.values()));
        routers.forEach(router -> families.retainAll(router.make().families()));
        return families;
    }

    /** Starts routers, side by side. */
    void start(PimNode... some) {
        List.of(some).forEach(PimNode::start);
        List.of(some).forEach(PimNode::awaitReady);
    }

    /** Waits until each of these routers has said Hello to the others on a LAN. */
    void awaitHellos(PimSniffer sniffer, int lan, PimNode... expected) {
        for (Family family : families()) {
            for (PimNode node : expected) {
                InetAddress address = node.primaryAddress(family, lan);
                Poll.until(
                        NEIGHBORS,
                        "Hello from " + node + ", " + address,
                        () ->
                                sniffer
                                        .heard(sniffer.begin(), PimMessage.Hello.class, hello -> !hello.isGoodbye())
                                        .stream()
                                        .anyMatch(heard -> heard.source().equals(address)),
                        sniffer::heard);
            }
        }
    }

    PimSniffer sniffer() {
        return belongings.add(new PimSniffer());
    }

    Sender send(int packetsPerSecond, List<InetAddress> groups) {
        return belongings.add(Sender.start(
                source,
                Topology.Host.INTERFACE,
                sourceAddress(Family.of(groups.getFirst())),
                groups,
                packetsPerSecond));
    }

    /** From any of the source's addresses. */
    Sender send(InetAddress from, InetAddress group, int packetsPerSecond) {
        return belongings.add(Sender.start(source, Topology.Host.INTERFACE, from, List.of(group), packetsPerSecond));
    }

    Sender send(Flow flow, int packetsPerSecond) {
        return send(flow.source(), flow.group(), packetsPerSecond);
    }

    Receiver join(Namespace host, InetAddress group) {
        return belongings.add(Receiver.join(host, Topology.Host.INTERFACE, group));
    }

    Receiver join(Namespace host, Flow flow) {
        return belongings.add(Receiver.join(host, Topology.Host.INTERFACE, flow));
    }

    <T extends AutoCloseable> T add(T resource) {
        return belongings.add(resource);
    }

    @Override
    public void close() {
        belongings.close();
    }

    private static void address(Cable.End end, int lan, int station) {
        for (Family family : Family.values()) {
            end.address(family.prefix(lan, station));
        }
    }

    private static void gateway(Namespace host, int lan, int station) {
        for (Family family : Family.values()) {
            host.ip("route add default via " + family.station(lan, station).getHostAddress());
        }
    }
}
