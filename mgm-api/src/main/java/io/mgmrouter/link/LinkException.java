package io.mgmrouter.link;

/** The system refused something about an interface; the message says what, where and why in one sentence. */
public final class LinkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LinkException(String message) {
        super(message);
    }

    public LinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
