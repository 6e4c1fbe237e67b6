package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRp;
import io.mgmrouter.pim.codec.GroupRps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An administratively scoped zone, or the groups of no zone: the election of its bootstrap router, and its RPs. Only
 * {@link #step} changes the election.
 */
final class Zone {

    /** A range whose last RP is gone is told so often, so that a lost message does no harm. */
    private static final int WITHDRAWALS = 3;

    /** A Bootstrap message has an octet for their number. */
    private static final int RPS_OF_RANGE = 255;

    private static final int LARGEST_TAG = 0xffff;

    private final Optional<IpPrefix> range;
    private final int limit;
    private final RpTable table = new RpTable();
    private final Map<IpPrefix, Integer> withdrawn = new TreeMap<>();
    private Fragments fragments;
    private Map<IpPrefix, List<CandidateRp>> ownRps = Map.of();
    private BsrTimes times;
    private Election election;
    private int fragmentTag;
    private int hashMaskLength;
    private boolean heard;

    /** What has come of an event. */
    static final class Effects {
        final List<Bootstrap> floods = new ArrayList<>();
        final Set<IpPrefix> ranges = new HashSet<>();
        boolean forgotten;
    }

    /**
     * A zone whose bootstrap router is not known.
     *
     * @param range empty for the groups of no zone
     * @param firstTag at random, so that a router that restarts does not continue an old message
     */
    Zone(Optional<IpPrefix> range, BsrRole role, int firstTag, Tick now) {
        this.range = range;
        this.limit = role.mappingLimit();
        this.fragments = new Fragments(limit);
        this.fragmentTag = firstTag;
        this.hashMaskLength = role.hashMaskLength();
        this.times = BsrTimes.of(role, range.isPresent());
        this.election = Election.begin(self(role), Optional.empty(), times, now);
    }

    /** The zone a message is about: its first range, if that is marked so (RFC 5059, section 4.1). */
    static Optional<IpPrefix> rangeOf(Bootstrap message) {
        return message.groups().stream()
                .findFirst()
                .filter(GroupRps::adminScope)
                .map(GroupRps::group);
    }

    Optional<IpPrefix> range() {
        return range;
    }

    Election election() {
        return election;
    }

    RpTable table() {
        return table;
    }

    int fragmentTag() {
        return fragmentTag;
    }

    int hashMaskLength() {
        return hashMaskLength;
    }

    /** True if a Bootstrap message was accepted, and this one is not another part of it. */
    boolean hasHeardOther(Bootstrap message) {
        boolean samePart = message.fragmentTag() == fragmentTag
                && election.elected()
                        .map(BsrWeight::address)
                        .filter(message.bsr()::equals)
                        .isPresent();
        return heard && !samePart;
    }

    /** What this router offers as an RP for the zone; it counts as long as this router is the bootstrap router. */
    void offer(Map<IpPrefix, List<CandidateRp>> rps, Effects effects, Tick now) {
        Map<IpPrefix, List<CandidateRp>> before = ownRps;
        ownRps = rps;
        if (!election.isElected() || before.equals(rps)) {
            return;
        }
        before.forEach((group, list) -> list.forEach(rp -> table.remove(group, rp.address())));
        putOwn(now);
        before.keySet().forEach(this::withdraw);
        effects.ranges.addAll(before.keySet());
        effects.ranges.addAll(rps.keySet());
        step(new BsrEvent.RpsChanged(), Optional.empty(), effects, now);
    }

    void received(Bootstrap message, Effects effects, Tick now) {
        BsrEvent event = new BsrEvent.BsmReceived(new BsrWeight(message.priority(), message.bsr()));
        step(event, Optional.of(message), effects, now);
    }

    /**
     * A candidate has advertised itself to this router, the bootstrap router of the zone.
     *
     * @return false if there are too many RPs for one more
     */
    boolean advertised(IpPrefix group, CandidateRp rp, Effects effects, Tick now) {
        List<CandidateRp> before = table.rps(group);
        boolean isNew = rp.holdtime() > 0 && !table.contains(group, rp.address());
        if (isNew && (table.size() >= limit || before.size() >= RPS_OF_RANGE)) {
            return false;
        }
        table.put(group, rp, now);
        effects.ranges.add(group);
        if (!before.equals(table.rps(group))) {
            withdraw(group);
            step(new BsrEvent.RpsChanged(), Optional.empty(), effects, now);
        }
        return true;
    }

    void timerDue(Effects effects, Tick now) {
        Set<IpPrefix> expired = table.expire(now);
        effects.ranges.addAll(expired);
        if (election.isElected() && !expired.isEmpty()) {
            expired.forEach(this::withdraw);
            step(new BsrEvent.RpsChanged(), Optional.empty(), effects, now);
        }
        step(new BsrEvent.TimerDue(), Optional.empty(), effects, now);
    }

    Optional<Tick> due() {
        return earlier(table.due(), election.due());
    }

    static Optional<Tick> earlier(Optional<Tick> one, Optional<Tick> other) {
        return one.flatMap(a -> other.map(a::earlier)).or(() -> one).or(() -> other);
    }

    /** What a new neighbour is told (section 3.5): all that is known; empty while there is no bootstrap router. */
    Optional<Bootstrap> forNewNeighbor() {
        return election.elected().map(bsr -> message(bsr, true));
    }

    /** The role has changed; the RPs stay. */
    void reconfigure(BsrRole role, Effects effects, Tick now) {
        Optional<BsrWeight> known = election.elected().filter(_ -> !election.isElected());
        resign(effects);
        times = BsrTimes.of(role, range.isPresent());
        election = Election.begin(self(role), known, times, now);
    }

    /** A bootstrap router that ends says so with the lowest priority, so that the others elect one at once. */
    void resign(Effects effects) {
        if (election instanceof Election.Stander(var self, CandidateBsrState.Elected _)) {
            fragmentTag = next(fragmentTag);
            effects.floods.add(message(new BsrWeight(0, self.weight().address()), false));
        }
    }

    private void step(BsrEvent event, Optional<Bootstrap> message, Effects effects, Tick now) {
        boolean wasElected = election.isElected();
        Election.Step step = election.step(event, times, now);
        election = step.next();
        switch (step.outcome()) {
            case NONE -> {}
            case FORWARD -> message.ifPresent(bsm -> forward(bsm, effects));
            case ACCEPT -> message.ifPresent(bsm -> accept(bsm, effects, now));
            case ORIGINATE -> originate(effects, now);
            case REFRESH -> {
                table.refresh(now);
                effects.ranges.addAll(table.ranges());
            }
            case FORGET -> {
                effects.ranges.addAll(table.ranges());
                effects.forgotten = true;
            }
        }
        if (wasElected && !election.isElected()) {
            withdrawn.clear();
        }
    }

    private static void forward(Bootstrap message, Effects effects) {
        if (!message.noForward()) {
            effects.floods.add(message);
        }
    }

    private void accept(Bootstrap message, Effects effects, Tick now) {
        heard = true;
        fragmentTag = message.fragmentTag();
        hashMaskLength = message.hashMaskLength();
        for (GroupRps group : message.groups()) {
            if (range.stream().allMatch(zone -> RpAddresses.contains(zone, group.group()))) {
                fragments.complete(message, group).ifPresent(rps -> store(group.group(), rps, effects, now));
            }
        }
        forward(message, effects);
    }

    private void store(IpPrefix group, List<CandidateRp> rps, Effects effects, Tick now) {
        int room = Math.max(0, limit - table.size() + table.rps(group).size());
        List<CandidateRp> usable = rps.stream()
                .filter(rp -> RpAddresses.isUsable(rp.address()))
                .limit(room)
                .toList();
        table.replace(group, usable, now);
        effects.ranges.add(group);
    }

    private void originate(Effects effects, Tick now) {
        fragmentTag = next(fragmentTag);
        if (election instanceof Election.Stander(var self, _)) {
            hashMaskLength = self.hashMaskLength();
            putOwn(now);
            effects.floods.add(message(self.weight(), false));
            effects.ranges.addAll(table.ranges());
            withdrawn.replaceAll((_, times) -> times - 1);
            withdrawn.values().removeIf(times -> times <= 0);
        }
    }

    private void putOwn(Tick now) {
        ownRps.forEach((group, rps) -> rps.forEach(rp -> table.put(group, rp, now)));
    }

    /** Remembers to tell that a range has no RP any more, or that it has one again. */
    private void withdraw(IpPrefix group) {
        if (!table.rps(group).isEmpty()) {
            withdrawn.remove(group);
        } else if (withdrawn.size() < limit) {
            withdrawn.put(group, WITHDRAWALS);
        }
    }

    private Bootstrap message(BsrWeight bsr, boolean toNewNeighbor) {
        Map<IpPrefix, List<CandidateRp>> all = new TreeMap<>();
        withdrawn.keySet().forEach(group -> all.put(group, List.of()));
        table.ranges().forEach(group -> all.put(group, table.rps(group)));
        List<GroupRps> groups = new ArrayList<>();
        range.ifPresent(zone -> groups.add(
                new GroupRps(zone, true, all.getOrDefault(zone, List.of()).size(), all.getOrDefault(zone, List.of()))));
        range.ifPresent(all::remove);
        all.forEach((group, rps) -> groups.add(new GroupRps(group, false, rps.size(), rps)));
        return new Bootstrap(fragmentTag, hashMaskLength, bsr.priority(), bsr.address(), toNewNeighbor, groups);
    }

    private Optional<CandidateBsrState.Self> self(BsrRole role) {
        return role.candidate()
                .filter(_ -> range.isEmpty() || role.zones().contains(range.get()))
                .map(address -> new CandidateBsrState.Self(
                        new BsrWeight(role.priority(), address), role.hashMaskLength(), times));
    }

    private static int next(int tag) {
        return tag + 1 & LARGEST_TAG;
    }
}
