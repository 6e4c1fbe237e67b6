package io.mgmrouter.itest;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds the jars that Maven has put on the class path of the tests. */
final class ClassPath {

    private ClassPath() {}

    /** The jar of an artifact, from the local repository or from the reactor. */
    static Path jar(String artifact) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Path.of(entry).getFileName().toString().matches(artifact + "-\\d.*\\.jar"))
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no jar of " + artifact
                        + " on the class path; it must be a test dependency, and the build must reach the phase package"));
    }
}
