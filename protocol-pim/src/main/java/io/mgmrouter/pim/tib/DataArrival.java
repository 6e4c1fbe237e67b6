package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.mgm.spi.WrongInterface;
import io.mgmrouter.pim.tib.SourceTree.Incoming;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * What the arrival of data packets changes (RFC 7761, section 4.2): the keepalive timer, the SPT bit, asserts, and the
 * switch to the shortest path. The forwarder does not report every packet: the first of a flow, those on wrong
 * interfaces, and counters have to do.
 */
final class DataArrival {

    private static final Duration RATE_PERIOD = Duration.ofSeconds(5);
    private static final int PAGE = 256;

    private final Tib tib;

    DataArrival(Tib tib) {
        this.tib = tib;
    }

    /** The manager asks where a flow is expected. */
    RpfDecision expected(RpfQuery query) {
        Sg sg = query.sg();
        Optional<SourceTree> known = tib.source(sg);
        Optional<SourceTree> tree = known.isPresent() || !concerns(sg) ? known : tib.obtain(sg);
        if (tree.isEmpty()) {
            return query.accept();
        }
        SourceTree source = tree.get();
        boolean packet = query.packetHeader().hasRemaining();
        if (packet) {
            firstPacket(source);
        }
        if (packet || known.isEmpty()) {
            tib.updates().changed(source);
            tib.updates().programming().whileAsked(source, tib.updates()::settle);
        }
        Optional<Incoming> incoming = tib.updates().programming().expected(source);
        source.told = incoming;
        return incoming.map(in -> new RpfDecision(in.interfaceId(), in.neighbor(), query.route()))
                .orElseGet(query::accept);
    }

    /**
     * An entry is about to be made; one whose packets come in on another protocol's interface may be for registering.
     */
    Optional<SourceTree> created(CreationAlert alert) {
        Sg sg = alert.sg();
        boolean outside = tib.link(alert.iif()).isEmpty()
                && tib.firstHop().tunnelId().filter(alert.iif()::equals).isEmpty();
        boolean registers = tib.around()
                .rpOf()
                .apply(sg.group())
                .filter(rp -> !tib.around().isOwnAddress().test(rp))
                .isPresent();
        if (!outside
                || !registers
                || !tib.settings().border()
                || tib.settings().ssm().test(sg.group())) {
            return tib.source(sg);
        }
        Optional<SourceTree> tree = tib.obtain(sg);
        tree.ifPresent(source -> {
            source.fromOutside = true;
            keepAlive(source, false);
            tib.updates().changed(source);
            tib.updates().settle();
        });
        return tree;
    }

    /** A packet of a known flow came where it is not expected. */
    void wrongInterface(WrongInterface alert) {
        Optional<TibLink> arrival = tib.link(alert.arrival());
        Optional<SourceTree> tree =
                tib.source(alert.sg()).or(() -> concerns(alert.sg()) ? tib.obtain(alert.sg()) : Optional.empty());
        if (arrival.isEmpty() || tree.isEmpty()) {
            return;
        }
        SourceTree source = tree.get();
        TibLink link = arrival.get();
        if (source.rpf().isThrough(link)) {
            arrived(source, link);
        } else if (source.inherits(link)) {
            tib.asserts().dataArrived(source, link);
        }
        tib.updates().changed(source);
        tib.updates().settle();
    }

    /** Packets that already flow are this tree's now: the manager decides about their entries again. */
    void groupJoined(GroupTree group) {
        eachUndecided(group, this::begins);
    }

    /** Packets of the shared tree are expected elsewhere now, those of sources with state of their own left out. */
    void rpfToRpChanged(GroupTree group) {
        eachUndecided(group, (session, sg) -> session.resolve(sg));
    }

    /** Sources that no RP was known for may have to be registered now. */
    void rpSetChanged(Set<IpPrefix> ranges) {
        eachUndecided(Optional.empty(), _ -> true, (session, sg) -> {
            if (ranges.stream().anyMatch(range -> range.contains(sg.group()))) {
                begins(session, sg);
            }
        });
        tib.updates().settle();
    }

