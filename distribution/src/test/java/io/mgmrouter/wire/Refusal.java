package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Programs;
import io.mgmrouter.lab.RouterConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A router that did not start, and the sentence with which it said why. */
record Refusal(String sentence) {

    private static final int SECONDS = 60;
    private static final int TIMED_OUT = 124;

    /** Starts a router that must refuse to. */
    static Refusal of(Bench bench, RouterConfiguration configuration) {
        return of(bench, configuration.write(bench.configurationFile()), Distribution.JAVA, Distribution.MGM);
    }

    /** The same with another Java, or as another user if words like {@code runuser} precede the program. */
    static Refusal of(Bench bench, Path file, Path java, Path mgm, String... before) {
        String[] command = Stream.concat(
                        Stream.of(before),
                        Stream.of(
                                mgm.toString(),
                                "run",
                                "--conf",
                                file.toString(),
                                "--state",
                                bench.state().toString()))
                .toArray(String[]::new);
        List<String> inside = bench.topology()
                .router()
                .process(Distribution.atMostSeconds(SECONDS, java, command))
                .command();
        return of(Programs.execute("", inside));
    }

    private static Refusal of(Programs.Result result) {
        assertThat(result.status())
                .as("status; %s%s", result.output(), result.errors())
                .isNotIn(0, TIMED_OUT);
        assertThat(result.output() + result.errors())
                .doesNotContain("\tat ")
                .doesNotContain("Exception in thread")
                .doesNotContain("ready in");
        List<String> errors =
                result.errors().lines().filter(line -> !line.isBlank()).toList();
        assertThat(errors).as("one line of standard error").hasSize(1);
        return new Refusal(errors.getFirst());
    }
}
