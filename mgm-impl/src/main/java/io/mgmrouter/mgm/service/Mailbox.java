package io.mgmrouter.mgm.service;

import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.core.Effect;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The callbacks that wait for one client's loop, in order. Up to a limit all are kept. A client that is further behind
 * gets of the rest only the newest word about each membership or entry: what it has not heard yet and is no longer true
 * is dropped, and its mailbox cannot grow beyond what there is in the tables. Any thread; nothing is called while its
 * monitor is held.
 */
final class Mailbox {

    /** Callbacks kept whatever they say. */
    static final int IN_ORDER = 1_024;

    private final Queue<Effect.Callback> first = new ArrayDeque<>();
    private final Map<Object, Effect.Callback> rest = new LinkedHashMap<>();
    private long superseded;

    /** What a callback is news about: a newer one with an equal topic says all there is to say. */
    private record Topic(SourceGroup about, Object where) {}

    /** @return true if one more callback waits; false if this one took the place of an older one */
    synchronized boolean add(Effect.Callback callback) {
        if (rest.isEmpty() && first.size() < IN_ORDER) {
            return first.add(callback);
        }
        Object topic = topic(callback);
        boolean news = rest.remove(topic) == null;
        rest.put(topic, callback);
        superseded += news ? 0 : 1;
        return news;
    }

    synchronized Optional<Effect.Callback> take() {
        Effect.Callback next = first.poll();
        return Optional.ofNullable(next != null || rest.isEmpty() ? next : takeFromRest());
    }

    synchronized int size() {
        return first.size() + rest.size();
    }

    /** Callbacks dropped for a newer one. */
    synchronized long superseded() {
        return superseded;
    }

    private Effect.Callback takeFromRest() {
        var oldest = rest.entrySet().iterator();
        Effect.Callback taken = oldest.next().getValue();
        oldest.remove();
        return taken;
    }

    private static Object topic(Effect.Callback callback) {
        return switch (callback) {
            case Effect.Join(_, var alert) -> new Topic(alert.sourceGroup(), alert.cause());
            case Effect.Prune(_, var alert) -> new Topic(alert.sourceGroup(), alert.cause());
            case Effect.AskPruneTimeout(_, _, var alert) ->
                new Topic(alert.sourceGroup(), Cause.FORWARDING_ENTRY);
            case Effect.LocalJoin(_, var pair, var where) -> new Topic(pair, where);
            case Effect.LocalLeave(_, var pair, var where) -> new Topic(pair, where);
            case Effect.Wrong(_, var alert) -> new Topic(alert.sg(), Effect.Wrong.class);
            case Effect.AskRpf(_, _, var query) -> new Topic(query.sg(), Effect.AskRpf.class);
            case Effect.AskCreation(_, _, var alert) -> new Topic(alert.sg(), Effect.AskCreation.class);
            case Effect.Question question -> question.token();
        };
    }
}
