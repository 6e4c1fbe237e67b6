package io.mgmrouter.mgm.service;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.Explanation;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.core.GroupManager;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.route.RouteLookup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager as a service: the lock, the clock, and the delivery of effects. Any thread. */
public final class MgmService implements MulticastGroupManager {

    private static final Logger LOG = LoggerFactory.getLogger(MgmService.class);

    /** In yields of the thread, around a microsecond each. */
    private static final int LONGEST_WAY_GIVEN = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final ControlLoop loop;
    private final LoopTimer timer;
    private final GroupManager core;
    private final Duration longestChange;
    private final Surroundings surroundings = new Surroundings();
    private final Forwarders forwarders = new Forwarders(this);
    private final Reading reading = new Reading(this);
    private final Map<ComponentId, Attachment> attachments = new HashMap<>();
    private final Map<Long, CompletableFuture<Void>> changes = new HashMap<>();
    private final BiConsumer<InterfaceId, List<InterfaceStatus>> ownershipListener;
    private Tick timerSetTo;

    /** A step under the lock. */
    @FunctionalInterface
    interface Action {
        void run(GroupManager core, Tick now);
    }

    /** A step under the lock that has a result. */
    @FunctionalInterface
    interface Question<T> {
        T ask(GroupManager core, Tick now);
    }

    /**
     * @param loop the manager's own loop: timers and errands that may take a while
     * @param ownershipListener told on that loop when an interface was taken or released, with what is true by then
     */
    public MgmService(
            MgmSettings settings, ControlLoop loop, BiConsumer<InterfaceId, List<InterfaceStatus>> ownershipListener) {
        this.loop = loop;
        this.ownershipListener = ownershipListener;
        this.core = new GroupManager(settings, surroundings::route);
        this.timer = loop.timer("mgm deadlines", this::timeReached);
        this.longestChange = settings.questionDeadline().multipliedBy(4).plusSeconds(1);
    }

    // Steps

    void act(Action action) {
        ask((manager, now) -> {
            action.run(manager, now);
            return null;
        });
    }

    <T> T ask(Question<T> question) {
        List<PacketForwarder> changed = List.of();
        lock.lock();
        try {
            Tick now = loop.now();
            core.at(now);
            return question.ask(core, now);
        } finally {
            try {
                core.takeEffects().forEach(this::carryOut);
                setTimer();
                changed = forwarders.takeChanged();
            } finally {
                lock.unlock();
            }
            changed.forEach(Forwarders::flush);
        }
    }

    /** Starts a change of ownership and waits, without the lock, until it is made. */
    void awaitChange(Question<Long> change) {
        CompletableFuture<Void> made = ask((manager, now) -> {
            long token = change.ask(manager, now);
            if (token == GroupManager.DONE) {
                return CompletableFuture.completedFuture(null);
            }
            return changes.computeIfAbsent(token, _ -> new CompletableFuture<>());
        });
        await(made, longestChange);
    }

    /** Waits until a loop has finished what it is doing, unless we are on it. */
    void awaitQuiet(ControlLoop clientLoop) {
        if (!clientLoop.inLoop()) {
            CompletableFuture<Void> quiet = new CompletableFuture<>();
            clientLoop.run(() -> quiet.complete(null));
            await(quiet, Duration.ofSeconds(1));
        }
    }

