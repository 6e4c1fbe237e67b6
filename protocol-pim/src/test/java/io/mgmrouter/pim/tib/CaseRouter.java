package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.service.MgmService;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.ManualLoop;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The trees of one family between a real manager and a wire of text; whatever changes is written down. */
final class CaseRouter {

    private static final InterfaceId REGISTER = InterfaceId.of(99);

    private static final int FIRST_INDEX = 10;

    /** The router has been up for so long when a case begins. */
    private static final Duration BEFORE_TIME = Duration.ofSeconds(1);

    private final Family family;
    private final ManualLoop loop = new ManualLoop("case");
    private final FakeLinkService links = new FakeLinkService();
    private final FakeRoutes routes = new FakeRoutes();
    private final FakeForwarder forwarder = new FakeForwarder();
    private final Map<String, CaseInterface> interfaces = new LinkedHashMap<>();
    private final Map<IpPrefix, IpAddress> rps = new LinkedHashMap<>();
    private final CaseJournal journal;
    private final CaseHosts hosts = new CaseHosts(loop);
    private final Tib tib;
    private Optional<RegisterTunnel.WholePackets> encapsulator = Optional.empty();
    private boolean heardAsserts;
    private SptSwitch sptSwitch = SptSwitch.IMMEDIATE;

    CaseRouter(Family family) {
        this.family = family;
        MgmService manager = new MgmService(MgmSettings.DEFAULTS, loop, (_, _) -> {});
        journal = new CaseJournal(() -> loop.now().minus(BEFORE_TIME), forwarder, manager, this::nameOf);
        manager.useLinks(Optional.of(links));
        manager.useRoutes(Optional.of(routes));
        manager.forwarders().add(forwarder, EnumSet.of(family), true, 0);
        tib = new Tib(
                new Surroundings(
                        family,
                        loop,
                        new MiddleOfTheRange(),
                        routes,
                        this::findRp,
                        this::isOwn,
                        this::unicast,
                        _ -> Optional.empty()),
                settings());
        attach(manager, new ComponentId(103, 4), Role.ROUTING, tib.client());
        attach(manager, new ComponentId(2, 0), Role.LOCAL_MEMBERSHIP, hosts);
        routes.subscribe(prefixes -> loop.run(() -> tib.routesChanged(prefixes)));
        tib.registerTunnel(Optional.of(this::openTunnel));
        settle();
        links.with(REGISTER.index(), "register"); // a moment later, as the kernel tells it
        loop.advance(BEFORE_TIME);
    }

    private void attach(MgmService manager, ComponentId id, Role role, MulticastProtocol protocol) {
        manager.attach(id, new ClientProfile(id.toString(), role, EnumSet.of(family), protocol.callbacks()), protocol);
    }

    private RegisterTunnel.Opened openTunnel(Family which, RegisterTunnel.WholePackets toEncapsulate) {
        encapsulator = Optional.of(toEncapsulate);
        return new RegisterTunnel.Opened() {
            @Override
            public InterfaceId interfaceId() {
                return REGISTER;
            }

            @Override
            public void close() {
                encapsulator = Optional.empty();
            }
        };
    }

    Tib tib() {
        return tib;
    }

    /** The forwarder's entries. */
    List<String> entries() {
        return forwarder.table();
    }

    boolean hasHeardAsserts() {
        return heardAsserts;
    }

    List<String> journal() {
        return journal.lines();
    }

    void heading(String line) {
        journal.heading(line);
    }

    // Links and routes

    void interfaceUp(String name, String address) {
        int index = FIRST_INDEX + Integer.parseInt(name.replaceAll("\\D", ""));
        IpAddress own = IpAddress.parse(address.substring(0, address.indexOf('/')));
        CaseInterface made = new CaseInterface(InterfaceId.of(index), name, own, journal::effect);
        interfaces.put(name, made);
        links.with(index, name, address);
        routes.connected(IpPrefix.parse(address).toString(), index);
        tib.interfaceUp(made);
    }

    void interfaceDown(String name) {
        tib.interfaceDown(interfaces.remove(name));
    }

    void designatedRouter(String on, boolean is) {
        port(on).designatedRouter = is;
        tib.interfaceChanged(port(on));
    }

    void neighborUp(String on, IpAddress neighbor) {
        port(on).neighbors.add(neighbor);
        tib.neighborUp(port(on), neighbor);
    }

    void neighborGone(String on, IpAddress neighbor) {
        port(on).neighbors.remove(neighbor);
        port(on).upstream.forget(neighbor);
        tib.neighborGone(port(on), neighbor);
    }

    void neighborRestarted(String on, IpAddress neighbor) {
        tib.neighborRestarted(port(on), neighbor);
    }

    void connected(String prefix, String on) {
        routes.connected(prefix, port(on).id().index());
    }

