package io.mgmrouter.control.show;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The forwarding table: {@code show mfe [--stats] [SOURCE] [GROUP]}. Times are in seconds. Last the (*,G) entries,
 * which forward the sources without an entry of their own; they have no age, and no counters.
 */
final class ShowForwardingEntries implements ControlCommand {

    private static final int PAGE = 1_000;
    private static final String STATS = "--stats";
    private static final List<String> COLUMNS = List.of(
            "source", "group", "state", "iif", "upstreamNeighbor", "oifs", "iifOwner", "upTime", "expires", "timeout");
    private static final List<String> COUNTERS = List.of("packets", "octets", "wrongInterface");

    private final RouterView router;

    ShowForwardingEntries(RouterView router) {
        this.router = router;
    }

    @Override
    public Report run(List<String> arguments) throws CommandException {
        List<String> words =
                arguments.stream().filter(Predicate.not(STATS::equals)).toList();
        Arguments.refuseOptions("show mfe", words);
        Selection selection = Selection.parse(words);
        MulticastGroupManager manager = router.manager();
        return words.size() < arguments.size() ? withStats(manager, selection) : plain(manager, selection);
    }

    private List<List<Object>> wildcards(MulticastGroupManager manager, Selection selection, List<Object> counters) {
        List<List<Object>> rows = new ArrayList<>();
        Pages.<Wildcard.Installed, StarG>forEach(
                after -> manager.wildcards(after, PAGE), Wildcard.Installed::starG, wildcard -> {
                    if (selection.selectsGroup(wildcard.starG())) {
                        rows.add(joined(row(wildcard), counters));
                    }
                });
        return rows;
    }

    private List<Object> row(Wildcard.Installed wildcard) {
        return List.of(
                "*",
                wildcard.starG().group().toString(),
                "installed",
                String.join(",", names(wildcard.incomingInterfaces())),
                "",
                names(wildcard.outgoingInterfaces()),
                "",
                "",
                "",
                "");
    }

    private List<String> names(Set<InterfaceId> interfaces) {
        return interfaces.stream().sorted().map(router::name).toList();
    }

    private Report plain(MulticastGroupManager manager, Selection selection) {
        Map<ComponentId, String> names = RouterView.clientNames(manager);
        List<List<Object>> rows = new ArrayList<>();
        Consumer<ForwardingEntry> add = entry -> {
            if (selection.selects(entry.sg())) {
                rows.add(row(entry, names));
            }
        };
        selection
                .exact()
                .ifPresentOrElse(
                        sg -> manager.entry(sg).ifPresent(add),
                        () -> Pages.<ForwardingEntry, Sg>forEach(
                                after -> manager.entries(after, PAGE), ForwardingEntry::sg, add));
        rows.addAll(wildcards(manager, selection, List.of()));
        return new Report("mfe", COLUMNS, rows);
    }

    private Report withStats(MulticastGroupManager manager, Selection selection) {
        Map<ComponentId, String> names = RouterView.clientNames(manager);
        List<List<Object>> rows = new ArrayList<>();
        Consumer<ForwardingStats> add = stats -> {
            if (selection.selects(stats.entry().sg())) {
                rows.add(joined(row(stats.entry(), names), counters(stats)));
            }
        };
        selection
                .exact()
                .ifPresentOrElse(
                        sg -> manager.stats(sg, ForwardingStats.Level.BASIC).ifPresent(add),
                        () -> Pages.<ForwardingStats, Sg>forEach(
                                after -> manager.stats(after, PAGE, ForwardingStats.Level.BASIC),
                                s -> s.entry().sg(),
                                add));
        rows.addAll(wildcards(manager, selection, List.of("", "", "")));
        return new Report("mfe", joined(COLUMNS, COUNTERS), rows);
    }

    private List<Object> row(ForwardingEntry entry, Map<ComponentId, String> names) {
        return List.of(
                entry.sg().source().toString(),
                entry.sg().group().toString(),
                entry.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                entry.incomingInterface().map(router::name).orElse(""),
                entry.upstreamNeighbor().map(Object::toString).orElse(""),
                entry.outgoingInterfaces().stream()
                        .map(oif -> router.name(oif.interfaceId()))
                        .toList(),
                entry.iifOwner()
                        .map(owner -> names.getOrDefault(owner, owner.toString()))
                        .orElse(""),
                entry.upTime().toSeconds(),
                entry.expiryTime().toSeconds(),
                entry.timeout().toSeconds());
    }

    private static List<Object> counters(ForwardingStats stats) {
        return List.of(stats.inPackets(), stats.inOctets(), stats.packetsOnDifferentInterface());
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
