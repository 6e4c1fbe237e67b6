package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.pim.fsm.AssertMetric;
import io.mgmrouter.pim.fsm.RegisterState;
import io.mgmrouter.pim.fsm.UpstreamRptState;
import io.mgmrouter.pim.fsm.UpstreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** (S,G) with its part of the shared tree, (S,G,rpt). */
final class SourceTree extends Tree {

    final Sg sg;
    final GroupTree group;
    final RpfTarget source;
    final List<SourceOif> oifs = new ArrayList<>(1);

    UpstreamRptState upstreamRpt = new UpstreamRptState.RptNotJoined();
    RegisterState register = new RegisterState.NoInfo();

    /** RPF'(S,G,rpt) was RPF'(*,G) when last looked at. */
    boolean withSharedTree = true;

    /** SPTbit(S,G). */
    boolean sptBit;

    /** KeepaliveTimer(S,G); empty if it does not run. */
    Optional<Tick> keepalive = Optional.empty();

    /** How long the keepalive timer runs when it is set again. */
    boolean keptByRegisters;

    /** Packets of the entry when the keepalive timer was set. */
    long packetsSeen;

    /** When the rate on the shared tree is to be looked at, for a switch by rate; and the octets of the last look. */
    Optional<Tick> rateCheck = Optional.empty();

    long octetsSeen;

    /** The incoming interface the manager was told last; empty if it has not asked. */
    Optional<Incoming> told = Optional.empty();

    /** Packets of this source enter the register tunnel. */
    boolean tunnelDeclared;

    /**
     * Packets come in on an interface of another protocol, and this router is the border router that registers them.
     */
    boolean fromOutside;

    /** The border router that registers this source (section 4.4.2); empty if it is not known. */
    Optional<IpAddress> borderRouter = Optional.empty();

    /**
     * Where packets are expected.
     *
     * @param interfaceId the incoming interface
     * @param neighbor the upstream neighbour
     */
    record Incoming(InterfaceId interfaceId, Optional<IpAddress> neighbor) {}

    SourceTree(Sg sg, GroupTree group, RpfTarget source) {
        this.sg = sg;
        this.group = group;
        this.source = source;
    }

    @Override
    Sg what() {
        return sg;
    }

    Rpf rpf() {
        return source.rpf;
    }

    /** The state on one interface. */
    Optional<SourceOif> oif(TibLink link) {
        for (SourceOif oif : oifs) {
            if (oif.link == link) {
                return Optional.of(oif);
            }
        }
        return Optional.empty();
    }

    SourceOif obtain(TibLink link) {
        return oif(link).orElseGet(() -> {
            SourceOif made = new SourceOif(link);
            oifs.add(made);
            link.groups.add(group);
            return made;
        });
    }

    boolean keepaliveRuns() {
        return keepalive.isPresent();
    }

    /** True where packets come the shortest way. Without a shared tree there is no other. */
    boolean onShortestPath() {
        return sptBit || group.ssm;
    }

    /** lost_assert(S,G,I). */
    boolean lostAssert(SourceOif oif) {
        return oif.isAssertLoser() && !rpf().isThrough(oif.link);
    }

    /** lost_assert(S,G,rpt,I). */
    private boolean lostAssertRpt(SourceOif oif) {
        return oif.isAssertLoser()
                && !group.rpfToRp().isThrough(oif.link)
                && !(rpf().isThrough(oif.link) && onShortestPath());
    }

    /** pim_include(S,G). */
    boolean includes(SourceOif oif) {
        return oif.member
                && (oif.link.port.isDesignatedRouter() && !lostAssert(oif) || oif.isAssertWinner())
                && !oif.link.port.bounded(sg.group());
    }

    /** immediate_olist(S,G), the register tunnel left out. */
    boolean immediate(SourceOif oif) {
        return (oif.joins() || includes(oif)) && !lostAssert(oif);
    }

    boolean registers() {
        return register instanceof RegisterState.Join;
    }

    /** inherited_olist(S,G,rpt). */
    boolean inheritedRpt(GroupOif shared) {
        if (!group.immediate(shared)) {
            return false;
        }
        Optional<SourceOif> own = oif(shared.link);
        if (own.isEmpty()) {
            return true;
        }
        boolean wanted = shared.joins() && !own.get().prunesRpt() || group.includes(shared);
        return wanted && !lostAssertRpt(own.get());
    }

