package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.mroute.UpcallListener;
import io.mgmrouter.linux.sys.Libc;
import io.mgmrouter.linux.sys.NativeSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads up-calls from the table's socket, on the I/O thread. The socket's filter lets nothing else through. */
final class UpcallReader {

    private static final Logger LOG = LoggerFactory.getLogger(UpcallReader.class);
    private static final int MESSAGE_OCTETS = 20;
    private static final int LONGEST_PACKET = 65_535;

    private final NativeSocket socket;
    private final MemorySegment buffer = Arena.ofAuto().allocate(MESSAGE_OCTETS + LONGEST_PACKET, 8);
    private final ByteBuffer octets = buffer.asByteBuffer();
    private final List<UpcallListener> listeners = new CopyOnWriteArrayList<>();

    UpcallReader(NativeSocket socket) {
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
            decode(octets.slice(0, (int) length)).ifPresent(this::deliver);
        }
    }

    //  igmpmsg, laid over the packet's IP header:
    //  | first 8 octets of the header | kind (u8) | zero (u8) | vif low (u8) | vif high (u8) | source | group |

    /** Empty for what is too short or of a kind unknown here. */
    static Optional<Upcall> decode(ByteBuffer message) {
        if (message.remaining() < MESSAGE_OCTETS) {
            return Optional.empty();
        }
        int kind = message.get(8);
        if (kind < 1 || kind > Upcall.Kind.values().length) {
            return Optional.empty();
        }
        return Optional.of(new Upcall(
                Upcall.Kind.values()[kind - 1],
                new Ipv4Address(message.getInt(12)),
                new Ipv4Address(message.getInt(16)),
                message.get(10) & 0xff | (message.get(11) & 0xff) << 8,
                packet(message, kind)));
    }

    /** The whole kinds put the packet behind the message; the others are the packet's header. */
    private static ByteBuffer packet(ByteBuffer message, int kind) {
        boolean whole = kind >= 3;
        int length = whole ? message.remaining() - MESSAGE_OCTETS : headerLength(message);
        ByteBuffer copy = ByteBuffer.allocate(length).put(0, message, whole ? MESSAGE_OCTETS : 0, length);
        if (!whole) {
            copy.putInt(8, 0);
        }
        return copy.asReadOnlyBuffer();
    }

    private static int headerLength(ByteBuffer message) {
        return Math.clamp((message.get(0) & 0xf) * 4, MESSAGE_OCTETS, message.remaining());
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
