package io.mgmrouter.wire;

import java.io.IOException;

/** A router that runs, of whatever make. Closing it is an orderly stop. */
interface Running extends AutoCloseable {

    /** Ends it without a word to anybody. */
    void kill();

    @Override
    void close() throws IOException;
}
