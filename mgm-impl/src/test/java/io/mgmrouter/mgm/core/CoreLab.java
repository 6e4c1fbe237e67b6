package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A manager core with four interfaces and a clock the test moves; effects are read as short lines. */
final class CoreLab {

    static final InterfaceId ETH0 = InterfaceId.of(10);
    static final InterfaceId ETH1 = InterfaceId.of(11);
    static final InterfaceId ETH2 = InterfaceId.of(12);
    static final InterfaceId ETH3 = InterfaceId.of(13);
    static final Sg SG = new Sg(IpAddress.parse("10.0.0.9"), IpAddress.parse("239.1.1.1"));
    static final SourceGroup STAR_G = new StarG(SG.group());
    static final Set<MembershipFlag> JOIN = Set.of(MembershipFlag.JOIN_STATE);
    static final Set<MembershipFlag> FORWARD = Set.of(MembershipFlag.FORWARD_STATE);

    final GroupManager manager;
    private final Map<IpPrefix, Route> routes = new TreeMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Map<ComponentId, String> names = new TreeMap<>();
    Tick now = new Tick(0);

    CoreLab() {
        this(MgmSettings.DEFAULTS);
    }

    CoreLab(MgmSettings settings) {
        manager = new GroupManager(settings, this::lookup);
        List.of(ETH0, ETH1, ETH2, ETH3).forEach(id -> manager.interfaceAppeared(id.index()));
        route("10.0.0.0/24", ETH0);
    }

    void route(String prefix, InterfaceId via) {
        IpPrefix network = IpPrefix.parse(prefix);
        routes.put(network, new Route(network, via.index(), via.nextHop(), 0, 0, "kernel"));
    }

    void noRoute(String prefix) {
        routes.remove(IpPrefix.parse(prefix));
    }

    void routesChanged(String prefix) {
        manager.routesChanged(Set.of(IpPrefix.parse(prefix)), now);
    }

    private Optional<Route> lookup(IpAddress source) {
        return routes.entrySet().stream()
                .filter(route -> route.getKey().contains(source))
                .max(Comparator.comparing(route -> route.getKey().length()))
                .map(Map.Entry::getValue);
    }

    TestClient client(String name, int protocolId, Callback... callbacks) {
        return client(name, protocolId, Role.ROUTING, callbacks);
    }

    TestClient igmp() {
        return igmp(Callback.DISABLE_IGMP, Callback.ENABLE_IGMP);
    }

    TestClient igmp(Callback... callbacks) {
        return client("igmp", 2, Role.LOCAL_MEMBERSHIP, callbacks);
    }

    private TestClient client(String name, int protocolId, Role role, Callback... callbacks) {
        TestClient client = new TestClient(name, new ComponentId(protocolId, 0));
        names.put(client.id, name);
        Set<Callback> wanted = callbacks.length == 0 ? EnumSet.allOf(Callback.class) : Set.of(callbacks);
        manager.register(client.id, new ClientProfile(name, role, EnumSet.allOf(Family.class), wanted), now);
        return client;
    }

    ClientProfile profile(String name) {
        return new ClientProfile(name, Role.ROUTING, EnumSet.allOf(Family.class), EnumSet.allOf(Callback.class));
    }

    void packet(Sg sg) {
        manager.packetArrived(sg, ETH0, ByteBuffer.allocate(20), now);
    }

    void advance(Duration length) {
        Tick end = now.plus(length);
        for (var next = manager.nextDeadline();
                next.isPresent() && end.reached(next.get());
                next = manager.nextDeadline()) {
            now = now.later(next.get());
            manager.timeReached(now);
        }
        now = end;
        manager.at(now);
    }

    /** Effects since the last call, one line each; the installed entry is shown with interface indexes. */
    List<String> happened() {
        effects.clear();
        effects.addAll(manager.takeEffects());
        return effects.stream()
                .filter(effect -> !(effect instanceof Effect.OwnershipChanged))
                .map(this::line)
                .toList();
    }

