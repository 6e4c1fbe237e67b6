package io.mgmrouter.mgm.model;

import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Steps by chance: the same seed, the same steps. */
final class Sequences {

    private static final int SHORTEST = 20;
    private static final int LONGEST = 44;
    private static final int TAKES = 6;

    private static final List<Duration> TIMES = List.of(
            Duration.ofMillis(1),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(180),
            Duration.ofSeconds(900));

    private record Kind(int weight, Supplier<Step> step) {}

    private final SplittableRandom random;
    /** Whom and what this sequence is mostly about: few, so that they meet. */
    private final List<Integer> clients;

    /** The forwarder takes (*,G) entries, and most clients want to be asked nothing. */
    private final boolean wildcards;

    private final List<Integer> places;
    private final List<Integer> flows;
    private final List<Integer> ways;
    private final List<Integer> pairs;
    /** Who probably holds what, and who is probably away. */
    private final List<Step.Take> taken = new ArrayList<>();

    private final List<Integer> away = new ArrayList<>();
    private final List<Kind> kinds = List.of(
            new Kind(8, () -> register(away.isEmpty() || oneIn(4) ? client() : away.removeLast())),
            new Kind(1, () -> new Step.Deregister(client())),
            new Kind(3, () -> new Step.Depart(leaver())),
            new Kind(1, () -> new Step.Uninstall(leaver())),
            new Kind(3, () -> new Step.Resynced(client())),
            new Kind(8, this::take),
            new Kind(5, () -> held((client, at) -> new Step.Release(client, at))),
            new Kind(3, () -> held((client, at) -> new Step.HandOver(client, at, client()))),
            new Kind(2, () -> held((client, at) -> new Step.WrongInterfaceMode(client, at, !oneIn(4)))),
            new Kind(22, () -> held((client, at) -> new Step.Add(client, at, pair(client), flags()))),
            new Kind(12, () -> held((client, at) -> new Step.Delete(client, at, pair(client), flags()))),
            new Kind(2, () -> new Step.SetNeighbor(client(), flow(), below(2))),
            new Kind(4, () -> new Step.Resolve(client(), flow())),
            new Kind(12, () -> new Step.Packet(flow(), at())),
            new Kind(3, () -> new Step.WrongPacket(flow(), at())),
            new Kind(2, this::traffic),
            new Kind(20, () -> new Step.Answer(oneIn(3) ? below(5) : 0, below(64))),
            new Kind(9, this::routeChange),
            new Kind(1, () -> new Step.Appear(World.INDEXES[below(World.INDEXES.length)])),
            new Kind(1, () -> new Step.Vanish(World.INDEXES[below(World.INDEXES.length)])),
            new Kind(8, () -> new Step.Pass(TIMES.get(below(TIMES.size())))));
    private final int allWeights = kinds.stream().mapToInt(Kind::weight).sum();

    private Sequences(long seed) {
        this.random = new SplittableRandom(seed);
        this.wildcards = oneIn(3);
        this.flows = some(World.FLOWS.size(), 1, 3, _ -> true);
        this.clients = some(World.CLIENTS.size(), 3, 5, this::hasFlows);
        this.places = some(World.INTERFACES.size(), 3, 4, _ -> true);
        this.ways = IntStream.range(0, World.WAYS.size())
                .filter(way -> places.stream()
                        .anyMatch(at -> World.INTERFACES.get(at).index()
                                == World.WAYS.get(way).index()))
                .boxed()
                .toList();
        this.pairs = IntStream.range(0, World.PAIRS.size())
                .filter(pair ->
                        flows.stream().anyMatch(flow -> World.PAIRS.get(pair).covers(World.FLOWS.get(flow))))
                .boxed()
                .toList();
    }

    static Scenario of(long seed) {
        return new Sequences(seed).scenario();
    }

