package io.mgmrouter.mgm.service;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.spi.LocalMembership;
import io.mgmrouter.mgm.spi.LocalMembershipProtocol;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attached protocol: its callbacks are put on its loop, and its answers brought back. Whatever it returns or throws
 * stays here (MGM-104).
 */
final class Attachment {

    private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);

    final ComponentId id;
    final MulticastProtocol protocol;
    final ControlLoop loop;
    final Session session;
    private final LongAdder callbacks = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final Mailbox mailbox = new Mailbox();
    private final Runnable next = () -> mailbox.take().ifPresent(this::run);
    private final MgmService manager;
    private volatile boolean closed;
    /** It has not returned from a question in time. Under the manager's lock. */
    private boolean owing;

    Attachment(ComponentId id, MulticastProtocol protocol, ControlLoop loop, MgmService manager) {
        this.id = id;
        this.protocol = protocol;
        this.loop = loop;
        this.manager = manager;
        this.session = new Session(id, manager, this);
    }

    /** From now on nothing is delivered any more, not even what is queued (MGM-008). */
    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }

    void deliverAttached() {
        queue(() -> call("attached", () -> protocol.attached(session)));
    }

    void deliverDetached() {
        queue(() -> guard("detached", protocol::detached));
    }

    /** Queues a callback; called under the manager's lock. */
    void deliver(Effect.Callback effect) {
        if (mailbox.add(effect)) {
            queue(next);
        }
    }

    /** The loop is the client's choice, and may be anything. */
    private void queue(Runnable work) {
        try {
            loop.run(work);
        } catch (Throwable e) {
            failed("loop.run", e);
        }
    }

    /**
     * A question was not answered in time. Only the first of a row is logged, and not here, under the manager's lock:
     * each flow that is new at that time has one.
     */
    void beginsToOwe(String question, ControlLoop logging) {
        late.increment();
        if (!owing) {
            owing = true;
            logging.run(() -> LOG.warn(
                    "mgm.question client={} loop={} question=\"{}\" not answered in time, counts as \"no change\";"
                            + " it is asked nothing more until it returns",
                    id,
                    loopName(),
                    question));
        }
    }

    /** It has returned from all it was asked; called under the manager's lock. */
    void owesNothing(ControlLoop logging) {
        owing = false;
        logging.run(() -> LOG.info("mgm.question client={} has returned, and is asked again", id));
    }

    private String loopName() {
        try {
            return loop.name();
        } catch (Throwable e) {
            return "unknown, " + e;
        }
    }

    /** The status with what only the delivery knows. */
    ClientStatus withFigures(ClientStatus status) {
        return new ClientStatus(
                status.id(),
                status.name(),
                status.role(),
                status.families(),
                status.heldFor(),
                status.interfaces(),
                status.memberships(),
                callbacks.sum(),
                failures.sum(),
                late.sum(),
                status.overdueAnswers(),
                mailbox.size(),
                mailbox.superseded());
    }

    private void run(Effect.Callback effect) {
        switch (effect) {
            case Effect.Join(_, var alert) -> call("onJoinAlert", () -> protocol.onJoinAlert(alert));
            case Effect.Prune(_, var alert) -> call("onPruneAlert", () -> protocol.onPruneAlert(alert));
            case Effect.LocalJoin(_, var pair, var where) ->
                local("onLocalJoin", pair, where, MulticastProtocol::onLocalJoin);
            case Effect.LocalLeave(_, var pair, var where) ->
                local("onLocalLeave", pair, where, MulticastProtocol::onLocalLeave);
            case Effect.Wrong(_, var alert) -> call("onWrongInterface", () -> protocol.onWrongInterface(alert));
            case Effect.Question question -> answer(question);
        }
    }

    /** Whether or not there was a sensible answer: that the client has returned is always reported. */
    private void answer(Effect.Question question) {
        long token = question.token();
        switch (question) {
            case Effect.AskRpf(_, _, var query) ->
                ask(
                        "onRpf",
                        token,
                        () -> Objects.requireNonNull(protocol.onRpf(query), "onRpf answered with null"),
                        answer -> (core, now) -> core.rpfAnswered(token, answer, now));
            case Effect.AskCreation(_, _, var alert) ->
                ask(
                        "onCreation",
                        token,
                        () -> Set.copyOf(protocol.onCreation(alert)),
                        answer -> (core, now) -> core.creationAnswered(token, answer, now));
            case Effect.AskPruneTimeout(_, _, var alert) ->
                ask(
                        "onPruneAlert",
                        token,
                        () -> protocol.onPruneAlert(alert).map(Attachment::wholeSeconds),
                        answer -> (core, now) -> core.pruneAnswered(token, answer, now));
            case Effect.DisableIgmp(_, _, var where) ->
                acknowledge("onDisable", token, () -> igmp().onDisable(where));
            case Effect.EnableIgmp(_, _, var where) ->
                acknowledge("onEnable", token, () -> igmp().onEnable(where));
        }
    }

    private void acknowledge(String name, long token, Runnable callback) {
        try {
            call(name, callback);
        } finally {
            manager.act((core, now) -> core.igmpAcknowledged(token, now));
        }
    }

    private <T> void ask(String name, long token, Supplier<T> callback, Function<T, MgmService.Action> answered) {
        AtomicReference<MgmService.Action> step = new AtomicReference<>((core, now) -> core.questionFailed(token, now));
        try {
            call(name, () -> step.set(answered.apply(callback.get())));
        } finally {
            manager.act(step.get());
        }
    }

    private LocalMembershipProtocol igmp() {
        return (LocalMembershipProtocol) protocol;
    }

    private static Duration wholeSeconds(Duration timeout) {
        return Duration.ofSeconds(timeout.toSeconds());
    }

    private void local(
            String name, SourceGroup pair, InterfaceId where, BiConsumer<MulticastProtocol, LocalMembership> callback) {
        Optional<InterfaceOwnership> ownership = session.ownership(where);
        // Released meanwhile: there is nothing to mirror any more.
        ownership.ifPresent(own -> call(name, () -> callback.accept(protocol, new LocalMembership(pair, own))));
    }

    private void call(String name, Runnable callback) {
        if (!closed) {
            callbacks.increment();
            guard(name, callback);
        }
    }

    /** Nothing a protocol throws gets past this: errors and undeclared exceptions are its own affair as well. */
    private void guard(String name, Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            if (!(closed && e instanceof MgmException)) {
                failed(name, e);
            }
        }
    }

    private void failed(String name, Throwable e) {
        failures.increment();
        LOG.error("mgm.callback client={} callback={} failed, counts as \"no change\"", id, name, e);
    }
}
