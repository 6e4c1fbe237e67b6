package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.LocalMembership;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.mgm.spi.WrongInterface;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.GroupEntry;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.JoinPrunePacker;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import io.mgmrouter.pim.codec.SourceEntry;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteListener;
import io.mgmrouter.route.RouteLookup;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Plays Joins, Prunes, members and packets on trees that do not exist, whose messages go nowhere. The code of the real
 * ones is then compiled when the first neighbour joins: that Join would otherwise take milliseconds instead of
 * microseconds.
 */
public final class Rehearsal {

    /** Enough for the first compiler of the virtual machine. */
    private static final int ROUNDS = 3_000;

    /** Rounds at a stretch, so that nobody else on the loop waits long. */
    private static final int STRETCH = 30;

    private static final int MTU = 1500;

    private final ControlLoop loop;
    private final Family family;
    private final Tib tib;
    private final Port upstream = new Port(1);
    private final Port downstream = new Port(2);
    private final MgmSession nobody = pretend(MgmSession.class);

    private Rehearsal(ControlLoop loop, Family family) {
        this.loop = loop;
        this.family = family;
        this.tib = new Tib(
                new Surroundings(
                        family,
                        loop,
                        new SplittableRandom(1),
                        new Upward(),
                        group -> Optional.of(
                                group.octets()[family.octets() - 1] % 2 == 0 ? address(1, 9) : upstream.address()),
                        address -> address.equals(upstream.address()) || address.equals(downstream.address()),
                        (_, _, _) -> true,
                        _ -> Optional.empty()),
                TreeSettings.DEFAULTS);
    }

    /** Takes some hundred milliseconds of the loop, in small pieces between its real work. */
    public static void playOn(ControlLoop loop, Family family) {
        loop.run(() -> {
            Rehearsal rehearsal = new Rehearsal(loop, family);
            rehearsal.tib.interfaceUp(rehearsal.upstream);
            rehearsal.tib.interfaceUp(rehearsal.downstream);
            rehearsal.tib.client().attached(rehearsal.nobody);
            rehearsal.play(0);
        });
    }

    private void play(int round) {
        if (round >= ROUNDS) {
            tib.client().detached();
            tib.close();
            return;
        }
        for (int i = round; i < round + STRETCH; i++) {
            joinAndPrune(new Sg(address(3, 7), group(true, i)), false);
            joinAndPrune(new StarG(group(false, i)), true);
            Sg flow = new Sg(address(3, 7), group(false, i));
            member(new StarG(flow.group()), flow);
            registered(flow);
            asked(new Sg(address(2, 7), flow.group()));
            stopped(new Sg(address(2, 7), flow.group()));
        }
        loop.run(() -> play(round + STRETCH));
    }

    private void joinAndPrune(SourceGroup what, boolean wildcard) {
        IpAddress source = wildcard ? address(1, 9) : what.source();
        List<SourceEntry> entry = List.of(new SourceEntry(source, wildcard, wildcard));
        IpPrefix group = IpPrefix.host(what.group());
        heard(new GroupEntry(group, entry, List.of()));
        if (what instanceof Sg sg) {
            asked(sg);
        }
        heard(new GroupEntry(group, List.of(), entry));
    }

    private void heard(GroupEntry entry) {
        IpAddress from = downstream.neighbor();
        JoinPrune message = new JoinPrune(downstream.address(), 210, List.of(entry));
        tib.received(downstream, from, (JoinPrune) octets(message, from, downstream.address()));
    }

    private void member(StarG starG, Sg flow) {
        LocalMembership membership = new LocalMembership(starG, ownership(downstream));
        tib.client().onLocalJoin(membership);
        asked(flow);
        tib.client().onWrongInterface(new WrongInterface(flow, upstream.id(), ByteBuffer.allocate(0)));
        tib.client().onWrongInterface(new WrongInterface(flow, downstream.id(), ByteBuffer.allocate(0)));
        tib.client().onLocalLeave(membership);
        forget(flow);
    }

    private void forget(Sg flow) {
        tib.source(flow).ifPresent(source -> {
            source.keepalive = Optional.empty();
            tib.updates().changed(source);
            tib.updates().settle();
        });
    }

    private void registered(Sg flow) {
        IpAddress from = upstream.neighbor();
        Register message = new Register(false, false, Register.ofNothing(flow).packet());
        Register decoded = (Register) octets(message, from, upstream.address());
        tib.received(upstream, header(from), decoded);
        forget(flow);
    }

    private void stopped(Sg flow) {
        IpAddress from = address(1, 9);
        RegisterStop message = new RegisterStop(IpPrefix.host(flow.group()), flow.source());
        RegisterStop decoded = (RegisterStop) octets(message, from, upstream.address());
        tib.received(upstream, header(from), decoded);
        forget(flow);
    }

    private InboundPacket.Header header(IpAddress from) {
        return new InboundPacket.Header(from, upstream.address(), upstream.id().index(), 64, false, 0);
    }

