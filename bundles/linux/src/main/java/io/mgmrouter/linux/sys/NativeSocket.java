package io.mgmrouter.linux.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open socket. Belongs for ever to the network namespace of the thread that opened it. Every method throws
 * {@link LinuxException} if the system refuses, and may be called from any thread; after {@link #close} all fail with
 * EBADF.
 */
public final class NativeSocket implements AutoCloseable {

    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int AF_PACKET = 17;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;

    static final int DONT_WAIT = 0x40;
    private static final int NON_BLOCKING = 0x800;
    private static final int CLOSE_ON_EXEC = 0x80000;

    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NativeSocket(int fd) {
        this.fd = fd;
    }

    /** Opens a socket that never waits and is not inherited by child processes. */
    public static NativeSocket open(String what, int domain, int type, int protocol) {
        return new NativeSocket((int) LinuxException.check(
                "open " + what + " socket", Libc.socket(domain, type | NON_BLOCKING | CLOSE_ON_EXEC, protocol)));
    }

    /** Opens a socket whose calls wait; for a request and its answer. */
    public static NativeSocket openBlocking(String what, int domain, int type, int protocol) {
        return new NativeSocket((int)
                LinuxException.check("open " + what + " socket", Libc.socket(domain, type | CLOSE_ON_EXEC, protocol)));
    }

    /** Two datagram sockets connected to each other, that never wait and are not inherited by child processes. */
    public static NativeSocket[] pair() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment fds = arena.allocate(JAVA_INT, 2);
            LinuxException.check(
                    "socketpair", Libc.socketpair(AF_UNIX, SOCK_DGRAM | NON_BLOCKING | CLOSE_ON_EXEC, 0, fds));
            return new NativeSocket[] {
                new NativeSocket(fds.getAtIndex(JAVA_INT, 0)), new NativeSocket(fds.getAtIndex(JAVA_INT, 1))
            };
        }
    }

    /** The descriptor; -1 once this is closed, so that a late call cannot reach whatever got the number next. */
    public int fd() {
        return closed.get() ? -1 : fd;
    }

    public void bind(MemorySegment address) {
        LinuxException.check("bind", Libc.bind(fd(), address));
    }

    public void set(SocketOption option, MemorySegment value) {
        LinuxException.check(
                "setsockopt " + option.name(), Libc.setsockopt(fd(), option.level(), option.number(), value));
    }

    public void set(SocketOption option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            set(option, arena.allocateFrom(JAVA_INT, value));
        }
    }

    public void set(SocketOption option, String value) {
        try (Arena arena = Arena.ofConfined()) {
            set(option, arena.allocateFrom(value, StandardCharsets.US_ASCII));
        }
    }

    /** Asks for a receive buffer of this size, beyond the system's limit where that is allowed to us. */
    public void receiveBuffer(int octets) {
        try {
            set(SocketOption.SO_RCVBUFFORCE, octets);
        } catch (LinuxException notAllowed) {
            set(SocketOption.SO_RCVBUF, octets);
        }
    }

    /** Packets the kernel dropped because the receive buffer was full (entry 8 of SO_MEMINFO). */
    public long overflows() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(JAVA_INT, 9);
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) values.byteSize());
            SocketOption option = SocketOption.SO_MEMINFO;
            LinuxException.check(
                    "getsockopt " + option.name(),
                    Libc.getsockopt(fd(), option.level(), option.number(), values, length));
            return Integer.toUnsignedLong(values.getAtIndex(JAVA_INT, 8));
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Libc.close(fd);
        }
    }
}
