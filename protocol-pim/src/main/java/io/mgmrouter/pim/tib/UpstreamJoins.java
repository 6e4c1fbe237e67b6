package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.pim.fsm.UpstreamRptState;
import io.mgmrouter.pim.fsm.UpstreamState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Joins and Prunes toward sources and RPs (RFC 7761, sections 4.5.4 to 4.5.7). */
final class UpstreamJoins {

    private static final long SECOND = 1_000_000_000L;

    /** Bounds of t_suppressed, in parts of t_periodic (section 4.11). */
    private static final double LEAST_SUPPRESSED = 1.1;

    private static final double MOST_SUPPRESSED = 1.4;

    private final Tib tib;

    UpstreamJoins(Tib tib) {
        this.tib = tib;
    }

    /** JoinDesired or the RPF neighbour may have changed. */
    void follow(Tree tree) {
        Optional<UpstreamNeighbor> routed = tree.routedNeighbor();
        Optional<UpstreamNeighbor> wanted = tree.rpfNeighbor();
        boolean desired = tree.joinDesired();
        if (desired != tree.isJoined()) {
            step(
                    tree,
                    desired
                            ? new UpstreamState.Event.JoinDesiredBecameTrue(period())
                            : new UpstreamState.Event.JoinDesiredBecameFalse());
        } else if (desired && !wanted.equals(tree.joinedTo)) {
            boolean byAssert = routed.equals(tree.routed) && wanted.isPresent() && tree.joinedTo.isPresent();
            step(
                    tree,
                    byAssert
                            ? new UpstreamState.Event.RpfNeighborChangedByAssert(
                                    override(wanted.get().link()))
                            : new UpstreamState.Event.RpfNeighborChanged(period()));
        }
        tree.routed = routed;
    }

    /** PruneDesired(S,G,rpt) or RPTJoinDesired(G) may have changed. */
    void followRpt(SourceTree source) {
        if (!source.group.joinDesired()) {
            step(source, new UpstreamRptState.Event.RptJoinDesiredBecameFalse());
        } else if (source.pruneDesiredRpt()) {
            step(source, new UpstreamRptState.Event.PruneDesiredBecameTrue());
        } else {
            step(source, new UpstreamRptState.Event.PruneDesiredBecameFalse());
            step(source, new UpstreamRptState.Event.InheritedOlistBecameNonNull());
        }
        followRptNeighbor(source);
    }

    /** After the end of an Assert the shared tree's neighbour may have been asked to leave this source out. */
    private void followRptNeighbor(SourceTree source) {
        Optional<UpstreamNeighbor> shared = source.group.rpfNeighbor();
        boolean before = source.withSharedTree;
        source.withSharedTree = source.rpfNeighborRpt().equals(shared);
        if (source.withSharedTree && !before && shared.isPresent()) {
            Duration override = override(shared.get().link());
            step(source, new UpstreamRptState.Event.RpfNeighborBecameSharedTrees(override));
        }
    }

    void timerDue(GroupTree group) {
        step(group, new UpstreamState.Event.TimerDue(period()));
    }

    void timerDue(SourceTree source) {
        step(source, new UpstreamState.Event.TimerDue(period()));
        step(source, new UpstreamRptState.Event.TimerDue());
    }

    /** These trees were joined through a neighbour that has forgotten it. */
    void restarted(UpstreamNeighbor neighbor, List<Tree> trees) {
        Duration override = override(neighbor.link());
        for (Tree tree : trees) {
            step(tree, new UpstreamState.Event.NeighborRestarted(override));
            tib.updates().changed(tree);
        }
    }

    /**
     * Another router sent a Join to somebody on the link.
     *
     * @param holdtime of its message
     */
    void joinSeen(Tree tree, UpstreamNeighbor to, Duration holdtime) {
        if (tree.joinedTo.filter(to::equals).isPresent() && to.link().port.suppression()) {
            double parts = LEAST_SUPPRESSED
                    + (MOST_SUPPRESSED - LEAST_SUPPRESSED)
                            * tib.around().random().nextDouble();
            Duration suppressed =
                    Duration.ofMillis((long) (tib.settings().joinPrunePeriod().toMillis() * parts));
            step(tree, new UpstreamState.Event.JoinSeen(suppressed.compareTo(holdtime) < 0 ? suppressed : holdtime));
            tib.updates().changed(tree);
        }
    }

    /** Another router sent a Prune to somebody on the link that takes this tree's packets too. */
    void pruneSeen(Tree tree, UpstreamNeighbor to) {
        if (tree.joinedTo.filter(to::equals).isPresent()) {
            step(tree, new UpstreamState.Event.PruneSeen(override(to.link())));
            tib.updates().changed(tree);
        }
    }

