package io.mgmrouter.mgm.service;

import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.Explanation;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.core.Bit;
import io.mgmrouter.mgm.core.Explainer;
import io.mgmrouter.mgm.core.Holding;
import io.mgmrouter.mgm.core.HoldingWalk;
import io.mgmrouter.mgm.core.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads long tables in bits: nobody who calls the manager meanwhile waits for more than one of them. Any thread. */
final class Reading {

    /** Pairs or memberships gone past in one go: well under a millisecond. */
    static final int BIT = 256;

    /** Remembered events looked at in one go; most are not what is looked for. */
    private static final int EVENTS = 4_096;

    private final MgmService manager;

    Reading(MgmService manager) {
        this.manager = manager;
    }

    Page<ForwardingEntry> entries(Optional<Sg> after, int limit) {
        List<ForwardingEntry> found = collect(
                after.map(sg -> sg), limit, (from, most) -> manager.ask((core, now) -> core.entries(from, most, now)));
        return new Page<>(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    Page<Wildcard.Installed> wildcards(Optional<StarG> after, int limit) {
        List<Wildcard.Installed> found = collect(
                after.map(group -> group), limit, (from, most) -> manager.ask((core, _) -> core.wildcards(from, most)));
        return new Page<>(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    Page<Membership> memberships(Optional<SourceGroup> after, int pairLimit) {
        List<List<Membership>> found =
                collect(after, pairLimit, (from, most) -> manager.ask((core, _) -> core.memberships(from, most)));
        return new Page<>(found.stream().limit(pairLimit).flatMap(List::stream).toList(), found.size() > pairLimit);
    }

    /** One more than the limit, if there are as many: then the page is not the last. */
    private <T> List<T> collect(
            Optional<SourceGroup> after, int limit, BiFunction<Optional<SourceGroup>, Integer, Bit<T>> read) {
        requireLimit(limit);
        List<T> found = new ArrayList<>();
        Bit<T> bit = read.apply(after, limit + 1);
        found.addAll(bit.items());
        while (bit.next().isPresent() && found.size() <= limit) {
            manager.giveWay();
            bit = read.apply(bit.next(), limit + 1 - found.size());
            found.addAll(bit.items());
        }
        return found;
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MulticastGroupManager.MAX_PAGE) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER,
                    Reason.BAD_LIMIT,
                    "a page has 1 to " + MulticastGroupManager.MAX_PAGE + " records, not " + limit);
        }
    }

    /** What an enumeration lists, as of now (MGM-100, MGM-101, MGM-103). */
    List<SourceGroup> pairs(EnumerationType type) {
        Snapshot snapshot = manager.ask((core, _) -> core.snapshot());
        inBits((core, _) -> core.proceed(snapshot, BIT));
        return switch (type) {
            case ALL_SOURCES -> snapshot.pairs();
            case ANY_SOURCE ->
                snapshot.pairs().stream()
                        .filter(Sg.class::isInstance)
                        .map(SourceGroup::group)
                        .distinct()
                        .<SourceGroup>map(StarG::new)
                        .toList();
        };
    }

    /** The memberships a session's client has declared on one interface, in order. */
    List<Membership> memberships(Session session, Holding holding) {
        HoldingWalk walk = session.ask((core, _) -> core.memberships(session.id(), holding));
        inBits((core, _) -> core.proceed(walk, BIT));
        return walk.memberships().stream()
                .sorted(Comparator.comparing(Membership::sourceGroup))
                .toList();
    }

    Explanation explanation(MgmService.Question<Explainer> beginning) {
        Explainer explainer = manager.ask(beginning);
        inBits((core, _) -> core.proceed(explainer, EVENTS));
        return explainer.explanation();
    }

    private void inBits(MgmService.Question<Boolean> bit) {
        while (!manager.ask(bit)) {
            manager.giveWay();
        }
    }
}
