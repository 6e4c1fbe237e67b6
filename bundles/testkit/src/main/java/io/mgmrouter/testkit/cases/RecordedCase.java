package io.mgmrouter.testkit.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with {@code in.txt}, what happens to a router, and {@code out.txt}, what it did. With
 * {@code -Dcases.update=true} the latter is written anew, and its difference to the last one is what a reviewer reads.
 *
 * @param folder its name is the case's name
 */
public record RecordedCase(Path folder) {

    /** The cases below a folder, by name. */
    public static List<RecordedCase> below(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(RecordedCase::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return folder.getFileName().toString();
    }

    /** What happens, one event a line; empty lines and comments left out. */
    public List<String> input() {
        return lines("in.txt").stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** Fails if the router did something else than it is known to do. */
    public void check(List<String> output) {
        assertThat(folder.resolve("about.md")).as("what the case is about").isRegularFile();
        if (Boolean.getBoolean("cases.update")) {
            write(output);
        }
        assertThat(output)
                .as("%s; if it is right, write it with -Dcases.update=true", folder)
                .containsExactlyElementsOf(lines("out.txt"));
    }

    private void write(List<String> output) {
        try {
            Files.write(folder.resolve("out.txt"), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
