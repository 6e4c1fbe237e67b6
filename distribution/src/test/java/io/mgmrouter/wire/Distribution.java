package io.mgmrouter.wire;

import io.mgmrouter.lab.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The router as it is shipped, and the Java it is run with here: that of the tests. */
final class Distribution {

    static final Path HOME =
            Path.of(System.getProperty("mgm.home", "target/mgm-router")).toAbsolutePath();
    static final Path MGM = HOME.resolve("bin/mgm");
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin/java");

    private Distribution() {}

    /** The jar of a bundle, by the beginning of its name. */
    static Path bundle(String artifact) {
        try (Stream<Path> files = Files.walk(HOME)) {
            return files.filter(file -> file.getFileName().toString().matches(artifact + "-\\d.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no bundle " + artifact + " in " + HOME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy that every user of the machine may read; a home directory often may not be entered by others. */
    static Path copyForEverybody(Path folder) {
        Programs.run("cp", "-r", HOME.toString(), folder.resolve("mgm-router").toString());
        Programs.run("chmod", "-R", "a+rX", folder.toString());
        return folder.resolve("mgm-router");
    }

    /** A command line that ends a program that does not end by itself, with status 124. */
    static List<String> atMostSeconds(int seconds, Path java, String... command) {
        return Stream.concat(
                        Stream.of("timeout", "--kill-after=5", Integer.toString(seconds), "env", "MGM_JAVA=" + java),
                        Stream.of(command))
                .toList();
    }
}
