package io.mgmrouter.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the system, found and run. Any thread. */
public final class Programs {

    /** Where an ordinary user's PATH does not look, but distributions put {@code ip}. */
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

    private Programs() {}

    /** Where a program is, looking through PATH and the system's folders. */
    public static Optional<Path> find(String name) {
        return Stream.concat(
                        Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                        .orElse("")
                                        .split(":"))
                                .filter(folder -> folder.startsWith("/")),
                        SYSTEM_FOLDERS.stream())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Runs a program to its end.
     *
     * @return what it wrote to its standard output
     * @throws LabException if it is not installed, or ends with another status than 0; the message has its own words
     */
    public static String run(String... command) {
        return runWith("", List.of(command));
    }

    /** As {@link #run}, with an input. */
    public static String runWith(String input, List<String> command) {
        Result result = execute(input, command);
        if (result.status() != 0) {
            throw new LabException("'%s' failed: %s".formatted(String.join(" ", command), result.firstWords()));
        }
        return result.output();
    }

    /** As {@link #run}, with whatever status it ends. */
    public static Result execute(String input, List<String> command) {
        try {
            return finished(new ProcessBuilder(located(command)).start(), input);
        } catch (IOException e) {
            throw new LabException("cannot run '%s': %s".formatted(command.getFirst(), e.getMessage()), e);
        }
    }

    /** The command with its program's full path, as the lab may have found it where PATH does not look. */
    static List<String> located(List<String> command) {
        String name = command.getFirst();
        List<String> located = new ArrayList<>(command);
        located.set(
                0, name.contains("/") ? name : find(name).map(Path::toString).orElseThrow(() -> notInstalled(name)));
        return located;
    }

    private static LabException notInstalled(String program) {
        return new LabException("the program '%s' is not installed%s"
                .formatted(
                        program,
                        switch (program) {
                            case "ip" -> "; install the package iproute2";
                            case "nsenter" -> "; install the package util-linux";
                            default -> "";
                        }));
    }

    private static Result finished(Process process, String input) throws IOException {
        // Inputs and error texts here are shorter than a pipe, so one after the other cannot get stuck.
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        } catch (IOException _) {
            // It ended without reading: its status and its words say why.
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Result(process.waitFor(), output, errors);
        } catch (InterruptedException _) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while a program ran");
        }
    }

    /** How a program ended, and what it wrote. */
    public record Result(int status, String output, String errors) {

        /** The first line it wrote, errors first; its status if it wrote none. */
        String firstWords() {
            return Stream.of(errors, output)
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("status " + status);
        }
    }
}
