package io.mgmrouter.linux.mroute;

/** The kernel refused something about a multicast table; the message says what, why and what to do, in one sentence. */
public final class MulticastTableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unsupported;

    /** @param unsupported true if the kernel cannot do it at all, so that trying again is no use */
    public MulticastTableException(String message, boolean unsupported, Throwable cause) {
        super(message, cause);
        this.unsupported = unsupported;
    }

    public MulticastTableException(String message, Throwable cause) {
        this(message, false, cause);
    }

    public MulticastTableException(String message) {
        super(message);
        this.unsupported = false;
    }

    /** True if this kernel cannot do it at all: it was built without, or the family is switched off. */
    public boolean isUnsupported() {
        return unsupported;
    }
}
