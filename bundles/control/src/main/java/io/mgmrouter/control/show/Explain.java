package io.mgmrouter.control.show;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.Explanation;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a flow, a group or an interface is as it is: {@code explain SOURCE,GROUP | GROUP | INTERFACE}. Oldest first; the
 * last rows say what is so now. {@code age} is in seconds, {@code time} the wall clock's.
 */
final class Explain implements ControlCommand {

    private static final String NOW = "now";

    private final RouterView router;
    private final InstantSource clock;

    Explain(RouterView router, InstantSource clock) {
        this.router = router;
        this.clock = clock;
    }

    @Override
    public Report run(List<String> arguments) throws CommandException {
        Arguments.refuseOptions("explain", arguments);
        MulticastGroupManager manager = router.manager();
        Topic topic = Topic.parse(arguments, router);
        Explanation explanation = switch (topic) {
            case Topic.Traffic(var traffic) -> manager.explain(traffic);
            case Topic.Interface(var id) -> manager.explain(id);
        };
        Sentences sentences = new Sentences(router, RouterView.clientNames(manager));
        Instant now = clock.instant();
        Report.Builder table = Report.of(
                "explanation", "time", "age", "about", "event", "client", "interface", "interfaces", "decision");
        explanation.complete().ifPresent(age -> remark(table, now.minus(age), age, "", "forgotten", FORGOTTEN));
        explanation.decisions().forEach(decision -> addRow(table, now, decision, sentences));
        if (topic instanceof Topic.Traffic(Sg sg)) {
            Optional<ForwardingEntry> entry = manager.entry(sg);
            remark(
                    table,
                    now,
                    Duration.ZERO,
                    sg.toString(),
                    NOW,
                    entry.map(this::present).orElse(NO_ENTRY));
            if (entry.isEmpty()) {
                wildcard(table, now, manager, new StarG(sg.group()));
            }
        } else if (topic instanceof Topic.Traffic(StarG group)) {
            wildcard(table, now, manager, group);
        } else if (explanation.decisions().isEmpty()) {
            remark(table, now, Duration.ZERO, "", NOW, "nothing is remembered");
        }
        owing(manager).ifPresent(text -> remark(table, now, Duration.ZERO, "", NOW, text));
        return table.build();
    }

    private static final String NO_ENTRY =
            "there is no entry of its own; it is made when a packet arrives that no entry forwards";

    private static final String FORGOTTEN =
            "older events are forgotten, except how the entries there are were last decided upon";

    private static void addRow(Report.Builder table, Instant now, Decision decision, Sentences sentences) {
        table.row(
                time(now.minus(decision.age())),
                seconds(decision.age()),
                decision.about().map(Object::toString).orElse(""),
                decision.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                sentences.client(decision),
                sentences.where(decision),
                sentences.interfaces(decision),
                sentences.of(decision));
    }

    private static void remark(
            Report.Builder table, Instant time, Duration age, String about, String event, String text) {
        table.row(time(time), seconds(age), about, event, "", "", List.of(), text);
    }

    private void wildcard(Report.Builder table, Instant now, MulticastGroupManager manager, StarG group) {
        String text = WildcardSentences.of(manager.wildcard(group), router);
        remark(table, now, Duration.ZERO, group.toString(), NOW, text);
    }

    private String present(ForwardingEntry entry) {
        String life = ", for another " + entry.expiryTime().toSeconds() + " s";
        if (entry.state() != ForwardingEntry.State.INSTALLED) {
            return "not decided yet: a client is being asked";
        }
        if (entry.iifOwner().isEmpty()) {
            return "not forwarded" + life + ": nobody answers for the way to the source";
        }
        String from = "from " + entry.incomingInterface().map(router::name).orElse("nowhere");
        return entry.outgoingInterfaces().isEmpty()
                ? "accepted " + from + " and forwarded nowhere" + life
                        + ": there are no receivers behind other interfaces"
                : "forwarded " + from + " out of "
                        + String.join(
                                ", ",
                                entry.outgoingInterfaces().stream()
                                        .map(oif -> router.name(oif.interfaceId()))
                                        .toList())
                        + life;
    }

    /** Who is not asked at the moment. */
    private static Optional<String> owing(MulticastGroupManager manager) {
        List<String> names = manager.clients().stream()
                .filter(client -> client.overdueAnswers() > 0)
                .map(ClientStatus::name)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", names) + ": not asked, because an earlier answer is overdue");
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static double seconds(Duration age) {
        return age.toMillis() / 1000.0;
    }
}
