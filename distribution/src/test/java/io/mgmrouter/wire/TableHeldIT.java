package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD, "smcrouted"})
@DisplayName("A multicast table that another program holds is reported with its name and process id")
class TableHeldIT {

    private Bench bench;

    @BeforeEach
    void build() {
        bench = new Bench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whenItIsPimd() {
        FrrRouter frr = bench.add(FrrRouter.start(bench.topology().router(), "eth1", "ip pim"));

        assertRefusalNames("pimd", frr.pimdPid());
    }

    @Test
    void whenItIsSmcroute(@TempDir Path folder) throws IOException {
        Path configuration = Files.writeString(folder.resolve("smcroute.conf"), "phyint eth1 enable\n");
        List<String> command = List.of(
                "smcrouted",
                "-n",
                "-f",
                configuration.toString(),
                "-P",
                folder.resolve("pid").toString(),
                "-u",
                folder.resolve("socket").toString());
        Process daemon = bench.topology()
                .router()
                .process(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            assertRefusalNames("smcrouted", daemon.pid());
        } finally {
            daemon.destroy();
        }
    }

    private void assertRefusalNames(String program, long pid) {
        Poll.until(
                Bench.SOON,
                program + " holds the table",
                () -> virtualInterfaces().lines().count() > 1,
                this::virtualInterfaces);

        String sentence = Attempt.with(bench, Bench.igmp()).refusal();

        assertThat(sentence).contains(program).contains(Long.toString(pid));
    }

    private String virtualInterfaces() {
        return bench.topology().router().run("cat", "/proc/net/ip_mr_vif");
    }
}
