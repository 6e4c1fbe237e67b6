package io.mgmrouter.control;

/** A command cannot be carried out; the message is one sentence for the operator: what, where, and what is allowed. */
public final class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }
}