    private Scenario scenario() {
        boolean hold = !oneIn(4);
        int length = random.nextInt(SHORTEST, LONGEST + 1);
        List<Step> steps = new ArrayList<>(length);
        for (int client : clients) {
            steps.add(register(client));
        }
        for (int i = 0; i < TAKES; i++) {
            steps.add(take());
        }
        for (int i = 0; i < flows.size(); i++) {
            steps.add(routeChange());
        }
        while (steps.size() < length) {
            Step step = any();
            steps.add(step);
            if (step.equals(new Step.Pass(TIMES.getLast()))) {
                steps.add(traffic());
            }
        }
        return new Scenario(hold, wildcards, steps);
    }

    /** Between least and most of the numbers below a bound, each equally likely. */
    private List<Integer> some(int bound, int least, int most, IntPredicate which) {
        List<Integer> all =
                new ArrayList<>(IntStream.range(0, bound).filter(which).boxed().toList());
        int size = random.nextInt(least, most + 1);
        while (all.size() > size) {
            all.remove(below(all.size()));
        }
        return all;
    }

    private boolean hasFlows(int client) {
        return flows.stream().anyMatch(flow -> handles(client, World.FLOWS.get(flow)));
    }

    private static boolean handles(int client, SourceGroup pair) {
        return World.CLIENTS.get(client).families().contains(pair.family());
    }

    private int leaver() {
        int client = client();
        away.add(client);
        return client;
    }

    private Step any() {
        int left = below(allWeights);
        for (Kind kind : kinds) {
            left -= kind.weight;
            if (left < 0) {
                return kind.step.get();
            }
        }
        throw new IllegalStateException("weights add up");
    }

    private Step register(int client) {
        int usual = wildcards && !oneIn(6) ? World.CALLBACKS.size() - 1 : 0;
        return new Step.Register(client, oneIn(2) ? usual : below(World.CALLBACKS.size()));
    }

    private Step take() {
        Step.Take take = new Step.Take(client(), at());
        boolean routing = World.CLIENTS.get(take.client()).role() == Role.ROUTING;
        boolean owned = taken.stream()
                .anyMatch(other -> other.at() == take.at()
                        && World.CLIENTS.get(other.client()).role() == Role.ROUTING
                        && shareAFamily(other.client(), take.client()));
        if (!routing || !owned) {
            taken.add(take);
        }
        return take;
    }

    private static boolean shareAFamily(int client, int other) {
        return World.CLIENTS.get(client).families().stream()
                .anyMatch(World.CLIENTS.get(other).families()::contains);
    }

    /** Mostly where a take was tried before. */
    private Step held(BiFunction<Integer, Integer, Step> step) {
        Step.Take where = oneIn(8) || taken.isEmpty() ? new Step.Take(client(), at()) : taken.get(below(taken.size()));
        return step.apply(where.client(), where.at());
    }

    private Step traffic() {
        return new Step.Traffic(flow(), below(3));
    }

    private Step routeChange() {
        Step.Announced[] announced = Step.Announced.values();
        return new Step.RouteChange(
                World.SOURCES.indexOf(World.FLOWS.get(flow()).source()),
                one(ways, World.WAYS.size()),
                announced[below(announced.length)]);
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private boolean oneIn(int n) {
        return below(n) == 0;
    }

    private int client() {
        return one(clients, World.CLIENTS.size());
    }

    private int at() {
        return one(places, World.INTERFACES.size());
    }

    private int pair(int client) {
        int pair = one(pairs, World.PAIRS.size());
        return handles(client, World.PAIRS.get(pair)) ? pair : one(pairs, World.PAIRS.size());
    }

    private int flow() {
        return one(flows, World.FLOWS.size());
    }

    /** Mostly of those this sequence is about. */
    private int one(List<Integer> chosen, int all) {
        return oneIn(16) ? below(all) : chosen.get(below(chosen.size()));
    }

    /** Mostly join state. */
    private int flags() {
        return oneIn(3) ? below(4) : 1;
    }
}
