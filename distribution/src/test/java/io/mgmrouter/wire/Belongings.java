package io.mgmrouter.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** What a test has opened, closed in the opposite order, whatever happens to some of it; and a folder, deleted last. */
final class Belongings implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Path folder;

    Belongings() {
        try {
            folder = Files.createTempDirectory("mgm-wire-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Closes everything, and then fails if something could not be closed. */
    @Override
    public void close() {
        List<Exception> failures = new ArrayList<>();
        while (!open.isEmpty()) {
            close(open.pop(), failures);
        }
        close(() -> delete(folder), failures);
        if (!failures.isEmpty()) {
            throw new AssertionError("cannot clean up: " + failures, failures.getFirst());
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void close(AutoCloseable resource, List<Exception> failures) {
        try {
            resource.close();
        } catch (Exception e) {
            failures.add(e);
        }
    }
}
