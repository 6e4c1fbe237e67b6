package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.LocalMembership;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.mgm.spi.WrongInterface;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.GroupEntry;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import io.mgmrouter.pim.codec.SourceEntry;
import io.mgmrouter.pim.rp.AnycastRp;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.RecordingSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * One router's trees between fake interfaces, a fake routing table and a recording manager. Interfaces are called by
 * their number; this router is 10.N.0.1 on interface N, and so its network is 10.N.0.0/24. Everything said is a line.
 */
final class TibWorld {

    static final int TUNNEL = 99;

    final ManualLoop loop = new ManualLoop("pim");
    final FakeRoutes routes = new FakeRoutes();
    final RecordingSession session = new RecordingSession(new ComponentId(103, 4));
    final TreeMap<Integer, Port> ports = new TreeMap<>();
    final Map<String, String> rps = new HashMap<>();
    final Set<IpAddress> own = new HashSet<>();
    final Map<IpAddress, AnycastRp> anycast = new HashMap<>();
    final Tib tib;
    private final List<String> sent = new ArrayList<>();
    private Optional<RegisterTunnel.WholePackets> tunnel = Optional.empty();

    TibWorld() {
        this(TreeSettings.DEFAULTS);
    }

    TibWorld(TreeSettings settings) {
        tib = new Tib(
                new Surroundings(
                        Family.IPV4,
                        loop,
                        new Random(1),
                        routes,
                        group -> Optional.ofNullable(rps.get(group.toString())).map(IpAddress::parse),
                        own::contains,
                        this::unicast,
                        group -> Optional.ofNullable(anycast.get(group))),
                settings);
        tib.registerTunnel(Optional.of(this::open));
    }

    private RegisterTunnel.Opened open(Family family, RegisterTunnel.WholePackets packets) {
        tunnel = Optional.of(packets);
        return new RegisterTunnel.Opened() {
            @Override
            public InterfaceId interfaceId() {
                return InterfaceId.of(TUNNEL);
            }

            @Override
            public void close() {
                tunnel = Optional.empty();
            }
        };
    }

    private boolean unicast(Optional<IpAddress> source, IpAddress destination, PimMessage message) {
        sent.add(
                switch (message) {
                    case Register register ->
                        (register.border() ? "border-" : "")
                                + (register.nullRegister() ? "null-register " : "register ") + register.sg() + " to "
                                + destination;
                    case RegisterStop stop ->
                        "register-stop (" + stop.source() + "," + stop.group().network() + ") to " + destination;
                    default -> message + " to " + destination;
                });
        return true;
    }

    /** Interfaces come up, connected, this router being the DR. */
    TibWorld interfaces(int... numbers) {
        for (int number : numbers) {
            Port port = new Port(number);
            ports.put(number, port);
            own.add(port.address());
            routes.connected("10." + number + ".0.0/24", number);
            tib.interfaceUp(port);
        }
        return this;
    }

    /** A neighbour appears. */
    TibWorld neighbor(int on, String address) {
        ports.get(on).neighbors.add(IpAddress.parse(address));
        tib.neighborUp(ports.get(on), IpAddress.parse(address));
        return this;
    }

    TibWorld rp(String group, String address) {
        rps.put(group, address);
        tib.rpSetChanged(Set.of(IpPrefix.host(IpAddress.parse(group))));
        return this;
    }

    TibWorld attached() {
        tib.client().attached(session);
        said();
        return this;
    }

    void routeChanged(String prefix, int on, String nextHop) {
        routes.remove(prefix);
        routes.via(prefix, on, nextHop);
        tib.routesChanged(Set.of(IpPrefix.parse(prefix)));
    }

    void member(int on, String what) {
        tib.client().onLocalJoin(new LocalMembership(pair(what), ownership(on)));
    }

    void memberLeft(int on, String what) {
        tib.client().onLocalLeave(new LocalMembership(pair(what), ownership(on)));
    }

    void alerted(String what) {
        tib.client().onJoinAlert(new JoinAlert(pair(what), Cause.MEMBERSHIP));
    }

    /** A neighbour's Join/Prune message: {@code +} joins, {@code -} prunes, {@code r} for (S,G,rpt). */
    void joinPrune(int on, String from, String to, String... entries) {
        Map<IpAddress, List<SourceEntry>> joins = new TreeMap<>();
        Map<IpAddress, List<SourceEntry>> prunes = new TreeMap<>();
        for (String text : entries) {
            boolean rpt = text.charAt(1) == 'r';
            SourceGroup what = pair(text.substring(rpt ? 2 : 1));
            boolean wildcard = what instanceof StarG;
            IpAddress source =
                    wildcard ? IpAddress.parse(rps.getOrDefault(what.group().toString(), "192.0.2.1")) : what.source();
            Map<IpAddress, List<SourceEntry>> list = text.charAt(0) == '+' ? joins : prunes;
            joins.computeIfAbsent(what.group(), _ -> new ArrayList<>());
            prunes.computeIfAbsent(what.group(), _ -> new ArrayList<>());
            list.get(what.group()).add(new SourceEntry(source, wildcard, wildcard || rpt));
        }
        List<GroupEntry> groups = joins.keySet().stream()
                .map(group -> new GroupEntry(IpPrefix.host(group), joins.get(group), prunes.get(group)))
                .toList();
        tib.received(ports.get(on), IpAddress.parse(from), new JoinPrune(IpAddress.parse(to), 210, groups));
    }

