package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import io.mgmrouter.pim.codec.InnerPacket;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import io.mgmrouter.pim.fsm.RegisterState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registering the sources of this router's links with their RPs (RFC 7761, section 4.4.1). {@link #encapsulate} runs on
 * the forwarder's thread, everything else on the loop's.
 */
final class FirstHop {

    private static final Logger LOG = LoggerFactory.getLogger(FirstHop.class);
    private static final long SECOND = 1_000_000_000L;
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Tib tib;
    private final Map<Sg, Tunnel> tunnels = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong unsent = new AtomicLong();
    private Optional<RegisterTunnel.Opened> opened = Optional.empty();
    private Optional<InterfaceOwnership> ownership = Optional.empty();

    /** Runs while the manager does not know the tunnel's interface. */
    private final LoopTimer unknown;

    private Duration patience = FIRST_WAIT;
    private volatile int rateLimit;

    /** Where packets of one source go, and how many went in the present second. */
    private static final class Tunnel {
        private final IpAddress rp;
        private final boolean border;
        private final AtomicLong second = new AtomicLong();
        private final AtomicLong inSecond = new AtomicLong();

        Tunnel(IpAddress rp, boolean border) {
            this.rp = rp;
            this.border = border;
        }

        boolean mayTake(Tick now, int limit) {
            long present = now.nanos() / SECOND;
            if (second.getAndSet(present) != present) {
                inSecond.set(0);
            }
            return limit == 0 || inSecond.incrementAndGet() <= limit;
        }
    }

    FirstHop(Tib tib) {
        this.tib = tib;
        this.unknown = tib.around().loop().timer("pim-register-" + tib.family(), this::takeAgain);
    }

    void configured() {
        rateLimit = tib.settings().registerRateLimit();
    }

    long sent() {
        return sent.get();
    }

    /** Packets that could not be registered: over the rate limit, or without a way to the RP. */
    long unsent() {
        return unsent.get();
    }

    /** The interface packets to be registered leave by, and those of others come in by. */
    Optional<InterfaceId> tunnelId() {
        return opened.filter(_ -> ownership.isPresent()).map(RegisterTunnel.Opened::interfaceId);
    }

    /** The forwarder's tunnel came, or went. */
    void tunnel(Optional<RegisterTunnel> tunnel) {
        configured();
        shut();
        opened = tunnel.flatMap(this::open);
        patience = FIRST_WAIT;
        tib.client().session().ifPresent(this::attached);
        undeclare();
    }

    private Optional<RegisterTunnel.Opened> open(RegisterTunnel tunnel) {
        try {
            return Optional.of(tunnel.open(tib.family(), this::encapsulate));
        } catch (IllegalStateException e) {
            LOG.warn("pim.register no tunnel family={}: {}", tib.family(), e.getMessage());
            return Optional.empty();
        }
    }

    void attached(MgmSession session) {
        try {
            ownership = opened.map(open -> session.takeOwnership(open.interfaceId()));
            ownership.filter(_ -> tib.settings().border()).ifPresent(tunnel -> tunnel.join(new StarStar(tib.family())));
        } catch (MgmException e) {
            if (e.error() == MgmError.NOT_FOUND) {
                awaitInterface(e);
                return;
            }
            LOG.warn("pim.register refused-by-manager error={} reason=\"{}\"", e.error(), e.getMessage());
        }
    }

    /** The system tells of the interface a moment after the forwarder has made it. */
    private void awaitInterface(MgmException reason) {
        LOG.debug("pim.register wait={} reason=\"{}\"", patience, reason.getMessage());
        unknown.set(tib.now().plus(patience));
        patience = patience.compareTo(LONGEST_WAIT) < 0 ? patience.multipliedBy(2) : LONGEST_WAIT;
    }

    private void takeAgain() {
        tib.client().session().ifPresent(this::attached);
        if (ownership.isPresent()) {
            undeclare();
            tib.groups().forEach(tib::touch);
            tib.updates().settle();
        }
    }

    /** Of the interface that is there now the manager has been told nothing. */
    private void undeclare() {
        for (GroupTree group : tib.groups()) {
            group.sources.values().forEach(source -> source.tunnelDeclared = false);
        }
    }

    void detached() {
        ownership = Optional.empty();
        unknown.cancel();
    }

