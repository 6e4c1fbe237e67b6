package io.mgmrouter.linux.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * System calls by their C names. Each returns what the call returned, or the negative error number. Safe from any
 * thread; a call that may block belongs on a platform thread.
 */
public final class Libc {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final MethodHandle SOCKET = bind("socket", ints(3));
    private static final MethodHandle CLOSE = bind("close", ints(1));
    private static final MethodHandle UNSHARE = bind("unshare", ints(1));
    private static final MethodHandle SOCKETPAIR =
            bind("socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle BIND = bind("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            bind("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT =
            bind("getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle IOCTL = bind(
            "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle RECV =
            bind("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SEND =
            bind("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SENDMSG =
            bind("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECVMSG =
            bind("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

    private Libc() {}

    public static int socket(int domain, int type, int protocol) {
        MemorySegment state = CAPTURED.get();
        try {
            return (int) result((int) SOCKET.invokeExact(state, domain, type, protocol), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int close(int fd) {
        MemorySegment state = CAPTURED.get();
        try {
            return (int) result((int) CLOSE.invokeExact(state, fd), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** @param fds out: two descriptors */
    public static int socketpair(int domain, int type, int protocol, MemorySegment fds) {
        MemorySegment state = CAPTURED.get();
        try {
            return (int) result((int) SOCKETPAIR.invokeExact(state, domain, type, protocol, fds), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Gives the calling thread namespaces of its own. */
    public static int unshare(int flags) {
        MemorySegment state = CAPTURED.get();
        try {
            return (int) result((int) UNSHARE.invokeExact(state, flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int bind(int fd, MemorySegment address) {
        MemorySegment state = CAPTURED.get();
        try {
            return (int) result((int) BIND.invokeExact(state, fd, address, (int) address.byteSize()), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int setsockopt(int fd, int level, int name, MemorySegment value) {
        MemorySegment state = CAPTURED.get();
        try {
            return (int)
                    result((int) SETSOCKOPT.invokeExact(state, fd, level, name, value, (int) value.byteSize()), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** @param length in: octets of room in {@code value}; out: octets filled in */
    public static int getsockopt(int fd, int level, int name, MemorySegment value, MemorySegment length) {
        MemorySegment state = CAPTURED.get();
        try {
            return (int) result((int) GETSOCKOPT.invokeExact(state, fd, level, name, value, length), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int ioctl(int fd, long request, MemorySegment argument) {
        MemorySegment state = CAPTURED.get();
        try {
            return (int) result((int) IOCTL.invokeExact(state, fd, request, argument), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static long recv(int fd, MemorySegment into, int flags) {
        MemorySegment state = CAPTURED.get();
        try {
            return result((long) RECV.invokeExact(state, fd, into, into.byteSize(), flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static long send(int fd, MemorySegment octets, int flags) {
        MemorySegment state = CAPTURED.get();
        try {
            return result((long) SEND.invokeExact(state, fd, octets, octets.byteSize(), flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** @param message a {@code msghdr}, see {@link MessageHeader} */
    public static long sendmsg(int fd, MemorySegment message, int flags) {
        MemorySegment state = CAPTURED.get();
        try {
            return result((long) SENDMSG.invokeExact(state, fd, message, flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** @param message a {@code msghdr}, see {@link MessageHeader} */
    public static long recvmsg(int fd, MemorySegment message, int flags) {
        MemorySegment state = CAPTURED.get();
        try {
            return result((long) RECVMSG.invokeExact(state, fd, message, flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static long result(long returned, MemorySegment state) {
        return returned >= 0 ? returned : -(int) ERRNO.get(state, 0L);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle bind(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, all);
    }

    private static FunctionDescriptor ints(int count) {
        MemoryLayout[] parameters = new MemoryLayout[count];
        Arrays.fill(parameters, JAVA_INT);
        return FunctionDescriptor.of(JAVA_INT, parameters);
    }

    /** A downcall throws only if the binding above is wrong, or native access is denied to this bundle. */
    private static RuntimeException unexpected(Throwable e) {
        return e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
}
