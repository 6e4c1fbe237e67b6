package io.mgmrouter.pim;

import io.mgmrouter.control.Readiness;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.LivenessCheck;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import io.mgmrouter.route.RouteLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * PIM of both families under one configuration: a {@link PimRouter} for each of which an interface is configured. The
 * public methods may be called from any thread; everything happens on the loop.
 */
final class PimFamilies {

    /** Between two attempts to open or take what was refused. */
    static final Duration RETRY = Duration.ofSeconds(2);

    /** Configurations arrive one by one: nothing is called ready before none has come for so long. */
    static final Duration SETTLE = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(PimFamilies.class);

    private final Environment around;
    private final ControlLoop loop;
    private final Publisher publisher;
    private final Consumer<Status> statusListener;
    private final RouteView routes = new RouteView();
    private final PimConfiguration configuration = new PimConfiguration();
    private final Map<Integer, Link> links = new TreeMap<>();
    private final Map<Dialect, PimRouter> routers = new EnumMap<>(Dialect.class);
    private final Map<Family, RegisterTunnel> tunnels = new EnumMap<>(Family.class);
    private final LoopTimer retryTimer;
    private final LoopTimer settleTimer;
    private final List<LinkService.Subscription> subscriptions = new ArrayList<>();
    private Optional<LivenessCheck> liveness = Optional.empty();
    private Status status = Status.INITIAL;
    private Tick settled;
    private boolean closed;

    /** Makes clients known to the manager. Called on the loop. */
    interface Publisher {

        void publish(Dialect dialect, MulticastProtocol client);

        void withdraw(Dialect dialect);
    }

    /**
     * @param statusListener called on the loop whenever the status has changed
     */
    PimFamilies(
            ControlLoop loop,
            LinkService links,
            RandomGenerator random,
            Publisher publisher,
            Consumer<Status> statusListener) {
        this.around = new Environment(loop, links, random);
        this.loop = loop;
        this.publisher = publisher;
        this.statusListener = statusListener;
        this.retryTimer = loop.timer("pim-retry", this::reconcile);
        this.settleTimer = loop.timer("pim-settle", this::report);
        this.settled = loop.now().plus(SETTLE);
    }

    /** Starts to follow links and routes. */
    void start() {
        routes.subscribe(changed -> loop.run(() -> routesChanged(changed)));
        subscriptions.add(around.links().subscribe(new Links()));
        loop.run(this::report);
    }

    /** New properties; if they are not allowed, that shows in the status, and the previous ones stay. */
    void configure(PimConfiguration.Kind kind, String id, Map<String, Object> properties) {
        reconfigure(() -> configuration.put(kind, id, properties));
    }

    /** It is no longer configured. */
    void remove(PimConfiguration.Kind kind, String id) {
        reconfigure(() -> configuration.remove(kind, id));
    }

    /** Sources and RPs are reached as this one says from now on. */
    void routes(RouteLookup current) {
        routes.use(current);
    }

    /** This one says so no more. */
    void routesWent(RouteLookup former) {
        routes.leave(former);
    }

    /** For these families the forwarder has a tunnel now, and for no others; none when it goes. */
    void registerTunnel(RegisterTunnel tunnel, Set<Family> families) {
        loop.run(() -> {
            for (Family family : Family.values()) {
                boolean known = tunnels.get(family) == tunnel;
                if (families.contains(family) && !known) {
                    tunnels.put(family, tunnel);
                    tunnelChanged(family);
                } else if (!families.contains(family) && known) {
                    tunnels.remove(family);
                    tunnelChanged(family);
                }
            }
        });
    }

    private void tunnelChanged(Family family) {
        routers.values().stream()
                .filter(router -> router.dialect().family() == family)
                .forEach(router -> router.registerTunnel(Optional.ofNullable(tunnels.get(family))));
    }

    /** Neighbours are watched by this one from now on. */
    void liveness(LivenessCheck current) {
        loop.run(() -> watch(Optional.of(current)));
    }

    /** This one watches no more. */
    void livenessWent(LivenessCheck former) {
        loop.run(() -> {
            if (liveness.filter(former::equals).isPresent()) {
                watch(Optional.empty());
            }
        });
    }

    private void watch(Optional<LivenessCheck> check) {
        liveness = check;
        routers.values().forEach(router -> router.liveness(check));
    }

