package io.mgmrouter.igmp;

import io.mgmrouter.igmp.InterfacePolicy.ImmediateLeave;
import io.mgmrouter.igmp.fsm.FilterEvent;
import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.igmp.fsm.FilterState.Exclude;
import io.mgmrouter.igmp.fsm.GroupEvent.NoLongerWanted;
import io.mgmrouter.igmp.fsm.GroupState;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.igmp.history.EventKind;
import io.mgmrouter.igmp.host.HostTracker;
import io.mgmrouter.igmp.host.Offenders;
import io.mgmrouter.igmp.host.ReportGate;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of the single hosts of an interface, and what each of them may do. For the loop's thread. */
final class HostWatch {

    private static final Logger LOG = LoggerFactory.getLogger(HostWatch.class);

    private final ControlLoop loop;
    private final MessageCounters counters;
    private final Chronicle chronicle;
    private final Supplier<Duration> membershipInterval;
    private final Offenders offenders;
    private InterfaceSettings settings;
    private ReportGate gate;
    private Optional<HostTracker> tracker;

    /** @param membershipInterval how long a host counts without reporting again */
    HostWatch(
            InterfaceSettings settings,
            ControlLoop loop,
            MessageCounters counters,
            Chronicle chronicle,
            Supplier<Duration> membershipInterval) {
        this.settings = settings;
        this.loop = loop;
        this.counters = counters;
        this.chronicle = chronicle;
        this.membershipInterval = membershipInterval;
        this.offenders = new Offenders(loop.now());
        this.gate = new ReportGate(settings.policy().rates(), loop.now());
        this.tracker = tracking(settings);
    }

    void configure(InterfaceSettings changed) {
        settings = changed;
        if (!changed.policy().rates().equals(gate.limits())) {
            gate = new ReportGate(changed.policy().rates(), loop.now());
        }
        if (changed.policy().tracking().enabled() != tracker.isPresent()) {
            tracker = tracking(changed);
        }
        tracker.ifPresent(known -> known.limit(changed.policy().tracking().limit()));
    }

    /** May another report or leave of this host be looked at now? */
    boolean passes(IpAddress host) {
        ReportGate.Verdict verdict = gate.judge(host, loop.now());
        switch (verdict) {
            case PASS -> {}
            case OVER_HOST_RATE -> overRate(Drops.HOST_RATE, host);
            case OVER_INTERFACE_RATE -> overRate(Drops.INTERFACE_RATE, host);
        }
        return verdict == ReportGate.Verdict.PASS;
    }

    /** May this host become a member of this group? One that is already may go on. */
    boolean mayEnter(IpAddress group, IpAddress host) {
        int limit = settings.policy().tracking().groupsPerHost();
        if (limit == 0
                || tracker.isEmpty()
                || tracker.get().groupsOf(host) < limit
                || tracker.get().knows(host, group)) {
            return true;
        }
        refused(Drops.HOST_GROUP_LIMIT, EventKind.HOST_GROUP_LIMIT, group, host);
        name(Drops.HOST_GROUP_LIMIT, host);
        return false;
    }

    /** A host says something that is taken up. */
    void heard(IpAddress group, FilterEvent statement, IpAddress host, HostVersion version) {
        if (tracker.isPresent()) {
            Tick now = loop.now();
            tracker.get().heard(host, group, version, statement, now, now.plus(membershipInterval.get()));
        }
    }

    /** A host takes something back, and others are asked. */
    void leaving(IpAddress group, IpAddress host) {
        chronicle.leaving(group, host, loop.now());
    }

    /** Nobody wants this group any more. */
    void ended(IpAddress group) {
        if (tracker.isPresent()) {
            tracker.get().forget(group);
        }
    }

    /** True if each member of this group is known one by one. */
    boolean knowsEverybody(GroupState group) {
        return tracker.isPresent()
                && tracker.get().isComplete(loop.now())
                && group.olderHosts().mode(loop.now()) == HostVersion.V3;
    }

    /** What nobody wants any more after this statement of a host. */
    NoLongerWanted unwanted(IpAddress group, FilterEvent statement, FilterState filter) {
        boolean always = settings.policy().immediateLeave() == ImmediateLeave.ALWAYS;
        boolean isBlock = statement instanceof FilterEvent.Block;
        Set<IpAddress> sources =
                new HashSet<>(isBlock ? statement.sources() : filter.running().keySet());
        if (!isBlock) {
            sources.removeAll(statement.sources());
        }
        boolean all = !isBlock
                && filter instanceof Exclude
                && (always || !tracker.orElseThrow().anyoneWantsAll(group, loop.now()));
        return new NoLongerWanted(all, always ? sources : tracker.orElseThrow().unwanted(group, sources, loop.now()));
    }

    /** Something was not taken up, for a reason in {@link Drops}. */
    void dropped(String reason) {
        counters.dropped(reason);
    }

    /** Something was not taken up, and that is part of the group's and the host's history. */
    void refused(String reason, EventKind kind, IpAddress group, IpAddress host) {
        counters.dropped(reason);
        chronicle.refused(kind, group, host, loop.now());
    }

    /** Who wants what; to be consumed before the next event. Empty while nobody is tracked. */
    Stream<HostTracker.View> views() {
        return tracker.stream().flatMap(known -> known.views(loop.now()));
    }

    private void overRate(String reason, IpAddress host) {
        counters.dropped(reason);
        chronicle.refused(EventKind.RATE_LIMIT, host, loop.now());
        name(reason, host);
    }

    private void name(String reason, IpAddress host) {
        if (offenders.isNews(host, loop.now())) {
            LOG.warn(
                    "{}.host-limited if={} host={} reason={}: what it sends beyond the limit is dropped; said once an"
                            + " hour",
                    settings.dialect().name(),
                    settings.interfaceName(),
                    host,
                    reason);
        }
    }

    private Optional<HostTracker> tracking(InterfaceSettings wanted) {
        return wanted.policy().tracking().enabled()
                ? Optional.of(new HostTracker(
                        wanted.policy().tracking().limit(), loop.now().plus(membershipInterval.get())))
                : Optional.empty();
    }
}
