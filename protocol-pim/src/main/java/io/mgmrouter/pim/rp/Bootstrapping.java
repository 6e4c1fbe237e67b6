package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRp;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The bootstrap router mechanism of one family (RFC 5059): elections of bootstrap routers, one for each zone, their
 * RPs, and this router's own offers to be either. Each call returns what the shell has to do; {@link #due} says when
 * {@link #timerDue} wants to be called. For one thread.
 */
public final class Bootstrapping {

    /** How a Bootstrap message has come, from a neighbour in every case. */
    public enum Path {
        /** To ALL-PIM-ROUTERS, from the next router toward the bootstrap router. */
        FROM_RPF_NEIGHBOR,
        /** To ALL-PIM-ROUTERS, from another one. */
        FROM_OTHER_NEIGHBOR,
        /** To an address of this router. */
        UNICAST
    }

    /** More zones than this are not learned. */
    static final int ZONE_LIMIT = 32;

    private static final int TAGS = 0x10000;

    private final RandomGenerator random;
    private final Tick started;
    private final Map<Optional<IpPrefix>, Zone> zones = new LinkedHashMap<>();
    private final Candidacies candidacies;
    private final Map<String, Long> dropped = new TreeMap<>();
    private BsrRole role;
    private List<CandidateRpRole> candidateRps;

    /**
     * Begins; the first deadline may be set.
     *
     * @param candidateRps those of the family
     */
    public Bootstrapping(BsrRole role, List<CandidateRpRole> candidateRps, RandomGenerator random, Tick now) {
        this.role = role;
        this.candidateRps = List.copyOf(candidateRps);
        this.random = random;
        this.started = now;
        this.candidacies = new Candidacies(random);
        Zone.Effects effects = new Zone.Effects();
        create(Optional.empty(), effects, now);
        role.zones().forEach(zone -> create(Optional.of(zone), effects, now));
        settle(effects, now);
    }

    /**
     * A Bootstrap message from a neighbour.
     *
     * @param boundary of the interface it came by
     */
    public List<BsrAction> received(Bootstrap message, Path path, ScopeBoundary boundary, Tick now) {
        Optional<String> reason = refusal(message, path, now);
        Optional<Bootstrap> within = boundary.across(message);
        if (reason.isPresent() || within.isEmpty()) {
            drop(reason.orElse("bsm-boundary"));
            return List.of();
        }
        Optional<IpPrefix> range = Zone.rangeOf(message);
        Zone.Effects effects = new Zone.Effects();
        if (!zones.containsKey(range)) {
            if (zones.size() > ZONE_LIMIT) {
                drop("bsm-zone-limit");
                return List.of();
            }
            create(range, effects, now);
        }
        zones.get(range).received(path == Path.UNICAST ? notForwarded(within.get()) : within.get(), effects, now);
        return settle(effects, now);
    }

    /** What came for this router alone goes no further. */
    private static Bootstrap notForwarded(Bootstrap message) {
        return new Bootstrap(
                message.fragmentTag(),
                message.hashMaskLength(),
                message.priority(),
                message.bsr(),
                true,
                message.groups());
    }

    /** An advertisement, sent to this router. */
    public List<BsrAction> received(CandidateRpAdvertisement message, Tick now) {
        if (!RpAddresses.isUsable(message.rp())) {
            drop("advertisement-address");
            return List.of();
        }
        List<IpPrefix> groups =
                message.groups().isEmpty() ? List.of(RpAddresses.allGroups(role.family())) : message.groups();
        CandidateRp rp = new CandidateRp(message.rp(), message.holdtime(), message.priority());
        Zone.Effects effects = new Zone.Effects();
        for (IpPrefix group : groups) {
            Zone zone = zoneOf(group);
            if (!zone.election().isElected()) {
                drop("advertisement-not-bsr");
            } else if (!zone.advertised(group, rp, effects, now)) {
                drop("advertisement-limit");
            }
        }
        return settle(effects, now);
    }

    /**
     * A neighbour has appeared or has restarted, and this router is the one to tell it: the designated router of the
     * link not counting the new one (section 3.5).
     */
    public List<BsrAction> newNeighbor() {
        return zones.values().stream()
                .flatMap(zone -> zone.forNewNeighbor().stream())
                .<BsrAction>map(BsrAction.TellNewNeighbor::new)
                .toList();
    }

    /** When {@link #timerDue} wants to be called next; empty while nothing is waited for. */
    public Optional<Tick> due() {
        return zones.values().stream().map(Zone::due).reduce(candidacies.due(), Zone::earlier);
    }

    /** Does what is due. */
    public List<BsrAction> timerDue(Tick now) {
        Zone.Effects effects = new Zone.Effects();
        for (Zone zone : List.copyOf(zones.values())) {
            Zone.Effects ofZone = new Zone.Effects();
            zone.timerDue(ofZone, now);
            effects.ranges.addAll(ofZone.ranges);
            effects.floods.addAll(ofZone.floods);
            if (ofZone.forgotten) {
                zones.remove(zone.range());
                effects.ranges.addAll(allRanges());
            }
        }
        return settle(effects, now);
    }

    /** Takes another configuration; what has been learned stays. */
    public List<BsrAction> configure(BsrRole next, List<CandidateRpRole> nextRps, Tick now) {
        Zone.Effects effects = new Zone.Effects();
        boolean same = role.equals(next);
        role = next;
        candidateRps = List.copyOf(nextRps);
        if (!same) {
            next.zones().stream()
                    .<Optional<IpPrefix>>map(Optional::of)
                    .filter(range -> !zones.containsKey(range))
                    .forEach(range -> create(range, effects, now));
            zones.values().forEach(zone -> zone.reconfigure(next, effects, now));
        }
        return settle(effects, now);
    }

    /** PIM ends: the bootstrap router resigns, the candidates withdraw. */
    public List<BsrAction> close() {
        List<BsrAction> actions = new ArrayList<>(candidacies.configure(List.of()));
        Zone.Effects effects = new Zone.Effects();
        zones.values().forEach(zone -> zone.resign(effects));
        effects.floods.forEach(message -> actions.add(new BsrAction.Flood(message)));
        return actions;
    }

    /** Messages that did not count, by reason. */
    public Map<String, Long> dropped() {
        return Map.copyOf(dropped);
    }

    BsrRole role() {
        return role;
    }

    List<Zone> zones() {
        return List.copyOf(zones.values());
    }

    Candidacies candidacies() {
        return candidacies;
    }

    /** The checks of section 3.1.3 that the shell has not made; empty if the message passes. */
    private Optional<String> refusal(Bootstrap message, Path path, Tick now) {
        if (!role.accept()) {
            return Optional.of("bsm-not-accepted");
        }
        if (!RpAddresses.isUsable(message.bsr())) {
            return Optional.of("bsm-address");
        }
        if (role.candidate().filter(message.bsr()::equals).isPresent()) {
            return Optional.of("bsm-own");
        }
        if (path == Path.UNICAST || message.noForward()) {
            Zone zone = zones.get(Zone.rangeOf(message));
            boolean late = now.since(started).compareTo(role.period()) > 0;
            boolean knows = zone != null && zone.hasHeardOther(message);
            return late || knows ? Optional.of("bsm-not-wanted") : Optional.empty();
        }
        return path == Path.FROM_RPF_NEIGHBOR ? Optional.empty() : Optional.of("bsm-rpf");
    }

    /** What was told of a new zone's groups outside it counts no more. */
    private void create(Optional<IpPrefix> range, Zone.Effects effects, Tick now) {
        zones.put(range, new Zone(range, role, random.nextInt(TAGS), now));
        effects.ranges.addAll(allRanges());
    }

    private void drop(String reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    /** Which zone's bootstrap router tells of a range: that of the smallest zone around it. */
    private Zone zoneOf(IpPrefix group) {
        return zones.values().stream()
                .filter(zone -> zone.range().stream().allMatch(range -> RpAddresses.contains(range, group)))
                .max(Comparator.comparingInt(
                        zone -> zone.range().map(IpPrefix::length).orElse(0)))
                .orElseThrow();
    }

    private Set<IpPrefix> allRanges() {
        Set<IpPrefix> all = new HashSet<>();
        zones.values().forEach(zone -> all.addAll(zone.table().ranges()));
        return all;
    }

    /** Brings the own offers in line with the zones, and says what is to be done. */
    private List<BsrAction> settle(Zone.Effects effects, Tick now) {
        List<Candidacies.Candidacy> wanted = wanted();
        List<BsrAction> actions = new ArrayList<>(candidacies.configure(wanted));
        for (Zone zone : zones.values()) {
            Optional<BsrWeight> other =
                    zone.election().elected().filter(_ -> !zone.election().isElected());
            candidacies.bsrIs(zone.range(), other.map(BsrWeight::address), now);
            zone.offer(offersFor(zone, wanted), effects, now);
        }
        actions.addAll(candidacies.timerDue(now));
        Map<IpPrefix, LearnedRange> learned = new HashMap<>();
        effects.ranges.forEach(range -> learned.put(range, learned(range)));
        if (!learned.isEmpty()) {
            actions.addFirst(new BsrAction.Learned(learned));
        }
        effects.floods.forEach(message -> actions.add(new BsrAction.Flood(message)));
        return actions;
    }

    private LearnedRange learned(IpPrefix range) {
        Zone zone = zoneOf(range);
        return zone.table().learned(range, zone.hashMaskLength());
    }

    private List<Candidacies.Candidacy> wanted() {
        List<Candidacies.Candidacy> wanted = new ArrayList<>();
        for (CandidateRpRole rp : candidateRps) {
            Map<Zone, List<IpPrefix>> byZone = new LinkedHashMap<>();
            rp.groups()
                    .forEach(group -> byZone.computeIfAbsent(zoneOf(group), _ -> new ArrayList<>())
                            .add(group));
            byZone.forEach(
                    (zone, groups) -> wanted.add(new Candidacies.Candidacy(rp, zone.range(), List.copyOf(groups))));
        }
        return wanted;
    }

    private static Map<IpPrefix, List<CandidateRp>> offersFor(Zone zone, List<Candidacies.Candidacy> wanted) {
        Map<IpPrefix, List<CandidateRp>> offers = new HashMap<>();
        wanted.stream()
                .filter(candidacy -> candidacy.zone().equals(zone.range()))
                .forEach(candidacy -> candidacy
                        .groups()
                        .forEach(group -> offers.computeIfAbsent(group, _ -> new ArrayList<>())
                                .add(new CandidateRp(
                                        candidacy.role().address(),
                                        candidacy.role().holdtime(),
                                        candidacy.role().priority()))));
        return offers;
    }
}
