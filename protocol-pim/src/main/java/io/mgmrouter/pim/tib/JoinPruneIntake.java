package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.pim.codec.GroupEntry;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.SourceEntry;
import io.mgmrouter.pim.fsm.DownstreamRptState;
import io.mgmrouter.pim.fsm.DownstreamState;
import io.mgmrouter.pim.fsm.Holdtime;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes in Join/Prune messages: those to this router (RFC 7761, sections 4.5.1 to 4.5.3), and those to others. */
final class JoinPruneIntake {

    /** Why part of a message is not taken. */
    enum Refusal {
        /** The RP in a Join(*,G) is not RP(G). */
        OTHER_RP,
        /** join.filter or boundary forbids it. */
        FILTERED,
        /** Such a group has no such tree: (*,G) in the source-specific range, or a link-local group. */
        NO_SUCH_TREE,
        /** state.limit is reached. */
        STATE_LIMIT
    }

    private final Tib tib;
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);

    JoinPruneIntake(Tib tib) {
        this.tib = tib;
    }

    Map<Refusal, Long> refused() {
        return refused;
    }

    void received(TibLink link, IpAddress from, JoinPrune message) {
        boolean toMe = tib.around().isOwnAddress().test(message.upstreamNeighbor());
        Duration holdtime = Holdtime.of(message.holdtime());
        for (GroupEntry entry : message.groups()) {
            if (entry.group().length() != tib.family().bits()) {
                continue; // the ranges of (*,*,RP), which is no more
            }
            IpAddress group = entry.group().network();
            if (group.isLinkLocalMulticast()) {
                refuse(Refusal.NO_SUCH_TREE);
            } else if (toMe) {
                new Taken(link, group, holdtime).take(entry);
            } else {
                overheard(new UpstreamNeighbor(link, message.upstreamNeighbor()), group, entry, holdtime);
            }
        }
        tib.updates().settle();
    }

    private void refuse(Refusal why) {
        refused.merge(why, 1L, Long::sum);
    }

    /** One group of a message to this router. */
    private final class Taken {

        private final TibLink link;
        private final IpAddress group;
        private final Duration holdtime;
        private final Duration overrideWait;

        Taken(TibLink link, IpAddress group, Duration holdtime) {
            this.link = link;
            this.group = group;
            this.holdtime = holdtime;
            this.overrideWait = link.port.neighborCount() > 1 ? link.port.joinPruneOverrideInterval() : Duration.ZERO;
        }

        /** A Join(*,G) first: the Prunes(S,G,rpt) beside it are what it leaves out (section 4.5.3). */
        void take(GroupEntry entry) {
            boolean shared = false;
            for (SourceEntry join : entry.joins()) {
                if (join.wildcard()) {
                    shared |= starGJoin(join.address());
                }
            }
            entry.prunes().stream().filter(SourceEntry::wildcard).forEach(_ -> starGPrune());
            entry.joins().stream().filter(join -> !join.wildcard()).forEach(this::join);
            entry.prunes().stream().filter(prune -> !prune.wildcard()).forEach(this::prune);
            if (shared) {
                endOfMessage();
            }
        }

        private boolean starGJoin(IpAddress rp) {
            if (tib.settings().ssm().test(group)) {
                refuse(Refusal.NO_SUCH_TREE);
                return false;
            }
            if (!link.port.accepts(new StarG(group))) {
                refuse(Refusal.FILTERED);
                return false;
            }
            GroupTree tree = tib.obtain(group);
            if (!tree.rp.equals(Optional.of(rp))) {
                refuse(Refusal.OTHER_RP);
                tib.updates().changed(tree);
                return false;
            }
            GroupOif oif = tree.obtain(link);
            boolean before = oif.joins();
            oif.join = DownstreamState.step(oif.join, new DownstreamState.Event.JoinReceived(holdtime), tib.now())
                    .next();
            tib.asserts().joinReceived(tree, oif);
            for (SourceTree source : tree.sources.values()) {
                source.oif(link).ifPresent(own -> rpt(source, own, new DownstreamRptState.Event.StarGJoinReceived()));
            }
            changed(tree, before != oif.joins());
            note(tree, before, oif.joins());
            return true;
        }

        /** Whichever RP it names: the neighbour does not want the group from here any more. */
        private void starGPrune() {
            tib.group(group).flatMap(tree -> tree.oif(link)).ifPresent(oif -> {
                GroupTree tree = tib.obtain(group);
                boolean before = oif.joins();
                oif.join = pruned(oif.join);
                changed(tree, before != oif.joins());
                note(tree, before, oif.joins());
            });
        }

        /** One that is joined already changes a deadline to a later one, which is seen when the former comes. */
        private void join(SourceEntry entry) {
            if (!isSource(entry.address())) {
                refuse(Refusal.NO_SUCH_TREE);
                return;
            }
            Sg sg = new Sg(entry.address(), group);
            if (entry.rpt()) {
                tib.source(sg)
                        .ifPresent(source -> source.oif(link)
                                .ifPresent(own -> rpt(source, own, new DownstreamRptState.Event.JoinRptReceived())));
                return;
            }
            if (!link.port.accepts(sg)) {
                refuse(Refusal.FILTERED);
                return;
            }
            Optional<SourceTree> tree = tib.obtain(sg);
            if (tree.isEmpty()) {
                refuse(Refusal.STATE_LIMIT);
                return;
            }
            SourceTree source = tree.get();
            SourceOif oif = source.obtain(link);
            boolean before = oif.joins();
            oif.join = DownstreamState.step(oif.join, new DownstreamState.Event.JoinReceived(holdtime), tib.now())
                    .next();
            tib.asserts().joinReceived(source, oif);
            if (!before) {
                tib.updates().changed(source);
            }
            note(source, before, oif.joins());
        }

        private void prune(SourceEntry entry) {
            if (!isSource(entry.address())) {
                refuse(Refusal.NO_SUCH_TREE);
                return;
            }
            Sg sg = new Sg(entry.address(), group);
            if (entry.rpt()) {
                pruneRpt(sg);
                return;
            }
            tib.source(sg)
                    .ifPresent(source -> source.oif(link).ifPresent(oif -> {
                        boolean before = oif.joins();
                        oif.join = pruned(oif.join);
                        tib.updates().changed(source);
                        note(source, before, oif.joins());
                    }));
        }

        /** Only what the shared tree brings to this interface can be pruned off it. */
        private void pruneRpt(Sg sg) {
            boolean shared = tib.group(group)
                    .flatMap(tree -> tree.oif(link))
                    .filter(GroupOif::joins)
                    .isPresent();
            if (!shared) {
                return;
            }
            Optional<SourceTree> tree = tib.obtain(sg);
            if (tree.isEmpty()) {
                refuse(Refusal.STATE_LIMIT);
                return;
            }
            rpt(
                    tree.get(),
                    tree.get().obtain(link),
                    new DownstreamRptState.Event.PruneRptReceived(holdtime, overrideWait));
        }

        private void endOfMessage() {
            for (SourceTree source : tib.obtain(group).sources.values()) {
                source.oif(link).ifPresent(own -> rpt(source, own, new DownstreamRptState.Event.EndOfMessage()));
            }
        }

        private void rpt(SourceTree source, SourceOif oif, DownstreamRptState.Event event) {
            oif.rpt = DownstreamRptState.step(oif.rpt, event, tib.now());
            tib.updates().changed(source);
        }

        /** A wait of no length is over at once. */
        private DownstreamState pruned(DownstreamState join) {
            DownstreamState pending = DownstreamState.step(
                            join, new DownstreamState.Event.PruneReceived(overrideWait), tib.now())
                    .next();
            return overrideWait.isZero()
                    ? DownstreamState.step(pending, new DownstreamState.Event.TimerDue(), tib.now())
                            .next()
                    : pending;
        }

        private void changed(GroupTree tree, boolean joinsChanged) {
            if (joinsChanged) {
                tib.touch(tree);
            } else {
                tib.updates().changed(tree);
            }
        }

        private void note(Tree tree, boolean before, boolean after) {
            if (before != after) {
                tib.history().add(tree.what(), after ? "joined-on" : "pruned-on", link.name());
            }
        }
    }

    /**
     * What neighbours ask of each other: a Join that makes one's own superfluous, a Prune that has to be overridden.
     */
    private void overheard(UpstreamNeighbor to, IpAddress group, GroupEntry entry, Duration holdtime) {
        Optional<GroupTree> tree = tib.group(group);
        if (tree.isEmpty()) {
            return;
        }
        UpstreamJoins joins = tib.updates().joins();
        for (SourceEntry join : entry.joins()) {
            if (join.wildcard()) {
                joins.joinSeen(tree.get(), to, holdtime);
            } else {
                sourceOf(tree.get(), join).ifPresent(source -> {
                    if (join.rpt()) {
                        joins.joinRptSeen(source, to);
                    } else {
                        joins.joinSeen(source, to, holdtime);
                    }
                });
            }
        }
        for (SourceEntry prune : entry.prunes()) {
            if (prune.wildcard()) {
                joins.pruneSeen(tree.get(), to);
                List.copyOf(tree.get().sources.values()).forEach(source -> joins.pruneSeen(source, to));
            } else {
                sourceOf(tree.get(), prune)
                        .or(() -> endangered(tree.get(), to, prune))
                        .ifPresent(source -> {
                            joins.pruneSeen(source, to);
                            joins.pruneRptSeen(source, to);
                        });
            }
        }
    }

    /**
     * Every source on the shared tree is NotPruned (section 4.5.7), also one that needs no state until it is
     * overridden.
     */
    private Optional<SourceTree> endangered(GroupTree tree, UpstreamNeighbor to, SourceEntry prune) {
        if (tree.joinedTo.filter(to::equals).isEmpty() || !isSource(prune.address())) {
            return Optional.empty();
        }
        Optional<SourceTree> source = tib.obtain(new Sg(prune.address(), tree.group()));
        source.ifPresent(made -> {
            tib.updates().joins().followRpt(made);
            tib.updates().changed(made);
        });
        return source;
    }

    private static Optional<SourceTree> sourceOf(GroupTree tree, SourceEntry entry) {
        return Optional.ofNullable(tree.sources.get(entry.address()));
    }

    private boolean isSource(IpAddress address) {
        return address.family() == tib.family() && !address.isMulticast() && !address.isUnspecified();
    }
}
