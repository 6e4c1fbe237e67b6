package io.mgmrouter.pim;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LivenessCheck;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import io.mgmrouter.pim.codec.SourceEntry;
import io.mgmrouter.pim.tib.TibInterface;
import java.time.Duration;
import java.util.Optional;

/**
 * PIM on one interface from the moment it can be used to the moment it cannot: channel, Hellos, neighbours, and what is
 * sent. An interface that goes down and comes up again is a new object, with a new Generation ID and new counters. For
 * the loop's thread, {@link #sendTo} and {@link #domainAddress} excepted.
 */
final class PimInterface implements TibInterface {

    /** The loopback device claims to have room for more. */
    private static final int LARGEST_PACKET = 65_535;

    private final Dialect dialect;
    private final ControlLoop loop;
    private final MessageCounters counters = new MessageCounters();
    private final Neighborhood neighborhood;
    private final HelloSender hellos;
    private final JoinPruneSender joinPrunes;
    private final HelloWriter writer;
    private final PacketChannel channel;
    private final Transmitter transmitter;
    private final Listener listener;
    private volatile Link link;
    private volatile IpAddress address;
    private InterfaceSettings settings;
    private boolean closed;

    /** Whoever makes something of what is heard here. */
    interface Listener extends Neighborhood.Listener {

        /** A valid message; one that only neighbours may send is from a neighbour. Hellos are not among them. */
        void received(PimInterface on, InboundPacket.Header header, PimMessage message);
    }

    /**
     * Opens the channel; a Hello follows within Triggered_Hello_Delay.
     *
     * @param link has an address of the family
     * @throws LinkException if the channel cannot be opened; nothing is left behind
     */
    PimInterface(Dialect dialect, InterfaceSettings settings, Link link, Environment around, Listener listener) {
        this.dialect = dialect;
        this.settings = settings;
        this.link = link;
        this.address = link.controlAddress(dialect.family()).orElseThrow();
        this.loop = around.loop();
        this.listener = listener;
        this.writer = new HelloWriter(around.random().nextInt(), dialect.family());
        String name = " " + dialect.title() + " " + link.name();
        this.hellos =
                new HelloSender("hello" + name, loop, around.random(), () -> this.settings.hello(), this::sendHello);
        this.joinPrunes = new JoinPruneSender("join-prune" + name, loop, new Format(), this::sendJoinPrune);
        this.neighborhood = new Neighborhood(this, loop, listener, hellos::neighborAppeared);
        this.channel = around.links().open(dialect.request(link.index()), this::arrived);
        this.transmitter = new Transmitter(dialect, channel, counters);
        if (!settings.passive()) {
            hellos.start();
        }
    }

    // What others see

    Dialect dialect() {
        return dialect;
    }

    Link link() {
        return link;
    }

    InterfaceSettings settings() {
        return settings;
    }

    MessageCounters counters() {
        return counters;
    }

    PacketChannel.Counters channelCounters() {
        return channel.counters();
    }

    Neighborhood neighborhood() {
        return neighborhood;
    }

    /** Octets of the largest IP packet. */
    int mtu() {
        return Math.min(link.mtu(), LARGEST_PACKET);
    }

    int generationId() {
        return writer.generationId();
    }

    /** The address of this router that routers beyond the link know; any thread. Empty if the link has none. */
    Optional<IpAddress> domainAddress() {
        return DomainAddress.of(link, dialect.family());
    }

    // Coming and going

    /** Neighbours are watched by this from now on, or by nobody. */
    void liveness(Optional<LivenessCheck> check) {
        neighborhood.liveness(check);
    }

    /** The link has changed, but is still up. While it has no address, the last one is kept. */
    void linkChanged(Link changed) {
        Link before = link;
        IpAddress current = changed.controlAddress(dialect.family()).orElse(address);
        if (!current.equals(address)) {
            sayGoodbye();
            link = changed;
            address = current;
            greetAgain();
            neighborhood.addressChanged();
            return;
        }
        link = changed;
        if (!settings.passive() && !before.addresses().equals(changed.addresses())) {
            hellos.optionsChanged();
        }
    }

    void configure(InterfaceSettings changed) {
        InterfaceSettings before = settings;
        if (changed.passive() && !before.passive()) {
            sayGoodbye();
            hellos.stop();
        }
        settings = changed;
        neighborhood.configured();
        if (before.passive() && !changed.passive()) {
            greetAgain();
        } else if (!changed.passive() && !before.hello().equals(changed.hello())) {
            hellos.optionsChanged();
        }
        if (!before.policy().equals(changed.policy())) {
            listener.changed(this);
        }
    }

