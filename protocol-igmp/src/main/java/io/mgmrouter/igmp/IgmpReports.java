package io.mgmrouter.igmp;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.Report;
import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.igmp.fsm.FilterState.Exclude;
import io.mgmrouter.igmp.fsm.FilterState.Include;
import io.mgmrouter.igmp.fsm.QuerierState;
import io.mgmrouter.igmp.fsm.Timing;
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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The tables of {@code mgmctl igmp ...}. State is read on the loop, and turned into text on the caller's thread. */
final class IgmpReports {

    private static final long PATIENCE_SECONDS = 5;

    private final ControlLoop loop;
    private final IgmpRouter router;

    IgmpReports(ControlLoop loop, IgmpRouter router) {
        this.loop = loop;
        this.router = router;
    }

    /** {@code igmp interfaces}. */
    Report interfaces(List<String> arguments) throws CommandException {
        if (!arguments.isEmpty()) {
            throw new CommandException("igmp interfaces: takes no arguments, not \"" + arguments.getFirst() + "\"");
        }
        return onLoop(() -> {
            Report.Builder report = Report.of(
                    "interfaces",
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
                    "dropped");
            router.running().forEach(igmp -> running(report, igmp));
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
                            List.of()));
            return report.build();
        });
    }

    /** {@code igmp groups [INTERFACE]}. */
    Report groups(List<String> arguments) throws CommandException {
        if (arguments.size() > 1) {
            throw new CommandException("igmp groups: takes at most the name of one interface, not " + arguments);
        }
        Snapshot snapshot = onLoop(() -> new Snapshot(loop.now(), rows(arguments)));
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
                "hostVersion");
        snapshot.rows.stream()
                .sorted(Comparator.comparing(Row::interfaceName).thenComparing(row -> row.view.address()))
                .forEach(row -> group(report, row, snapshot.now));
        return report.build();
    }

    private record Row(String interfaceName, GroupTable.View view) {}

    private record Snapshot(Tick now, List<Row> rows) {}

    private List<Row> rows(List<String> names) {
        List<Row> rows = new ArrayList<>();
        router.running().stream()
                .filter(igmp -> names.isEmpty() || names.contains(igmp.name()))
                .forEach(igmp -> igmp.groups().views().forEach(view -> rows.add(new Row(igmp.name(), view))));
        return rows;
    }

    private void requireRunning(String name) throws CommandException {
        List<String> names =
                onLoop(() -> router.running().stream().map(IgmpInterface::name).toList());
        if (!names.contains(name)) {
            throw new CommandException("igmp groups: IGMP does not run on " + name + "; it runs on " + names);
        }
    }

    private static void running(Report.Builder report, IgmpInterface igmp) {
        QuerierState querier = igmp.querier();
        Timing timing = querier.timing(igmp.settings().timing());
        PacketChannel.Counters channel = igmp.channelCounters();
        Map<String, Long> dropped = new TreeMap<>(channel.dropped());
        igmp.counters().dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
        if (channel.overload() > 0) {
            dropped.put("overload", channel.overload());
        }
        report.row(
                igmp.name(),
                igmp.link().index(),
                igmp.mgm().isTaken() ? "running" : "running, not taken",
                igmp.settings().version(),
                igmp.address().toString(),
                igmp.querierAddress(querier).toString(),
                querier.isQuerier(),
                timing.queryInterval().toSeconds(),
                timing.robustness(),
                igmp.groups().size(),
                counts(igmp.counters().received()),
                counts(igmp.counters().sent()),
                counts(dropped));
    }

    private static void group(Report.Builder report, Row row, Tick now) {
        FilterState filter = row.view.state().filter();
        report.row(
                row.interfaceName,
                row.view.address().toString(),
                filter instanceof Exclude ? "exclude" : "include",
                texts(filter.running().keySet()),
                filter instanceof Exclude(_, var excluded, _) ? texts(excluded) : List.of(),
                row.view.lastReporter().map(IpAddress::toString).orElse(""),
                expires(filter, now).toSeconds(),
                row.view.state().olderHosts().mode(now).number());
    }

    /** Until the group timer, or the last source timer, runs out. */
    private static Duration expires(FilterState filter, Tick now) {
        return switch (filter) {
            case Exclude(_, _, var groupTimer) -> groupTimer.remaining(now);
            case Include(var sources) ->
                sources.values().stream().reduce(now, Tick::later).remaining(now);
        };
    }

    private static List<String> counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + "=" + count.getValue())
                .toList();
    }

    private static List<String> texts(Collection<IpAddress> addresses) {
        return addresses.stream().sorted().map(IpAddress::toString).toList();
    }

    private <T> T onLoop(Supplier<T> question) throws CommandException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.run(() -> answer.complete(question.get()));
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CommandException("igmp: its control loop did not answer within " + PATIENCE_SECONDS
                    + " seconds; it is overloaded or has been stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("igmp: interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
