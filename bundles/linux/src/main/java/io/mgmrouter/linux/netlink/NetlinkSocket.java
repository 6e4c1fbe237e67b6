package io.mgmrouter.linux.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mgmrouter.linux.sys.Errno;
import io.mgmrouter.linux.sys.Libc;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A rtnetlink socket, either for requests or for events. Requests may come from any thread, one at a time; events are
 * read by one thread.
 */
public final class NetlinkSocket implements AutoCloseable {

    private static final int ROUTE = 0;
    private static final SocketOption ADD_MEMBERSHIP = new SocketOption("NETLINK_ADD_MEMBERSHIP", 270, 1);
    private static final int BUFFER_OCTETS = 256 * 1024;
    private static final int EVENT_BUFFER_OCTETS = 4 * 1024 * 1024;
    private static final int DUMP_ATTEMPTS = 5;
    private static final long ANSWER_SECONDS = 2;

    private final NativeSocket socket;
    private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_OCTETS, 8);
    private int sequence;

    private NetlinkSocket(NativeSocket socket) {
        this.socket = socket;
    }

    /** A socket for requests. */
    public static NetlinkSocket forRequests() {
        NativeSocket socket =
                NativeSocket.openBlocking("netlink", NativeSocket.AF_NETLINK, NativeSocket.SOCK_RAW, ROUTE);
        try (Arena arena = Arena.ofConfined()) {
            // The kernel answers before send returns; the limit only keeps a fault from blocking a thread for ever.
            socket.set(SocketOption.SO_RCVTIMEO, arena.allocateFrom(JAVA_LONG, ANSWER_SECONDS, 0));
        }
        return new NetlinkSocket(socket);
    }

    /** A socket that hears of changes in these groups from now on. */
    public static NetlinkSocket forEvents(int... groups) {
        NativeSocket socket = NativeSocket.open("netlink", NativeSocket.AF_NETLINK, NativeSocket.SOCK_RAW, ROUTE);
        try (Arena arena = Arena.ofConfined()) {
            socket.receiveBuffer(EVENT_BUFFER_OCTETS);
            MemorySegment address = arena.allocate(12, 4);
            address.set(JAVA_SHORT, 0, (short) NativeSocket.AF_NETLINK);
            socket.bind(address);
            for (int group : groups) {
                socket.set(ADD_MEMBERSHIP, group);
            }
            return new NetlinkSocket(socket);
        } catch (LinuxException refused) {
            socket.close();
            throw refused;
        }
    }

    NativeSocket socket() {
        return socket;
    }

    /**
     * Asks, and waits for the whole answer. A dump during which something changed is made again.
     *
     * @throws LinuxException with the kernel's error
     */
    public synchronized List<NetlinkMessage> request(NetlinkRequest request) {
        for (int attempt = 1; attempt < DUMP_ATTEMPTS; attempt++) {
            List<NetlinkMessage> answer = exchange(request);
            if (answer.stream().noneMatch(m -> (m.flags() & NetlinkMessage.DUMP_INTERRUPTED) != 0)) {
                return answer;
            }
        }
        return exchange(request);
    }

    /**
     * Reads the events that wait, at most one buffer full.
     *
     * @return empty if nothing waits
     * @throws LinuxException with ENOBUFS if events were lost
     */
    List<NetlinkMessage> receive() {
        long length = Libc.recv(socket.fd(), buffer, 0);
        return Errno.EAGAIN.is(length) || Errno.EINTR.is(length) ? List.of() : split(length);
    }

    private List<NetlinkMessage> exchange(NetlinkRequest request) {
        send(request.octets(++sequence));
        List<NetlinkMessage> answer = new ArrayList<>();
        while (true) {
            for (NetlinkMessage message : split(Libc.recv(socket.fd(), buffer, 0))) {
                if (message.sequence() != sequence) {
                    continue;
                }
                if (message.type() == NetlinkMessage.ERROR || message.type() == NetlinkMessage.DONE) {
                    check(request, message);
                    return answer;
                }
                answer.add(message);
                if (!request.dump()) {
                    return answer;
                }
            }
        }
    }

    private void send(byte[] octets) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocateFrom(JAVA_BYTE, octets);
            LinuxException.check("send netlink request", Libc.send(socket.fd(), out, 0));
        }
    }

    private List<NetlinkMessage> split(long received) {
        long length = LinuxException.check("receive from netlink", received);
        return NetlinkMessage.split(buffer.asSlice(0, length).asByteBuffer());
    }

    /** An error message carries the negative error number first, 0 for success; so does the end of a dump. */
    private static void check(NetlinkRequest request, NetlinkMessage message) {
        int result = message.payload().capacity() < JAVA_INT.byteSize()
                ? 0
                : message.payload().getInt(0);
        if (result < 0) {
            throw new LinuxException("netlink request " + request.type(), -result);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
