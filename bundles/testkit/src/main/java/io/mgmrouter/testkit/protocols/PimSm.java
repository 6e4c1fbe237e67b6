package io.mgmrouter.testkit.protocols;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteLookup;
import io.mgmrouter.testkit.RecordingProtocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * PIM-SM (RFC 2715, section 4.4): forwards what was joined, and joins toward the rendezvous point or the source what
 * its own interfaces or other components want. With a register interface it is a wildcard receiver for the sources of
 * other components: their data goes to the rendezvous point as registers with the border bit. Hosts and routers of an
 * interface are not told apart.
 */
public final class PimSm extends RecordingProtocol implements Component {

    /** How long a register-stop keeps the router from registering (RFC 7761, section 4.11). */
    public static final Duration REGISTER_SUPPRESSION = Duration.ofSeconds(60);

    private static final Set<MembershipFlag> FORWARD = Set.of(MembershipFlag.FORWARD_STATE);

    private final RouteLookup routes;
    private final IpAddress rp;
    private final Optional<InterfaceId> registerInterface;
    private final Outbox outbox = new Outbox();
    private final OutsideReceivers outside = new OutsideReceivers();
    private final Map<InterfaceId, Set<SourceGroup>> downstream = new TreeMap<>();
    private final Map<Sg, LoopTimer> suppressed = new HashMap<>();
    private final Set<SourceGroup> joined = new TreeSet<>();
    private final Set<Sg> pruned = new TreeSet<>();
    private Optional<RouteLookup.Subscription> subscription = Optional.empty();

    /** A component that needs no data to know of sources: its domain reports memberships as a whole. */
    public PimSm(String name, RouteLookup routes, String rp) {
        this(name, routes, rp, Optional.empty());
    }

    /** A wildcard receiver for the sources of other components. */
    public PimSm(String name, RouteLookup routes, String rp, InterfaceId registerInterface) {
        this(name, routes, rp, Optional.of(registerInterface));
    }

    private PimSm(String name, RouteLookup routes, String rp, Optional<InterfaceId> registerInterface) {
        super(name);
        this.routes = routes;
        this.rp = IpAddress.parse(rp);
        this.registerInterface = registerInterface;
    }

    @Override
    public void attached(MgmSession session) {
        super.attached(session);
        onLocalJoin(local -> joinReceived(local.interfaceId(), local.sourceGroup()));
        onLocalLeave(local -> pruneReceived(local.interfaceId(), local.sourceGroup()));
        onJoin(this::outsideJoined);
        answersPrune(this::outsidePruned);
        answersCreation(this::leaveOut);
        answersRpf(this::expect);
    }

    @Override
    public void started() {
        outside.catchUp(session());
        registerInterface.ifPresent(on -> owned(on).join(new StarStar(Family.IPV4)));
        bringUpstreamInLine();
        subscription = Optional.of(routes.subscribe(_ -> loop().run(this::bringUpstreamInLine)));
    }

    @Override
    public void detached() {
        subscription.ifPresent(RouteLookup.Subscription::close);
    }

    // What neighbours do

    /** A downstream router wants this traffic. */
    public void joinReceived(InterfaceId on, SourceGroup pair) {
        downstream.computeIfAbsent(on, _ -> new TreeSet<>()).add(pair);
        owned(on).join(pair);
        bringUpstreamInLine();
    }

    /** No downstream router of the interface wants it any more. */
    public void pruneReceived(InterfaceId on, SourceGroup pair) {
        downstream.computeIfAbsent(on, _ -> new TreeSet<>()).remove(pair);
        owned(on).leave(pair);
        bringUpstreamInLine();
    }

    @Override
    public void receiversCame(InterfaceId on, SourceGroup pair) {
        joinReceived(on, pair);
    }

    @Override
    public void receiversWent(InterfaceId on, SourceGroup pair) {
        pruneReceived(on, pair);
    }

    /** The rendezvous point does not want registers of the flow, for a while. */
    public void registerStopReceived(Sg sg) {
        suppressed
                .computeIfAbsent(sg, _ -> loop().timer("register " + sg, () -> suppressionIsOver(sg)))
                .set(loop().now().plus(REGISTER_SUPPRESSION));
        registerInterface.ifPresent(on -> owned(on).delete(sg, FORWARD));
    }