    /** Says goodbye to the neighbours, and ends. */
    void close() {
        sayGoodbye();
        closed = true;
        hellos.stop();
        joinPrunes.stop();
        neighborhood.close();
        channel.close();
    }

    private void greetAgain() {
        if (!settings.passive()) {
            hellos.startAgain();
        }
    }

    private void sayGoodbye() {
        if (!settings.passive()) {
            transmitter.toAll(address, writer.goodbye(settings.hello(), link, address));
        }
    }

    // Receiving

    private boolean arrived(PimMessage message, InboundPacket.Header header) {
        return loop.offer(() -> received(message, header));
    }

    private void received(PimMessage message, InboundPacket.Header header) {
        if (closed || link.owns(header.source())) {
            return;
        }
        objection(message, header).ifPresentOrElse(counters::dropped, () -> take(message, header));
    }

    private Optional<String> objection(PimMessage message, InboundPacket.Header header) {
        return HeaderCheck.objection(message, header, link, dialect).or(() -> switch (message) {
            case Hello _, JoinPrune _, Assert _, Bootstrap _ when settings.passive() -> Optional.of(Drops.PASSIVE);
            case Hello hello -> neighborhood.objection(header.source(), hello);
            case JoinPrune _, Assert _, Bootstrap _ -> neighborhood.objection(header.source());
            case Register _, RegisterStop _, CandidateRpAdvertisement _ -> Optional.empty();
        });
    }

    private void take(PimMessage message, InboundPacket.Header header) {
        counters.received(message);
        if (message instanceof Hello hello) {
            neighborhood.heard(header.source(), hello);
        } else {
            listener.received(this, header, message);
        }
    }

    // Sending

    private void sendHello() {
        transmitter.toAll(address, writer.hello(settings.hello(), link, address));
    }

    private void sendJoinPrune(JoinPrune message) {
        hellos.messageFollows();
        transmitter.toAll(address, message);
    }

    /** To all routers of the link; nothing on a passive interface. */
    void sendToAll(PimMessage message) {
        if (!settings.passive()) {
            hellos.messageFollows();
            transmitter.toAll(address, message);
        }
    }

    /** To one neighbour alone. */
    void sendToNeighbor(IpAddress neighbor, PimMessage message) {
        if (!settings.passive()) {
            hellos.messageFollows();
            transmitter.toNeighbor(address, neighbor, message);
        }
    }

    /** To a router anywhere; any thread. */
    void sendTo(IpAddress source, IpAddress destination, PimMessage message) {
        transmitter.toRouter(source, destination, message);
    }

    @Override
    public void send(Assert message) {
        sendToAll(message);
    }

    @Override
    public void join(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt) {
        add(upstreamNeighbor, what, source, rpt, true);
    }

    @Override
    public void prune(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt) {
        add(upstreamNeighbor, what, source, rpt, false);
    }

    private void add(IpAddress neighbor, SourceGroup what, IpAddress source, boolean rpt, boolean joined) {
        if (!settings.passive()) {
            boolean wildcard = what instanceof StarG;
            joinPrunes.add(neighbor, what.group(), new SourceEntry(source, wildcard, wildcard || rpt), joined);
        }
    }

    private final class Format implements JoinPruneSender.Format {

        @Override
        public int holdtime() {
            return settings.joinPruneHoldtime();
        }

        @Override
        public int mtu() {
            return PimInterface.this.mtu();
        }
    }

    // What the trees ask

    @Override
    public InterfaceId id() {
        return InterfaceId.of(link.index());
    }

    @Override
    public String name() {
        return settings.interfaceName();
    }

    @Override
    public IpAddress address() {
        return address;
    }

    @Override
    public boolean isDesignatedRouter() {
        return neighborhood.designatedRouter().equals(address);
    }

    @Override
    public int neighborCount() {
        return neighborhood.table().size();
    }

    @Override
    public Optional<IpAddress> neighborWith(IpAddress some) {
        return neighborhood.table().with(some).map(Neighbor::address);
    }

    @Override
    public boolean suppression() {
        return neighborhood.delays().suppression();
    }

    @Override
    public Duration propagationDelay() {
        return neighborhood.delays().propagationDelay();
    }

    @Override
    public Duration overrideInterval() {
        return neighborhood.delays().overrideInterval();
    }

    @Override
    public boolean accepts(SourceGroup join) {
        return !bounded(join.group()) && settings.policy().joins().allows(join);
    }

    @Override
    public boolean bounded(IpAddress group) {
        return settings.policy().bounds(group);
    }
}
