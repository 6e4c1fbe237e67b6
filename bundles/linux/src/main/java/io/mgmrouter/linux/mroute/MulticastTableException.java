package io.mgmrouter.linux.mroute;

/** The kernel refused something about a multicast table; the message says what, why and what to do, in one sentence. */
public final class MulticastTableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MulticastTableException(String message, Throwable cause) {
        super(message, cause);
    }

    public MulticastTableException(String message) {
        super(message);
    }
}