    /** Its packets are as good as arrived: those before were nobody's business. */
    private void begins(MgmSession session, Sg sg) {
        if (concerns(sg)) {
            tib.obtain(sg).ifPresent(source -> {
                firstPacket(source);
                tib.updates().changed(source);
            });
            session.resolve(sg);
        }
    }

    private void eachUndecided(GroupTree group, BiConsumer<MgmSession, Sg> action) {
        eachUndecided(
                Optional.of(new Sg(lowest(), group.group())), sg -> sg.group().equals(group.group()), action);
    }

    /** All entries of the manager, from one on, that the trees have not decided about. */
    private void eachUndecided(Optional<Sg> from, Predicate<Sg> goesOn, BiConsumer<MgmSession, Sg> action) {
        tib.client().session().ifPresent(session -> {
            Optional<Sg> after = from;
            Page<ForwardingEntry> page;
            do {
                page = session.manager().entries(after, PAGE);
                for (ForwardingEntry entry : page.items()) {
                    Sg sg = entry.sg();
                    if (!goesOn.test(sg)) {
                        return;
                    }
                    if (sg.family() == tib.family() && isUndecided(sg)) {
                        action.accept(session, sg);
                    }
                    after = Optional.of(sg);
                }
            } while (page.more());
        });
    }

    private boolean isUndecided(Sg sg) {
        return tib.source(sg).flatMap(source -> source.told).isEmpty();
    }

    private IpAddress lowest() {
        return IpAddress.parse(tib.family() == Family.IPV4 ? "0.0.0.1" : "::1");
    }

    /** True if a flow without state has to get some: a receiver's, or one to be registered. */
    private boolean concerns(Sg sg) {
        if (tib.settings().ssm().test(sg.group()) || sg.group().isLinkLocalMulticast()) {
            return false;
        }
        Optional<IpAddress> rp = tib.around().rpOf().apply(sg.group());
        boolean isRp = rp.filter(tib.around().isOwnAddress()::test).isPresent();
        Rpf rpf = tib.rpfOf(sg.source());
        if (isRp && !rpf.connected() && !tib.settings().registerAccept().test(sg)) {
            // A kernel unpacks Registers itself, those too that are refused.
            return false;
        }
        return tib.group(sg.group()).filter(GroupTree::joinDesired).isPresent()
                || isRp
                || rp.isPresent()
                        && rpf.connected()
                        && rpf.link().orElseThrow().port.isDesignatedRouter();
    }

    /** It came from a link of this router, down the shared tree or, if nobody wants it from there, the shortest way. */
    private void firstPacket(SourceTree source) {
        Optional<Incoming> expected = tib.updates().programming().expected(source);
        Optional<TibLink> link = expected.flatMap(in -> tib.link(in.interfaceId()));
        if (source.rpf().connected()) {
            keepAlive(source, false);
        }
        if (link.filter(source.rpf()::isThrough).isPresent()) {
            arrived(source, link.get());
        }
        if (!source.onShortestPath()) {
            checkSwitchToSpt(source);
        }
    }

    /** A packet arrived on RPF_interface(S). */
    private void arrived(SourceTree source, TibLink link) {
        if (source.rpf().connected() || source.isJoined() && !source.inheritedIsEmpty()) {
            keepAlive(source, false);
        }
        updateSptBit(source, link);
    }

    /** A source was joined, and so had its entry, before its packets came: only counters tell of them. */
    void look(SourceTree source) {
        if (source.onShortestPath() || source.keepaliveRuns()) {
            return;
        }
        source.told
                .flatMap(in -> tib.link(in.interfaceId()))
                .filter(source.rpf()::isThrough)
                .filter(_ ->
                        stats(source.sg).filter(stats -> stats.inPackets() > 0).isPresent())
                .ifPresent(link -> arrived(source, link));
    }

