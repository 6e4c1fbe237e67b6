package io.mgmrouter.igmp;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.LoopQuestion;
import io.mgmrouter.control.Report;
import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.igmp.fsm.FilterState.Exclude;
import io.mgmrouter.igmp.fsm.FilterState.Include;
import io.mgmrouter.igmp.fsm.GroupState;
import io.mgmrouter.igmp.fsm.QuerierState;
import io.mgmrouter.igmp.fsm.Timing;
import io.mgmrouter.igmp.policy.StaticGroups;
import io.mgmrouter.igmp.policy.Wanted;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tables of {@code mgmctl igmp ...} and {@code mgmctl mld ...}. State is read on the loop, and turned into text on
 * the caller's thread.
 */
final class StatusTables {

    private static final String[] INTERFACE_COLUMNS = {
        "interface",
        "index",
        "state",
        "version",
        "address",
        "querier",
        "isQuerier",
        "queryInterval",
        "robustness",
        "groups",
        "received",
        "sent",
        "dropped",
        "otherRouters"
    };

    private final String protocol;
    private final Dialect dialect;
    private final ControlLoop loop;
    private final LoopQuestion question;
    private final MembershipRouter router;

    StatusTables(Dialect dialect, ControlLoop loop, MembershipRouter router) {
        this.dialect = dialect;
        this.protocol = dialect.name();
        this.loop = loop;
        this.question = new LoopQuestion(protocol, loop);
        this.router = router;
    }

    /** {@code interfaces}. */
    Report interfaces(List<String> arguments) throws CommandException {
        if (!arguments.isEmpty()) {
            throw new CommandException(
                    protocol + " interfaces: takes no arguments, not \"" + arguments.getFirst() + "\"");
        }
        return question.ask(() -> {
            Report.Builder report = Report.of("interfaces", INTERFACE_COLUMNS);
            router.running().forEach(iface -> running(report, iface));
            router.idle()
                    .forEach((name, why) -> report.row(
                            name,
                            "",
                            "waiting: " + why,
                            "",
                            "",
                            "",
                            false,
                            "",
                            "",
                            0,
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of()));
            return report.build();
        });
    }

    /** {@code groups [INTERFACE]}. */
    Report groups(List<String> arguments) throws CommandException {
        if (arguments.size() > 1) {
            throw new CommandException(protocol + " groups: takes at most the name of one interface, not " + arguments);
        }
        Snapshot snapshot = question.ask(() -> new Snapshot(loop.now(), rows(arguments)));
        if (snapshot.rows.isEmpty() && !arguments.isEmpty()) {
            requireRunning(arguments.getFirst());
        }
        Report.Builder report = Report.of(
                "groups",
                "interface",
                "group",
                "mode",
                "sources",
                "excludedSources",
                "lastReporter",
                "expiresSeconds",
                "hostVersion",
                "static");
        snapshot.rows.stream()
                .sorted(Comparator.comparing(Row::interfaceName).thenComparing(row -> row.view.address()))
                .forEach(row -> group(report, row, snapshot.now));
        return report.build();
    }

    private record Row(String interfaceName, GroupTable.View view, Wanted fixed) {
        boolean isOnlyStatic() {
            return view.state().filter().isEmpty();
        }
    }

    private record Snapshot(Tick now, List<Row> rows) {}

    private List<Row> rows(List<String> names) {
        List<Row> rows = new ArrayList<>();
        router.running().stream()
                .filter(iface -> names.isEmpty() || names.contains(iface.name()))
                .forEach(iface -> addRows(rows, iface));
        return rows;
    }

    /** The groups hosts report, and those that are configured and that no host reports. */
    private static void addRows(List<Row> rows, MembershipInterface iface) {
        StaticGroups statics = iface.mgm().statics();
        iface.groups().views().forEach(view -> rows.add(new Row(iface.name(), view, statics.of(view.address()))));
        statics.groups().forEach((group, wanted) -> {
            if (iface.groups().state(group).filter().isEmpty()) {
                GroupTable.View nobody = new GroupTable.View(group, GroupState.NONE, Optional.empty());
                rows.add(new Row(iface.name(), nobody, wanted));
            }
        });
    }

    private void requireRunning(String name) throws CommandException {
        List<String> names = question.ask(
                () -> router.running().stream().map(MembershipInterface::name).toList());
        if (!names.contains(name)) {
            throw new CommandException(protocol + " groups: it does not run on " + name + ", but on " + names);
        }
    }

    private static void running(Report.Builder report, MembershipInterface iface) {
        QuerierState querier = iface.querier();
        Timing timing = querier.timing(iface.settings().timing());
        PacketChannel.Counters channel = iface.channelCounters();
        Map<String, Long> dropped = new TreeMap<>(channel.dropped());
        iface.counters().dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
        if (channel.overload() > 0) {
            dropped.put("overload", channel.overload());
        }
        report.row(
                iface.name(),
                iface.link().index(),
                state(iface),
                iface.settings().version(),
                iface.address().toString(),
                iface.querierAddress(querier).toString(),
                querier.isQuerier(),
                timing.queryInterval().toSeconds(),
                timing.robustness(),
                iface.groups().size(),
                counts(iface.counters().received()),
                counts(iface.counters().sent()),
                counts(dropped),
                texts(iface.advertiser().others()));
    }

    private void group(Report.Builder report, Row row, Tick now) {
        FilterState filter = row.view.state().filter();
        report.row(
                row.interfaceName,
                row.view.address().toString(),
                row.isOnlyStatic() ? "static" : filter instanceof Exclude ? "exclude" : "include",
                texts(filter.running().keySet()),
                filter instanceof Exclude(_, var excluded, _) ? texts(excluded) : List.of(),
                row.view.lastReporter().map(IpAddress::toString).orElse(""),
                row.isOnlyStatic() ? "" : expires(filter, now).toSeconds(),
                row.isOnlyStatic()
                        ? ""
                        : dialect.version(row.view.state().olderHosts().mode(now)),
                row.fixed.anySource() ? List.of("*") : texts(row.fixed.sources()));
    }

    /** Until the group timer, or the last source timer, runs out. */
    private static Duration expires(FilterState filter, Tick now) {
        return switch (filter) {
            case Exclude(_, _, var groupTimer) -> groupTimer.remaining(now);
            case Include(var sources) ->
                sources.values().stream().reduce(now, Tick::later).remaining(now);
        };
    }

    private static String state(MembershipInterface iface) {
        String passive = iface.settings().policy().passive() ? ", passive" : "";
        return "running" + passive + (iface.mgm().isTaken() ? "" : ", not taken");
    }

    private static List<String> counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + "=" + count.getValue())
                .toList();
    }

    private static List<String> texts(Collection<IpAddress> addresses) {
        return addresses.stream().sorted().map(IpAddress::toString).toList();
    }
}