    private void suppressionIsOver(Sg sg) {
        suppressed.remove(sg);
        registerInterface
                .filter(on -> forwards(on, sg))
                .ifPresent(on -> owned(on).add(sg, FORWARD));
    }

    // What it forwards, and from where

    @Override
    public boolean forwards(InterfaceId on, Sg sg) {
        return registerInterface.equals(Optional.of(on))
                ? !reaches(sg.source()) && !suppressed.containsKey(sg)
                : downstream.getOrDefault(on, Set.of()).stream().anyMatch(pair -> pair.covers(sg));
    }

    private Set<InterfaceId> leaveOut(CreationAlert alert) {
        Set<InterfaceId> leftOut = alert.candidates().stream()
                .map(CreationAlert.Candidate::interfaceId)
                .filter(candidate -> !forwards(candidate, alert.sg()))
                .collect(Collectors.toSet());
        registerInterface
                .filter(on -> forwards(on, alert.sg()))
                .ifPresent(_ -> outbox.send("border register " + alert.sg()));
        return leftOut;
    }

    /** Data of the domain comes down the shared tree, unless the source is on a link or its own tree was joined. */
    private RpfDecision expect(RpfQuery query) {
        Optional<Route> toRp = routes.lookup(rp);
        return query.route().connected() || joined.contains(query.sg()) || toRp.isEmpty()
                ? query.accept()
                : query.withIncoming(interfaceOf(toRp.get()), toRp.get().nextHop());
    }

    // Upstream

    private void outsideJoined(JoinAlert alert) {
        outside.heard(alert);
        bringUpstreamInLine();
    }

    private Optional<Duration> outsidePruned(PruneAlert alert) {
        outside.heard(alert, session());
        bringUpstreamInLine();
        if (alert.sourceGroup() instanceof Sg sg && alert.cause() == Cause.FORWARDING_ENTRY && arrivesByWildcard(sg)) {
            pruneUpstream(sg);
        }
        return Optional.empty();
    }

    private boolean arrivesByWildcard(Sg sg) {
        return !joined.contains(sg) && joined.stream().anyMatch(pair -> pair.covers(sg));
    }

    private void bringUpstreamInLine() {
        Stream<SourceGroup> inside = downstream.values().stream().flatMap(Set::stream);
        Set<SourceGroup> wanted = Stream.concat(outside.all().stream(), inside)
                .filter(this::isWantedFromUpstream)
                .collect(Collectors.toCollection(TreeSet::new));
        wanted.stream().filter(joined::add).forEach(this::joinUpstream);
        List.copyOf(joined).stream().filter(pair -> !wanted.contains(pair)).forEach(pair -> {
            joined.remove(pair);
            pruneUpstream(pair);
        });
    }

    private void joinUpstream(SourceGroup pair) {
        pruned.removeIf(pair::covers);
        outbox.send("join " + pair);
    }

    /** A source can also be pruned off a tree whose wildcard join goes on. */
    private void pruneUpstream(SourceGroup pair) {
        if (!(pair instanceof Sg sg) || pruned.add(sg)) {
            outbox.send("prune " + pair);
        }
    }

    /** Wildcards go toward the rendezvous point; (S,G) toward the source, if that is reached through this component. */
    private boolean isWantedFromUpstream(SourceGroup pair) {
        IpAddress root = pair instanceof Sg sg ? sg.source() : rp;
        return reaches(root)
                && (outside.contains(pair)
                        || downstream.entrySet().stream()
                                .anyMatch(each -> each.getValue().contains(pair) && !isToward(root, each.getKey())));
    }

    private boolean isToward(IpAddress root, InterfaceId on) {
        return routes.lookup(root).map(PimSm::interfaceOf).equals(Optional.of(on));
    }

    private boolean reaches(IpAddress address) {
        return session().ownerships().stream().anyMatch(own -> isToward(address, own.interfaceId()));
    }

    private static InterfaceId interfaceOf(Route route) {
        return InterfaceId.of(route.interfaceIndex());
    }

    /** What it has joined upstream. */
    public Set<SourceGroup> joined() {
        return Set.copyOf(joined);
    }

    @Override
    public List<String> takeSent() {
        return outbox.take();
    }
}