    /** Update_SPTbit(S,G,iif), section 4.2.2. */
    private void updateSptBit(SourceTree source, TibLink iif) {
        if (source.sptBit || !source.rpf().isThrough(iif) || !source.joinDesired()) {
            return;
        }
        GroupTree group = source.group;
        Optional<UpstreamNeighbor> neighbor = source.rpfNeighbor();
        source.sptBit = source.rpf().connected()
                || !group.rpfToRp().isThrough(iif)
                || source.inheritedRptIsEmpty()
                || neighbor.isPresent() && neighbor.equals(group.rpfNeighbor())
                || source.oif(iif).filter(SourceOif::isAssertLoser).isPresent();
        if (source.sptBit) {
            tib.history().add(source.sg, "spt", iif.name());
        }
    }

    /** Packets flow the way they are expected: the SPT bit may have to be set without another one being reported. */
    void followSptBit(SourceTree source) {
        if (!source.isJoined()) {
            source.sptBit = false;
        } else if (source.keepaliveRuns()) {
            source.told.flatMap(in -> tib.link(in.interfaceId())).ifPresent(link -> updateSptBit(source, link));
        } else if (!source.inheritedRptIsEmpty()) {
            look(source);
        }
    }

    /** CheckSwitchToSpt(S,G), section 4.2.1. */
    private void checkSwitchToSpt(SourceTree source) {
        GroupTree group = source.group;
        boolean members = group.oifs.stream().anyMatch(group::includes)
                || source.oifs.stream().anyMatch(source::includes)
                || group.external;
        SptSwitch when = tib.settings().sptSwitch().apply(source.sg.group());
        if (!members && !group.rendezvousPoint) {
            return;
        }
        if (when.immediate()) {
            keepAlive(source, false);
        } else if (when.byRate() && source.rateCheck.isEmpty()) {
            source.octetsSeen = stats(source.sg).map(ForwardingStats::inOctets).orElse(0L);
            source.rateCheck = Optional.of(tib.now().plus(RATE_PERIOD));
        }
    }

    /**
     * Sets KeepaliveTimer(S,G).
     *
     * @param byRegisters to RP_Keepalive_Period: only Null-Registers come
     */
    void keepAlive(SourceTree source, boolean byRegisters) {
        Duration period = byRegisters
                ? tib.settings().rpKeepalivePeriod()
                : tib.settings().keepalivePeriod();
        Tick end = tib.now().plus(period);
        source.keepalive = Optional.of(source.keepalive.map(end::later).orElse(end));
        source.packetsSeen = 0;
    }

    void timerDue(SourceTree source) {
        if (source.keepalive.filter(tib.now()::reached).isPresent()) {
            keepaliveOver(source);
        }
        if (source.rateCheck.filter(tib.now()::reached).isPresent()) {
            rateOver(source);
        }
    }

    private void keepaliveOver(SourceTree source) {
        long packets = stats(source.sg).map(ForwardingStats::inPackets).orElse(0L);
        source.keepalive = Optional.empty();
        if (packets != source.packetsSeen) {
            keepAlive(source, false);
            source.packetsSeen = packets;
        } else {
            tib.history().add(source.sg, "silent", "");
        }
    }

    private void rateOver(SourceTree source) {
        long octets = stats(source.sg).map(ForwardingStats::inOctets).orElse(0L);
        long kilobits = (octets - source.octetsSeen) * 8 / RATE_PERIOD.toMillis();
        SptSwitch when = tib.settings().sptSwitch().apply(source.sg.group());
        source.rateCheck = Optional.empty();
        if (octets == source.octetsSeen || source.onShortestPath()) {
            return;
        }
        if (kilobits >= when.kilobitsPerSecond()) {
            keepAlive(source, false);
        } else {
            source.octetsSeen = octets;
            source.rateCheck = Optional.of(tib.now().plus(RATE_PERIOD));
        }
    }

    private Optional<ForwardingStats> stats(Sg sg) {
        return tib.client().session().map(MgmSession::manager).flatMap(manager -> statsOf(manager, sg));
    }

    private static Optional<ForwardingStats> statsOf(MulticastGroupManager manager, Sg sg) {
        return manager.stats(sg, ForwardingStats.Level.BASIC);
    }
}
