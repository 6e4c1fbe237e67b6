package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * RP(G) of one family (RFC 7761, section 4.7.1; RFC 6226): the RP a group contains, else the RPs of the longest range
 * it is in; of these the static ones in their order, or the bootstrap router's by priority, hash and address. What
 * changes it returns the ranges some of whose groups may have another RP now. For one thread.
 */
public final class RpSet {

    private final Predicate<IpAddress> reachable;
    private RpPolicy policy;
    private List<StaticRp> statics = List.of();
    private Set<IpAddress> unreachable = Set.of();

    /** By length of their prefix, the longest first. */
    private final NavigableMap<Integer, Map<IpPrefix, RpRange>> ranges = new TreeMap<>(Comparator.reverseOrder());

    /**
     * Without any RP.
     *
     * @param reachable whether there is a route to an address, or it is one of this router's
     */
    public RpSet(RpPolicy policy, Predicate<IpAddress> reachable) {
        this.policy = policy;
        this.reachable = reachable;
    }

    /** RP(G); empty for a group that has none. */
    public Optional<IpAddress> rp(IpAddress group) {
        return select(group).map(RpSelection::rp);
    }

    /** RP(G) and why it is that one; empty for a group that has none, of which {@link #whyNone} says why. */
    public Optional<RpSelection> select(IpAddress group) {
        if (isBarred(group)) {
            return Optional.empty();
        }
        if (isEmbedded(group)) {
            return EmbeddedRp.of(group)
                    .map(rp -> new RpSelection(rp, Origin.EMBEDDED, IpPrefix.host(group), RpSelection.Why.EMBEDDED));
        }
        return longest(group).map(range -> range.select(group));
    }

    /** Why a group has no RP, in words for operators. */
    public String whyNone(IpAddress group) {
        if (group.family() != policy.family() || !group.isMulticast()) {
            return "it is not a group of " + (policy.family() == Family.IPV4 ? "IPv4" : "IPv6");
        }
        if (group.isLinkLocalMulticast()) {
            return "it is never forwarded";
        }
        if (policy.sourceSpecific().test(group)) {
            return "it is source-specific";
        }
        return isEmbedded(group) ? "it says that it contains its RP, but does not" : "no RP is known for it";
    }

    /** All mappings, ordered by range, those of a range in the order of preference. */
    public List<GroupMapping> view() {
        return ranges.values().stream()
                .flatMap(sameLength -> sameLength.values().stream())
                .sorted(Comparator.comparing(RpRange::range))
                .flatMap(range -> range.mappings().stream())
                .toList();
    }

    /** Puts other static RPs in the place of those there were. */
    public Set<IpPrefix> configure(Collection<StaticRp> others) {
        return replaceStatics(List.copyOf(others), unreachableOf(others));
    }

    /** The policy has changed. */
    public Set<IpPrefix> configure(RpPolicy other) {
        boolean same = policy.equals(other);
        policy = other;
        return same ? Set.of() : Set.of(RpAddresses.allGroups(other.family()));
    }

    /** Looks again which static RPs can be reached. */
    public Set<IpPrefix> routesChanged() {
        Set<IpAddress> now = unreachableOf(statics);
        return now.equals(unreachable) ? Set.of() : replaceStatics(statics, now);
    }

    /** The static RP with this address; empty if there is none. */
    public Optional<StaticRp> staticRp(IpAddress address) {
        return statics.stream().filter(rp -> rp.address().equals(address)).findFirst();
    }

    /** Takes what the bootstrap router tells; a range without RPs is forgotten. */
    public Set<IpPrefix> learn(Map<IpPrefix, LearnedRange> told) {
        Set<IpPrefix> changed = new HashSet<>();
        told.forEach((range, rps) -> {
            Optional<LearnedRange> known =
                    Optional.of(rps).filter(some -> !some.rps().isEmpty());
            replace(changed, at(range).withLearned(known));
        });
        return changed;
    }

    private Set<IpPrefix> replaceStatics(List<StaticRp> others, Set<IpAddress> unreachableOnes) {
        Map<IpPrefix, List<StaticRp>> byRange = new HashMap<>();
        statics.forEach(rp -> rp.groups().forEach(range -> byRange.put(range, new ArrayList<>())));
        others.stream()
                .sorted(StaticRp.PREFERENCE)
                .forEach(rp -> rp.groups()
                        .forEach(range -> byRange.computeIfAbsent(range, _ -> new ArrayList<>())
                                .add(rp)));
        statics = others;
        unreachable = unreachableOnes;
        Set<IpPrefix> changed = new HashSet<>();
        byRange.forEach((range, rps) -> replace(changed, at(range).withStatics(List.copyOf(rps), unreachable)));
        return changed;
    }

    private void replace(Set<IpPrefix> changed, RpRange next) {
        IpPrefix range = next.range();
        RpRange before = at(range);
        if (next.isEmpty()) {
            Map<IpPrefix, RpRange> sameLength = ranges.getOrDefault(range.length(), new HashMap<>());
            sameLength.remove(range);
            if (sameLength.isEmpty()) {
                ranges.remove(range.length());
            }
        } else {
            ranges.computeIfAbsent(range.length(), _ -> new HashMap<>()).put(range, next);
        }
        if (!before.selectsAs(next)) {
            changed.add(range);
        }
    }

    private RpRange at(IpPrefix range) {
        return ranges.getOrDefault(range.length(), Map.of()).getOrDefault(range, new RpRange(range));
    }

    private Optional<RpRange> longest(IpAddress group) {
        for (Map.Entry<Integer, Map<IpPrefix, RpRange>> sameLength : ranges.entrySet()) {
            RpRange range = sameLength.getValue().get(new IpPrefix(group, sameLength.getKey()));
            if (range != null) {
                return Optional.of(range);
            }
        }
        return Optional.empty();
    }

    private boolean isBarred(IpAddress group) {
        return group.family() != policy.family()
                || !group.isMulticast()
                || group.isLinkLocalMulticast()
                || policy.sourceSpecific().test(group);
    }

    private boolean isEmbedded(IpAddress group) {
        return policy.embedded() && EmbeddedRp.claims(group);
    }

    private Set<IpAddress> unreachableOf(Collection<StaticRp> rps) {
        return rps.stream().map(StaticRp::address).filter(reachable.negate()).collect(Collectors.toUnmodifiableSet());
    }
}
