package io.mgmrouter.igmp.fsm;

import io.mgmrouter.igmp.fsm.FilterEvent.IsEx;
import io.mgmrouter.igmp.fsm.FilterEvent.ToIn;
import io.mgmrouter.igmp.fsm.FilterState.Exclude;
import io.mgmrouter.igmp.fsm.GroupAction.SendGroupQuery;
import io.mgmrouter.igmp.fsm.GroupAction.SendSourceQuery;
import io.mgmrouter.igmp.fsm.GroupEvent.LeaveReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.NoLongerWanted;
import io.mgmrouter.igmp.fsm.GroupEvent.OldReportReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.QueryReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.RecordReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.TimerDue;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One group on one link: who wants which sources, which specific queries are under way, and which older hosts are
 * there.
 *
 * @param filter the wanted sources (RFC 3376, section 6.2)
 * @param olderHosts hosts of older versions (section 7.3.2)
 * @param pending queries to be repeated (section 6.6.3)
 */
public record GroupState(FilterState filter, OlderHosts olderHosts, Retransmission pending) {

    /** A group nobody wants. */
    public static final GroupState NONE = new GroupState(FilterState.NONE, OlderHosts.NONE, Retransmission.NONE);

    /**
     * Under what circumstances a step happens.
     *
     * @param timing the timers in force
     * @param querier true if this router is the querier: only then are specific queries sent and timers lowered for
     *     them
     * @param now the present moment
     */
    public record Context(Timing timing, boolean querier, Tick now) {}

    /** Result of one event. */
    public record Step(GroupState next, List<GroupAction> actions) {}

    /** What becomes of the group when this happens. */
    public Step step(GroupEvent event, Context context) {
        Tick now = context.now();
        return switch (event) {
            case RecordReceived(var statement) -> hear(statement, context);
            case OldReportReceived(var version) ->
                withOlderHost(version, context).hear(new IsEx(Set.of()), context);
            case LeaveReceived _ -> hear(new ToIn(Set.of()), context);
            case QueryReceived(var sources, var wait)
            when sources.isEmpty() -> go(with(filter.lowerGroup(now.plus(wait))));
            case QueryReceived(var sources, var wait) -> go(with(filter.lowerSources(sources, now.plus(wait))));
            case NoLongerWanted(var allSources, var sources) ->
                with(filter.without(allSources, sources)).retransmit(context);
            case TimerDue _ -> with(filter.expire(now)).retransmit(context);
        };
    }

    /** When this state next wants {@link TimerDue}; empty if nothing is left. */
    public Optional<Tick> due() {
        Optional<Tick> filterDue = filter.due();
        Optional<Tick> queryDue = pending.due();
        return filterDue.isPresent() && queryDue.isPresent()
                ? Optional.of(filterDue.get().earlier(queryDue.get()))
                : filterDue.or(() -> queryDue);
    }

    private Step hear(FilterEvent statement, Context context) {
        Optional<FilterEvent> admitted = olderHosts.admit(statement, context.now());
        if (admitted.isEmpty()) {
            return go(this);
        }
        Tick gmi = context.now().plus(context.timing().groupMembershipInterval());
        FilterTable.Step step = FilterTable.step(filter, admitted.get(), gmi);
        GroupState next = with(step.next());
        return context.querier() && !step.queries().isEmpty() ? next.ask(step.queries(), context) : go(next);
    }

    private Step ask(List<FilterTable.Query> queries, Context context) {
        GroupState next = this;
        for (FilterTable.Query query : queries) {
            next = switch (query) {
                case FilterTable.Query.OfGroup _ -> next.askGroup(context);
                case FilterTable.Query.OfSources(var sources) -> next.askSources(sources, context);
            };
        }
        return next.retransmit(context);
    }

    /**
     * Section 6.6.3.1. A leave while the question is already under way does not start it over (RFC 2236, section 7).
     */
    private GroupState askGroup(Context context) {
        if (pending.groupQueriesLeft() > 0) {
            return this;
        }
        FilterState lowered = filter.lowerGroup(latest(context));
        int count = context.timing().lastMemberQueryCount();
        return new GroupState(lowered, olderHosts, pending.askGroup(count, context.now()));
    }

    /** Section 6.6.3.2: only sources whose timer is later than the Last Member Query Time are asked about. */
    private GroupState askSources(Set<IpAddress> sources, Context context) {
        Tick latest = latest(context);
        Set<IpAddress> asked = new HashSet<>(sources);
        asked.removeIf(source -> !isLater(source, latest));
        if (asked.isEmpty()) {
            return this;
        }
        int count = context.timing().lastMemberQueryCount();
        return new GroupState(
                filter.lowerSources(asked, latest), olderHosts, pending.askSources(asked, count, context.now()));
    }

    /** Sends what is due, and counts it. A router that is no longer the querier drops it. */
    private Step retransmit(Context context) {
        if (filter.isEmpty() || !context.querier()) {
            return go(new GroupState(filter, olderHosts, Retransmission.NONE));
        }
        if (pending.due().filter(context.now()::reached).isEmpty()) {
            return go(this);
        }
        Tick following = context.now().plus(context.timing().lastMemberQueryInterval());
        return new Step(new GroupState(filter, olderHosts, pending.sent(context.now(), following)), queries(context));
    }

    /** Section 6.6.3: two messages about sources, one with and one without the S flag; empty ones are not sent. */
    private List<GroupAction> queries(Context context) {
        Tick latest = latest(context);
        List<GroupAction> queries = new ArrayList<>();
        List<IpAddress> confirmed = new ArrayList<>();
        List<IpAddress> doubtful = new ArrayList<>();
        for (IpAddress source : sourcesDue(context.now())) {
            if (filter.running().containsKey(source)) {
                (isLater(source, latest) ? confirmed : doubtful).add(source);
            }
        }
        if (!confirmed.isEmpty()) {
            queries.add(new SendSourceQuery(List.copyOf(confirmed), true));
        }
        if (!doubtful.isEmpty()) {
            queries.add(new SendSourceQuery(List.copyOf(doubtful), false));
        }
        if (pending.groupQueryDue(context.now()) && filter instanceof Exclude(_, _, var groupTimer)) {
            queries.add(new SendGroupQuery(groupTimer.compareTo(latest) > 0));
        }
        return List.copyOf(queries);
    }

    private List<IpAddress> sourcesDue(Tick now) {
        return pending.sourceQueryDue(now) ? inOrder(pending.sourceQueriesLeft().keySet()) : List.of();
    }

    private boolean isLater(IpAddress source, Tick latest) {
        Tick timer = filter.running().get(source);
        return timer != null && timer.compareTo(latest) > 0;
    }

    private GroupState withOlderHost(HostVersion version, Context context) {
        Tick until = context.now().plus(context.timing().olderHostPresentInterval());
        return new GroupState(filter, olderHosts.reported(version, until), pending);
    }

    private GroupState with(FilterState next) {
        return next == filter ? this : new GroupState(next, olderHosts, pending);
    }

    private static Tick latest(Context context) {
        return context.now().plus(context.timing().lastMemberQueryTime());
    }

    private static List<IpAddress> inOrder(Collection<IpAddress> addresses) {
        return addresses.stream().sorted().toList();
    }

    private static Step go(GroupState next) {
        return new Step(next, List.of());
    }
}
