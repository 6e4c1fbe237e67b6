package io.mgmrouter.testkit.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Coverage-guided fuzzing of one target by Jazzer, in a virtual machine of its own: it instruments the classes of this
 * project and keeps every input that reaches something new. It works in {@code target/fuzz/NAME}: {@code log}, the
 * inputs that were kept, and {@code crash-*} if one failed.
 *
 * @param target has the method that Jazzer calls
 * @param seeds inputs to begin with
 */
record JazzerRun(Class<?> target, List<Seeds.Seed> seeds) {

    private static final int DEFAULT_SECONDS = 20;
    private static final int START_AND_END_SECONDS = 60;

    /** Longest input, in octets: an Ethernet frame holds no more. */
    private static final int LONGEST = 1500;

    /** An input that takes longer, in seconds, counts as failed. The first one loads and instruments the classes. */
    private static final int SLOWEST = 30;

    /** Fuzzes for the time there is; throws an error that shows the input if one fails. */
    void run() {
        Path folder = Path.of("target", "fuzz", target.getSimpleName());
        try {
            prepare(folder);
            Process jazzer = new ProcessBuilder(command(folder))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            if (!jazzer.waitFor(seconds() + START_AND_END_SECONDS, TimeUnit.SECONDS)) {
                jazzer.destroyForcibly();
                throw new AssertionError("did not end in time, see " + folder.resolve("log"));
            }
            if (jazzer.exitValue() != 0) {
                throw new AssertionError(finding(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int seconds() {
        return Integer.getInteger("fuzz.seconds", DEFAULT_SECONDS);
    }

    private void prepare(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("kept"));
        Files.createDirectories(folder.resolve("seeds"));
        for (Path old : crashes(folder)) {
            Files.delete(old);
        }
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(
                    folder.resolve("seeds").resolve("seed-" + i), seeds.get(i).octets());
        }
    }

    private List<String> command(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.mgmrouter.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator,
                "-max_total_time=" + seconds(),
                "-max_len=" + LONGEST,
                "-timeout=" + SLOWEST,
                folder.resolve("kept").toString(),
                folder.resolve("seeds").toString());
    }

    private String finding(Path folder) throws IOException {
        StringBuilder text = new StringBuilder("an input fails, see " + folder.resolve("log"));
        for (Path crash : crashes(folder)) {
            text.append("\nadd to the seeds, and repair:  ")
                    .append(Seeds.line(crash.getFileName().toString(), Files.readAllBytes(crash)));
        }
        return text.toString();
    }

    private static List<Path> crashes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("(crash|timeout|oom)-.*"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
