package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.IN_ADDR.dword;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.CreationAlert.Candidate;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.LocalMembership;
import io.mgmrouter.mgm.spi.LocalMembershipProtocol;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.mgm.spi.WrongInterface;
import io.mgmrouter.mgm.win32.IN_ADDR;
import io.mgmrouter.mgm.win32.MGM_IF_ENTRY;
import io.mgmrouter.mgm.win32.PDWORD;
import io.mgmrouter.mgm.win32.ROUTING_PROTOCOL_CONFIG;
import io.mgmrouter.mgm.win32.RTM_DEST_INFO;
import io.mgmrouter.mgm.win32.RTM_NET_ADDRESS;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A client as the manager sees it: its callbacks become calls of the published ones. */
final class Callbacks implements LocalMembershipProtocol {

    private final ROUTING_PROTOCOL_CONFIG config;
    private final CompletableFuture<MgmSession> session = new CompletableFuture<>();
    private final ControlLoop loop;

    Callbacks(ROUTING_PROTOCOL_CONFIG config, ControlLoop loop) {
        this.config = config;
        this.loop = new ClientLoop(loop, session);
    }

    /** The manager's answer to the registration: a session, or an {@link MgmException}. */
    CompletableFuture<MgmSession> session() {
        return session;
    }

    boolean wantsWrongIf() {
        return config.bWrongIfAlerts && config.pfnWrongIfCallback != null;
    }

    @Override
    public ControlLoop loop() {
        return loop;
    }

    /** The members that are there; an absent one is not answered for by anybody else (MGM-009). */
    @Override
    public Set<Callback> callbacks() {
        Map<Callback, Object> members = new EnumMap<>(Callback.class);
        members.put(Callback.RPF, config.pfnRpfCallback);
        members.put(Callback.CREATION_ALERT, config.pfnCreationAlertCallback);
        members.put(Callback.PRUNE_ALERT, config.pfnPruneAlertCallback);
        members.put(Callback.JOIN_ALERT, config.pfnJoinAlertCallback);
        members.put(Callback.WRONG_INTERFACE, config.pfnWrongIfCallback);
        members.put(Callback.LOCAL_JOIN, config.pfnLocalJoinCallback);
        members.put(Callback.LOCAL_LEAVE, config.pfnLocalLeaveCallback);
        members.put(Callback.DISABLE_IGMP, config.pfnDisableIgmpCallback);
        members.put(Callback.ENABLE_IGMP, config.pfnEnableIgmpCallback);
        members.values().removeIf(member -> member == null);
        return Set.copyOf(members.keySet());
    }

    /** A registration nobody waits for any more is undone: its handle was never given out. */
    @Override
    public void attached(MgmSession newSession) {
        if (!session.complete(newSession)) {
            newSession.close();
        }
    }

    @Override
    public void refused(MgmException reason) {
        session.completeExceptionally(reason);
    }

    @Override
    public RpfDecision onRpf(RpfQuery query) {
        Quad flow = Quad.of(query.sg());
        PDWORD inIfIndex = new PDWORD(query.iif().index());
        PDWORD inIfNextHop = new PDWORD(Interfaces.nextHop(query.iif()));
        PDWORD neighbor = new PDWORD(dword(query.upstreamNeighbor()));
        RTM_DEST_INFO route = new RTM_DEST_INFO(network(query.route()));
        ByteBuffer header = query.packetHeader();
        config.pfnRpfCallback.call(
                flow.source(),
                flow.sourceMask(),
                flow.group(),
                flow.groupMask(),
                inIfIndex,
                inIfNextHop,
                neighbor,
                header.remaining(),
                header,
                route);
        Optional<IpAddress> expectedFrom = neighbor.value == dword(query.upstreamNeighbor())
                ? query.upstreamNeighbor()
                : IN_ADDR.optional(neighbor.value);
        return new RpfDecision(
                Interfaces.id(inIfIndex.value, inIfNextHop.value), expectedFrom, used(query.route(), route));
    }

