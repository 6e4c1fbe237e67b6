package io.mgmrouter.mgm;

/** A call to the manager was refused. Nothing has changed. The message says what, where and what was expected. */
public final class MgmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final MgmError error;
    private final Reason reason;

    public MgmException(MgmError error, Reason reason, String message) {
        super(message + " (" + error.win32Name() + ")");
        this.error = error;
        this.reason = reason;
    }

    /** The contract's error code. */
    public MgmError error() {
        return error;
    }

    /** The finer reason behind it. */
    public Reason reason() {
        return reason;
    }
}
