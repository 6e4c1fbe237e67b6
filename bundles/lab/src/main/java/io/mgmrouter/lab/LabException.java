package io.mgmrouter.lab;

/** The lab cannot go on; the message is one sentence for whoever started it: what, where, why, and what to do. */
public final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
