package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.Decision.Kind;
import io.mgmrouter.mgm.Decision.Why;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;

/**
 * Remembers why things are as they are. Everything goes into a ring of recent events; the end of an entry or of the
 * last membership of a pair goes into a ring of its own, where memberships that come and go cannot push it out so soon.
 * Costs a few stores per event and no allocation.
 */
final class DecisionLog {

    final EventRing recent;
    final EventRing vanished;
    private final Steps.Pool ways = new Steps.Pool();
    private Tick now = new Tick(0);
    private Why why = Why.DELETED;

    DecisionLog(MgmSettings settings) {
        recent = new EventRing(settings.recentEvents());
        vanished = new EventRing(settings.vanished());
    }

    /** What is added from now on happened at this time. */
    void at(Tick time) {
        now = time;
    }

    /** What ends during an action ends for this reason. */
    void because(Why reason, Runnable action) {
        Why before = why;
        why = reason;
        try {
            action.run();
        } finally {
            why = before;
        }
    }

    void joined(Holding by, SourceGroup pair, int clients) {
        recent.add(now, Kind.JOINED, pair, by.client.id, by.id(), null, why, clients);
    }

    /** @param last true if the pair has no membership any more */
    void left(Holding by, SourceGroup pair, int clients, boolean last) {
        recent.add(now, Kind.LEFT, pair, by.client.id, by.id(), null, why, clients);
        if (last) {
            vanished.add(now, Kind.NO_RECEIVERS, pair, by.client.id, by.id(), null, why, 0);
        }
    }

    /** @param through the membership that made or ended it; null for forward state */
    void oif(Kind kind, Entry entry, Holding oif, Members through) {
        recent.add(
                now, kind, entry.sg, oif.client.id, oif.id(), through == null ? null : through.sourceGroup(), why, 0);
    }

    /** Something between the manager and a client about one entry; null for a client that has lost it since. */
    void entry(Kind kind, Entry entry, Client client, Object detail) {
        recent.add(now, kind, entry.sg, client == null ? null : client.id, null, detail, why, 0);
    }

    /** An entry was decided upon; its story is kept with it. */
    void decided(Entry entry, Story.Draft draft) {
        entry.story = draft.end(now, ways);
        recent.add(now, Kind.INSTALLED, entry.sg, null, null, entry.story, why, 0);
    }

    void removed(Entry entry) {
        vanished.add(now, Kind.REMOVED, entry.sg, null, entry.iif == null ? null : entry.iif.id, entry.story, why, 0);
    }

    void ownership(Kind kind, Holding holding) {
        recent.add(now, kind, null, holding.client.id, holding.id(), null, why, 0);
    }

    void client(Kind kind, Client client) {
        recent.add(now, kind, null, client.id, null, null, why, 0);
    }

    /** Alerts are remembered where they are given; questions and answers belong to the story of their entry. */
    void told(Effect effect) {
        switch (effect) {
            case Effect.Join(var to, var alert) ->
                alert(cause(alert.cause(), Kind.JOIN_ALERT, Kind.ENTRY_JOIN_ALERT), to, alert.sourceGroup(), null);
            case Effect.Prune(var to, var alert) ->
                alert(
                        cause(alert.cause(), Kind.PRUNE_ALERT, Kind.ENTRY_PRUNE_ALERT),
                        to,
                        alert.sourceGroup(),
                        alert.interfaceId());
            case Effect.LocalJoin(var to, var pair, var where) -> alert(Kind.LOCAL_JOIN, to, pair, where);
            case Effect.LocalLeave(var to, var pair, var where) -> alert(Kind.LOCAL_LEAVE, to, pair, where);
            case Effect.Wrong(var to, var alert) -> alert(Kind.WRONG_INTERFACE_ALERT, to, alert.sg(), alert.arrival());
            case Effect.AskPruneTimeout(var to, _, var alert) ->
                alert(Kind.LIFETIME_ASKED, to, alert.sourceGroup(), alert.interfaceId());
            default -> {}
        }
    }

    private static Kind cause(Cause cause, Kind membership, Kind entry) {
        return cause == Cause.MEMBERSHIP ? membership : entry;
    }

    private void alert(Kind kind, ComponentId to, SourceGroup about, InterfaceId where) {
        recent.add(now, kind, about, to, where, null, why, 0);
    }
}
