package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Programs;
import io.mgmrouter.lab.RouterConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@WireTest(needs = "runuser")
@DisplayName("A start that is refused, with one sentence and no stack trace")
class RefusedStartIT {

    private static final Path JAVA_17 = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");

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
    void namesAMisspeltKey() {
        assertThat(Refusal.of(bench, Bench.igmp().igmp("eth2", "versoin", 3)).sentence())
                .contains("versoin")
                .contains("eth2");
    }

    @Test
    void namesAMissingKey() {
        assertThat(Refusal.of(bench, new RouterConfiguration().igmp("eth2", "version", 3))
                        .sentence())
                .contains("interface")
                .contains("missing");
    }

    @Test
    void namesAnInterfaceThatDoesNotExist() {
        assertThat(Refusal.of(bench, Bench.igmp().igmp("eth9", "interface", "eth9")).sentence()).contains("eth9");
    }

    @Test
    void namesABadValueAndTheAllowedRange() {
        assertThat(Refusal.of(bench, Bench.igmp().igmp("eth2", "version", 4)).sentence())
                .contains("version")
                .contains("4")
                .contains("3");
    }

    @Test
    void namesTheFileThatIsNoJson() throws IOException {
        Path file = Files.writeString(bench.configurationFile(), "{ \"io.mgmrouter.igmp\": ");

        assertThat(Refusal.of(bench, file, Distribution.JAVA, Distribution.MGM).sentence())
                .contains(file.toString());
    }

    @Test
    void namesTheFileThatDoesNotExist() {
        Path file = bench.state().resolve("nowhere.json");

        assertThat(Refusal.of(bench, file, Distribution.JAVA, Distribution.MGM).sentence())
                .contains(file.toString());
    }

    @Test
    void namesTheSocketThatAnotherRouterAnswersOn() {
        bench.start(Bench.igmp());

        assertThat(Refusal.of(bench, Bench.igmp()).sentence())
                .contains(bench.state().toString());
    }

    @Test
    void namesThePrivilegeThatIsMissing(@TempDir Path folder) throws IOException {
        Path home = Distribution.copyForEverybody(folder);
        Path file = Bench.igmp().write(folder.resolve("mgm.json"));
        Programs.run("chmod", "a+r", file.toString());
        Programs.run(
                "chmod",
                "a+rwx",
                bench.state().toString(),
                bench.state().getParent().toString());

        assertThat(Refusal.of(bench, file, Distribution.JAVA, home.resolve("bin/mgm"), "runuser", "-u", "nobody", "--")
                        .sentence())
                .contains("CAP_NET_");
    }

    @Test
    @EnabledIf("thereIsAnOldJava")
    void namesTheJavaThatIsTooOld() {
        Path file = Bench.igmp().write(bench.configurationFile());

        assertThat(Refusal.of(bench, file, JAVA_17, Distribution.MGM).sentence())
                .contains("25")
                .contains("17");
    }

    static boolean thereIsAnOldJava() {
        return Files.isExecutable(JAVA_17);
    }
}