    private static void await(CompletableFuture<Void> event, Duration longest) {
        try {
            event.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("mgm.wait gave up after {}", longest, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called under the lock: only hands over. */
    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Callback callback -> {
                Attachment client = attachments.get(callback.to());
                if (client != null) {
                    client.deliver(callback);
                }
            }
            case Effect.Install(var entry) -> forwarders.set(entry);
            case Effect.Remove(var pair) -> forwarders.remove(pair);
            case Effect.Proceed() -> loop.run(() -> act((manager, _) -> manager.proceed(Reading.BIT)));
            case Effect.ReadTraffic(var sg) ->
                loop.run(() -> {
                    long packets = forwarders.packets(sg);
                    act((manager, now) -> manager.trafficRead(sg, packets, now));
                });
            case Effect.OwnershipChanged(var id) ->
                loop.run(() -> ownershipListener.accept(id, ask((manager, _) -> manager.status(id))));
            case Effect.ChangeMade(long token) ->
                Optional.ofNullable(changes.remove(token)).ifPresent(made -> made.complete(null));
            case Effect.Late(var id, var question) ->
                Optional.ofNullable(attachments.get(id)).ifPresent(client -> client.beginsToOwe(question, loop));
            case Effect.AnswersAgain(var id) ->
                Optional.ofNullable(attachments.get(id)).ifPresent(client -> client.owesNothing(loop));
            case Effect.ClientRemoved(var id) ->
                Optional.ofNullable(attachments.remove(id)).ifPresent(gone -> gone.session.end());
        }
    }

    private void setTimer() {
        Optional<Tick> next = core.nextDeadline();
        if (next.isPresent() && (timerSetTo == null || !next.get().reached(timerSetTo))) {
            Tick deadline = next.get();
            timerSetTo = deadline;
            loop.run(() -> timer.set(deadline));
        }
    }

    private void timeReached() {
        act((manager, now) -> {
            timerSetTo = null;
            manager.timeReached(now);
        });
    }

    // Clients

    /** Attaches a protocol, whose loop is asked for here. @throws MgmException as the other */
    public void attach(ComponentId id, ClientProfile profile, MulticastProtocol protocol) {
        attach(id, profile, protocol, protocol.loop());
    }

    /**
     * @param clientLoop the loop callbacks run on, as the protocol has said
     * @throws MgmException if the id or the role is taken, and nothing has changed
     */
    public void attach(ComponentId id, ClientProfile profile, MulticastProtocol protocol, ControlLoop clientLoop) {
        Attachment attachment = new Attachment(id, protocol, clientLoop, this);
        act((manager, now) -> {
            manager.register(id, profile, now);
            attachments.put(id, attachment);
            attachment.deliverAttached();
        });
    }

    /**
     * The service of a client is gone; its state is held.
     *
     * @return false if this protocol was not the attached one
     */
    public boolean depart(ComponentId id, MulticastProtocol protocol) {
        return ask((manager, now) -> {
            Attachment attachment = attachments.get(id);
            if (attachment == null || attachment.protocol != protocol) {
                return false;
            }
            attachments.remove(id);
            attachment.session.end();
            attachment.deliverDetached();
            manager.departed(id, now);
            return true;
        });
    }

    /** A client will not come back: what is held for it goes, with the normal alerts. */
    public void forget(ComponentId id) {
        act((manager, now) -> manager.gone(id, now));
    }

    /** The manager stops: every session ends. */
    public void close() {
        act((_, _) -> {
            attachments.values().forEach(attachment -> {
                attachment.session.end();
                attachment.deliverDetached();
            });
            attachments.clear();
        });
        forwarders.close();
        surroundings.close();
    }

    // Surroundings

    public Forwarders forwarders() {
        return forwarders;
    }

    /** Uses another route lookup, or none; everything is looked up again. */
    public void useRoutes(Optional<RouteLookup> routes) {
        surroundings.useRoutes(routes, this::routesChanged);
        routesChanged(Set.of(IpPrefix.parse("0.0.0.0/0"), IpPrefix.parse("::/0")));
    }

    /** Uses another link service, or none. */
    public void useLinks(Optional<LinkService> links) {
        surroundings.useLinks(
                links,
                link -> act((manager, _) -> manager.interfaceAppeared(link.index())),
                link -> act((manager, now) -> manager.interfaceVanished(link.index(), now)));
    }

    private void routesChanged(Set<IpPrefix> prefixes) {
        act((manager, now) -> manager.routesChanged(prefixes, now));
    }

    /** A client may hear of a new link before the manager does. */
    void ensureKnown(InterfaceId id) {
        if (surroundings.linkExists(id.index())) {
            act((manager, _) -> manager.interfaceAppeared(id.index()));
        }
    }

    /** Looks a source's route up before the lock is taken, so that under the lock it is known. */
    void warmRoute(SourceGroup pair) {
        if (pair instanceof Sg(IpAddress source, _)) {
            surroundings.route(source);
        }
    }

    // Reading

    Reading reading() {
        return reading;
    }

    @Override
    public Optional<ComponentId> ownerOf(InterfaceId interfaceId) {
        ensureKnown(interfaceId);
        return ask((manager, _) -> manager.ownerOf(interfaceId));
    }

    @Override
    public Optional<ComponentId> ownerOf(InterfaceId interfaceId, Family family) {
        ensureKnown(interfaceId);
        return ask((manager, _) -> manager.ownerOf(interfaceId, family));
    }

    @Override
    public Optional<ForwardingEntry> entry(Sg sg) {
        return ask((manager, now) -> manager.entry(sg, now));
    }

    @Override
    public Page<ForwardingEntry> entries(Optional<Sg> after, int limit) {
        return reading.entries(after, limit);
    }

    @Override
    public Optional<ForwardingStats> stats(Sg sg, ForwardingStats.Level level) {
        return entry(sg).map(entry -> forwarders.stats(List.of(entry), level).getFirst());
    }

    @Override
    public Page<ForwardingStats> stats(Optional<Sg> after, int limit, ForwardingStats.Level level) {
        Page<ForwardingEntry> page = entries(after, limit);
        return new Page<>(forwarders.stats(page.items(), level), page.more());
    }

    @Override
    public Page<Wildcard.Installed> wildcards(Optional<StarG> after, int limit) {
        return reading.wildcards(after, limit);
    }

    @Override
    public Wildcard wildcard(StarG group) {
        return ask((manager, _) -> manager.wildcard(group));
    }

    @Override
    public GroupEnumeration enumerateGroups(EnumerationType type) {
        return new Enumeration(reading.pairs(type), _ -> {});
    }

    /** Whoever waits for the lock has its turn; the lock itself would rather let the thread on that runs already. */
    void giveWay() {
        for (int i = 0; i < LONGEST_WAY_GIVEN && lock.hasQueuedThreads(); i++) {
            Thread.yield();
        }
    }

    @Override
    public Page<Membership> memberships(Optional<SourceGroup> after, int groupLimit) {
        return reading.memberships(after, groupLimit);
    }

    @Override
    public Explanation explain(SourceGroup about) {
        return reading.explanation((manager, now) -> manager.explain(about, now));
    }

    @Override
    public Explanation explain(InterfaceId interfaceId) {
        return reading.explanation((manager, now) -> manager.explain(interfaceId, now));
    }

    @Override
    public List<ClientStatus> clients() {
        return ask((manager, now) ->
                manager.clients(now).stream().map(this::withFigures).toList());
    }

    private ClientStatus withFigures(ClientStatus status) {
        Attachment client = attachments.get(status.id());
        return client == null ? status : client.withFigures(status);
    }

    @Override
    public List<InterfaceStatus> interfaces() {
        return ask((manager, _) -> manager.interfaces());
    }
}
