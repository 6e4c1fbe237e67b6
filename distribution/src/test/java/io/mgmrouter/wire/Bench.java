package io.mgmrouter.wire;

import io.mgmrouter.lab.ControlClient;
import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.RouterConfiguration;
import io.mgmrouter.lab.RouterProcess;
import io.mgmrouter.lab.Sender;
import io.mgmrouter.lab.Tap;
import io.mgmrouter.lab.Topology;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A network, a router in it, and whatever sends, receives and listens; all of it gone when closed. */
final class Bench implements AutoCloseable {

    static final int PACKETS_PER_SECOND = 1000;
    static final String GROUP = "239.1.1.1";
    static final String SSM_GROUP = "232.1.1.1";
    static final String SOURCE = "10.1.0.2";
    static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration START = Duration.ofSeconds(60);

    private final Belongings belongings = new Belongings();
    private final Path folder = belongings.folder();
    private final Topology topology;
    private RouterProcess router;

    Bench() {
        try {
            Files.createDirectory(state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        topology = add(Topology.create());
    }

    /** IGMP on the router's four interfaces, quick to ask and to be answered. */
    static RouterConfiguration igmp() {
        return RouterConfiguration.igmpOn("eth1", "eth2", "eth3", "eth4")
                .igmp("query.interval", 5)
                .igmp("query.response.interval", 1000);
    }

    /** IGMP and MLD on the router's four interfaces and these, quick to ask and to be answered. */
    static RouterConfiguration bothFamilies(String... further) {
        var configuration = new RouterConfiguration();
        for (Family family : Family.values()) {
            configuration.on(family.protocol(), further);
            family.quick(configuration);
        }
        return configuration;
    }

    Topology topology() {
        return topology;
    }

    Path configurationFile() {
        return folder.resolve("mgm.json");
    }

    Path state() {
        return folder.resolve("state");
    }

    /** State folder of the second router. */
    Path stateBeside() {
        return folder.resolve("beside");
    }

    /** Starts the router and waits until it is ready. */
    Bench start(RouterConfiguration configuration) {
        configuration.write(configurationFile());
        router = add(RouterProcess.start(
                topology.router(),
                Distribution.HOME,
                configurationFile(),
                state(),
                Map.of("MGM_JAVA", Distribution.JAVA.toString())));
        router.awaitReady(START);
        return this;
    }

    /** Starts a second router of ours elsewhere, to be closed by the caller or with the bench. */
    RouterProcess startBeside(Namespace namespace, RouterConfiguration configuration) {
        Path file = configuration.write(folder.resolve("beside.json"));
        RouterProcess second = add(RouterProcess.start(
                namespace, Distribution.HOME, file, stateBeside(), Map.of("MGM_JAVA", Distribution.JAVA.toString())));
        return second.awaitReady(START);
    }

    RouterProcess router() {
        return router;
    }

    ControlClient control() {
        return router.control();
    }

    /** Rows of a table in which a column has this value. */
    List<JsonObject> rows(String command, String column, String value) {
        Predicate<JsonObject> matches = row -> row.containsKey(column) && value.equals(row.getString(column));
        return control().table(command).stream().filter(matches).toList();
    }

    Sender send(String... groups) {
        List<InetAddress> addresses = Stream.of(groups).map(Flow::address).toList();
        return add(Sender.start(topology.source().namespace(), Topology.Host.INTERFACE, addresses, PACKETS_PER_SECOND));
    }

    /** Sends to these groups from one of the source's addresses. */
    Sender send(InetAddress source, List<InetAddress> groups, int packetsPerSecond) {
        return add(
                Sender.start(topology.source().namespace(), Topology.Host.INTERFACE, source, groups, packetsPerSecond));
    }

    Receiver join(Namespace host, InetAddress group) {
        return add(Receiver.join(host, Topology.Host.INTERFACE, group));
    }

    Receiver join(Namespace host, String group) {
        return join(host, Flow.address(group));
    }

    Receiver join(Namespace host, Flow flow) {
        return add(Receiver.join(host, Topology.Host.INTERFACE, flow));
    }

    Tap listen(Namespace host) {
        return add(Tap.listen(host, Topology.Host.INTERFACE));
    }

    /** Waits until a receiver has got so many more packets than now. */
    static void awaitPackets(Receiver receiver, long more) {
        long goal = receiver.count().packets() + more;
        Poll.until(SOON, more + " more packets arrive", () -> receiver.count().packets() >= goal, receiver::count);
    }

    /** Waits until nothing of a flow has come down a cable for half a second. */
    static void awaitSilence(Tap tap, Flow flow, Duration atMost) {
        Duration quiet = Duration.ofMillis(500);
        Poll.until(
                atMost,
                "no more packets of " + flow,
                () -> System.nanoTime() - tap.count(flow).lastNanos() > quiet.toNanos(),
                () -> tap.count(flow));
    }

    <T extends AutoCloseable> T add(T resource) {
        return belongings.add(resource);
    }

    /** Closes everything, whatever happens to some, and then fails if something happened. */
    @Override
    public void close() {
        belongings.close();
    }
}
