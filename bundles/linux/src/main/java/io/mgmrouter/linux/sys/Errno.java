package io.mgmrouter.linux.sys;

import java.util.Arrays;
import java.util.Optional;

/** Error numbers of the kernel that this platform meets, with what they mean. The same on all Linux architectures. */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such entry"),
    EINTR(4, "interrupted"),
    EBADF(9, "bad file descriptor"),
    EAGAIN(11, "nothing there now"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "permission denied"),
    EBUSY(16, "in use"),
    ENODEV(19, "no such device"),
    EINVAL(22, "invalid argument"),
    ENFILE(23, "table full"),
    EMFILE(24, "too many open files"),
    EMSGSIZE(90, "message too long"),
    ENOPROTOOPT(92, "protocol option not available"),
    EPROTONOSUPPORT(93, "protocol not supported"),
    EOPNOTSUPP(95, "operation not supported"),
    EAFNOSUPPORT(97, "address family not supported"),
    EADDRINUSE(98, "in use by somebody else"),
    EADDRNOTAVAIL(99, "address not available"),
    ENETDOWN(100, "network is down"),
    ENETUNREACH(101, "network is unreachable"),
    ENOBUFS(105, "no buffer space"),
    EHOSTUNREACH(113, "no route to host");

    private final int number;
    private final String meaning;

    Errno(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The positive error number. */
    public int number() {
        return number;
    }

    /** True if a call's result says this error. */
    public boolean is(long result) {
        return result == -number;
    }

    /** Name and meaning of a positive error number: {@code EPERM (operation not permitted)}. */
    public static String describe(int number) {
        return of(number).map(e -> e.name() + " (" + e.meaning + ")").orElse("error " + number);
    }

    private static Optional<Errno> of(int number) {
        return Arrays.stream(values()).filter(e -> e.number == number).findFirst();
    }
}
