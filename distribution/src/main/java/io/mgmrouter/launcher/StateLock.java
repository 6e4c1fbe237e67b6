package io.mgmrouter.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second router out of a state directory. The lock goes with the process, however that ends; but also with the
 * channel, which the garbage collector closes, so that the router has to hold on to this object.
 */
final class StateLock implements AutoCloseable {

    private final StateDirectory state;
    private final FileChannel file;

    private StateLock(StateDirectory state, FileChannel file) {
        this.state = state;
        this.file = file;
    }

    /** @throws StartFailure if another router has it, or the file cannot be written */
    static StateLock take(StateDirectory state) throws StartFailure {
        try {
            FileChannel file = FileChannel.open(state.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(file)) {
                file.close();
                throw StartFailure.failed("another router uses the state directory " + state.path()
                        + "; stop it, or use another --state directory for this one");
            }
            return new StateLock(state, file);
        } catch (IOException e) {
            throw StartFailure.failed("the state directory " + state.path() + " cannot be locked (" + e
                    + "); choose another one with --state");
        }
    }

    /** What is locked. */
    StateDirectory state() {
        return state;
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // By another one in this very process.
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
