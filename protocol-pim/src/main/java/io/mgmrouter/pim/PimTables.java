package io.mgmrouter.pim;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.LoopQuestion;
import io.mgmrouter.control.Report;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.pim.fsm.LanDelays;
import io.mgmrouter.pim.fsm.NeighborOptions;
import io.mgmrouter.pim.rp.Bootstrapping;
import io.mgmrouter.pim.rp.RpTables;
import io.mgmrouter.pim.tib.TibTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The tables of {@code mgmctl pim ...}, each with the rows of both families. State is read on the loop. */
final class PimTables {

    private static final String[] NEIGHBORS = {
        "family",
        "interface",
        "neighbor",
        "addresses",
        "uptimeSeconds",
        "expiresSeconds",
        "drPriority",
        "designatedRouter",
        "generationId",
        "propagationDelayMs",
        "overrideIntervalMs",
        "tracking",
        "watched",
        "dropped"
    };

    private static final String[] INTERFACES = {
        "family",
        "interface",
        "index",
        "state",
        "address",
        "designatedRouter",
        "drPriority",
        "neighbors",
        "helloInterval",
        "generationId",
        "propagationDelayMs",
        "overrideIntervalMs",
        "suppression",
        "received",
        "sent",
        "dropped"
    };

    private final PimFamilies pim;
    private final ControlLoop loop;
    private final LoopQuestion question;

    PimTables(PimFamilies pim, ControlLoop loop) {
        this.pim = pim;
        this.loop = loop;
        this.question = new LoopQuestion("pim", loop);
    }

    /** {@code neighbors [INTERFACE]}. */
    Report neighbors(List<String> arguments) throws CommandException {
        Predicate<PimInterface> which = selected("neighbors", arguments);
        return table(
                "neighbors",
                NEIGHBORS,
                (table, router) -> router.running().stream()
                        .filter(which)
                        .forEach(on -> on.neighborhood().table().all().forEach(neighbor -> row(table, on, neighbor))));
    }

    /** {@code interfaces [INTERFACE]}. */
    Report interfaces(List<String> arguments) throws CommandException {
        Predicate<PimInterface> which = selected("interfaces", arguments);
        return table("interfaces", INTERFACES, (table, router) -> {
            router.running().stream().filter(which).forEach(on -> row(table, on));
            if (arguments.isEmpty()) {
                pim.idle(router).forEach((name, why) -> idle(table, router, name, why));
            }
        });
    }

    /** {@code counters}: what was received, sent and dropped, on interfaces and by trees and rendezvous points. */
    Report counters(List<String> arguments) throws CommandException {
        requireNone("counters", arguments);
        String[] columns = {"family", "interface", "part", "what", "count"};
        return table("counters", columns, (table, router) -> {
            for (PimInterface on : router.running()) {
                add(table, router, on.name(), "received", on.counters().received());
                add(table, router, on.name(), "sent", on.counters().sent());
                add(table, router, on.name(), "dropped", dropped(on));
            }
            add(table, router, "", "trees", router.tib().tables().counters());
            router.rendezvousPoints()
                    .bootstrapping()
                    .ifPresent(bsr -> add(table, router, "", "dropped", new TreeMap<>(bsr.dropped())));
        });
    }

    /** {@code rp [GROUP]}. */
    Report rp(List<String> arguments) throws CommandException {
        if (arguments.isEmpty()) {
            return filled(
                    RpTables.rps(),
                    (table, router) -> RpTables.add(
                            table,
                            router.dialect().family(),
                            router.rendezvousPoints().rps(),
                            loop.now()));
        }
        requireAtMostOne("rp", "group", arguments);
        IpAddress group = TreeSelection.group("pim rp", arguments.getFirst());
        Optional<Report> choice = question.ask(() -> pim.routers().stream()
                .filter(router -> router.dialect().family() == group.family())
                .findFirst()
                .map(router -> RpTables.choice(router.rendezvousPoints().rps(), group)));
        return choice.orElseThrow(
                () -> new CommandException("pim rp: no interface is configured for " + group.family()));
    }

    /** {@code bsr}. */
    Report bsr(List<String> arguments) throws CommandException {
        requireNone("bsr", arguments);
        return filled(RpTables.bsrs(), (table, router) -> {
            Optional<Bootstrapping> bsr = router.rendezvousPoints().bootstrapping();
            bsr.ifPresent(some -> RpTables.add(table, some, loop.now()));
        });
    }

    /** {@code joins}. */
    Report joins(List<String> arguments) throws CommandException {
        requireNone("joins", arguments);
        return table(
                "joins",
                TibTables.JOINS,
                (table, router) -> router.tib().tables().joins(table));
    }

    /** {@code upstream}. */
    Report upstream(List<String> arguments) throws CommandException {
        requireNone("upstream", arguments);
        return table(
                "upstream",
                TibTables.UPSTREAM,
                (table, router) -> router.tib().tables().upstream(table));
    }

    /** {@code assert}. */
    Report asserts(List<String> arguments) throws CommandException {
        requireNone("assert", arguments);
        return table(
                "asserts",
                TibTables.ASSERTS,
                (table, router) -> router.tib().tables().asserts(table));
    }

