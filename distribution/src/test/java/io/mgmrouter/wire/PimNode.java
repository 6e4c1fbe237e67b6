package io.mgmrouter.wire;

import io.mgmrouter.lab.Cable;
import io.mgmrouter.lab.ControlClient;
import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A router of some make, in a namespace of its own, with interfaces eth0, eth1, ... in the order they came. */
final class PimNode implements AutoCloseable {

    private final Namespace namespace;
    private final Make make;
    private final Path folder;
    private final PimPlan plan = new PimPlan();
    private final Map<Integer, Port> portsByLan = new LinkedHashMap<>();
    private Optional<Running> running = Optional.empty();

    /** @param station its number on the LAN */
    private record Port(String interfaceName, int station) {}

    PimNode(Namespace namespace, Make make, Path folder) {
        this.namespace = namespace;
        this.make = make;
        this.folder = folder;
        try {
            Files.createDirectories(state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        namespace.set("net/ipv4/ip_forward", "1");
        namespace.set("net/ipv6/conf/all/forwarding", "1");
    }

    Namespace namespace() {
        return namespace;
    }

    Make make() {
        return make;
    }

    PimPlan plan() {
        return plan;
    }

    Path folder() {
        return folder;
    }

    Path state() {
        return folder.resolve("state");
    }

    /** A new interface for a LAN, not plugged in yet. */
    Cable.End port(int lan, int station) {
        String name = "eth" + portsByLan.size();
        portsByLan.put(lan, new Port(name, station));
        return new Cable.End(namespace, name);
    }

    /** Name of its interface on a LAN. */
    String interfaceOn(int lan) {
        return portsByLan.get(lan).interfaceName;
    }

    /** Its domain-wide address on a LAN. */
    InetAddress address(Family family, int lan) {
        return family.station(lan, portsByLan.get(lan).station);
    }

    /** The address it speaks PIM from on a LAN. */
    InetAddress primaryAddress(Family family, int lan) {
        return family == Family.IPV4 ? address(family, lan) : linkLocal(lan);
    }

    /** Routes to a LAN by way of a router on another one, as a routing protocol would. */
    void route(int lan, PimNode by, int over) {
        for (Family family : Family.values()) {
            namespace.ip("route replace %s via %s dev %s"
                    .formatted(
                            family.prefix(lan, 0),
                            by.primaryAddress(family, over).getHostAddress(),
                            interfaceOn(over)));
        }
    }

    void withoutRoute(int lan) {
        for (Family family : Family.values()) {
            namespace.ip("route del " + family.prefix(lan, 0));
        }
    }

    PimNode start() {
        running = Optional.of(make.start(this));
        return this;
    }

    void awaitReady() {
        if (running.orElseThrow() instanceof Make.Ours ours) {
            ours.awaitReady();
        }
    }

    Running running() {
        return running.orElseThrow();
    }

    /** Asks ours. */
    ControlClient control() {
        return new ControlClient(state());
    }

    /** What ours has said. */
    List<String> output() {
        return running.orElseThrow() instanceof Make.Ours ours ? ours.process().output() : List.of();
    }

    /** An orderly stop. */
    void stop() {
        Optional<Running> before = running;
        running = Optional.empty();
        try {
            before.orElseThrow().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        running.orElseThrow().kill();
        stop();
    }

    KernelRoutes kernel(Family family) {
        return KernelRoutes.of(namespace, family);
    }

    @Override
    public void close() {
        if (running.isPresent()) {
            stop();
        }
    }

    @Override
    public String toString() {
        return make + " in " + namespace;
    }

    private InetAddress linkLocal(int lan) {
        String shown = namespace.run("ip", "-6", "-o", "addr", "show", "dev", interfaceOn(lan), "scope", "link");
        return Flow.address(shown.strip().split("\\s+")[3].split("/")[0]);
    }
}
