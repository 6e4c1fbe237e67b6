package io.mgmrouter.linux.custody;

import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.mroute.UpcallListener;
import io.mgmrouter.linux.sys.Libc;
import io.mgmrouter.linux.sys.NativeSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads up-calls from the table's socket, on the I/O thread. The socket's filter lets nothing else through. */
final class UpcallReader {

    private static final Logger LOG = LoggerFactory.getLogger(UpcallReader.class);
    private static final int LONGEST_MESSAGE = 40;
    private static final int LONGEST_PACKET = 65_535;

    private final TableFormat format;
    private final NativeSocket socket;
    private final MemorySegment buffer = Arena.ofAuto().allocate(LONGEST_MESSAGE + LONGEST_PACKET, 8);
    private final ByteBuffer octets = buffer.asByteBuffer();
    private final List<UpcallListener> listeners = new CopyOnWriteArrayList<>();

    UpcallReader(TableFormat format, NativeSocket socket) {
        this.format = format;
        this.socket = socket;
    }

    void add(UpcallListener listener) {
        listeners.add(listener);
    }

    void remove(UpcallListener listener) {
        listeners.remove(listener);
    }

    /** An error here is one that only a closed or broken socket gives; there is nothing to do about it. */
    void read() {
        for (int i = 0; i < IoThread.PACKETS_PER_TURN; i++) {
            long length = Libc.recv(socket.fd(), buffer, 0);
            if (length < 0) {
                return;
            }
            format.upcall(octets.slice(0, (int) length)).ifPresent(this::deliver);
        }
    }

    private void deliver(Upcall upcall) {
        for (UpcallListener listener : listeners) {
            try {
                listener.upcall(upcall);
            } catch (RuntimeException e) {
                LOG.error("upcall.listener failed", e);
            }
        }
    }
}
