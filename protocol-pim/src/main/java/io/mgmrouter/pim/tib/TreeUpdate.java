package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.DownstreamRptState;
import io.mgmrouter.pim.fsm.DownstreamState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Derives what follows from the state of a tree: whether to join, register, assert, and what the manager is told.
 * Whoever changes the state of a machine names the tree as {@link #changed} and, when the event is over, calls {@link
 * #settle}.
 */
final class TreeUpdate {

    private final Tib tib;
    private final UpstreamJoins joins;
    private final Programming programming;
    private final LinkedHashSet<Tree> dirty = new LinkedHashSet<>();

    TreeUpdate(Tib tib) {
        this.tib = tib;
        this.joins = new UpstreamJoins(tib);
        this.programming = new Programming(tib);
    }

    UpstreamJoins joins() {
        return joins;
    }

    Programming programming() {
        return programming;
    }

    void changed(Tree tree) {
        dirty.add(tree);
    }

    void settle() {
        while (!dirty.isEmpty()) {
            switch (dirty.removeFirst()) {
                case GroupTree group -> update(group);
                case SourceTree source -> update(source);
            }
        }
    }

    /** A deadline of the tree has come. */
    void timerDue(Tree tree) {
        switch (tree) {
            case GroupTree group -> groupTimer(group);
            case SourceTree source -> sourceTimer(source);
        }
    }

    /** The interface carries PIM no more. */
    void interfaceGone(TibLink link) {
        for (GroupTree group : new ArrayList<>(link.groups)) {
            group.oif(link).ifPresent(group.oifs::remove);
            group.sources.values().forEach(source -> source.oif(link).ifPresent(source.oifs::remove));
            tib.touch(group);
        }
        link.groups.clear();
        settle();
    }

    /** All that was asked of a neighbour is asked again, within the same moment, so that it goes in few messages. */
    void neighborRestarted(TibLink link, IpAddress neighbor) {
        UpstreamNeighbor restarted = new UpstreamNeighbor(link, neighbor);
        joins.restarted(
                restarted,
                link.targets.stream()
                        .flatMap(target -> Stream.<Tree>concat(target.sources.stream(), target.groups.stream()))
                        .filter(tree -> tree.joinedTo.filter(restarted::equals).isPresent())
                        .toList());
        settle();
    }

    private void update(GroupTree group) {
        boolean wasJoined = group.isJoined();
        joins.follow(group);
        tib.asserts().stakesChanged(group);
        programming.program(group).forEach(this::changed);
        if (!wasJoined && group.isJoined()) {
            tib.data().groupJoined(group);
        }
        group.oifs.removeIf(oif -> oif.isEmpty() && !oif.declared);
        if (group.isEmpty()) {
            tib.remove(group);
        } else {
            tib.setTimer(group, due(group));
        }
    }

    private void update(SourceTree source) {
        tib.firstHop().follow(source);
        joins.follow(source);
        tib.data().followSptBit(source);
        joins.followRpt(source);
        tib.asserts().stakesChanged(source);
        programming.program(source);
        source.oifs.removeIf(oif -> oif.isEmpty() && !oif.declared && !oif.excluded);
        if (source.isEmpty()) {
            tib.remove(source);
            changed(source.group);
        } else {
            tib.setTimer(source, due(source));
        }
    }

    private void groupTimer(GroupTree group) {
        Tick now = tib.now();
        boolean downstreamChanged = false;
        for (GroupOif oif : List.copyOf(group.oifs)) {
            DownstreamState before = oif.join;
            DownstreamState.Step step = DownstreamState.step(before, new DownstreamState.Event.TimerDue(), now);
            oif.join = step.next();
            if (step.action() == DownstreamState.Action.SEND_PRUNE_ECHO) {
                echo(oif.link, group, group.rp.orElseGet(group.starG::source));
            }
            downstreamChanged |= !before.equals(oif.join) | tib.asserts().timerDue(group, oif);
        }
        joins.timerDue(group);
        if (downstreamChanged) {
            tib.touch(group);
        } else {
            changed(group);
        }
    }

    private void sourceTimer(SourceTree source) {
        Tick now = tib.now();
        for (SourceOif oif : List.copyOf(source.oifs)) {
            DownstreamState.Step step = DownstreamState.step(oif.join, new DownstreamState.Event.TimerDue(), now);
            oif.join = step.next();
            if (step.action() == DownstreamState.Action.SEND_PRUNE_ECHO) {
                echo(oif.link, source, source.sg.source());
            }
            oif.rpt = DownstreamRptState.step(oif.rpt, new DownstreamRptState.Event.TimerDue(), now);
            tib.asserts().timerDue(source, oif);
        }
        joins.timerDue(source);
        tib.firstHop().timerDue(source);
        tib.data().timerDue(source);
        changed(source);
    }

    /** PruneEcho(*,G), PruneEcho(S,G): a Prune to oneself, for those whose Join was lost (section 4.5.1). */
    private static void echo(TibLink link, Tree tree, IpAddress source) {
        link.port.prune(link.port.address(), tree.what(), source, false);
    }

    private static Optional<Tick> due(GroupTree group) {
        Optional<Tick> due = group.upstream.due();
        for (GroupOif oif : group.oifs) {
            due = earliest(due, oif.join.due());
            due = earliest(due, oif.winner.due());
        }
        return due;
    }

    private static Optional<Tick> due(SourceTree source) {
        Optional<Tick> due = earliest(source.upstream.due(), source.upstreamRpt.due());
        due = earliest(due, earliest(source.register.due(), earliest(source.keepalive, source.rateCheck)));
        for (SourceOif oif : source.oifs) {
            due = earliest(due, oif.join.due());
            due = earliest(due, oif.rpt.due());
            due = earliest(due, oif.winner.due());
        }
        return due;
    }

    private static Optional<Tick> earliest(Optional<Tick> one, Optional<Tick> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.get().compareTo(other.get()) <= 0 ? one : other;
    }
}
