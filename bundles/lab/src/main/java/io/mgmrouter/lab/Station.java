package io.mgmrouter.lab;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One receiver of the trial: its host, what it wants of one address family, what it got, and what else of that family
 * came down its cable.
 */
final class Station implements AutoCloseable {

    private final Topology.Host host;
    private final Family family;
    private final String protocol;
    private final Flow flow;
    private final boolean forSource;
    private final Tap tap;
    private Optional<Receiver> receiver = Optional.empty();
    private long leftNanos;
    private long packetsBefore;

    /**
     * @param version of IGMP or MLD, which the host speaks
     * @param forSource join the flow's source only, not the group
     */
    Station(Topology.Host host, int version, Flow flow, boolean forSource) {
        this.host = host;
        this.family = Family.of(flow.group());
        this.protocol = family.protocol().toUpperCase(Locale.ROOT) + "v" + version;
        this.flow = flow;
        this.forSource = forSource;
        family.forceVersion(host.namespace(), version);
        this.tap = Tap.listen(host.namespace(), Topology.Host.INTERFACE);
    }

    /** Host and protocol: {@code r1 IGMPv2}. */
    String name() {
        return host.label() + " " + protocol;
    }

    boolean isOn(Topology.Host other) {
        return host.equals(other);
    }

    Family family() {
        return family;
    }

    /** What it joins, as the RFCs print it. */
    String wish() {
        return forSource ? flow.toString() : "(*," + Flow.text(flow.group()) + ")";
    }

    void join() {
        tap.clear();
        receiver = Optional.of(forSource ? joinSource() : joinGroup(flow.group()));
    }

    void leave() {
        leftNanos = System.nanoTime();
        receiver.orElseThrow().leave();
    }

    boolean receives() {
        return got().packets() > 0;
    }

    Count got() {
        return receiver.map(Receiver::count).orElse(Count.NOTHING);
    }

    Optional<Duration> timeToFirstPacket() {
        return receiver.flatMap(Receiver::timeToFirstPacket);
    }

    /** Packets that the host did not get and its cable did not carry; what this program was too slow for is neither. */
    long lost() {
        return Math.min(got().lost(), tap.count(flow).lost());
    }

    /** Flows of its family that came down the cable though nobody there wants them. */
    List<Flow> strangers() {
        return tap.flows().stream()
                .filter(seen -> Family.of(seen.group()) == family)
                .filter(seen -> receiver.isEmpty() || !seen.equals(flow))
                .toList();
    }

    /** From leaving to the last packet that came down the cable. */
    Duration trafficWentOnFor() {
        return Duration.ofNanos(Math.max(0, tap.count(flow).lastNanos() - leftNanos));
    }

    /** True when the last packet came down the cable longer than this ago. */
    boolean isQuietFor(Duration duration) {
        return System.nanoTime() - tap.count(flow).lastNanos() > duration.toNanos();
    }

    /** Count, loss and rate for display; the rate is that since the last call. */
    String progress(Duration sinceLast) {
        long packets = got().packets();
        long rate = Math.round((packets - packetsBefore) * 1e9 / sinceLast.toNanos());
        packetsBefore = packets;
        return "%s %6d pkt %5d/s %d lost".formatted(host.label(), packets, rate, lost());
    }

    @Override
    public void close() {
        receiver.ifPresent(Receiver::close);
        tap.close();
    }

    @Override
    public String toString() {
        return name() + " " + wish();
    }

    private Receiver joinGroup(InetAddress group) {
        return Receiver.join(host.namespace(), Topology.Host.INTERFACE, group);
    }

    private Receiver joinSource() {
        return Receiver.join(host.namespace(), Topology.Host.INTERFACE, flow);
    }
}