    /** The token of the last question that was asked. */
    long token() {
        return effects.stream()
                .filter(Effect.Question.class::isInstance)
                .map(effect -> ((Effect.Question) effect).token())
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    List<Long> tokens() {
        return effects.stream()
                .filter(Effect.Question.class::isInstance)
                .map(effect -> ((Effect.Question) effect).token())
                .toList();
    }

    private String line(Effect effect) {
        return switch (effect) {
            case Effect.Join(var to, var alert) ->
                names.get(to) + ": JOIN " + alert.sourceGroup() + " " + alert.cause();
            case Effect.Prune(var to, var alert) ->
                names.get(to) + ": PRUNE " + alert.sourceGroup() + " if=" + alert.interfaceId() + " " + alert.cause();
            case Effect.LocalJoin(var to, var pair, var where) ->
                names.get(to) + ": LOCAL_JOIN " + pair + " if=" + where;
            case Effect.LocalLeave(var to, var pair, var where) ->
                names.get(to) + ": LOCAL_LEAVE " + pair + " if=" + where;
            case Effect.Wrong(var to, var alert) ->
                names.get(to) + ": WRONG_IF " + alert.sg() + " if=" + alert.arrival();
            case Effect.AskRpf(var to, _, var query) ->
                names.get(to) + ": RPF? " + query.sg() + " iif=" + query.iif();
            case Effect.AskCreation(var to, _, var alert) ->
                names.get(to) + ": CREATION? " + alert.sg() + " iif=" + alert.iif() + " "
                        + alert.candidates().stream()
                                .map(c -> c.interfaceId() + (c.igmp() ? "+igmp" : ""))
                                .toList();
            case Effect.AskPruneTimeout(var to, _, var alert) -> names.get(to) + ": PRUNE? " + alert.sourceGroup();
            case Effect.DisableIgmp(var to, _, var where) -> names.get(to) + ": DISABLE if=" + where;
            case Effect.EnableIgmp(var to, _, var where) -> names.get(to) + ": ENABLE if=" + where;
            case Effect.Install(var entry) ->
                "install " + entry.sourceGroup() + " "
                        + iifs(entry)
                        + "->"
                        + entry.oifs().stream().sorted().toList();
            case Effect.Remove(var pair) -> "remove " + pair;
            case Effect.Proceed() -> "proceed";
            case Effect.ReadTraffic(var sg) -> "read traffic " + sg;
            case Effect.OwnershipChanged(var id) -> "ownership " + id;
            case Effect.ChangeMade _ -> "change made";
            case Effect.Late(var client, var question) -> names.get(client) + ": late " + question;
            case Effect.AnswersAgain(var client) -> names.get(client) + ": answers again";
            case Effect.ClientRemoved(var id) -> "removed " + names.get(id);
        };
    }

    private static String iifs(ForwarderEntry entry) {
        return entry.iifs().isEmpty()
                ? "-"
                : entry.iifs().stream().sorted().map(InterfaceId::toString).collect(Collectors.joining(","));
    }

    /** One client, with the calls a protocol makes. */
    final class TestClient {
        final String name;
        final ComponentId id;

        TestClient(String name, ComponentId id) {
            this.name = name;
            this.id = id;
        }

        TestClient owns(InterfaceId... interfaces) {
            for (InterfaceId each : interfaces) {
                manager.take(id, each, now);
            }
            return this;
        }

        TestClient joins(InterfaceId on, SourceGroup pair) {
            manager.add(id, manager.holding(id, on), pair, JOIN);
            return this;
        }

        TestClient leaves(InterfaceId on, SourceGroup pair) {
            manager.delete(id, manager.holding(id, on), pair, JOIN, now);
            return this;
        }

        void forwards(InterfaceId on, SourceGroup pair) {
            manager.add(id, manager.holding(id, on), pair, FORWARD);
        }

        void stopsForwarding(InterfaceId on, SourceGroup pair) {
            manager.delete(id, manager.holding(id, on), pair, FORWARD, now);
        }

        void releases(InterfaceId on) {
            manager.release(id, manager.holding(id, on), now);
        }
    }
}
