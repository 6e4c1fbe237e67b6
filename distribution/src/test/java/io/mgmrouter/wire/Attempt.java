package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Programs;
import io.mgmrouter.lab.RouterConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A start of the router that must be refused: with the bench's files and namespace, unless said otherwise. */
final class Attempt {

    private static final int SECONDS = 60;
    private static final int TIMED_OUT = 124;

    private final Bench bench;
    private Namespace namespace;
    private Path file;
    private Path java = Distribution.JAVA;
    private Path program = Distribution.MGM;
    private List<String> before = List.of();

    private Attempt(Bench bench, Path file) {
        this.bench = bench;
        this.namespace = bench.topology().router();
        this.file = file;
    }

    static Attempt with(Bench bench, RouterConfiguration configuration) {
        return with(bench, configuration.write(bench.configurationFile()));
    }

    static Attempt with(Bench bench, Path configurationFile) {
        return new Attempt(bench, configurationFile);
    }

    Attempt in(Namespace elsewhere) {
        namespace = elsewhere;
        return this;
    }

    Attempt withJava(Path other) {
        java = other;
        return this;
    }

    /** An installation and a user who may read it. */
    Attempt as(String user, Path home) {
        before = List.of("runuser", "-u", user, "--");
        program = home.resolve("bin/mgm");
        return this;
    }

    /** Makes the attempt; the one sentence it was refused with. */
    String refusal() {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(program.toString(), "run", "--conf", file.toString()));
        command.addAll(List.of("--state", bench.state().toString()));
        List<String> limited = Distribution.atMostSeconds(SECONDS, java, command.toArray(String[]::new));
        return sentence(Programs.execute("", namespace.process(limited).command()));
    }

    private static String sentence(Programs.Result result) {
        String all = result.output() + result.errors();
        assertThat(result.status()).as("status; %s", all).isNotIn(0, TIMED_OUT);
        assertThat(all)
                .doesNotContain("\tat ")
                .doesNotContain("Exception in thread")
                .doesNotContain("ready in");
        List<String> errors =
                result.errors().lines().filter(line -> !line.isBlank()).toList();
        assertThat(errors).as("one line of standard error").hasSize(1);
        return errors.getFirst();
    }
}
