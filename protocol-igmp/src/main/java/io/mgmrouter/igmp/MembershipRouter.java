package io.mgmrouter.igmp;

import io.mgmrouter.control.Readiness;
import io.mgmrouter.igmp.history.EventKind;
import io.mgmrouter.igmp.policy.Quota;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.LocalMembershipProtocol;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The router side of IGMP or MLD: brings together what is configured, which links there are, and the manager's session.
 * An interface runs while it is configured, present and up, from the moment it has an address, whether or not there is
 * a session.
 *
 * <p>{@link #configure}, {@link #remove}, {@link #start} and {@link #close} may be called from any thread; everything
 * else happens on the loop.
 */
final class MembershipRouter implements LocalMembershipProtocol {

    /** Between two attempts to open or take what was refused. */
    static final Duration RETRY = Duration.ofSeconds(2);

    /** Configurations arrive one by one: nothing is called ready before none has come for so long. */
    static final Duration SETTLE = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(MembershipRouter.class);

    private final Dialect dialect;
    private final ControlLoop loop;
    private final LinkService links;
    private final Surroundings surroundings;
    private final Map<String, Chronicle> chronicles = new HashMap<>();
    private final Consumer<Status> statusListener;
    private final RouterConfiguration configuration;
    private final Map<Integer, Link> known = new TreeMap<>();
    private final Map<String, MembershipInterface> running = new TreeMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private final LoopTimer retryTimer;
    private final LoopTimer settleTimer;
    private final LoopTimer resyncTimer;
    private Optional<LinkService.Subscription> subscription = Optional.empty();
    private Optional<MgmSession> session = Optional.empty();
    private Optional<Resync> resync = Optional.empty();
    private Status status;
    private Tick settled;
    private boolean closed;

    /**
     * @param statusListener called on the loop whenever the status has changed
     */
    MembershipRouter(Dialect dialect, ControlLoop loop, LinkService links, Consumer<Status> statusListener) {
        this.dialect = dialect;
        this.configuration = new RouterConfiguration(dialect);
        this.status = Status.initial(dialect);
        this.loop = loop;
        this.links = links;
        this.surroundings = new Surroundings(loop, links, new Quota());
        this.statusListener = statusListener;
        this.retryTimer = loop.timer(dialect.name() + "-retry", this::reconcile);
        this.settleTimer = loop.timer(dialect.name() + "-settle", this::report);
        this.resyncTimer = loop.timer(dialect.name() + "-resync", this::checkResync);
        this.settled = loop.now().plus(SETTLE);
    }

    /** Starts to follow the links. */
    void start() {
        subscription = Optional.of(links.subscribe(new Links()));
        loop.run(this::report);
    }

    /** New global properties; values that are not allowed show in the status, and the previous ones stay. */
    void configure(Map<String, Object> global) {
        reconfigure(() -> configuration.global(global));
    }

    /** New properties of one interface, under an id of the caller's. */
    void configure(String id, Map<String, Object> properties) {
        reconfigure(() -> configuration.put(id, properties));
    }

    /** The interface is no longer configured: it is released, and its memberships withdrawn. */
    void remove(String id) {
        reconfigure(() -> configuration.remove(id));
    }

    /**
     * Closes all channels and says nothing to the manager: it holds what is declared until this bundle is back. Waits
     * up to two seconds for the loop.
     */
    void close() {
        subscription.ifPresent(LinkService.Subscription::close);
        CountDownLatch done = new CountDownLatch(1);
        loop.run(() -> {
            closed = true;
            running.values().forEach(MembershipInterface::close);
            running.clear();
            List.of(retryTimer, settleTimer, resyncTimer).forEach(LoopTimer::cancel);
            done.countDown();
        });
        try {
            if (!loop.inLoop() && !done.await(2, TimeUnit.SECONDS)) {
                LOG.warn("{}.close loop={} did not finish within two seconds", dialect.name(), loop.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The running interfaces, by name. */
    Collection<MembershipInterface> running() {
        return running.values();
    }

    /** What happened on each configured interface, by its name. */
    Map<String, Chronicle> chronicles() {
        return chronicles;
    }

    /** Configured interfaces that do not run, with the reason. */
    Map<String, String> idle() {
        Map<String, String> idle = new TreeMap<>();
        configuration.settings().keySet().stream()
                .filter(name -> !running.containsKey(name))
                .forEach(name -> idle.put(name, whyIdle(name)));
        return idle;
    }

    // The manager's client

    @Override
    public ControlLoop loop() {
        return loop;
    }

    @Override
    public Set<Callback> callbacks() {
        return Set.of(Callback.DISABLE_IGMP, Callback.ENABLE_IGMP);
    }

    @Override
    public void attached(MgmSession newSession) {
        session = Optional.of(newSession);
        Resync begun = Resync.of(newSession, loop.now());
        resync = begun.held().isEmpty() ? Optional.empty() : Optional.of(begun);
        if (resync.isPresent()) {
            LOG.info("{}.resync held={}", dialect.name(), begun.held());
            running.values().stream()
                    .filter(iface -> !loop.now().reached(iface.startupEnds()))
                    .forEach(iface -> iface.startQuerier(true));
        }
        reconcile();
    }

    @Override
    public void detached() {
        session = Optional.empty();
        resync = Optional.empty();
        running.values().forEach(iface -> iface.mgm().detached());
        report();
    }

    @Override
    public void onDisable(InterfaceId interfaceId) {
        running(interfaceId).ifPresent(iface -> iface.mgm().disable());
    }

    @Override
    public void onEnable(InterfaceId interfaceId) {
        loop.run(() -> running(interfaceId).ifPresent(iface -> {
            iface.mgm().enable();
            iface.declareAll();
        }));
    }

    private Optional<MembershipInterface> running(InterfaceId interfaceId) {
        return running.values().stream()
                .filter(iface -> iface.id().equals(interfaceId))
                .findFirst();
    }

    // Bringing it together

    private void reconfigure(Runnable change) {
        loop.run(() -> {
            Optional<String> before = configuration.problem();
            change.run();
            configuration
                    .problem()
                    .filter(problem -> !before.equals(Optional.of(problem)))
                    .ifPresent(problem -> LOG.error("{}.configuration-refused {}", dialect.name(), problem));
            settled = loop.now().plus(SETTLE);
            reconcile();
        });
    }

    /** Starts, changes and stops interfaces until what runs is what should. Touches only what differs. */
    private void reconcile() {
        if (closed) {
            return;
        }
        Map<String, InterfaceSettings> wanted = configuration.settings();
        Map<String, Link> usable = usableLinks();
        for (MembershipInterface iface : List.copyOf(running.values())) {
            Link link = usable.get(iface.name());
            if (!wanted.containsKey(iface.name())
                    || link == null
                    || link.index() != iface.link().index()) {
                stop(iface);
            } else {
                update(iface, wanted.get(iface.name()), link);
            }
        }
        chronicles.keySet().retainAll(wanted.keySet());
        failures.keySet().removeIf(name -> !wanted.containsKey(name) || !usable.containsKey(name));
        wanted.forEach((name, settings) -> {
            if (!running.containsKey(name) && usable.containsKey(name) && hasAddress(usable.get(name))) {
                open(settings, usable.get(name));
            }
        });
        session.ifPresent(this::takeAll);
        checkResync();
        report();
    }

    private Chronicle chronicle(InterfaceSettings settings) {
        int size = settings.policy().historySize();
        Chronicle chronicle = chronicles.computeIfAbsent(settings.interfaceName(), _ -> new Chronicle(size));
        chronicle.resize(size);
        return chronicle;
    }

    private void update(MembershipInterface iface, InterfaceSettings settings, Link link) {
        if (!iface.link().equals(link)) {
            iface.linkChanged(link);
        }
        if (!iface.settings().equals(settings)) {
            chronicle(settings);
            iface.configure(settings);
        }
    }

    private void open(InterfaceSettings settings, Link link) {
        try {
            MembershipInterface iface = new MembershipInterface(
                    settings, link, resync.isPresent(), this::retrySoon, surroundings, chronicle(settings));
            running.put(link.name(), iface);
            LOG.info(
                    "{}.interface.started if={} address={} version={}",
                    dialect.name(),
                    link.name(),
                    iface.address(),
                    settings.version());
            failures.remove(link.name());
        } catch (LinkException e) {
            if (!e.getMessage().equals(failures.put(link.name(), e.getMessage()))) {
                LOG.error("{}.interface.failed if={} reason=\"{}\"", dialect.name(), link.name(), e.getMessage());
            }
            retrySoon();
        }
    }

    private void stop(MembershipInterface iface) {
        LOG.info(
                "{}.interface.stopped if={} groups={}",
                dialect.name(),
                iface.name(),
                iface.groups().size());
        iface.close();
        iface.mgm().release();
        running.remove(iface.name());
    }

    private void takeAll(MgmSession open) {
        for (MembershipInterface iface : running.values()) {
            if (iface.mgm().take(open)) {
                iface.declareAll();
            } else if (!iface.mgm().isTaken()) {
                retrySoon();
            }
        }
    }

    private void retrySoon() {
        if (retryTimer.deadline().isEmpty()) {
            retryTimer.set(loop.now().plus(RETRY));
        }
    }

    private void checkResync() {
        if (resync.isEmpty()) {
            return;
        }
        Tick complete = resync.get().complete(running.values());
        if (!loop.now().reached(complete)) {
            resyncTimer.set(complete);
            return;
        }
        LOG.info("{}.resynced held={}", dialect.name(), resync.get().held());
        running.values().forEach(iface -> iface.chronicle().happened(EventKind.RESYNCED, loop.now()));
        MgmSession done = resync.get().session();
        resync = Optional.empty();
        done.resynced();
    }

    /** An interface starts when it has an address; one that loses it for a moment goes on with the members it knows. */
    private boolean hasAddress(Link link) {
        return link.controlAddress(dialect.family()).isPresent();
    }

    private Map<String, Link> usableLinks() {
        Map<String, Link> usable = HashMap.newHashMap(known.size());
        for (Link link : known.values()) {
            if (link.up() && link.multicast()) {
                usable.put(link.name(), link);
            }
        }
        return usable;
    }

    // Status

    private void report() {
        if (closed) {
            return;
        }
        Status now = assess();
        if (now.state() == Readiness.State.READY && !loop.now().reached(settled)) {
            settleTimer.set(settled);
            now = Status.initial(dialect);
        }
        if (!now.equals(status)) {
            status = now;
            LOG.atLevel(configuration.settings().isEmpty() ? dialect.idleLevel() : Level.INFO)
                    .log("{}.status state={} message=\"{}\"", dialect.name(), now.state(), now.message());
            statusListener.accept(now);
        }
    }

    private Status assess() {
        return Status.of(
                dialect,
                configuration.problem().or(() -> failures.values().stream().findFirst()),
                running.values(),
                !configuration.settings().isEmpty());
    }

    private String whyIdle(String name) {
        Optional<Link> link =
                known.values().stream().filter(one -> one.name().equals(name)).findFirst();
        return Optional.ofNullable(failures.get(name)).orElseGet(() -> Status.whyIdle(dialect, link));
    }

    /** Links are reported on a thread of the link service. */
    private final class Links implements LinkListener {

        @Override
        public void linkChanged(Link link) {
            loop.run(() -> {
                known.put(link.index(), link);
                reconcile();
            });
        }

        @Override
        public void linkVanished(Link last) {
            loop.run(() -> {
                known.remove(last.index());
                reconcile();
            });
        }
    }
}
