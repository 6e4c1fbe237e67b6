package io.mgmrouter.wire;

import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** FRRouting's zebra and pimd in a namespace, as a peer that knows nothing of us. */
final class FrrRouter implements Running {

    static final String ZEBRA = "/usr/lib/frr/zebra";
    static final String PIMD = "/usr/lib/frr/pimd";

    private final Namespace namespace;
    private final Path folder;
    private final List<Process> daemons = new ArrayList<>();

    private FrrRouter(Namespace namespace, Path folder) {
        this.namespace = namespace;
        this.folder = folder;
    }

    /** Starts it with these commands on an interface: {@code ip igmp}. */
    static FrrRouter start(Namespace namespace, String interfaceName, String... commands) {
        return start(namespace, "interface " + interfaceName + "\n " + String.join("\n ", commands));
    }

    /** Starts it with this configuration of pimd. */
    static FrrRouter start(Namespace namespace, String configuration) {
        try {
            var router = new FrrRouter(namespace, Files.createTempDirectory("mgm-frr-"));
            router.write("zebra.conf", "hostname frr\n");
            router.write("pimd.conf", "hostname frr\n" + configuration);
            Programs.run("chown", "-R", "frr:frr", router.folder.toString());
            router.daemon(ZEBRA, "zserv.api");
            router.daemon(PIMD, "pimd.vty");
            return router;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Process id of pimd, which holds the namespace's multicast table. */
    long pimdPid() {
        return daemons.getLast().pid();
    }

    /** Runs commands of its shell, one after the other: {@code show ip igmp interface}. */
    String ask(String... commands) {
        List<String> line = new ArrayList<>(List.of("vtysh", "--vty_socket", folder.toString()));
        Stream.of(commands).forEach(command -> line.addAll(List.of("-c", command)));
        return Programs.run(line.toArray(String[]::new));
    }

    /** Ends pimd without a word to anybody. */
    @Override
    public void kill() {
        daemons.getLast().destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        daemons.reversed().forEach(Process::destroy);
        daemons.forEach(daemon -> Poll.until(Bench.SOON, "FRR ends", () -> !daemon.isAlive(), daemon::info));
        Belongings.delete(folder);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text + "\n");
    }

    /** {@code sign} is the file that appears when the daemon is up. */
    private void daemon(String program, String sign) throws IOException {
        String name = Path.of(program).getFileName().toString();
        List<String> command = Arrays.asList(
                program,
                "-u",
                "frr",
                "-g",
                "frr",
                "-f",
                file(name + ".conf"),
                "-i",
                file(name + ".pid"),
                "-z",
                file("zserv.api"),
                "--vty_socket",
                folder.toString(),
                "--log",
                "file:" + file(name + ".log"),
                "-P",
                "0");
        daemons.add(namespace
                .process(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .start());
        Poll.until(Bench.SOON, name + " is up", () -> Files.exists(folder.resolve(sign)), () -> "no " + sign);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
