package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.core.GroupManager;
import io.mgmrouter.mgm.core.Holding;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.model.Tables.Hold;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The manager's core and the reference, carrying out the same steps; they must not be told apart. */
final class SideBySide {

    /** A sequence cannot be judged any further; what happened so far was right. */
    static final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undecided() {
            super(null, null, false, false);
        }
    }

    /** The same hold in both; kept after its end, as a client may keep it. */
    private record Held(Holding core, Hold reference) {}

    private static final Set<MembershipFlag> ALL_FLAGS = EnumSet.allOf(MembershipFlag.class);
    private static final List<Set<MembershipFlag>> FLAGS =
            List.of(Set.of(), Set.of(MembershipFlag.JOIN_STATE), Set.of(MembershipFlag.FORWARD_STATE), ALL_FLAGS);
    private static final List<Optional<Duration>> LIFE_SPANS = List.of(
            Optional.empty(),
            Optional.of(Duration.ofSeconds(60)),
            Optional.of(Duration.ZERO),
            Optional.of(Duration.ofSeconds(2000)),
            Optional.of(Duration.ofMillis(100)));
    private static final ByteBuffer HEADER =
            ByteBuffer.wrap(new byte[] {0x45, 0, 0, 20}).asReadOnlyBuffer();

    private final World.Way[] ways = {World.WAYS.get(0), World.WAYS.get(2), World.WAYS.get(1)};
    private final Map<List<Integer>, Held> held = new HashMap<>();
    final GroupManager core;
    final Reference reference;
    private final Comparison comparison;
    private Tick now = new Tick(0);

    /** @param wildcards true if the forwarder takes (*,G) entries */
    SideBySide(MgmSettings settings, boolean wildcards) {
        core = new GroupManager(settings, this::lookup);
        reference = new Reference(settings, this::lookup);
        comparison = new Comparison(core, reference, wildcards);
        for (Family family : Family.values()) {
            core.useForwarder(family, wildcards);
        }
        for (int index : World.INDEXES) {
            core.interfaceAppeared(index);
            reference.tables.known.add(index);
        }
    }

    private Optional<Route> lookup(IpAddress source) {
        return lookup(source, ways);
    }

    private static Optional<Route> lookup(IpAddress source, World.Way[] ways) {
        World.Way way = ways[World.SOURCES.indexOf(source)];
        Optional<IpAddress> hop = Optional.ofNullable(way.nextHop()).filter(to -> to.family() == source.family());
        return way.index() == 0
                ? Optional.empty()
                : Optional.of(
                        new Route(new IpPrefix(source, way.length()), way.index(), hop, way.metric(), 0, "static"));
    }

    /** @throws AssertionError if the two differ */
    void run(Step step) {
        now = now.plus(Duration.ofNanos(1));
        reference.tables.now = now;
        switch (step) {
            case Step.Pass(Duration time) -> pass(now.plus(time));
            case Step.Register(int client, int callbacks) -> {
                var profile = World.CLIENTS.get(client).profile(World.CALLBACKS.get(callbacks));
                both(
                        () -> core.register(id(client), profile, now),
                        () -> reference.belonging.register(id(client), profile));
            }
            case Step.Take(int client, int at) -> take(client, World.INTERFACES.get(at));
            case Step.RouteChange(int source, int way, Step.Announced as) ->
                routeChange(World.SOURCES.get(source), World.WAYS.get(way), as);
            case Step.Appear(int index) -> {
                core.interfaceAppeared(index);
                reference.tables.known.add(index);
            }
            case Step.Vanish(int index) ->
                both(() -> core.interfaceVanished(index, now), () -> {
                    reference.owning.interfaceVanished(index);
                    reference.wildcarding.interfaceVanished(index);
                });
            case Step.Answer(int back, int variant) ->
                comparison.asked(back).ifPresent(question -> answer(question, variant));
            case Step.Packet _, Step.WrongPacket _, Step.Traffic _, Step.SetNeighbor _, Step.Resolve _ -> flow(step);
            case Step.Deregister _, Step.Depart _, Step.Uninstall _, Step.Resynced _ -> belong(step);
            case Step.Release _, Step.HandOver _, Step.WrongInterfaceMode _ -> hold(step);
            case Step.Add _, Step.Delete _ -> membership(step);
        }
        comparison.afterStep(step, now);
    }

    private void belong(Step step) {
        switch (step) {
            case Step.Deregister(int client) ->
                both(
                        () -> core.deregister(id(client), now),
                        () -> reference.belonging.deregister(reference.session(id(client))));
            case Step.Depart(int client) ->
                both(
                        () -> core.departed(id(client), now),
                        () -> reference.attached(id(client)).ifPresent(reference.belonging::departed));
            case Step.Uninstall(int client) ->
                both(
                        () -> core.gone(id(client), now),
                        () -> Optional.ofNullable(reference.tables.clients.get(id(client)))
                                .ifPresent(reference.belonging::shutDown));
            case Step.Resynced(int client) ->
                both(
                        () -> core.resynced(id(client), now),
                        () -> reference.belonging.resynced(reference.session(id(client))));
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private void flow(Step step) {
        switch (step) {
            case Step.Resolve wanted ->
                both(
                        () -> core.resolve(id(wanted.client()), wanted.sg(), now),
                        () -> reference.flowing.decisionWanted(reference.session(id(wanted.client())), wanted.sg()));
            case Step.Packet packet ->
                both(
                        () -> core.packetArrived(packet.sg(), packet.arrival(), HEADER, now),
                        () -> packet(packet.sg(), packet.arrival()));
            case Step.WrongPacket packet -> {
                Sg sg = World.FLOWS.get(packet.flow());
                boolean newFlow = !reference.tables.entries.containsKey(sg) && comparison.hasWildcard(sg);
                both(() -> core.wrongInterface(sg, packet.arrival(), HEADER, now), () -> {
                    if (newFlow) {
                        packet(sg, packet.arrival());
                    } else {
                        reference.flowing.wrongInterface(sg, packet.arrival(), HEADER);
                    }
                });
            }
            case Step.Traffic(int flow, int packets) -> {
                Sg sg = World.FLOWS.get(flow);
                both(() -> core.trafficRead(sg, packets, now), () -> reference.flowing.trafficRead(sg, packets));
            }
            case Step.SetNeighbor set -> {
                Sg sg = World.FLOWS.get(set.flow());
                both(
                        () -> core.setUpstreamNeighbor(id(set.client()), sg, set.address()),
                        () -> reference.flowing.setNeighbor(reference.session(id(set.client())), sg, set.address()));
            }
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private void packet(Sg sg, InterfaceId arrival) {
        reference.wildcarding.packet(sg, arrival);
        reference.flowing.packet(sg, HEADER);
    }

    /** Steps that need a hold; without any, the client has nothing to call. */
    private void hold(Step step) {
        switch (step) {
            case Step.Release(int client, int at) ->
                held(client, at)
                        .ifPresent(h -> bracketed(
                                () -> core.release(id(client), h.core, now),
                                () -> reference.owning.release(reference.owned(id(client), h.reference))));
            case Step.HandOver(int client, int at, int to) ->
                held(client, at)
                        .ifPresent(h -> bracketed(
                                () -> core.handOver(id(client), h.core, id(to), now),
                                () -> reference.owning.handOver(
                                        reference.handedOver(id(client), h.reference, id(to)),
                                        reference.session(id(to)))));
            case Step.WrongInterfaceMode(int client, int at, boolean on) ->
                held(client, at)
                        .ifPresent(h -> both(
                                () -> core.alertOnWrongInterface(id(client), h.core, on),
                                () -> reference.valid(id(client), h.reference).wrongInterface = on));
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private void membership(Step step) {
        switch (step) {
            case Step.Add add ->
                held(add.client(), add.at())
                        .ifPresent(h -> both(
                                () -> core.add(id(add.client()), h.core, add.sourceGroup(), FLAGS.get(add.flags())),
                                () -> reference.wanting.add(
                                        reference.valid(id(add.client()), h.reference),
                                        add.sourceGroup(),
                                        FLAGS.get(add.flags()))));
            case Step.Delete delete ->
                held(delete.client(), delete.at())
                        .ifPresent(h -> both(
                                () -> core.delete(
                                        id(delete.client()),
                                        h.core,
                                        delete.sourceGroup(),
                                        FLAGS.get(delete.flags()),
                                        now),
                                () -> reference.wanting.delete(
                                        reference.valid(id(delete.client()), h.reference),
                                        delete.sourceGroup(),
                                        FLAGS.get(delete.flags()))));
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private static ComponentId id(int client) {
        return World.CLIENTS.get(client).id();
    }

    private Optional<Held> held(int client, int at) {
        InterfaceId where = World.INTERFACES.get(at);
        Hold current = reference
                .attached(id(client))
                .map(known -> reference.tables.hold(known, where))
                .orElse(null);
        Held known = held.get(List.of(client, at));
        if (current != null && (known == null || known.reference != current)) {
            known = new Held(core.holding(id(client), where), current);
            held.put(List.of(client, at), known);
        }
        return Optional.ofNullable(known);
    }

    private void take(int client, InterfaceId where) {
        bracketed(
                () -> core.take(id(client), where, now),
                () -> reference.owning.take(reference.session(id(client)), where));
    }

    private interface CoreChange {
        long make();
    }

    private interface ReferenceChange {
        boolean make();
    }

    private void bracketed(CoreChange onCore, ReferenceChange onReference) {
        boolean[] done = {false, false};
        both(() -> done[0] = onCore.make() == GroupManager.DONE, () -> done[1] = onReference.make());
        Comparison.equal("done at once", done[1], done[0]);
    }

    private static void both(Runnable onCore, Runnable onReference) {
        String expected = "no refusal";
        String seen = "no refusal";
        try {
            onReference.run();
        } catch (Tables.Refused e) {
            expected = e.error + " " + e.reason;
        }
        try {
            onCore.run();
        } catch (MgmException e) {
            seen = e.error() + " " + e.reason();
        }
        Comparison.equal("refusal", expected, seen);
    }

    private void pass(Tick end) {
        for (var next = reference.nextDeadline();
                next.filter(end::reached).isPresent();
                next = reference.nextDeadline()) {
            now = now.later(next.get());
            if (reference.orderMatters(now)) {
                throw new Undecided();
            }
            reference.timeReached(now);
            core.timeReached(now);
            comparison.afterStep(new Step.Pass(Duration.ZERO), now);
        }
        now = end;
        reference.tables.now = now;
        core.timeReached(now);
    }

    private void routeChange(IpAddress source, World.Way way, Step.Announced as) {
        World.Way[] before = ways.clone();
        ways[World.SOURCES.indexOf(source)] = way;
        IpPrefix host = IpPrefix.host(source);
        IpPrefix network = new IpPrefix(source, 24);
        Set<IpPrefix> prefixes = switch (as) {
            case HOST -> Set.of(host);
            case NETWORK -> Set.of(network);
            case BOTH -> Set.of(host, network);
            case DEFAULT -> Set.of(new IpPrefix(IpAddress.unspecified(source.family()), 0));
        };
        core.routesChanged(prefixes, now);
        reference.rerouting.routesChanged(
                each -> prefixes.stream().anyMatch(prefix -> prefix.contains(each)), each -> lookup(each, before));
    }

    private void answer(Comparison.Asked asked, int variant) {
        long token = asked.seen().token();
        long expected = asked.expectedToken();
        switch (asked.seen()) {
            case Effect.AskRpf(_, _, var query) -> {
                Optional<RpfDecision> decision = decision(query, variant);
                decision.ifPresentOrElse(
                        with -> core.rpfAnswered(token, with, now), () -> core.questionFailed(token, now));
                reference.flowing.rpfAnswered(expected, decision);
            }
            case Effect.AskCreation _ -> {
                Set<InterfaceId> leaveOut = new HashSet<>();
                for (int i = 0; i < World.INTERFACES.size(); i++) {
                    if ((variant & 1 << i) != 0) {
                        leaveOut.add(World.INTERFACES.get(i));
                    }
                }
                core.creationAnswered(token, leaveOut, now);
                reference.flowing.creationAnswered(expected, leaveOut);
            }
            case Effect.AskPruneTimeout _ -> {
                Optional<Duration> lifeSpan = LIFE_SPANS.get(variant % LIFE_SPANS.size());
                core.pruneAnswered(token, lifeSpan, now);
                reference.flowing.pruneAnswered(expected, lifeSpan);
            }
            case Effect.DisableIgmp _, Effect.EnableIgmp _ -> {
                ComponentId to = asked.seen().to();
                core.igmpAcknowledged(token, now);
                reference.attached(to).ifPresent(client -> reference.owning.acknowledged(expected, client));
            }
        }
    }

    private static Optional<RpfDecision> decision(RpfQuery query, int variant) {
        return switch (variant % 4) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(query.accept());
            default ->
                Optional.of(query.withIncoming(
                        World.INTERFACES.get(variant / 4 % World.INTERFACES.size()),
                        variant % 4 == 2 ? Optional.empty() : Optional.of(World.NEIGHBORS.getFirst())));
        };
    }

    /** Everything that is too slow to be compared after each step. */
    void compareAll() {
        comparison.tables(now);
        comparison.wildcards();
        for (Family family : Family.values()) {
            comparison.forwarderTable(core.table(family), family);
        }
    }
}
