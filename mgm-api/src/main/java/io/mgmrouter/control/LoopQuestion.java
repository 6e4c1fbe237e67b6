package io.mgmrouter.control;

import io.mgmrouter.loop.ControlLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks something on a protocol's loop, for commands, which run on threads of their own. */
public final class LoopQuestion {

    private static final long PATIENCE_SECONDS = 5;

    private final String protocol;
    private final ControlLoop loop;

    /**
     * @param protocol as messages name it
     */
    public LoopQuestion(String protocol, ControlLoop loop) {
        this.protocol = protocol;
        this.loop = loop;
    }

    /**
     * Waits for the answer, up to five seconds; on the loop itself it is given at once.
     *
     * @throws CommandException if the loop does not answer; the message says so
     */
    public <T> T ask(Supplier<T> question) throws CommandException {
        if (loop.inLoop()) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.run(() -> answer.complete(question.get()));
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CommandException(protocol + ": its control loop did not answer within " + PATIENCE_SECONDS
                    + " seconds; it is overloaded or has been stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(protocol + ": interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