    /** {@code register}. */
    Report registers(List<String> arguments) throws CommandException {
        requireNone("register", arguments);
        return table(
                "registers",
                TibTables.REGISTERS,
                (table, router) -> router.tib().tables().registers(table));
    }

    /** {@code state [(S,G)|(*,G)|GROUP]}. */
    Report state(List<String> arguments) throws CommandException {
        requireAtMostOne("state", "tree", arguments);
        Predicate<SourceGroup> which =
                arguments.isEmpty() ? _ -> true : TreeSelection.of("pim state", arguments.getFirst());
        return table(
                "state",
                TibTables.STATE,
                (table, router) -> router.tib().tables().state(table, which));
    }

    private Report table(String name, String[] columns, BiConsumer<Report.Builder, PimRouter> rows)
            throws CommandException {
        return filled(Report.of(name, columns), rows);
    }

    private Report filled(Report.Builder table, BiConsumer<Report.Builder, PimRouter> rows) throws CommandException {
        return question.ask(() -> {
            pim.routers().forEach(router -> rows.accept(table, router));
            return table.build();
        });
    }

    private Predicate<PimInterface> selected(String command, List<String> arguments) throws CommandException {
        requireAtMostOne(command, "interface", arguments);
        if (arguments.isEmpty()) {
            return _ -> true;
        }
        String wanted = arguments.getFirst();
        List<String> names = question.ask(() -> pim.routers().stream()
                .flatMap(router -> router.running().stream())
                .map(PimInterface::name)
                .distinct()
                .toList());
        if (!names.contains(wanted)) {
            throw new CommandException("pim " + command + ": PIM does not run on " + wanted + ", but on " + names);
        }
        return on -> on.name().equals(wanted);
    }

    private static void requireNone(String command, List<String> arguments) throws CommandException {
        if (!arguments.isEmpty()) {
            throw new CommandException("pim " + command + ": takes no arguments, not " + arguments);
        }
    }

    private static void requireAtMostOne(String command, String what, List<String> arguments) throws CommandException {
        if (arguments.size() > 1) {
            throw new CommandException("pim " + command + ": takes at most one " + what + ", not " + arguments);
        }
    }

    private void row(Report.Builder table, PimInterface on, Neighbor neighbor) {
        NeighborOptions options = neighbor.options();
        Optional<LanDelays.Told> delays = options.lanDelays();
        table.row(
                on.dialect().family().toString(),
                on.name(),
                neighbor.address().toString(),
                options.secondaryAddresses().stream().map(IpAddress::toString).toList(),
                loop.now().since(neighbor.since()).toSeconds(),
                neighbor.state().expiry().remaining(loop.now()).toSeconds(),
                options.drPriority().isPresent() ? options.drPriority().getAsLong() : "",
                neighbor.address().equals(on.neighborhood().designatedRouter()),
                options.generationId().isPresent()
                        ? Integer.toHexString(options.generationId().getAsInt())
                        : "",
                delays.<Object>map(told -> told.propagationDelay().toMillis()).orElse(""),
                delays.<Object>map(told -> told.overrideInterval().toMillis()).orElse(""),
                delays.filter(LanDelays.Told::tracking).isPresent(),
                neighbor.isWatched(),
                neighbor.dropped());
    }

    private static void row(Report.Builder table, PimInterface on) {
        table.row(
                on.dialect().family().toString(),
                on.name(),
                on.link().index(),
                on.settings().passive() ? "passive" : "running",
                on.address().toString(),
                on.neighborhood().designatedRouter().toString(),
                on.settings().hello().drPriority(),
                on.neighborCount(),
                on.settings().hello().period().toSeconds(),
                Integer.toHexString(on.generationId()),
                on.propagationDelay().toMillis(),
                on.overrideInterval().toMillis(),
                on.suppression(),
                counts(on.counters().received()),
                counts(on.counters().sent()),
                counts(dropped(on)));
    }

    private static void idle(Report.Builder table, PimRouter router, String name, String why) {
        table.row(
                router.dialect().family().toString(),
                name,
                "",
                "waiting: " + why,
                "",
                "",
                "",
                0,
                "",
                "",
                "",
                "",
                "",
                List.of(),
                List.of(),
                List.of());
    }

    private static void add(
            Report.Builder table, PimRouter router, String where, String part, Map<String, Long> counters) {
        counters.forEach((what, count) -> table.row(router.dialect().family().toString(), where, part, what, count));
    }

    /** What the channel and the interface dropped, by reason. */
    private static Map<String, Long> dropped(PimInterface on) {
        PacketChannel.Counters channel = on.channelCounters();
        Map<String, Long> dropped = new TreeMap<>(channel.dropped());
        on.counters().dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
        if (channel.overload() > 0) {
            dropped.put("overload", channel.overload());
        }
        if (channel.sendFailed() > 0) {
            dropped.put("send-failed", channel.sendFailed());
        }
        return dropped;
    }

    private static List<String> counts(Map<String, Long> counters) {
        return counters.entrySet().stream()
                .map(count -> count.getKey() + "=" + count.getValue())
                .toList();
    }
}
