package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WireTest(needs = {"runuser", "unshare"})
@DisplayName("mgm lab")
class LabIT {

    private static final int SECONDS = 90;

    @Test
    void passesAsRootAndLeavesNothingBehind() throws IOException {
        String namespacesBefore = Programs.run("ip", "netns", "list");
        Set<Path> foldersBefore = labFolders();

        var result = Programs.execute(
                "",
                Distribution.atMostSeconds(
                        SECONDS, Distribution.JAVA, Distribution.MGM.toString(), "lab", "--seconds", "2"));

        assertPassed(result);
        assertThat(Programs.run("ip", "netns", "list")).isEqualTo(namespacesBefore);
        assertThat(labFolders()).isEqualTo(foldersBefore);
    }

    /** Another lab may be running. */
    private static Set<Path> labFolders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("mgm-lab-"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void passesForAnOrdinaryUser(@TempDir Path folder) {
        Path home = Distribution.copyForEverybody(folder);

        List<String> command = Distribution.atMostSeconds(
                SECONDS,
                Distribution.JAVA,
                "runuser",
                "-u",
                "nobody",
                "--",
                home.resolve("bin/mgm").toString(),
                "lab",
                "--seconds",
                "2");

        assertPassed(Programs.execute("", command));
    }

    @Test
    void refusesAnUnknownOptionInOneSentence() {
        var result = Programs.execute(
                "",
                Distribution.atMostSeconds(SECONDS, Distribution.JAVA, Distribution.MGM.toString(), "lab", "--kep"));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errors().lines())
                .containsExactly("mgm lab: unknown option '--kep'; there are --keep, --seconds N and --help");
    }

    private static void assertPassed(Programs.Result result) {
        assertThat(result.status())
                .as("%s%n%s", result.output(), result.errors())
                .isZero();
        assertThat(result.output())
                .contains(
                        "PASS: all",
                        "PASS  r3 IGMPv3 gets (10.1.0.2,232.1.0.1);",
                        "PASS  r3 MLDv2 gets (2001:db8:1::2,")
                .doesNotContain("FAIL");
    }
}
