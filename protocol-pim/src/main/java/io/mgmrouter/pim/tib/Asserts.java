package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.fsm.AssertMetric;
import io.mgmrouter.pim.fsm.AssertState;
import java.util.ArrayList;
import java.util.Optional;

/** Which of several routers forwards onto a link (RFC 7761, section 4.6). */
final class Asserts {

    private final Tib tib;

    Asserts(Tib tib) {
        this.tib = tib;
    }

    /** (S,G) first; what it leaves alone may be for (*,G) (section 4.6). */
    void received(TibLink link, IpAddress from, Assert message) {
        IpAddress group = message.group().network();
        AssertMetric metric = new AssertMetric(message.rpt(), message.preference(), message.metric(), from);
        Optional<GroupTree> tree = tib.group(group);
        if (tree.isEmpty()) {
            return;
        }
        boolean taken = !message.source().isUnspecified()
                && tib.obtain(new Sg(message.source(), group))
                        .filter(source -> heard(source, source.obtain(link), metric))
                        .isPresent();
        if (!taken && metric.rpt()) {
            heard(tree.get(), tree.get().obtain(link), metric);
        }
        tib.updates().settle();
    }

    /** A packet of a flow came in where it is also sent out: somebody else sends it there too (section 4.2). */
    void dataArrived(SourceTree source, TibLink link) {
        tib.data().look(source);
        SourceOif own = source.obtain(link);
        AssertState before = own.winner;
        step(source, own, new AssertState.Event.DataArrived(stake(source, own)));
        if (before instanceof AssertState.NoInfo && own.winner instanceof AssertState.NoInfo) {
            GroupOif shared = source.group.obtain(link);
            step(
                    source.group,
                    shared,
                    new AssertState.Event.DataArrived(stake(source.group, shared)),
                    source.sg.source());
        }
    }

    void joinReceived(SourceTree source, SourceOif oif) {
        step(source, oif, new AssertState.Event.JoinReceived());
    }

    void joinReceived(GroupTree group, GroupOif oif) {
        step(group, oif, new AssertState.Event.JoinReceived(), group.starG.source());
    }

    /** A winner that is no more, or has forgotten that it is one. */
    void neighborGone(TibLink link, IpAddress neighbor) {
        for (GroupTree group : new ArrayList<>(link.groups)) {
            group.oif(link)
                    .filter(oif -> isWinner(neighbor, oif.winner))
                    .ifPresent(oif -> step(group, oif, new AssertState.Event.WinnerLost(), group.starG.source()));
            for (SourceTree source : group.sources.values()) {
                source.oif(link)
                        .filter(oif -> isWinner(neighbor, oif.winner))
                        .ifPresent(oif -> step(source, oif, new AssertState.Event.WinnerLost()));
            }
        }
        tib.updates().settle();
    }

    /** CouldAssert, AssertTrackingDesired or the metric may have changed. */
    void stakesChanged(SourceTree source) {
        for (SourceOif oif : source.oifs) {
            if (!(oif.winner instanceof AssertState.NoInfo)) {
                boolean moved = oif.towardRpf && !source.rpf().isThrough(oif.link);
                if (moved) {
                    step(source, oif, new AssertState.Event.RpfInterfaceMoved());
                }
                step(source, oif, new AssertState.Event.StakeChanged(stake(source, oif)));
                if (oif.isAssertLoser()) {
                    step(source, oif, new AssertState.Event.MetricChanged(source.assertMetric(oif)));
                }
            }
            oif.towardRpf = source.rpf().isThrough(oif.link);
        }
    }

    void stakesChanged(GroupTree group) {
        IpAddress any = group.starG.source();
        for (GroupOif oif : group.oifs) {
            if (!(oif.winner instanceof AssertState.NoInfo)) {
                boolean moved = oif.towardRpf && !group.rpfToRp().isThrough(oif.link);
                if (moved) {
                    step(group, oif, new AssertState.Event.RpfInterfaceMoved(), any);
                }
                step(group, oif, new AssertState.Event.StakeChanged(stake(group, oif)), any);
                if (oif.isAssertLoser()) {
                    step(group, oif, new AssertState.Event.MetricChanged(metric(group, oif)), any);
                }
            }
            oif.towardRpf = group.rpfToRp().isThrough(oif.link);
        }
    }

    void timerDue(SourceTree source, SourceOif oif) {
        step(source, oif, new AssertState.Event.TimerDue());
    }

