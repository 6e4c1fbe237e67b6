package io.mgmrouter.testkit.conformance;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.RecordingLocalMembership;
import io.mgmrouter.testkit.RecordingProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A router with five interfaces, a manager under test, and protocols; the test is its processor and its clock. Behind
 * {@code ETHn} is the network 10.0.n.0/24 and 2001:db8:n::/64, so the source of {@link #SG} is on {@code ETH0}.
 */
public final class Router implements AutoCloseable {

    public static final InterfaceId ETH0 = InterfaceId.of(10);
    public static final InterfaceId ETH1 = InterfaceId.of(11);
    public static final InterfaceId ETH2 = InterfaceId.of(12);
    public static final InterfaceId ETH3 = InterfaceId.of(13);
    public static final InterfaceId ETH4 = InterfaceId.of(14);
    /** An interface the router does not have. */
    public static final InterfaceId NOWHERE = InterfaceId.of(99);

    public static final Sg SG = sg("10.0.0.9", "239.1.1.1");
    public static final StarG STAR_G = new StarG(SG.group());
    public static final StarStar STAR_STAR = new StarStar(Family.IPV4);

    public static final Sg SG6 = sg("2001:db8:0::9", "ff3e::1:1");
    public static final StarG STAR_G6 = new StarG(SG6.group());
    public static final StarStar STAR_STAR6 = new StarStar(Family.IPV6);

    /** Milliseconds a call may take, with everybody else at work; far more than it needs. */
    private static final int PATIENCE = 10_000;

    private final ManualLoop loop = new ManualLoop("mgm");
    private final FakeLinkService links = new FakeLinkService();
    private final FakeRoutes routes = new FakeRoutes();
    private final FakeForwarder forwarder = new FakeForwarder();
    private final ManagerUnderTest underTest;
    private final List<RecordingProtocol> protocols = new ArrayList<>();
    private final List<ManualLoop> loops = new ArrayList<>(List.of(loop));
    private final Set<ManualLoop> deaf = new HashSet<>();

    public Router(ManagerUnderTest.Starter starter, ManagerSettings settings) {
        for (int n = 0; n < 5; n++) {
            int index = ETH0.index() + n;
            links.with(index, "eth" + n, "10.0." + n + ".1/24", "2001:db8:" + n + "::1/64");
            routes.connected("10.0." + n + ".0/24", index).connected("2001:db8:" + n + "::/64", index);
        }
        underTest = starter.start(settings, new Surroundings(links, routes, forwarder, loop));
    }

    public static Sg sg(String source, String group) {
        return new Sg(IpAddress.parse(source), IpAddress.parse(group));
    }

    public static StarG starG(String group) {
        return new StarG(IpAddress.parse(group));
    }

    public ManagerUnderTest underTest() {
        return underTest;
    }

    public MulticastGroupManager manager() {
        return underTest.manager();
    }

    public FakeLinkService links() {
        return links;
    }

    public FakeRoutes routes() {
        return routes;
    }

    public FakeForwarder forwarder() {
        return forwarder;
    }

    // Protocols

    /**
     * Registers a routing protocol that wants the given callbacks, or all if none is given. It does not take over what
     * IGMP tells it.
     */
    public Client<RecordingProtocol> routing(String name, int protocolId, Callback... callbacks) {
        RecordingProtocol protocol = new RecordingProtocol(name);
        protocol.onLocalJoin(_ -> {});
        protocol.onLocalLeave(_ -> {});
        if (callbacks.length > 0) {
            protocol.wants(Set.of(callbacks));
        }
        return register(new ComponentId(protocolId, 0), Role.ROUTING, EnumSet.allOf(Family.class), protocol);
    }

    /** Registers IGMP: the local-membership role for IPv4. */
    public Client<RecordingLocalMembership> igmp() {
        return register(
                new ComponentId(2, 0),
                Role.LOCAL_MEMBERSHIP,
                EnumSet.of(Family.IPV4),
                new RecordingLocalMembership("igmp"));
    }

    /** Registers MLD: the local-membership role for IPv6. */
    public Client<RecordingLocalMembership> mld() {
        return register(
                new ComponentId(58, 0),
                Role.LOCAL_MEMBERSHIP,
                EnumSet.of(Family.IPV6),
                new RecordingLocalMembership("mld"));
    }

    /** Registers a protocol; what it hears is written down if the manager accepts it. */
    public <P extends RecordingProtocol> Client<P> register(
            ComponentId id, Role role, Set<Family> families, P protocol) {
        protocol.loop().advance(loop.now().since(protocol.loop().now()));
        Client<P> client = new Client<>(this, id, role, families, protocol);
        underTest.attach(id, role, families, protocol);
        protocols.add(protocol);
        loops.add(protocol.loop());
        settle();
        return client;
    }

    /** Adds a loop to those the router drives: of a protocol that records nothing. */
    public void drives(ManualLoop other) {
        other.advance(loop.now().since(other.now()));
        loops.add(other);
    }

    // Packets

    /** A packet arrives on the interface toward its source. */
    public void packet(Sg sg) {
        packet(
                sg,
                routes.lookup(sg.source())
                        .map(route -> InterfaceId.of(route.interfaceIndex()))
                        .orElse(ETH0));
    }

    /** A packet arrives on an interface. */
    public void packet(Sg sg, InterfaceId arrival) {
        forwarder.packet(sg, arrival);
        settle();
    }

    // Work and time

    /** Everybody does what there is to do, until there is nothing more. */
    public void settle() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (ManualLoop each : List.copyOf(loops)) {
                if (!deaf.contains(each) && each.statistics().queued() > 0) {
                    each.drain();
                    busy = true;
                }
            }
        }
    }

    /** Lets time pass; what falls due on the way is done at its moment. */
    public void advance(Duration length) {
        settle();
        Tick end = loop.now().plus(length);
        for (Optional<Tick> next = nextDeadline(end); next.isPresent(); next = nextDeadline(end)) {
            moveTo(next.get().later(loop.now()));
        }
        moveTo(end);
    }

    private Optional<Tick> nextDeadline(Tick end) {
        return awake().flatMap(each -> each.nextDeadline().stream())
                .filter(end::reached)
                .min(Tick::compareTo);
    }

    private void moveTo(Tick moment) {
        awake().toList().forEach(each -> each.advance(moment.since(each.now())));
        settle();
    }

    private Stream<ManualLoop> awake() {
        return loops.stream().filter(each -> !deaf.contains(each));
    }

    void setDeaf(ManualLoop client, boolean nowDeaf) {
        if (nowDeaf) {
            deaf.add(client);
        } else if (deaf.remove(client)) {
            client.advance(loop.now().since(client.now()));
        }
    }

    /** Makes a call that may wait for other protocols, and lets those work meanwhile. */
    public void complete(Runnable call) {
        complete(() -> {
            call.run();
            return true;
        });
    }

    /** As {@link #complete(Runnable)}, with a result; what the call throws is thrown here. */
    public <T> T complete(Supplier<T> call) {
        return await(begin(call));
    }

    /** Begins a call that may wait for other protocols; on a thread of its own, as a protocol with a loop would. */
    public <T> CompletableFuture<T> begin(Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(call.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Lets everybody work until a call that was begun is done, and what it caused too. */
    public <T> T await(CompletableFuture<T> call) {
        for (int patience = PATIENCE; patience > 0; patience--) {
            settle();
            try {
                T result = call.get(1, TimeUnit.MILLISECONDS);
                settle();
                return result;
            } catch (TimeoutException _) {
                continue;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException refused ? refused : new CompletionException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("the call has not returned, although nobody has anything left to do");
    }

    // What can be seen

    /** What the protocols have heard since the last call: {@code name: line}, in the order they registered. */
    public List<String> happened() {
        settle();
        return protocols.stream()
                .distinct()
                .flatMap(protocol -> protocol.takeHeard().stream().map(line -> protocol.name() + ": " + line))
                .toList();
    }

    /** The forwarder's table: {@code (S,G) iif->[oifs]}. */
    public List<String> table() {
        settle();
        return forwarder.table();
    }

    /** The memberships of the router: {@code client pair interface}. */
    public List<String> memberships() {
        settle();
        return manager().memberships(Optional.<SourceGroup>empty(), MulticastGroupManager.MAX_PAGE).items().stream()
                .map(member -> member.client() + " " + member.sourceGroup() + " " + member.interfaceId()
                        + (member.stale() ? " stale" : ""))
                .toList();
    }

    @Override
    public void close() {
        underTest.close();
    }
}