    @Override
    public Set<InterfaceId> onCreation(CreationAlert alert) {
        Quad flow = Quad.of(alert.sg());
        MGM_IF_ENTRY[] candidates =
                alert.candidates().stream().map(Callbacks::ifEntry).toArray(MGM_IF_ENTRY[]::new);
        config.pfnCreationAlertCallback.call(
                flow.source(),
                flow.sourceMask(),
                flow.group(),
                flow.groupMask(),
                alert.iif().index(),
                Interfaces.nextHop(alert.iif()),
                candidates.length,
                candidates);
        Set<InterfaceId> leftOut = new HashSet<>();
        for (MGM_IF_ENTRY candidate : candidates) {
            if (!candidate.bIsEnabled) {
                leftOut.add(Interfaces.id(candidate.dwIfIndex, candidate.dwIfNextHopAddr));
            }
        }
        return leftOut;
    }

    @Override
    public void onJoinAlert(JoinAlert alert) {
        Quad pair = Quad.of(alert.sourceGroup());
        config.pfnJoinAlertCallback.call(
                pair.source(), pair.sourceMask(), pair.group(), pair.groupMask(), alert.cause() == Cause.MEMBERSHIP);
    }

    /** A time-out of 0 is "not said" (D-12). */
    @Override
    public Optional<Duration> onPruneAlert(PruneAlert alert) {
        Quad pair = Quad.of(alert.sourceGroup());
        PDWORD timeout = new PDWORD();
        config.pfnPruneAlertCallback.call(
                pair.source(),
                pair.sourceMask(),
                pair.group(),
                pair.groupMask(),
                alert.interfaceId().index(),
                Interfaces.nextHop(alert.interfaceId()),
                alert.cause() == Cause.MEMBERSHIP,
                timeout);
        return Optional.of(Duration.ofSeconds(Integer.toUnsignedLong(timeout.value)))
                .filter(Duration::isPositive);
    }

    @Override
    public void onLocalJoin(LocalMembership membership) {
        Quad pair = Quad.of(membership.sourceGroup());
        config.pfnLocalJoinCallback.call(
                pair.source(),
                pair.sourceMask(),
                pair.group(),
                pair.groupMask(),
                membership.interfaceId().index(),
                Interfaces.nextHop(membership.interfaceId()));
    }

    @Override
    public void onLocalLeave(LocalMembership membership) {
        Quad pair = Quad.of(membership.sourceGroup());
        config.pfnLocalLeaveCallback.call(
                pair.source(),
                pair.sourceMask(),
                pair.group(),
                pair.groupMask(),
                membership.interfaceId().index(),
                Interfaces.nextHop(membership.interfaceId()));
    }

    @Override
    public void onWrongInterface(WrongInterface alert) {
        config.pfnWrongIfCallback.call(
                dword(alert.sg().source()),
                dword(alert.sg().group()),
                alert.arrival().index(),
                Interfaces.nextHop(alert.arrival()),
                alert.packetHeader().remaining(),
                alert.packetHeader());
    }

    @Override
    public void onDisable(InterfaceId id) {
        config.pfnDisableIgmpCallback.call(id.index(), Interfaces.nextHop(id));
    }

    @Override
    public void onEnable(InterfaceId id) {
        config.pfnEnableIgmpCallback.call(id.index(), Interfaces.nextHop(id));
    }

    private static MGM_IF_ENTRY ifEntry(Candidate candidate) {
        InterfaceId id = candidate.interfaceId();
        return new MGM_IF_ENTRY(id.index(), Interfaces.nextHop(id), candidate.igmp());
    }

    private static RTM_NET_ADDRESS network(Route route) {
        return new RTM_NET_ADDRESS(route.prefix().length(), dword(route.prefix().network()));
    }

    /** The route asked with, or with the network that the client has put in its place. */
    private static Route used(Route asked, RTM_DEST_INFO answer) {
        IpPrefix prefix = new IpPrefix(IN_ADDR.address(answer.DestAddress.AddrBits()), answer.DestAddress.NumBits());
        return new Route(
                prefix, asked.interfaceIndex(), asked.nextHop(), asked.metric(), asked.preference(), asked.origin());
    }
}