    /** @return true if there is another winner now */
    boolean timerDue(GroupTree group, GroupOif oif) {
        AssertState before = oif.winner;
        step(group, oif, new AssertState.Event.TimerDue(), group.starG.source());
        return before.getClass() != oif.winner.getClass();
    }

    /** @return false if it is nothing to (S,G) */
    private boolean heard(SourceTree source, SourceOif oif, AssertMetric metric) {
        tib.data().look(source);
        AssertState before = oif.winner;
        step(source, oif, new AssertState.Event.AssertReceived(metric, source.assertMetric(oif), stake(source, oif)));
        tib.updates().changed(source);
        return !(before instanceof AssertState.NoInfo && oif.winner instanceof AssertState.NoInfo);
    }

    private void heard(GroupTree group, GroupOif oif, AssertMetric metric) {
        AssertState.Event event = new AssertState.Event.AssertReceived(metric, metric(group, oif), stake(group, oif));
        step(group, oif, event, group.starG.source());
        tib.updates().changed(group);
    }

    private void step(SourceTree source, SourceOif oif, AssertState.Event event) {
        AssertState.Step step = AssertState.step(oif.winner, event, rules(false), tib.now());
        AssertState before = oif.winner;
        oif.winner = step.next();
        switch (step.action()) {
            case NONE -> {}
            case SEND_ASSERT -> send(oif.link, source.group, source.sg.source(), source.assertMetric(oif));
            case SEND_ASSERT_CANCEL -> send(oif.link, source.group, source.sg.source(), AssertMetric.INFINITE);
            case FOLLOW_FIRST_WINNER -> {
                if (source.rpf().isThrough(oif.link) && source.isJoined()) {
                    source.sptBit = true;
                }
            }
            case FOLLOW_WINNER, FORGET_WINNER -> {}
        }
        if (before.getClass() != oif.winner.getClass()) {
            note(source, oif.link, oif.winner);
            tib.updates().changed(source);
        }
    }

    private void step(GroupTree group, GroupOif oif, AssertState.Event event, IpAddress about) {
        AssertState.Step step = AssertState.step(oif.winner, event, rules(true), tib.now());
        AssertState before = oif.winner;
        oif.winner = step.next();
        switch (step.action()) {
            case NONE, FOLLOW_FIRST_WINNER, FOLLOW_WINNER, FORGET_WINNER -> {}
            case SEND_ASSERT -> send(oif.link, group, about, metric(group, oif));
            case SEND_ASSERT_CANCEL -> send(oif.link, group, about, AssertMetric.INFINITE);
        }
        if (before.getClass() != oif.winner.getClass()) {
            note(group, oif.link, oif.winner);
            tib.touch(group);
        }
    }

    private void note(Tree tree, TibLink link, AssertState state) {
        String event = switch (state) {
            case AssertState.NoInfo _ -> "assert-over";
            case AssertState.Winner _ -> "assert-winner";
            case AssertState.Loser _ -> "assert-loser";
        };
        String whom = state instanceof AssertState.Loser loser ? " to " + loser.winner() : "";
        tib.history().add(tree.what(), event, link.name() + whom);
    }

    private static void send(TibLink on, GroupTree group, IpAddress source, AssertMetric metric) {
        on.port.send(
                new Assert(IpPrefix.host(group.group()), source, metric.rpt(), metric.preference(), metric.metric()));
    }

    private static AssertMetric metric(GroupTree group, GroupOif oif) {
        return group.couldAssert(oif) ? group.assertMetric(oif.link) : AssertMetric.INFINITE;
    }

    private static AssertState.Stake stake(SourceTree source, SourceOif oif) {
        if (source.couldAssert(oif)) {
            return AssertState.Stake.COULD_ASSERT;
        }
        return source.assertTrackingDesired(oif) ? AssertState.Stake.TRACKING_DESIRED : AssertState.Stake.NONE;
    }

    private static AssertState.Stake stake(GroupTree group, GroupOif oif) {
        if (group.couldAssert(oif)) {
            return AssertState.Stake.COULD_ASSERT;
        }
        return group.assertTrackingDesired(oif) ? AssertState.Stake.TRACKING_DESIRED : AssertState.Stake.NONE;
    }

    private static boolean isWinner(IpAddress neighbor, AssertState state) {
        return state instanceof AssertState.Loser loser && loser.winner().equals(neighbor);
    }

    private AssertState.Rules rules(boolean rpt) {
        return new AssertState.Rules(
                rpt, tib.settings().assertTime(), tib.settings().assertOverrideInterval());
    }
}
