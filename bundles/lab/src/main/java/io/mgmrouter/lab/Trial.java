package io.mgmrouter.lab;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What {@code mgm lab} does: builds the network, starts the router, has the hosts join and leave, and tells what it
 * sees while it sees it. Runs on the main thread; {@link #close} may come from another and ends it with a
 * {@link LabException}.
 */
final class Trial implements AutoCloseable {

    private static final String GROUP = "239.1.1.1";
    private static final String SSM_GROUP = "232.1.1.1";
    private static final int PACKETS_PER_SECOND = 1000;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration FIRST_PACKET_LIMIT = Duration.ofSeconds(3);
    private static final Duration QUIET = Duration.ofMillis(400);
    /** Two queries, one second each (RFC 3376 section 8.8, Last Member Query Time), and some time to get about. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(3);

    private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;

    private final Path home;
    private final PrintStream out;
    private final Resources resources = new Resources();
    private final Checks checks = new Checks();
    private Topology topology;
    private Path folder;
    private RouterProcess router;
    private List<Station> stations;

    /** @param home the unpacked distribution */
    Trial(Path home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    /** @return true if all checks passed */
    boolean run(Duration watch) {
        build();
        startRouter();
        send();
        join();
        watch(watch);
        showDecisions();
        leave();
        out.println();
        checks.report().forEach(out::println);
        return checks.allPassed();
    }

    /** Has the hosts join again, says how to look around, and waits to be closed. */
    void keepRunning() {
        stations.forEach(Station::join);
        out.println();
        new Directions(topology, router, home, state()).lines().forEach(out::println);
        while (true) {
            resources.pause(Long.MAX_VALUE);
        }
    }

    @Override
    public void close() {
        resources.close();
    }

    private void build() {
        out.println("building the network: a source, a router, three receivers");
        resources.add(this::deleteFolder);
        topology = resources.add(Topology.create());
        stations = List.of(
                resources.add(new Station(
                        topology.receiver(1), 2, Flow.of(topology.source().address(), GROUP), false)),
                resources.add(new Station(
                        topology.receiver(2), 3, Flow.of(topology.source().address(), GROUP), false)),
                resources.add(new Station(
                        topology.receiver(3), 3, Flow.of(topology.source().address(), SSM_GROUP), true)));
    }

    private void startRouter() {
        out.println("starting the router");
        try {
            folder = Files.createTempDirectory("mgm-lab-");
            Files.createDirectory(state());
        } catch (IOException e) {
            throw new LabException("cannot make a temporary folder: " + e.getMessage(), e);
        }
        Path file = RouterConfiguration.igmpOn("eth1", "eth2", "eth3", "eth4").write(folder.resolve("mgm.json"));
        router = resources.add(RouterProcess.start(topology.router(), home, file, state(), Map.of()));
        router.awaitReady(START_LIMIT);
        out.println("router "
                + router.output().stream()
                        .filter(line -> line.startsWith("ready in"))
                        .findFirst()
                        .orElse(""));
    }

    private void send() {
        out.printf(
                "%s sends to %s and %s, %d packets per second each%n",
                topology.source().address(), GROUP, SSM_GROUP, PACKETS_PER_SECOND);
        List<InetAddress> groups = List.of(Flow.address(GROUP), Flow.address(SSM_GROUP));
        resources.add(Sender.start(topology.source().namespace(), Topology.Host.INTERFACE, groups, PACKETS_PER_SECOND));
        resources.pause(QUIET.toMillis());
        checks.check(
                stations.stream().allMatch(s -> s.strangers().isEmpty()), "before anybody joins, nobody gets anything");
    }

    private void join() {
        stations.forEach(Station::join);
        await(FIRST_PACKET_LIMIT, () -> stations.stream().allMatch(Station::receives));
        for (Station station : stations) {
            String first = station.timeToFirstPacket().map(Trial::millis).orElse("never");
            out.printf("%s joined; first packet after %s%n", station, first);
            checks.check(
                    station.receives(), "%s gets %s; first packet after %s", station.name(), station.wish(), first);
        }
    }

    private void watch(Duration length) {
        Duration second = Duration.ofSeconds(1);
        stations.forEach(station -> station.progress(second));
        for (int i = 1; i <= length.toSeconds(); i++) {
            long before = System.nanoTime();
            resources.pause(second.toMillis());
            Duration passed = Duration.ofNanos(System.nanoTime() - before);
            String line = String.join(
                    "   ",
                    stations.stream().map(station -> station.progress(passed)).toList());
            out.printf("%4d s  %s%n", i, line);
        }
    }

    private void showDecisions() {
        for (String command : List.of("show groups", "show mfe", "show mfe --stats")) {
            out.printf("%n%s%n%s", command, router.control().ask(command).indent(2));
        }
        out.println();
        checkEntry(stations.get(0).flow(), List.of("eth2", "eth3"));
        checkEntry(stations.get(2).flow(), List.of("eth4"));
    }

    private void checkEntry(Flow flow, List<String> oifs) {
        List<Mfe> entries = router.control().table("show mfe").stream()
                .map(Mfe::of)
                .filter(e -> e.isOf(flow))
                .toList();
        boolean right = entries.size() == 1
                && entries.getFirst().iif().equals("eth1")
                && entries.getFirst().oifs().equals(oifs);
        checks.check(
                right,
                "the entry of %s is %s; it should be iif=eth1 oifs=%s",
                flow,
                entries.isEmpty() ? "missing" : entries.toString(),
                oifs);
    }

    private void leave() {
        leave(stations.subList(0, 1));
        leave(stations.subList(1, stations.size()));
        for (Station station : stations) {
            Count got = station.got();
            checks.check(
                    got.packets() > 0 && station.lost() == 0 && got.duplicates() == 0,
                    "%s got %d packets, %d lost, %d twice; longest gap %s",
                    station.name(),
                    got.packets(),
                    station.lost(),
                    got.duplicates(),
                    millis(got.longestGap()));
            checks.check(
                    station.strangers().isEmpty(),
                    "%s got nothing it did not join%s",
                    station.name(),
                    station.strangers().isEmpty() ? "" : ", but for " + station.strangers());
        }
        checks.check(router.isAlive(), "the router ran through all of it");
    }

    private void leave(List<Station> leaving) {
        leaving.forEach(Station::leave);
        out.printf(
                "%s left%n",
                String.join(" and ", leaving.stream().map(Station::name).toList()));
        await(LEAVE_PATIENCE, () -> leaving.stream().allMatch(station -> station.isQuietFor(QUIET)));
        for (Station station : leaving) {
            Duration length = station.trafficWentOnFor();
            boolean stopped = station.isQuietFor(QUIET) && length.compareTo(LEAVE_LIMIT) <= 0;
            out.printf("  traffic to %s went on for %s%n", station.name(), millis(length));
            checks.check(
                    stopped,
                    "%s left; traffic stopped after %s, allowed are %s",
                    station.name(),
                    millis(length),
                    millis(LEAVE_LIMIT));
        }
    }

    private boolean await(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            resources.pause(POLL_MILLIS);
        }
        return true;
    }

    private Path state() {
        return folder.resolve("state");
    }

    private void deleteFolder() throws IOException {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    /** A forwarding entry as the router's control socket shows it. */
    private record Mfe(String source, String group, String iif, List<String> oifs) {

        static Mfe of(JsonObject row) {
            List<String> oifs = row.getJsonArray("oifs").getValuesAs(JsonString::getString);
            return new Mfe(
                    row.getString("source"),
                    row.getString("group"),
                    row.getString("iif"),
                    oifs.stream().sorted().toList());
        }

        boolean isOf(Flow flow) {
            return source.equals(flow.source().getHostAddress())
                    && group.equals(flow.group().getHostAddress());
        }

        @Override
        public String toString() {
            return "iif=%s oifs=%s".formatted(iif, oifs);
        }
    }
}
