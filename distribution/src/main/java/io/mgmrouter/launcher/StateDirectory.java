package io.mgmrouter.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a running router keeps its socket, its log and its temporary files.
 *
 * @param path the directory, absolute
 */
record StateDirectory(Path path) {

    private static final Path SYSTEM = Path.of("/run/mgm-router");
    private static final String FALLBACK = "mgm.state.fallback";
    private static final Set<PosixFilePermission> OWNER_AND_GROUP = PosixFilePermissions.fromString("rwxr-x---");
    private static final String SOCKET = "control.sock";

    /** Where a router without {@code --state} keeps its state: {@code /run/mgm-router}, else what the script names. */
    static List<Path> defaults() {
        return Optional.ofNullable(System.getProperty(FALLBACK))
                .map(fallback -> List.of(SYSTEM, Path.of(fallback)))
                .orElse(List.of(SYSTEM));
    }

    /** The directory given, or the first default that can be written; created if it is not there. */
    static StateDirectory open(Optional<Path> given) throws StartFailure {
        List<Path> candidates = given.map(List::of).orElseGet(StateDirectory::defaults);
        for (Path candidate : candidates.subList(0, candidates.size() - 1)) {
            if (usable(candidate)) {
                return new StateDirectory(candidate).prepared();
            }
        }
        return new StateDirectory(candidates.getLast()).prepared();
    }

    Path socket() {
        return path.resolve(SOCKET);
    }

    Path lock() {
        return path.resolve("lock");
    }

    Path cache() {
        return path.resolve("cache");
    }

    Path temporary() {
        return path.resolve("tmp");
    }

    private static boolean usable(Path directory) {
        return Files.isWritable(Files.exists(directory) ? directory : directory.getParent());
    }

    private StateDirectory prepared() throws StartFailure {
        try {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_AND_GROUP));
            Files.createDirectories(temporary());
            return this;
        } catch (FileAlreadyExistsException e) {
            throw StartFailure.failed("the state directory " + path + " cannot be made: " + e.getFile()
                    + " is there and is not a directory; choose another one with --state");
        } catch (IOException e) {
            throw StartFailure.failed("the state directory " + path + " cannot be made or written (" + reason(e)
                    + "); choose another one with --state");
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }
}