    void route(String prefix, String on, String nextHop, int preference, long metric) {
        routes.via(prefix, port(on).id().index(), nextHop, preference, metric);
    }

    void unroute(String prefix) {
        routes.remove(prefix);
    }

    void rp(IpPrefix range, IpAddress rp) {
        rps.put(range, rp);
        tib.rpSetChanged(Set.of(range));
    }

    void sptSwitch(String when) {
        sptSwitch = when.equals("never") ? SptSwitch.NEVER : SptSwitch.IMMEDIATE;
        tib.configure(settings());
    }

    private TreeSettings settings() {
        TreeSettings defaults = TreeSettings.DEFAULTS;
        return new TreeSettings(
                defaults.joinPrunePeriod(),
                defaults.joinPruneHoldtime(),
                defaults.keepalivePeriod(),
                defaults.registerSuppressionTime(),
                defaults.registerProbeTime(),
                defaults.assertTime(),
                defaults.assertOverrideInterval(),
                _ -> sptSwitch,
                defaults.registerAccept(),
                defaults.registerRateLimit(),
                defaults.ssm(),
                defaults.stateLimit(),
                defaults.border());
    }

    // Hosts, packets, messages

    void member(String on, SourceGroup what, boolean joined) {
        hosts.member(port(on).id(), what, joined);
    }

    void packet(String on, Sg sg) {
        arrive(port(on).id(), sg);
    }

    private void arrive(InterfaceId on, Sg sg) {
        forwarder.packet(sg, on, Register.ofNothing(sg).packet());
        settle();
        if (journal.copies().contains(sg + "->" + REGISTER)) {
            encapsulator.orElseThrow().forwarded(Register.ofNothing(sg).packet());
        }
    }

    void hear(String on, IpAddress from, JoinPrune message) {
        tib.received(port(on), from, Octets.onLink(message, from));
    }

    void hear(String on, IpAddress from, Assert message) {
        heardAsserts = true;
        tib.received(port(on), from, Octets.onLink(message, from));
    }

    void hear(IpAddress from, RegisterStop message) {
        IpAddress to = anyPort().address();
        tib.received(anyPort(), header(from, to), Octets.sent(message, from, to));
    }

    /** A Register comes; the forwarder takes the packet out of it by itself. */
    void register(IpAddress from, IpAddress to, Sg sg, boolean nullRegister) {
        Register message =
                new Register(false, nullRegister, Register.ofNothing(sg).packet());
        tib.received(anyPort(), header(from, to), Octets.sent(message, from, to));
        if (!nullRegister) {
            arrive(REGISTER, sg);
        }
    }

    private static InboundPacket.Header header(IpAddress from, IpAddress to) {
        return new InboundPacket.Header(from, to, 0, 64, false, 0);
    }

    // Time

    /** Everybody does what there is to do; effects are written down. */
    void settle() {
        loop.drain();
        interfaces.values().forEach(CaseInterface::flush);
        journal.write();
    }

    void advance(Duration length) {
        Tick end = loop.now().plus(length);
        for (Optional<Tick> next = nextDeadline(end); next.isPresent(); next = nextDeadline(end)) {
            loop.advance(next.get().remaining(loop.now()));
            settle();
        }
        loop.advance(end.remaining(loop.now()));
    }

    private Optional<Tick> nextDeadline(Tick end) {
        return loop.nextDeadline().filter(end::reached);
    }

    // What the trees ask

    IpAddress rpOf(IpAddress group) {
        return findRp(group).orElseThrow(() -> new IllegalArgumentException("no RP for " + group));
    }

    private Optional<IpAddress> findRp(IpAddress group) {
        return rps.entrySet().stream()
                .filter(range -> range.getKey().contains(group))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private boolean isOwn(IpAddress address) {
        return interfaces.values().stream().anyMatch(port -> port.address().equals(address));
    }

    private boolean unicast(Optional<IpAddress> from, IpAddress to, PimMessage message) {
        journal.effect(from.map(own -> own + " ").orElse("") + "to " + to + " "
                + text(Octets.sent(message, from.orElse(anyPort().address()), to)));
        return true;
    }

    private static String text(PimMessage message) {
        return switch (message) {
            case Register register -> "register " + register.sg() + (register.nullRegister() ? " null" : "");
            case RegisterStop stop ->
                "register-stop " + SourceGroup.of(stop.source(), stop.group().network());
            default -> message.toString();
        };
    }

    private CaseInterface anyPort() {
        return interfaces.values().iterator().next();
    }

    private CaseInterface port(String name) {
        return Optional.ofNullable(interfaces.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no interface " + name));
    }

    private String nameOf(InterfaceId id) {
        return interfaces.values().stream()
                .filter(port -> port.id().equals(id))
                .map(CaseInterface::name)
                .findFirst()
                .orElseGet(() -> id.equals(REGISTER) ? "register" : id.toString());
    }
}
