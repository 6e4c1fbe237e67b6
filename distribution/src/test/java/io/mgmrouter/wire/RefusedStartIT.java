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
        assertThat(refusal(Bench.igmp().igmp("eth2", "versoin", 3)))
                .contains("versoin")
                .contains("eth2");
    }

    @Test
    void namesAMissingKey() {
        assertThat(refusal(new RouterConfiguration().igmp("eth2", "version", 3)))
                .contains("\"interface\"")
                .contains("eth2");
    }

    @Test
    void namesAnInterfaceThatDoesNotExist() {
        assertThat(refusal(Bench.igmp().igmp("eth9", "interface", "eth9"))).contains("eth9");
    }

    @Test
    void namesABadValueAndTheAllowedRange() {
        assertThat(refusal(Bench.igmp().igmp("eth2", "version", 4)))
                .contains("version")
                .contains("1 to 3, not 4");
    }

    @Test
    void namesTheFileThatIsNoJson() throws IOException {
        Path file = Files.writeString(bench.configurationFile(), "{ \"io.mgmrouter.igmp\": ");

        assertThat(Attempt.with(bench, file).refusal()).contains(file.toString());
    }

    @Test
    void namesTheFileThatDoesNotExist() {
        Path file = bench.state().resolve("nowhere.json");

        assertThat(Attempt.with(bench, file).refusal()).contains(file.toString());
    }

    @Test
    void namesTheStateFolderThatAnotherRouterUsesAndLeavesThatOneAlone() {
        bench.start(Bench.igmp());

        // In another namespace, where the kernel's multicast table is free.
        String sentence = Attempt.with(bench, RouterConfiguration.igmpOn("eth0"))
                .in(bench.topology().source().namespace())
                .refusal();

        assertThat(sentence).contains(bench.state().toString());
        assertThat(bench.control().ask("show clients")).contains("igmp");
    }

    @Test
    void namesThePrivilegeThatIsMissing(@TempDir Path folder) {
        Path home = Distribution.copyForEverybody(folder);
        Path file = Bench.igmp().write(folder.resolve("mgm.json"));
        Programs.run("chmod", "a+r", file.toString());
        Programs.run(
                "chmod",
                "a+rwx",
                bench.state().toString(),
                bench.state().getParent().toString());

        assertThat(Attempt.with(bench, file).as("nobody", home).refusal()).contains("CAP_NET_");
    }

    @Test
    @EnabledIf("thereIsAnOldJava")
    void namesTheJavaThatIsTooOld() {
        assertThat(Attempt.with(bench, Bench.igmp()).withJava(JAVA_17).refusal())
                .contains("Java 25")
                .contains("Java 17");
    }

    static boolean thereIsAnOldJava() {
        return Files.isExecutable(JAVA_17);
    }

    private String refusal(RouterConfiguration configuration) {
        return Attempt.with(bench, configuration).refusal();
    }
}
