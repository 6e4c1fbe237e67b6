package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.pim.fsm.AssertMetric;
import io.mgmrouter.pim.fsm.AssertState;
import io.mgmrouter.pim.fsm.UpstreamState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** (*,G): the shared tree of a group, and its sources. Also there for a group that has (S,G) state only. */
final class GroupTree extends Tree {

    final StarG starG;

    /** No shared tree. */
    final boolean ssm;

    final List<GroupOif> oifs = new ArrayList<>(0);
    final Map<IpAddress, SourceTree> sources = new LinkedHashMap<>(2);

    /** RP(G). */
    Optional<IpAddress> rp = Optional.empty();

    /** Where the RP is reached; empty if there is none, or this router is it. */
    Optional<RpfTarget> rpTarget = Optional.empty();

    /** I_am_RP(G). */
    boolean rendezvousPoint;

    GroupTree(StarG starG, boolean ssm) {
        this.starG = starG;
        this.ssm = ssm;
    }

    @Override
    StarG what() {
        return starG;
    }

    IpAddress group() {
        return starG.group();
    }

    /** The state on one interface. */
    Optional<GroupOif> oif(TibLink link) {
        for (GroupOif oif : oifs) {
            if (oif.link == link) {
                return Optional.of(oif);
            }
        }
        return Optional.empty();
    }

    GroupOif obtain(TibLink link) {
        return oif(link).orElseGet(() -> {
            GroupOif made = new GroupOif(link);
            oifs.add(made);
            link.groups.add(this);
            return made;
        });
    }

    /** Where RPF_interface(RP(G)) is. */
    Rpf rpfToRp() {
        return rpTarget.map(target -> target.rpf).orElse(Rpf.UNREACHABLE);
    }

    /** lost_assert(*,G,I). */
    boolean lostAssert(GroupOif oif) {
        return oif.isAssertLoser() && !rpfToRp().isThrough(oif.link);
    }

    /** pim_include(*,G). */
    boolean includes(GroupOif oif) {
        return oif.member
                && (oif.link.port.isDesignatedRouter() && !lostAssert(oif) || oif.isAssertWinner())
                && !oif.link.port.bounded(group());
    }

    /** immediate_olist(*,G). */
    boolean immediate(GroupOif oif) {
        return !ssm && (oif.joins() || includes(oif)) && !lostAssert(oif);
    }

    @Override
    boolean joinDesired() {
        return !ssm && rp.isPresent() && (external || oifs.stream().anyMatch(this::immediate));
    }

    @Override
    Optional<UpstreamNeighbor> routedNeighbor() {
        return UpstreamNeighbor.of(rpfToRp());
    }

    @Override
    Optional<UpstreamNeighbor> rpfNeighbor() {
        return rpfToRp()
                .link()
                .flatMap(this::oif)
                .flatMap(oif -> winnerOn(oif.link, oif.winner))
                .or(this::routedNeighbor);
    }

    static Optional<UpstreamNeighbor> winnerOn(TibLink link, AssertState state) {
        return state instanceof AssertState.Loser loser
                ? Optional.of(new UpstreamNeighbor(link, loser.winner()))
                : Optional.empty();
    }

    /** rpt_assert_metric(G,I). */
    AssertMetric assertMetric(TibLink on) {
        return rpfToRp()
                .route()
                .map(route -> new AssertMetric(true, route.preference(), route.metric(), on.port.address()))
                .orElseGet(() ->
                        rendezvousPoint ? new AssertMetric(true, 0, 0, on.port.address()) : AssertMetric.INFINITE);
    }

    /** CouldAssert(*,G,I). */
    boolean couldAssert(GroupOif oif) {
        return (oif.joins() || includes(oif)) && !rpfToRp().isThrough(oif.link);
    }

    /** AssertTrackingDesired(*,G,I). */
    boolean assertTrackingDesired(GroupOif oif) {
        return couldAssert(oif)
                || oif.member && (oif.link.port.isDesignatedRouter() || oif.isAssertWinner())
                || rpfToRp().isThrough(oif.link) && joinDesired();
    }

    boolean isEmpty() {
        return oifs.isEmpty() && sources.isEmpty() && !external && upstream instanceof UpstreamState.NotJoined;
    }
}
