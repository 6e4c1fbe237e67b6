package io.mgmrouter.linux.sys;

/** A system call failed; the message names the call and the error. */
public final class LinuxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param call what was tried: {@code setsockopt MRT_INIT}
     * @param errno the positive error number
     */
    public LinuxException(String call, int errno) {
        super(call + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /** The positive error number. */
    public int errno() {
        return errno;
    }

    /** True if this is the given error. */
    public boolean is(Errno error) {
        return errno == error.number();
    }

    /**
     * Passes a call's result on.
     *
     * @throws LinuxException if the result is a negative error number
     */
    public static long check(String call, long result) {
        if (result < 0) {
            throw new LinuxException(call, (int) -result);
        }
        return result;
    }
}