    /** Another router sent a Prune(S,G,rpt) or Prune(S,G) to somebody on the link. */
    void pruneRptSeen(SourceTree source, UpstreamNeighbor to) {
        if (source.rpfNeighborRpt().filter(to::equals).isPresent()) {
            step(source, new UpstreamRptState.Event.PruneSeen(override(to.link())));
            tib.updates().changed(source);
        }
    }

    /** Another router sent a Join(S,G,rpt) to somebody on the link. */
    void joinRptSeen(SourceTree source, UpstreamNeighbor to) {
        if (source.rpfNeighborRpt().filter(to::equals).isPresent()) {
            step(source, new UpstreamRptState.Event.JoinRptSeen());
            tib.updates().changed(source);
        }
    }

    private void step(Tree tree, UpstreamState.Event event) {
        UpstreamState.Step step = UpstreamState.step(tree.upstream, event, tib.now());
        tree.upstream = step.next();
        switch (step.action()) {
            case NONE -> {}
            case SEND_JOIN -> join(tree);
            case SEND_PRUNE -> {
                IpAddress named = tree.joinedSource.orElseGet(() -> sourceOf(tree));
                tree.joinedTo.ifPresent(former -> prune(tree, former, named));
                tree.joinedTo = Optional.empty();
            }
            case SEND_JOIN_NEW_PRUNE_OLD -> {
                Optional<UpstreamNeighbor> former = tree.joinedTo;
                IpAddress named = tree.joinedSource.orElseGet(() -> sourceOf(tree));
                join(tree);
                former.filter(old -> !tree.joinedTo.equals(former)).ifPresent(old -> prune(tree, old, named));
            }
        }
    }

    private void step(SourceTree source, UpstreamRptState.Event event) {
        UpstreamRptState.Step step = UpstreamRptState.step(source.upstreamRpt, event, tib.now());
        boolean beside = source.upstreamRpt instanceof UpstreamRptState.RptNotJoined
                && step.next() instanceof UpstreamRptState.Pruned;
        source.upstreamRpt = step.next();
        source.rpfNeighborRpt().ifPresent(to -> {
            IpAddress address = source.sg.source();
            switch (step.action()) {
                case NONE -> {
                    // part of the Join(*,G), which may have gone before this source was known
                    if (beside) {
                        to.link().port.prune(to.address(), source.sg, address, true);
                    }
                }
                case SEND_PRUNE_RPT -> to.link().port.prune(to.address(), source.sg, address, true);
                case SEND_JOIN_RPT -> to.link().port.join(to.address(), source.sg, address, true);
            }
        });
    }

    private void join(Tree tree) {
        tree.joinedTo = tree.rpfNeighbor()
                .filter(to -> !to.link().port.bounded(tree.what().group()));
        tree.joinedTo.ifPresent(to -> {
            note(tree, "join", to);
            tree.joinedSource = Optional.of(sourceOf(tree));
            to.link().port.join(to.address(), tree.what(), sourceOf(tree), false);
            if (tree instanceof GroupTree group) {
                prunesBesides(group, to);
            }
        });
    }

    /** A Join(*,G) repeats which sources are not wanted with it (section 4.5.6). */
    private static void prunesBesides(GroupTree group, UpstreamNeighbor to) {
        for (SourceTree source : group.sources.values()) {
            if (source.upstreamRpt instanceof UpstreamRptState.Pruned
                    && source.rpfNeighborRpt().filter(to::equals).isPresent()) {
                to.link().port.prune(to.address(), source.sg, source.sg.source(), true);
            }
        }
    }

    private void prune(Tree tree, UpstreamNeighbor former, IpAddress named) {
        if (former.link().port.neighborWith(former.address()).isPresent()) {
            note(tree, "prune", former);
            former.link().port.prune(former.address(), tree.what(), named, false);
        }
    }

    private void note(Tree tree, String event, UpstreamNeighbor neighbor) {
        if (!tree.joinedTo.equals(tree.notedJoin)) {
            tree.notedJoin = tree.joinedTo;
            tib.history().add(tree.what(), event, neighbor.toString());
        }
    }

    /** What stands in the source entry: of (*,G) the RP. */
    private static IpAddress sourceOf(Tree tree) {
        SourceGroup what = tree.what();
        return tree instanceof GroupTree group ? group.rp.orElse(what.source()) : what.source();
    }

    /** t_periodic, ending on a whole second: the Joins of one second share messages. */
    private Duration period() {
        Tick now = tib.now();
        Tick end = now.plus(tib.settings().joinPrunePeriod());
        return Duration.ofNanos(Math.ceilDiv(end.nanos(), SECOND) * SECOND - now.nanos());
    }

    /** t_override. */
    private Duration override(TibLink link) {
        long most = link.port.overrideInterval().toMillis();
        return Duration.ofMillis(most == 0 ? 0 : tib.around().random().nextLong(most + 1));
    }
}
