package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.Family;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that may hold a multicast table of the kernel: it has a raw socket of the protocol it takes.
 *
 * @param pid its number
 * @param name its command
 */
record TableHolder(long pid, String name) {

    private static final Path PROCESSES = Path.of("/proc");
    private static final int INODE_COLUMN = 9;

    /** All such processes in this network namespace but ourselves; as far as /proc lets us see. */
    static List<TableHolder> find(Family family, int protocol) {
        Path list = Path.of("/proc/thread-self/net/" + (family == Family.IPV4 ? "raw" : "raw6"));
        // The unspecified address and, in the place of a port, the IP protocol.
        String unbound = "0".repeat(2 * family.octets()) + ":%04X".formatted(protocol);
        try (Stream<String> sockets = Files.lines(list)) {
            Set<String> descriptors = sockets.map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > INODE_COLUMN && columns[1].equals(unbound))
                    .map(columns -> "socket:[" + columns[INODE_COLUMN] + "]")
                    .collect(Collectors.toSet());
            return descriptors.isEmpty() ? List.of() : holdersOf(descriptors);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<TableHolder> holdersOf(Set<String> descriptors) throws IOException {
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return processes
                    .filter(process -> process.getFileName().toString().chars().allMatch(Character::isDigit))
                    .map(process -> new Candidate(
                            process, Long.parseLong(process.getFileName().toString())))
                    .filter(candidate ->
                            candidate.pid != ProcessHandle.current().pid())
                    .filter(candidate -> candidate.holdsAnyOf(descriptors))
                    .map(candidate -> new TableHolder(candidate.pid, candidate.name()))
                    .toList();
        }
    }

    @Override
    public String toString() {
        return name + " (process " + pid + ")";
    }

    private record Candidate(Path directory, long pid) {

        /** A process that has just ended, or that we may not look into, holds nothing as far as we know. */
        boolean holdsAnyOf(Set<String> descriptors) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("fd"))) {
                for (Path file : files) {
                    if (target(file).filter(descriptors::contains).isPresent()) {
                        return true;
                    }
                }
                return false;
            } catch (IOException | DirectoryIteratorException e) {
                return false;
            }
        }

        private static Optional<String> target(Path file) {
            try {
                return Optional.of(Files.readSymbolicLink(file).toString());
            } catch (IOException closedMeanwhile) {
                return Optional.empty();
            }
        }

        String name() {
            try {
                return Files.readString(directory.resolve("comm")).strip();
            } catch (IOException e) {
                return "a process";
            }
        }
    }
}
