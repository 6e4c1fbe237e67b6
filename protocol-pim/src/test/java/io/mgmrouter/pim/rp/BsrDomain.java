package io.mgmrouter.pim.rp;

import static io.mgmrouter.pim.fsm.Row.second;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.BootstrapFragmenter;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Routers 1, 2, 3, ... in a row, each with {@link Bootstrapping} and an {@link RpSet}; the test moves time. */
final class BsrDomain {

    static final Duration PERIOD = Duration.ofSeconds(60);
    static final Duration TIMEOUT = Duration.ofSeconds(130);

    private static final int MTU = 1500;

    private final Random random = new Random(7);
    private final List<Router> routers = new ArrayList<>();
    private final Queue<Runnable> wire = new ArrayDeque<>();
    private Tick now = second(0);
    private int mtu = MTU;

    /** Whether a Bootstrap message, or a fragment, does not reach a router. */
    private BiPredicate<Router, Bootstrap> loss = (_, _) -> false;

    /** One router; its address is 10.0.0.N. */
    final class Router {

        final int place;
        final RpSet rps = new RpSet(new RpPolicy(Family.IPV4, IpAddress::isSourceSpecific, false), _ -> true);
        final List<Bootstrap> flooded = new ArrayList<>();
        final List<CandidateRpAdvertisement> advertised = new ArrayList<>();
        private BsrRole role;
        private List<CandidateRpRole> offers = List.of();
        private Optional<Bootstrapping> bsr = Optional.empty();

        private Router(int place, BsrRole role) {
            this.place = place;
            this.role = role;
        }

        IpAddress address() {
            return IpAddress.parse("10.0.0." + place);
        }

        Bootstrapping bsr() {
            return bsr.orElseThrow();
        }

        Router offering(int priority, String... groups) {
            List<CandidateRpRole> all = new ArrayList<>(offers);
            all.add(new CandidateRpRole(
                    address(), Stream.of(groups).map(IpPrefix::parse).toList(), priority, PERIOD, 150));
            offers = List.copyOf(all);
            return this;
        }

        Router start() {
            bsr = Optional.of(new Bootstrapping(role, offers, random, now));
            return this;
        }

        /** As after a loss of power. */
        void die() {
            bsr = Optional.empty();
        }

        void stop() {
            List<BsrAction> last = bsr().close();
            carryOut(last);
            bsr = Optional.empty();
            deliver();
        }

        void offerNothing() {
            offers = List.of();
            carryOut(bsr().configure(role, offers, now));
            deliver();
        }

        void become(BsrRole other) {
            role = other;
            carryOut(bsr().configure(role, offers, now));
            deliver();
        }

        /** Tells its new neighbour. */
        void tell(Router neighbor) {
            bsr().newNeighbor().forEach(action -> {
                if (action instanceof BsrAction.TellNewNeighbor(var message)) {
                    send(message, neighbor);
                }
            });
            deliver();
        }

        Optional<IpAddress> elected() {
            return bsr().zones().getFirst().election().elected().map(BsrWeight::address);
        }

        String state() {
            return bsr().zones().getFirst().election().name();
        }

        String rp(String group) {
            return rps.rp(IpAddress.parse(group)).map(IpAddress::toString).orElse("none");
        }

        private void carryOut(List<BsrAction> actions) {
            actions.forEach(action -> {
                switch (action) {
                    case BsrAction.Learned(var ranges) -> rps.learn(ranges);
                    case BsrAction.Flood(var message) -> {
                        flooded.add(message);
                        neighbors().forEach(neighbor -> send(message, neighbor));
                    }
                    case BsrAction.Advertise(var to, var message) -> {
                        advertised.add(message);
                        wire.add(() -> at(to).filter(Router::runs).ifPresent(router -> router.hears(message)));
                    }
                    case BsrAction.TellNewNeighbor _ -> throw new AssertionError("nobody is new");
                }
            });
        }

        private void send(Bootstrap message, Router neighbor) {
            for (Bootstrap fragment : BootstrapFragmenter.fragments(message, mtu)) {
                wire.add(() -> {
                    if (neighbor.runs() && !loss.test(neighbor, fragment)) {
                        neighbor.hears(fragment, this);
                    }
                });
            }
        }

        private boolean runs() {
            return bsr.isPresent();
        }

        private void hears(Bootstrap message, Router from) {
            int origin = message.bsr().octets()[3];
            boolean toward = Integer.signum(origin - place) == Integer.signum(from.place - place);
            var path = toward ? Bootstrapping.Path.FROM_RPF_NEIGHBOR : Bootstrapping.Path.FROM_OTHER_NEIGHBOR;
            carryOut(bsr().received(message, path, ScopeBoundary.NONE, now));
        }

        private void hears(CandidateRpAdvertisement message) {
            carryOut(bsr().received(message, now));
        }

        private List<Router> neighbors() {
            return routers.stream()
                    .filter(other -> Math.abs(other.place - place) == 1)
                    .toList();
        }
    }

    /** A router that follows elections. */
    Router follower() {
        return add(role(Optional.empty(), 0));
    }

    /** A candidate. */
    Router candidate(int priority) {
        IpAddress address = IpAddress.parse("10.0.0." + (routers.size() + 1));
        return add(role(Optional.of(address), priority));
    }

    static BsrRole role(Optional<IpAddress> candidate, int priority) {
        return new BsrRole(Family.IPV4, candidate, priority, 30, PERIOD, TIMEOUT, true, List.of(), 4096);
    }

    Tick now() {
        return now;
    }

    /** Lets messages have this many octets. */
    void mtu(int octets) {
        mtu = octets;
    }

    void lose(BiPredicate<Router, Bootstrap> which) {
        loss = which;
    }

    /** Lets time pass, with everything that is due meanwhile. */
    void pass(int seconds) {
        Tick end = now.plus(Duration.ofSeconds(seconds));
        for (Optional<Tick> next = due(); next.isPresent() && end.reached(next.get()); next = due()) {
            now = next.get().later(now);
            routers.stream()
                    .filter(Router::runs)
                    .filter(router -> router.bsr().due().filter(now::reached).isPresent())
                    .forEach(router -> router.carryOut(router.bsr().timerDue(now)));
            deliver();
        }
        now = end;
    }

    private Optional<Tick> due() {
        return routers.stream()
                .filter(Router::runs)
                .flatMap(router -> router.bsr().due().stream())
                .reduce(Tick::earlier);
    }

    private void deliver() {
        for (int messages = 0; !wire.isEmpty(); messages++) {
            if (messages > 10_000) {
                throw new AssertionError("messages go in circles");
            }
            wire.remove().run();
        }
    }

    private Router add(BsrRole role) {
        Router router = new Router(routers.size() + 1, role);
        routers.add(router);
        return router;
    }

    private Optional<Router> at(IpAddress address) {
        return routers.stream()
                .filter(router -> router.address().equals(address))
                .findFirst();
    }
}