    /**
     * Says goodbye on all interfaces and nothing to the manager: it holds what is declared until this bundle is back.
     * Waits up to two seconds for the loop.
     */
    void close() {
        subscriptions.forEach(LinkService.Subscription::close);
        CountDownLatch done = new CountDownLatch(1);
        loop.run(() -> {
            closed = true;
            routers.values().forEach(PimRouter::suspend);
            routers.clear();
            List.of(retryTimer, settleTimer).forEach(LoopTimer::cancel);
            done.countDown();
        });
        routes.close();
        try {
            if (!loop.inLoop() && !done.await(2, TimeUnit.SECONDS)) {
                LOG.warn("pim.close loop={} did not finish within two seconds", loop.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The families that have an interface; on the loop. */
    Collection<PimRouter> routers() {
        return routers.values();
    }

    /** Configured interfaces of a family that do not run, with the reason; on the loop. */
    Map<String, String> idle(PimRouter router) {
        List<String> running = router.running().stream().map(PimInterface::name).toList();
        Map<String, String> idle = new TreeMap<>();
        configuration.interfaces(router.dialect().family()).keySet().stream()
                .filter(name -> !running.contains(name))
                .forEach(name -> idle.put(name, whyIdle(router, name)));
        return idle;
    }

    private String whyIdle(PimRouter router, String name) {
        Optional<Link> link =
                links.values().stream().filter(one -> one.name().equals(name)).findFirst();
        if (link.isEmpty()) {
            return "there is no such interface";
        }
        if (!link.get().up()) {
            return "the interface is down";
        }
        return Optional.ofNullable(router.failures().get(name))
                .orElse(
                        link.get().multicast()
                                ? "the interface has no " + router.dialect().requiredAddress()
                                : "the interface cannot do multicast");
    }

    private void reconfigure(Runnable change) {
        loop.run(() -> {
            Optional<String> before = configuration.problem();
            change.run();
            configuration
                    .problem()
                    .filter(problem -> !before.equals(Optional.of(problem)))
                    .ifPresent(problem -> LOG.error("pim.configuration-refused {}", problem));
            settled = loop.now().plus(SETTLE);
            routers.values().forEach(this::configure);
            reconcile();
        });
    }

    private void configure(PimRouter router) {
        router.configure(configuration.trees(router.dialect().family()), configuration.rps());
    }

    private void reconcile() {
        if (closed) {
            return;
        }
        for (Dialect dialect : Dialect.values()) {
            reconcile(dialect, configuration.interfaces(dialect.family()));
        }
        report();
    }

    private void reconcile(Dialect dialect, Map<String, InterfaceSettings> wanted) {
        if (!wanted.isEmpty() && !routers.containsKey(dialect)) {
            begin(dialect);
        }
        PimRouter router = routers.get(dialect);
        if (router == null) {
            return;
        }
        if (wanted.isEmpty()) {
            router.resign();
        }
        router.reconcile(wanted, links);
        if (wanted.isEmpty()) {
            end(dialect);
        }
    }

    private void begin(Dialect dialect) {
        PimRouter router =
                new PimRouter(dialect, around, routes, configuration.trees(dialect.family()), configuration.rps());
        routers.put(dialect, router);
        configure(router);
        router.liveness(liveness);
        router.registerTunnel(Optional.ofNullable(tunnels.get(dialect.family())));
        router.tib().client().listen(this::report);
        publisher.publish(dialect, router.tib().client());
    }

    /** Its interfaces have been released. */
    private void end(Dialect dialect) {
        publisher.withdraw(dialect);
        routers.remove(dialect).suspend();
    }

    private void routesChanged(Set<IpPrefix> prefixes) {
        routers.values().forEach(router -> router.routesChanged(prefixes));
    }

    // Status

    private void report() {
        if (closed) {
            return;
        }
        Status now = assess();
        if (now.state() == Readiness.State.READY && !loop.now().reached(settled)) {
            settleTimer.set(settled);
            now = Status.INITIAL;
        }
        if (!now.equals(status)) {
            status = now;
            // Every router has IGMP, not every one PIM.
            LOG.atLevel(now.equals(Status.IDLE) ? Level.DEBUG : Level.INFO)
                    .log("pim.status state={} message=\"{}\"", now.state(), now.message());
            statusListener.accept(now);
        }
    }

    private Status assess() {
        Optional<String> failure = routers.values().stream()
                .flatMap(router -> router.failures().values().stream())
                .findFirst();
        List<String> untaken = routers.values().stream()
                .flatMap(router -> router.tib().takeMissing().stream())
                .distinct()
                .toList();
        if ((failure.isPresent() || !untaken.isEmpty()) && retryTimer.deadline().isEmpty()) {
            retryTimer.set(loop.now().plus(RETRY));
        }
        Optional<String> problem = configuration.problem().or(() -> failure);
        if (problem.isPresent()) {
            return Status.failed(problem.get());
        }
        if (!untaken.isEmpty()) {
            return Status.untaken(untaken);
        }
        return routers.isEmpty()
                ? Status.IDLE
                : Status.running(routers.values().stream()
                        .flatMap(router -> router.running().stream())
                        .map(PimInterface::name)
                        .distinct()
                        .toList());
    }

    /** Links are reported on a thread of the link service. */
    private final class Links implements LinkListener {

        @Override
        public void linkChanged(Link link) {
            loop.run(() -> {
                links.put(link.index(), link);
                reconcile();
            });
        }

        @Override
        public void linkVanished(Link last) {
            loop.run(() -> {
                links.remove(last.index());
                reconcile();
            });
        }
    }
}