    void asserted(int on, String from, String what, boolean rpt, long preference, long metric) {
        SourceGroup pair = pair(what);
        tib.received(
                ports.get(on),
                IpAddress.parse(from),
                new Assert(IpPrefix.host(pair.group()), pair.source(), rpt, preference, metric));
    }

    void register(String from, String to, String sg, boolean nullRegister) {
        InboundPacket.Header header =
                new InboundPacket.Header(IpAddress.parse(from), IpAddress.parse(to), 1, 60, false, 0);
        tib.received(
                ports.firstEntry().getValue(),
                header,
                new Register(
                        false, nullRegister, Register.ofNothing((Sg) pair(sg)).packet()));
    }

    void registerStop(String from, String sg) {
        InboundPacket.Header header = new InboundPacket.Header(
                IpAddress.parse(from), ports.firstEntry().getValue().address(), 1, 60, false, 0);
        Sg pair = (Sg) pair(sg);
        tib.received(
                ports.firstEntry().getValue(), header, new RegisterStop(IpPrefix.host(pair.group()), pair.source()));
    }

    /** The first packet of a flow: the manager asks. Returns the incoming interface, and what is left out. */
    String packet(String sg, int... candidates) {
        Sg pair = (Sg) pair(sg);
        var route = routes.lookup(pair.source()).orElseThrow();
        RpfDecision decision = tib.client()
                .onRpf(new RpfQuery(
                        pair,
                        InterfaceId.of(route.interfaceIndex()),
                        route.nextHop(),
                        route,
                        Register.ofNothing(pair).packet()));
        Set<InterfaceId> leftOut = created(sg, decision.iif().index(), candidates);
        return "iif " + decision.iif() + (leftOut.isEmpty() ? "" : " without " + leftOut);
    }

    /** The manager is about to make an entry; returns what is left out of it. */
    Set<InterfaceId> created(String sg, int iif, int... candidates) {
        List<CreationAlert.Candidate> all = new ArrayList<>();
        for (int candidate : candidates) {
            all.add(new CreationAlert.Candidate(InterfaceId.of(candidate), false));
        }
        return tib.client().onCreation(new CreationAlert((Sg) pair(sg), InterfaceId.of(iif), all));
    }

    void wrongInterface(String sg, int on) {
        Sg pair = (Sg) pair(sg);
        tib.client()
                .onWrongInterface(new WrongInterface(
                        pair, InterfaceId.of(on), Register.ofNothing(pair).packet()));
    }

    /** The forwarder sends a packet into the register tunnel. */
    void encapsulated(String sg) {
        tunnel.orElseThrow().forwarded(Register.ofNothing((Sg) pair(sg)).packet());
    }

    void passes(int seconds) {
        loop.advance(Duration.ofSeconds(seconds));
    }

    /** What was said to neighbours and to the manager since the last call, in the order of the speakers. */
    List<String> said() {
        List<String> said = new ArrayList<>(sent);
        sent.clear();
        said.addAll(session.takeCalls());
        return said;
    }

    static SourceGroup pair(String text) {
        String[] parts = text.substring(1, text.length() - 1).split(",");
        IpAddress group = IpAddress.parse(parts[1]);
        return parts[0].equals("*") ? new StarG(group) : new Sg(IpAddress.parse(parts[0]), group);
    }

    private InterfaceOwnership ownership(int on) {
        return session.ownerships().stream()
                .filter(held -> held.interfaceId().equals(InterfaceId.of(on)))
                .findFirst()
                .orElseThrow();
    }

    /** A fake interface. */
    final class Port implements TibInterface {
        final List<IpAddress> neighbors = new ArrayList<>();
        final int number;
        boolean dr = true;

        Port(int number) {
            this.number = number;
        }

        @Override
        public InterfaceId id() {
            return InterfaceId.of(number);
        }

        @Override
        public String name() {
            return "eth" + number;
        }

        @Override
        public IpAddress address() {
            return IpAddress.parse("10." + number + ".0.1");
        }

        @Override
        public boolean isDesignatedRouter() {
            return dr;
        }

        @Override
        public int neighborCount() {
            return neighbors.size();
        }

        @Override
        public Optional<IpAddress> neighborWith(IpAddress address) {
            return neighbors.stream().filter(address::equals).findFirst();
        }

        @Override
        public boolean suppression() {
            return true;
        }

        @Override
        public Duration propagationDelay() {
            return Duration.ofMillis(500);
        }

        @Override
        public Duration overrideInterval() {
            return Duration.ofMillis(2500);
        }

        @Override
        public void join(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt) {
            say("Join", upstreamNeighbor, what, rpt);
        }

        @Override
        public void prune(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt) {
            say("Prune", upstreamNeighbor, what, rpt);
        }

        private void say(String kind, IpAddress to, SourceGroup what, boolean rpt) {
            sent.add(kind + (rpt ? "-rpt " : " ") + what + " to " + to + "%" + number);
        }

        @Override
        public void send(Assert message) {
            sent.add("Assert " + message.source() + "," + message.group().network() + (message.rpt() ? " rpt " : " ")
                    + message.preference() + "/" + message.metric() + " on " + number);
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