    private static PimMessage octets(PimMessage message, IpAddress from, IpAddress to) {
        try {
            return PimCodec.decode(PimCodec.encode(message, from, to), from, to);
        } catch (MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }

    private void asked(Sg sg) {
        Route route = new Upward().lookup(sg.source()).orElseThrow();
        tib.client()
                .onRpf(new RpfQuery(
                        sg,
                        upstream.id(),
                        route.nextHop(),
                        route,
                        Register.ofNothing(sg).packet()));
        tib.client()
                .onCreation(new CreationAlert(
                        sg, upstream.id(), List.of(new CreationAlert.Candidate(downstream.id(), true))));
    }

    private IpAddress address(int network, int host) {
        return family == Family.IPV4
                ? new Ipv4Address(0x0a000000 + (network << 8) + host)
                : new Ipv6Address(0xfe80L << 48, (long) network << 8 | host);
    }

    private IpAddress group(boolean sourceSpecific, int number) {
        return family == Family.IPV4
                ? new Ipv4Address((sourceSpecific ? 0xe8fe0000 : 0xeffe0000) + number)
                : new Ipv6Address((sourceSpecific ? 0xff3eL : 0xff15L) << 48, 0x80000000L + number);
    }

    private InterfaceOwnership ownership(Port port) {
        return pretend(InterfaceOwnership.class, port.id());
    }

    /** Somebody who takes everything and does nothing. */
    private static <T> T pretend(Class<T> type, Object... answers) {
        InvocationHandler handler = (_, method, arguments) -> {
            Class<?> answer = method.getReturnType();
            if (answer == InterfaceOwnership.class) {
                return pretend(InterfaceOwnership.class, arguments[0]);
            }
            if (answer == MulticastGroupManager.class) {
                return pretend(MulticastGroupManager.class);
            }
            if (answer == InterfaceId.class) {
                return answers[0];
            }
            return answer == Page.class
                    ? new Page<>(List.of(), false)
                    : answer == Optional.class ? Optional.empty() : null;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Everything is reached through the upstream interface, but one host. */
    private final class Upward implements RouteLookup {

        @Override
        public Optional<Route> lookup(IpAddress destination) {
            if (destination.equals(address(2, 7))) {
                return Optional.of(new Route(
                        IpPrefix.host(destination), downstream.id().index(), Optional.empty(), 0, 0, "kernel"));
            }
            return Optional.of(new Route(
                    IpPrefix.host(destination),
                    upstream.id().index(),
                    Optional.of(upstream.neighbor()),
                    1,
                    1,
                    "static"));
        }

        @Override
        public Collection<Route> routes() {
            return List.of();
        }

        @Override
        public Subscription subscribe(RouteListener listener) {
            return () -> {};
        }
    }

    /** An interface whose messages are packed and encoded, and not sent. */
    private final class Port implements TibInterface {

        private static final int FIRST_INDEX = Integer.MAX_VALUE - 3;

        private final int number;

        Port(int number) {
            this.number = number;
        }

        IpAddress neighbor() {
            return Rehearsal.this.address(number, 2);
        }

        @Override
        public InterfaceId id() {
            return InterfaceId.of(FIRST_INDEX + number);
        }

        @Override
        public String name() {
            return "rehearsal" + number;
        }

        @Override
        public IpAddress address() {
            return Rehearsal.this.address(number, 1);
        }

        @Override
        public boolean isDesignatedRouter() {
            return true;
        }

        @Override
        public int neighborCount() {
            return 1;
        }

        @Override
        public Optional<IpAddress> neighborWith(IpAddress address) {
            return Optional.of(neighbor());
        }

        @Override
        public boolean suppression() {
            return true;
        }

        @Override
        public Duration propagationDelay() {
            return Duration.ZERO;
        }

        @Override
        public Duration overrideInterval() {
            return Duration.ZERO;
        }

        @Override
        public void join(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt) {
            send(upstreamNeighbor, what, source, true);
        }

        @Override
        public void prune(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt) {
            send(upstreamNeighbor, what, source, false);
        }

        private void send(IpAddress to, SourceGroup what, IpAddress source, boolean joins) {
            List<SourceEntry> entry = List.of(new SourceEntry(source, what instanceof StarG, what instanceof StarG));
            GroupEntry group =
                    new GroupEntry(IpPrefix.host(what.group()), joins ? entry : List.of(), joins ? List.of() : entry);
            new JoinPrunePacker(to, 210, MTU)
                    .pack(List.of(group))
                    .forEach(message -> PimCodec.encode(message, address(), neighbor()));
        }

        @Override
        public void send(Assert message) {
            PimCodec.encode(message, address(), neighbor());
        }

        @Override
        public boolean accepts(SourceGroup join) {
            return true;
        }

        @Override
        public boolean bounded(IpAddress group) {
            return false;
        }
    }
}