    boolean inheritedRptIsEmpty() {
        return !group.external && group.oifs.stream().noneMatch(this::inheritedRpt);
    }

    /** True if the immediate_olist(S,G) is empty, the register tunnel being part of it. */
    private boolean immediateIsEmpty() {
        return !registers() && !external && oifs.stream().noneMatch(this::immediate);
    }

    boolean inheritedIsEmpty() {
        return immediateIsEmpty() && inheritedRptIsEmpty();
    }

    /** Whether an interface is in inherited_olist(S,G). */
    boolean inherits(TibLink link) {
        return oif(link).filter(this::immediate).isPresent()
                || group.oif(link).filter(this::inheritedRpt).isPresent();
    }

    @Override
    boolean joinDesired() {
        return !immediateIsEmpty() || keepaliveRuns() && !inheritedRptIsEmpty();
    }

    /** PruneDesired(S,G,rpt). */
    boolean pruneDesiredRpt() {
        return group.joinDesired()
                && (inheritedRptIsEmpty() || sptBit && !group.rpfNeighbor().equals(rpfNeighbor()));
    }

    /** CouldRegister(S,G); a rendezvous point has nobody to register with. */
    boolean couldRegister() {
        return (fromOutside
                        || rpf().connected() && rpf().link().orElseThrow().port.isDesignatedRouter())
                && keepaliveRuns()
                && group.rp.isPresent()
                && !group.rendezvousPoint
                && !group.ssm;
    }

    @Override
    Optional<UpstreamNeighbor> routedNeighbor() {
        return UpstreamNeighbor.of(rpf());
    }

    @Override
    Optional<UpstreamNeighbor> rpfNeighbor() {
        return rpf().link()
                .flatMap(this::oif)
                .flatMap(oif -> GroupTree.winnerOn(oif.link, oif.winner))
                .or(this::routedNeighbor);
    }

    /** RPF'(S,G,rpt). */
    Optional<UpstreamNeighbor> rpfNeighborRpt() {
        return group.rpfToRp()
                .link()
                .flatMap(this::oif)
                .flatMap(oif -> GroupTree.winnerOn(oif.link, oif.winner))
                .or(group::rpfNeighbor);
    }

    /** CouldAssert(S,G,I). */
    boolean couldAssert(SourceOif oif) {
        return onShortestPath() && !rpf().isThrough(oif.link) && wantedIgnoringOwnAssert(oif);
    }

    private boolean wantedIgnoringOwnAssert(SourceOif oif) {
        return sharedWants(oif) || oif.joins() || includes(oif);
    }

    /** (joins(*,G) - prunes(S,G,rpt)) + pim_include(*,G) - lost_assert(*,G) on the interface. */
    private boolean sharedWants(SourceOif oif) {
        return group.oif(oif.link)
                .filter(group::immediate)
                .filter(shared -> shared.joins() && !oif.prunesRpt() || group.includes(shared))
                .isPresent();
    }

    /** AssertTrackingDesired(S,G,I). */
    boolean assertTrackingDesired(SourceOif oif) {
        return sharedWants(oif)
                || oif.joins()
                || oif.member && (oif.link.port.isDesignatedRouter() || oif.isAssertWinner())
                || rpf().isThrough(oif.link) && joinDesired()
                || group.rpfToRp().isThrough(oif.link) && group.joinDesired() && !sptBit;
    }

    /** spt_assert_metric(S,I). */
    AssertMetric sptAssertMetric(TibLink on) {
        return rpf().route()
                .map(route -> new AssertMetric(false, route.preference(), route.metric(), on.port.address()))
                .orElseGet(() -> AssertMetric.INFINITE);
    }

    /** my_assert_metric(S,G,I). */
    AssertMetric assertMetric(SourceOif oif) {
        if (couldAssert(oif)) {
            return sptAssertMetric(oif.link);
        }
        return group.oif(oif.link).filter(group::couldAssert).isPresent()
                ? group.assertMetric(oif.link)
                : AssertMetric.INFINITE;
    }

    boolean isEmpty() {
        return oifs.isEmpty()
                && !external
                && !keepaliveRuns()
                && upstream instanceof UpstreamState.NotJoined
                && register instanceof RegisterState.NoInfo
                && upstreamRpt.due().isEmpty()
                && rateCheck.isEmpty();
    }
}
