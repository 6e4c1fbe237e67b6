package io.mgmrouter.testkit.protocols;

import io.mgmrouter.ip.Family;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.testkit.RecordingProtocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What DVMRP and PIM-DM have in common (RFC 2715, sections 4.1 and 4.3): a wildcard receiver whose data goes everywhere
 * but to leaf networks without members, until it is pruned per source. Prunes and grafts edit the one forwarding entry.
 */
public abstract class FloodAndPrune extends RecordingProtocol implements Component {

    private static final Set<MembershipFlag> FORWARD = Set.of(MembershipFlag.FORWARD_STATE);
    private static final StarStar ALL = new StarStar(Family.IPV4);

    /** One flow out of one interface. */
    private record Branch(InterfaceId on, Sg sg) {}

    private final Duration upstreamPruneLife;
    private final Outbox outbox = new Outbox();
    private final Set<InterfaceId> neighbors = new HashSet<>();
    private final Map<InterfaceId, Set<SourceGroup>> members = new HashMap<>();
    private final Map<Branch, LoopTimer> stopped = new HashMap<>();
    private final Map<Sg, LoopTimer> prunedUpstream = new HashMap<>();

    protected FloodAndPrune(String name, Duration upstreamPruneLife) {
        super(name);
        this.upstreamPruneLife = upstreamPruneLife;
    }

    @Override
    public void attached(MgmSession session) {
        super.attached(session);
        onLocalJoin(local -> receiversCame(local.interfaceId(), local.sourceGroup()));
        onLocalLeave(local -> receiversWent(local.interfaceId(), local.sourceGroup()));
        onJoin(this::graftWhatWasPruned);
        answersPrune(this::pruneUpstream);
        answersCreation(this::leaveOut);
        answersRpf(query -> {
            loop().run(() -> takeOffWhatIsNotWanted(query.sg()));
            return query.accept();
        });
    }

    @Override
    public void started() {
        session().ownerships().forEach(own -> own.join(ALL));
    }

    // What neighbours and hosts do

    /** There is a downstream router: the interface is no leaf any more. */
    public void neighborFound(InterfaceId on) {
        neighbors.add(on);
        bringInLine(on, ALL);
    }

    /** The last downstream router of the interface is gone. */
    public void neighborLost(InterfaceId on) {
        neighbors.remove(on);
        bringInLine(on, ALL);
    }

    @Override
    public void receiversCame(InterfaceId on, SourceGroup pair) {
        members.computeIfAbsent(on, _ -> new HashSet<>()).add(pair);
        bringInLine(on, pair);
    }

    @Override
    public void receiversWent(InterfaceId on, SourceGroup pair) {
        members.computeIfAbsent(on, _ -> new HashSet<>()).remove(pair);
        bringInLine(on, pair);
    }

    /** Routers behind the interface do not get the flow until {@link #resume}, or until the time is over. */
    protected final void stop(InterfaceId on, Sg sg, Duration life) {
        stopped.computeIfAbsent(new Branch(on, sg), branch -> loop().timer("stopped " + branch, () -> resume(on, sg)))
                .set(loop().now().plus(life));
        edit(on, sg);
    }

    /** Routers behind the interface get the flow again. */
    protected final void resume(InterfaceId on, Sg sg) {
        LoopTimer timer = stopped.remove(new Branch(on, sg));
        if (timer != null) {
            timer.cancel();
            edit(on, sg);
        }
    }

    protected final void send(String message) {
        outbox.send(message);
    }

    // What it forwards

    @Override
    public boolean forwards(InterfaceId on, Sg sg) {
        boolean member = members.getOrDefault(on, Set.of()).stream().anyMatch(pair -> pair.covers(sg));
        return member || neighbors.contains(on) && !stopped.containsKey(new Branch(on, sg));
    }

    private Set<InterfaceId> leaveOut(CreationAlert alert) {
        return alert.candidates().stream()
                .map(CreationAlert.Candidate::interfaceId)
                .filter(candidate -> !forwards(candidate, alert.sg()))
                .collect(Collectors.toSet());
    }

    private void bringInLine(InterfaceId on, SourceGroup pair) {
        session().manager().entries(Optional.empty(), MulticastGroupManager.MAX_PAGE).items().stream()
                .map(ForwardingEntry::sg)
                .filter(pair::covers)
                .forEach(sg -> edit(on, sg));
    }

    private void edit(InterfaceId on, Sg sg) {
        if (forwards(on, sg)) {
            owned(on).add(sg, FORWARD);
        } else {
            owned(on).delete(sg, FORWARD);
        }
        ownEntry(sg).ifPresent(this::afterOwnChange);
    }

    /**
     * When a route moves the iif away from an interface, the wildcard membership makes that an oif without a question:
     * of the move the owner hears by the RPF question for another interface of its own, or by a prune.
     */
    private void takeOffWhatIsNotWanted(Sg sg) {
        session().manager().entry(sg).stream()
                .flatMap(entry -> entry.outgoingInterfaces().stream())
                .filter(oif -> oif.owner().equals(session().id()))
                .map(ForwardingEntry.OutgoingInterface::interfaceId)
                .filter(on -> !forwards(on, sg))
                .forEach(on -> edit(on, sg));
    }

    // Upstream

    /** A component is not alerted of its own change. */
    private void afterOwnChange(ForwardingEntry entry) {
        if (!entry.outgoingInterfaces().isEmpty()) {
            graft(entry.sg());
        } else if (!prunedUpstream.containsKey(entry.sg())) {
            prune(entry);
        }
    }

    private void graftWhatWasPruned(JoinAlert alert) {
        List.copyOf(prunedUpstream.keySet()).stream()
                .filter(alert.sourceGroup()::covers)
                .forEach(this::graft);
    }

    /**
     * Each entry that a (*,G) or (*,*) prune empties is told of by an (S,G) prune of its own; that one is acted on. The
     * entry lives as long as the prune does upstream: data that comes then makes a new one, and is pruned again.
     */
    private Optional<Duration> pruneUpstream(PruneAlert alert) {
        if (alert.cause() == Cause.MEMBERSHIP || !(alert.sourceGroup() instanceof Sg sg)) {
            return Optional.empty();
        }
        takeOffWhatIsNotWanted(sg);
        ownEntry(sg).filter(entry -> entry.outgoingInterfaces().isEmpty()).ifPresent(this::prune);
        return Optional.of(upstreamPruneLife);
    }

    /** To the next router toward the source; a source on the link itself cannot be told. */
    private void prune(ForwardingEntry entry) {
        if (entry.upstreamNeighbor().isPresent()) {
            // A second later the entry is gone, unless packets still come.
            prunedUpstream
                    .computeIfAbsent(entry.sg(), sg -> loop().timer("pruned " + sg, () -> pruneOver(sg)))
                    .set(loop().now().plus(upstreamPruneLife.plusSeconds(1)));
            send("prune " + entry.sg());
        }
    }

    private void pruneOver(Sg sg) {
        prunedUpstream.remove(sg);
        ownEntry(sg).ifPresent(this::afterOwnChange);
    }

    private void graft(Sg sg) {
        LoopTimer timer = prunedUpstream.remove(sg);
        if (timer != null) {
            timer.cancel();
            send("graft " + sg);
        }
    }

    /** The entry of a flow that this component expects on an interface of its own. */
    private Optional<ForwardingEntry> ownEntry(Sg sg) {
        return session()
                .manager()
                .entry(sg)
                .filter(entry -> entry.iifOwner().equals(Optional.of(session().id())));
    }

    @Override
    public List<String> takeSent() {
        return outbox.take();
    }
}
