package io.mgmrouter.mgm.service;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.spi.LocalMembership;
import io.mgmrouter.mgm.spi.LocalMembershipProtocol;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.RpfDecision;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
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
    final LongAdder callbacks = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder late = new LongAdder();
    private final MgmService manager;
    private volatile boolean closed;

    Attachment(ComponentId id, MulticastProtocol protocol, MgmService manager) {
        this.id = id;
        this.protocol = protocol;
        this.loop = protocol.loop();
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
        loop.run(() -> call("attached", () -> protocol.attached(session)));
    }

    void deliverDetached() {
        loop.run(() -> guard("detached", protocol::detached));
    }

    /** Queues a callback; called under the manager's lock. */
    void deliver(Effect.Callback effect) {
        loop.run(() -> run(effect));
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

    private void answer(Effect.Question question) {
        switch (question) {
            case Effect.AskRpf(_, long token, var query) -> {
                var answer = new Answer<Optional<RpfDecision>>(Optional.empty());
                call("onRpf", () -> answer.value = Optional.of(protocol.onRpf(query)));
                manager.act((core, now) -> core.rpfAnswered(token, answer.value, now));
            }
            case Effect.AskCreation(_, long token, var alert) -> {
                var answer = new Answer<Set<InterfaceId>>(Set.of());
                call("onCreation", () -> answer.value = Set.copyOf(protocol.onCreation(alert)));
                manager.act((core, now) -> core.creationAnswered(token, answer.value, now));
            }
            case Effect.AskPruneTimeout(_, long token, var alert) -> {
                var answer = new Answer<Optional<Duration>>(Optional.empty());
                call(
                        "onPruneAlert",
                        () -> answer.value = protocol.onPruneAlert(alert).map(Attachment::wholeSeconds));
                manager.act((core, now) -> core.pruneAnswered(token, answer.value, now));
            }
            case Effect.DisableIgmp(_, long token, var where) -> {
                call("onDisable", () -> igmp().onDisable(where));
                manager.act((core, now) -> core.igmpAcknowledged(id, token, now));
            }
            case Effect.EnableIgmp(_, long token, var where) -> {
                call("onEnable", () -> igmp().onEnable(where));
                manager.act((core, now) -> core.igmpAcknowledged(id, token, now));
            }
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

    /** Whatever a protocol throws is its own affair, but for memory, which is everybody's. */
    private void guard(String name, Runnable callback) {
        try {
            callback.run();
        } catch (OutOfMemoryError e) {
            throw e;
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

    /** A value a callback leaves behind, or its default if the callback failed. */
    private static final class Answer<T> {
        private T value;

        Answer(T unchanged) {
            value = unchanged;
        }
    }
}
