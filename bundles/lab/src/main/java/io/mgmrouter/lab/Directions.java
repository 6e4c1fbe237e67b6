package io.mgmrouter.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tells the operator how to get into a lab that was left running. */
record Directions(Topology topology, RouterProcess router, Path home, Path state) {

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "everything is running, the hosts have joined again; end it with Ctrl-C",
                "",
                "ask the router:",
                "  %s --state %s show mfe".formatted(home.resolve("bin/mgmctl"), state),
                "enter a namespace:"));
        Stream.concat(
                        Stream.of(topology.router(), topology.source().namespace()),
                        topology.receivers().stream().map(Topology.Host::namespace))
                .map(namespace -> "  " + enter() + "ip netns exec " + namespace + " sh")
                .forEach(lines::add);
        lines.add("the router is process %d, its configuration %s"
                .formatted(router.pid(), state.resolveSibling("mgm.json")));
        return lines;
    }

    /** In a user namespace the names are known inside only, so the way leads through this process. */
    private static String enter() {
        return isInUserNamespace()
                ? "nsenter -t %d -U -m --preserve-credentials "
                        .formatted(ProcessHandle.current().pid())
                : "";
    }

    private static boolean isInUserNamespace() {
        try {
            return !Files.readString(Path.of("/proc/self/uid_map")).strip().endsWith("4294967295");
        } catch (IOException _) {
            return false;
        }
    }
}
