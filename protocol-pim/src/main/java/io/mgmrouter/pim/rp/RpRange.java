package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.rp.GroupMapping.Standing;
import io.mgmrouter.pim.rp.RpSelection.Why;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The RPs of one range of groups, and which of them a group gets: the steps of RFC 6226, section 6, after the longest
 * match.
 *
 * @param range of the groups
 * @param statics in the order of preference
 * @param learned empty if the bootstrap router says nothing of the range
 * @param unreachable those of the static RPs to which there is no route
 */
record RpRange(IpPrefix range, List<StaticRp> statics, Optional<LearnedRange> learned, Set<IpAddress> unreachable) {

    RpRange(IpPrefix range) {
        this(range, List.of(), Optional.empty(), Set.of());
    }

    RpRange withStatics(List<StaticRp> others, Set<IpAddress> unreachableOnes) {
        return new RpRange(range, others, learned, unreachableOnes);
    }

    RpRange withLearned(Optional<LearnedRange> others) {
        return new RpRange(range, statics, others, unreachable);
    }

    boolean isEmpty() {
        return statics.isEmpty() && learned.isEmpty();
    }

    /** True if groups would get the same RPs from the other. */
    boolean selectsAs(RpRange other) {
        if (staticRp().isPresent() || other.staticRp().isPresent()) {
            return staticRp().map(StaticRp::address).equals(other.staticRp().map(StaticRp::address));
        }
        return learned.isPresent() == other.learned.isPresent()
                && learned.stream().allMatch(ours -> ours.selectsAs(other.learned.orElseThrow()));
    }

    RpSelection select(IpAddress group) {
        return staticRp()
                .map(rp -> new RpSelection(rp.address(), Origin.STATIC, range, whyStatic(rp)))
                .orElseGet(() -> hashed(group, learned.orElseThrow()));
    }

    /** In the order of preference. */
    List<GroupMapping> mappings() {
        List<GroupMapping> mappings = new ArrayList<>();
        for (StaticRp rp : statics) {
            mappings.add(
                    new GroupMapping(range, rp.address(), Origin.STATIC, rp.order(), standing(rp), Optional.empty()));
        }
        learned.ifPresent(told -> told.rps().stream()
                .sorted(Comparator.comparingInt(LearnedRange.Rp::priority)
                        .thenComparing(LearnedRange.Rp::address, Comparator.reverseOrder()))
                .map(rp -> new GroupMapping(
                        range, rp.address(), Origin.BSR, rp.priority(), standing(told, rp), Optional.of(rp.expiry())))
                .forEach(mappings::add));
        return mappings;
    }

    /** The static RP all groups of the range have; empty if the bootstrap router's count. */
    private Optional<StaticRp> staticRp() {
        if (learned.isPresent() && statics.stream().noneMatch(StaticRp::overrideBsr)) {
            return Optional.empty();
        }
        return statics.stream()
                .filter(rp -> !unreachable.contains(rp.address()))
                .findFirst()
                .or(() -> statics.stream().findFirst());
    }

    private Why whyStatic(StaticRp chosen) {
        if (statics.size() == 1) {
            return Why.ONLY;
        }
        if (unreachable.contains(chosen.address())) {
            return Why.NONE_REACHABLE;
        }
        return chosen == statics.getFirst() ? Why.ORDER : Why.FAIL_OVER;
    }

    private RpSelection hashed(IpAddress group, LearnedRange told) {
        List<IpAddress> candidates = told.candidates();
        if (candidates.size() == 1) {
            return new RpSelection(
                    candidates.getFirst(), Origin.BSR, range, told.rps().size() == 1 ? Why.ONLY : Why.PRIORITY);
        }
        int best = candidates.stream()
                .mapToInt(rp -> RpHash.value(group, told.hashMaskLength(), rp))
                .max()
                .orElseThrow();
        List<IpAddress> equal = candidates.stream()
                .filter(rp -> RpHash.value(group, told.hashMaskLength(), rp) == best)
                .toList();
        return new RpSelection(equal.getLast(), Origin.BSR, range, equal.size() == 1 ? Why.HASH : Why.HIGHEST_ADDRESS);
    }

    private Standing standing(StaticRp rp) {
        if (staticRp().filter(rp::equals).isPresent()) {
            return Standing.USED;
        }
        return unreachable.contains(rp.address()) ? Standing.UNREACHABLE : Standing.STANDBY;
    }

    private Standing standing(LearnedRange told, LearnedRange.Rp rp) {
        return staticRp().isEmpty() && told.candidates().contains(rp.address()) ? Standing.USED : Standing.STANDBY;
    }
}