    void close() {
        shut();
        tunnels.clear();
    }

    private void shut() {
        detached();
        opened.ifPresent(RegisterTunnel.Opened::close);
        opened = Optional.empty();
    }

    /** CouldRegister(S,G) may have changed. */
    void follow(SourceTree source) {
        step(source, new RegisterState.Event.CouldRegister(source.couldRegister()));
    }

    void timerDue(SourceTree source) {
        step(source, new RegisterState.Event.TimerDue(tib.settings().registerProbeTime()));
    }

    void rpChanged(GroupTree group) {
        group.sources.values().forEach(source -> step(source, new RegisterState.Event.RpChanged()));
    }

    /** A Register-Stop for (S,G), or for all sources of a group. */
    void received(IpAddress from, RegisterStop message) {
        for (SourceTree source : about(message)) {
            if (source.group.rp.filter(from::equals).isPresent()) {
                step(source, new RegisterState.Event.RegisterStopReceived(suppression()));
                tib.updates().changed(source);
            }
        }
        tib.updates().settle();
    }

    private List<SourceTree> about(RegisterStop message) {
        return tib.group(message.group().network())
                .map(group -> message.source().isUnspecified()
                        ? List.copyOf(group.sources.values())
                        : Optional.ofNullable(group.sources.get(message.source())).stream()
                                .toList())
                .orElse(List.of());
    }

    /** The manager is told whether packets of a source go into the tunnel. */
    void declare(SourceTree source) {
        ownership.ifPresent(tunnel -> {
            try {
                if (source.tunnelDeclared) {
                    tunnel.join(source.sg);
                } else {
                    tunnel.leave(source.sg);
                    if (source.fromOutside) {
                        tunnel.delete(source.sg, Set.of(MembershipFlag.FORWARD_STATE));
                    }
                }
            } catch (MgmException e) {
                LOG.debug("pim.register refused-by-manager error={} reason=\"{}\"", e.error(), e.getMessage());
            }
        });
    }

    private void step(SourceTree source, RegisterState.Event event) {
        RegisterState before = source.register;
        RegisterState.Step step = RegisterState.step(before, event, tib.now());
        source.register = step.next();
        switch (step.action()) {
            case NONE -> {}
            case ADD_TUNNEL, UPDATE_TUNNEL ->
                source.group.rp.ifPresent(rp -> tunnels.put(source.sg, new Tunnel(rp, source.fromOutside)));
            case REMOVE_TUNNEL -> tunnels.remove(source.sg);
            case SEND_NULL_REGISTER ->
                source.group.rp.ifPresent(rp -> tib.around()
                        .sender()
                        .send(
                                Optional.empty(),
                                rp,
                                new Register(
                                        source.fromOutside,
                                        true,
                                        Register.ofNothing(source.sg).packet())));
        }
        if (before.getClass() != source.register.getClass()) {
            tib.history().add(source.sg, "register", source.register.getClass().getSimpleName());
        }
    }

    /** Register_Suppression_Time, more or less half of it, less the time of a probe (section 4.11). */
    private Duration suppression() {
        long time = tib.settings().registerSuppressionTime().toMillis();
        long drawn = time / 2 + tib.around().random().nextLong(time + 1);
        return Duration.ofMillis(
                Math.max(0, drawn - tib.settings().registerProbeTime().toMillis()));
    }

    /** A packet of a source enters the tunnel. */
    private void encapsulate(ByteBuffer packet) {
        Optional<Tunnel> tunnel = InnerPacket.flowOf(packet).map(tunnels::get);
        if (tunnel.isEmpty()) {
            return;
        }
        boolean taken = tunnel.get().mayTake(tib.now(), rateLimit)
                && tib.around()
                        .sender()
                        .send(
                                Optional.empty(),
                                tunnel.get().rp,
                                new Register(tunnel.get().border, false, packet.slice()));
        (taken ? sent : unsent).incrementAndGet();
    }

    /** The sources registered at the moment, for tools. */
    List<Sg> registered() {
        return new ArrayList<>(tunnels.keySet());
    }

    /** The whole of a source's group, as a Register-Stop names it. */
    static IpPrefix rangeOf(Sg sg) {
        return IpPrefix.host(sg.group());
    }
}
