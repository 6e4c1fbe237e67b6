package io.mgmrouter.igmp;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.LoopQuestion;
import io.mgmrouter.control.Report;
import io.mgmrouter.igmp.history.HistoryEvent;
import io.mgmrouter.igmp.host.HostTracker;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The tables {@code hosts} and {@code history} of {@code mgmctl igmp ...} and {@code mgmctl mld ...}. */
final class HostTables {

    private final Dialect dialect;
    private final ControlLoop loop;
    private final MembershipRouter router;
    private final LoopQuestion question;
    private final InstantSource clock;

    /** @param clock the time of day, for people */
    HostTables(Dialect dialect, ControlLoop loop, MembershipRouter router, InstantSource clock) {
        this.dialect = dialect;
        this.loop = loop;
        this.router = router;
        this.question = new LoopQuestion(dialect.name(), loop);
        this.clock = clock;
    }

    private record Hosts(Tick now, List<Host> rows) {}

    private record Host(String interfaceName, HostTracker.View view) {}

    private record Events(Tick now, List<Event> rows) {}

    private record Event(String interfaceName, HistoryEvent what) {}

    /** {@code hosts [INTERFACE] [GROUP] [HOST]}. */
    Report hosts(List<String> arguments) throws CommandException {
        Selection selection = selection("hosts", arguments);
        Hosts found = question.ask(() -> new Hosts(loop.now(), hosts(selection)));
        Report.Builder report =
                Report.of("hosts", "interface", "host", "group", "mode", "sources", "hostVersion", "lastReportSeconds");
        found.rows.stream()
                .sorted(Comparator.comparing(Host::interfaceName)
                        .thenComparing(host -> host.view.host())
                        .thenComparing(host -> host.view.group()))
                .forEach(host -> report.row(
                        host.interfaceName,
                        host.view.host().toString(),
                        host.view.group().toString(),
                        host.view.anySource() ? "exclude" : "include",
                        host.view.sources().stream()
                                .sorted()
                                .map(IpAddress::toString)
                                .toList(),
                        dialect.version(host.view.version()),
                        found.now.since(host.view.lastHeard()).toSeconds()));
        return report.build();
    }

    /** {@code history [INTERFACE] [GROUP] [HOST]}. */
    Report history(List<String> arguments) throws CommandException {
        Selection selection = selection("history", arguments);
        Events found = question.ask(() -> new Events(loop.now(), events(selection)));
        Instant now = clock.instant();
        Report.Builder report = Report.of(
                "history",
                "time",
                "age",
                "interface",
                "group",
                "source",
                "host",
                "event",
                "times",
                "sinceReport",
                "sinceQuery",
                "explanation");
        found.rows.stream()
                .sorted(Comparator.comparing(event -> event.what.at()))
                .forEach(event -> event(report, event, found.now.since(event.what.at()), now));
        return report.build();
    }

    private static void event(Report.Builder report, Event event, Duration age, Instant now) {
        HistoryEvent what = event.what;
        report.row(
                now.minus(age).truncatedTo(ChronoUnit.MILLIS).toString(),
                age.toMillis() / 1000.0,
                event.interfaceName,
                text(what.group()),
                text(what.source()),
                text(what.host()),
                what.kind().word(),
                what.times(),
                number(what.sinceReport()),
                number(what.sinceQuery()),
                Sentences.of(what));
    }

    private List<Host> hosts(Selection selection) {
        List<Host> hosts = new ArrayList<>();
        router.running().stream()
                .filter(iface -> selection.isAbout(iface.name()))
                .forEach(iface -> iface.hosts()
                        .views()
                        .filter(view -> selection.isAbout(Optional.of(view.group()), Optional.of(view.host())))
                        .forEach(view -> hosts.add(new Host(iface.name(), view))));
        return hosts;
    }

    private List<Event> events(Selection selection) {
        List<Event> events = new ArrayList<>();
        for (Map.Entry<String, Chronicle> chronicle : router.chronicles().entrySet()) {
            if (selection.isAbout(chronicle.getKey())) {
                chronicle
                        .getValue()
                        .history()
                        .events(event -> selection.isAbout(event.group(), event.host()))
                        .forEach(event -> events.add(new Event(chronicle.getKey(), event)));
            }
        }
        return events;
    }

    private Selection selection(String command, List<String> arguments) throws CommandException {
        Selection selection = Selection.parse(dialect.name() + " " + command, dialect.family(), arguments);
        if (selection.interfaceName().isPresent()) {
            List<String> names = question.ask(
                    () -> List.copyOf(new TreeSet<>(router.chronicles().keySet())));
            selection.requireOneOf(names);
        }
        return selection;
    }

    private static String text(Optional<IpAddress> address) {
        return address.filter(known -> !known.isUnspecified())
                .map(IpAddress::toString)
                .orElse("");
    }

    private static Object number(int seconds) {
        return seconds < 0 ? "" : seconds;
    }
}
