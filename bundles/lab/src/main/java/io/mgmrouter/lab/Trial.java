package io.mgmrouter.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code mgm lab} does: builds the network, starts the router, has the hosts join and leave, and tells what it
 * sees while it sees it. Runs on the main thread; {@link #close} may come from another and ends it with a
 * {@link LabException}.
 */
final class Trial implements AutoCloseable {

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
    private final List<Station> stations = new ArrayList<>();
    private Topology topology;
    private Path folder;
    private RouterProcess router;

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
        if (!topology.families().contains(Family.IPV6)) {
            out.println("IPv4 only: this machine has no IPv6 address");
        }
        topology.families().stream().flatMap(this::stations).forEach(station -> stations.add(resources.add(station)));
    }

    /** Of each family one host of the version before the newest, and two of the newest. */
    private Stream<Station> stations(Family family) {
        int newest = family.newestVersion();
        return Stream.of(
                new Station(topology.receiver(1), newest - 1, anySource(family), false),
                new Station(topology.receiver(2), newest, anySource(family), false),
                new Station(topology.receiver(3), newest, oneSource(family), true));
    }

    private Flow anySource(Family family) {
        return new Flow(topology.source().address(family), family.group(1));
    }

    private Flow oneSource(Family family) {
        return new Flow(topology.source().address(family), family.ssmGroup(1));
    }

    private void startRouter() {
        out.println("starting the router");
        try {
            folder = Files.createTempDirectory("mgm-lab-");
            Files.createDirectory(state());
        } catch (IOException e) {
            throw new LabException("cannot make a temporary folder: " + e.getMessage(), e);
        }
        var configuration = new RouterConfiguration();
        topology.families().forEach(family -> configuration.on(family.protocol(), "eth1", "eth2", "eth3", "eth4"));
        Path file = configuration.write(folder.resolve("mgm.json"));
        router = resources.add(RouterProcess.start(topology.router(), home, file, state(), Map.of()));
        router.awaitReady(START_LIMIT);
        out.println("router "
                + router.output().stream()
                        .filter(line -> line.startsWith("ready in"))
                        .findFirst()
                        .orElse(""));
    }

    private void send() {
        topology.families().forEach(this::send);
        resources.pause(QUIET.toMillis());
        checks.check(
                stations.stream().allMatch(s -> s.strangers().isEmpty()), "before anybody joins, nobody gets anything");
    }

    private void send(Family family) {
        Flow any = anySource(family);
        Flow one = oneSource(family);
        out.printf(
                "%s sends to %s and %s, %d packets per second each%n",
                Flow.text(any.source()), Flow.text(any.group()), Flow.text(one.group()), PACKETS_PER_SECOND);
        resources.add(Sender.start(
                topology.source().namespace(),
                Topology.Host.INTERFACE,
                any.source(),
                List.of(any.group(), one.group()),
                PACKETS_PER_SECOND));
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
            for (Family family : topology.families()) {
                out.printf("%4d s  %s   %s%n", i, family, progress(family, passed));
            }
        }
    }

    private String progress(Family family, Duration passed) {
        return stations.stream()
                .filter(station -> station.family() == family)
                .map(station -> station.progress(passed))
                .collect(Collectors.joining("   "));
    }

    private void showDecisions() {
        for (String command : List.of("show groups", "show mfe --stats")) {
            out.printf("%n%s%n%s", command, router.control().ask(command).indent(2));
        }
        out.println();
        for (Family family : topology.families()) {
            checkEntry(anySource(family), List.of("eth2", "eth3"));
            checkEntry(oneSource(family), List.of("eth4"));
        }
    }

    private void checkEntry(Flow flow, List<String> oifs) {
        List<Mfe> entries = router.control().table("show mfe").stream()
                .map(Mfe::of)
                .filter(entry -> entry.isOf(flow))
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
        Topology.Host first = topology.receiver(1);
        leave(stations.stream().filter(station -> station.isOn(first)).toList());
        leave(stations.stream().filter(station -> !station.isOn(first)).toList());
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
        out.printf("%s left%n", leaving.stream().map(Station::name).collect(Collectors.joining(", ")));
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
}
