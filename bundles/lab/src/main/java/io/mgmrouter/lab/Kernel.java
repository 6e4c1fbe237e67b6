package io.mgmrouter.lab;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The few system calls that the lab needs and Java does not have. Each returns what the call returns, or minus the
 * error number; addresses point into memory of the caller's. Any thread; those that block want a platform thread.
 */
final class Kernel {

    static final int EINTR = 4;
    static final int EAGAIN = 11;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_FIELD =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    private static final MethodHandle OPEN = handle("open", 2, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CLOSE = handle("close", -1, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETNS = handle("setns", -1, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SOCKET = handle("socket", -1, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = handle("bind", -1, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            handle("setsockopt", -1, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SENDTO =
            handle("sendto", -1, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECVFROM =
            handle("recvfrom", -1, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);

    private Kernel() {}

    static int open(MemorySegment path, int flags) {
        return (int) call(OPEN, path, flags);
    }

    static int close(int fd) {
        return (int) call(CLOSE, fd);
    }

    static int setns(int fd, int type) {
        return (int) call(SETNS, fd, type);
    }

    static int socket(int family, int type, int protocol) {
        return (int) call(SOCKET, family, type, protocol);
    }

    static int bind(int fd, MemorySegment address) {
        return (int) call(BIND, fd, address, (int) address.byteSize());
    }

    static int setsockopt(int fd, int level, int option, MemorySegment value) {
        return (int) call(SETSOCKOPT, fd, level, option, value, (int) value.byteSize());
    }

    static int sendto(int fd, MemorySegment octets, MemorySegment address) {
        return (int) call(SENDTO, fd, octets, octets.byteSize(), 0, address, (int) address.byteSize());
    }

    /** {@code addressLength} is in and out, as in C. */
    static int recvfrom(int fd, MemorySegment buffer, MemorySegment address, MemorySegment addressLength) {
        return (int) call(RECVFROM, fd, buffer, buffer.byteSize(), 0, address, addressLength);
    }

    private static long call(MethodHandle function, Object... arguments) {
        MemorySegment state = STATE.get();
        Object[] all = Stream.concat(Stream.of(state), Arrays.stream(arguments)).toArray();
        try {
            Object result = function.invokeExact(all);
            long value = ((Number) result).longValue();
            return value < 0 ? -(int) ERRNO_FIELD.get(state, 0L) : value;
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Restricted, because a wrong descriptor would corrupt memory. {@code firstVariadic} is the index of C's "..."
     * argument, or -1.
     */
    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, int firstVariadic, MemoryLayout result, MemoryLayout... arguments) {
        MemorySegment symbol = LINKER.defaultLookup().findOrThrow(name);
        FunctionDescriptor descriptor = FunctionDescriptor.of(result, arguments);
        MethodHandle exact = firstVariadic < 0
                ? LINKER.downcallHandle(symbol, descriptor, ERRNO)
                : LINKER.downcallHandle(symbol, descriptor, ERRNO, Linker.Option.firstVariadicArg(firstVariadic));
        return exact.asSpreader(Object[].class, arguments.length + 1)
                .asType(MethodType.methodType(Object.class, Object[].class));
    }
}
