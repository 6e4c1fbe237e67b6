package io.mgmrouter.pim.tib;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.testkit.FakeForwarder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a {@link CaseRouter} did, as lines: what it sent, and how memberships and the forwarder's table changed. */
final class CaseJournal {

    private static final int PIM = 103;
    private static final int PAGE = 1000;
    private static final Pattern INDEX = Pattern.compile("\\d+");

    private final Supplier<Tick> clock;
    private final FakeForwarder forwarder;
    private final MulticastGroupManager manager;
    private final Function<InterfaceId, String> names;
    private final List<String> lines = new ArrayList<>();
    private List<String> copies = List.of();
    private Map<String, String> table = Map.of();
    private Map<String, String> memberships = Map.of();

    CaseJournal(
            Supplier<Tick> clock,
            FakeForwarder forwarder,
            MulticastGroupManager manager,
            Function<InterfaceId, String> names) {
        this.clock = clock;
        this.forwarder = forwarder;
        this.manager = manager;
        this.names = names;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Copies of packets that went out since the last but one {@link #write}: {@code (S,G)->interface}. */
    List<String> copies() {
        return copies;
    }

    /** An event; its effects follow. */
    void heading(String event) {
        lines.add("> " + event);
    }

    void effect(String text) {
        lines.add("%8.3f %s".formatted(clock.get().nanos() / 1e9, text));
    }

    /** Writes down what changed. */
    void write() {
        Map<String, String> membershipsNow = memberships();
        changes("member", memberships, membershipsNow);
        memberships = membershipsNow;
        Map<String, String> tableNow = table();
        changes("mfc", table, tableNow);
        table = tableNow;
        copies = forwarder.takeSent();
        copies.forEach(copy -> effect(
                "out " + named(copy.substring(copy.indexOf("->") + 2)) + " " + copy.substring(0, copy.indexOf("->"))));
    }

    private void changes(String kind, Map<String, String> before, Map<String, String> now) {
        before.keySet().stream().filter(key -> !now.containsKey(key)).forEach(key -> effect("- " + kind + " " + key));
        now.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                effect("+ " + kind + " " + key + value);
            }
        });
    }

    private Map<String, String> memberships() {
        Map<String, String> all = new TreeMap<>();
        for (Membership each : manager.memberships(Optional.empty(), PAGE).items()) {
            if (each.client().protocolId() == PIM) {
                all.put(names.apply(each.interfaceId()) + " " + each.sourceGroup(), "");
            }
        }
        return all;
    }

    private Map<String, String> table() {
        Map<String, String> all = new TreeMap<>();
        for (String line : forwarder.table()) {
            int end = line.indexOf(' ');
            all.put(line.substring(0, end), named(line.substring(end)).replace("->", " -> "));
        }
        return all;
    }

    private String named(String text) {
        return INDEX.matcher(text).replaceAll(index -> names.apply(InterfaceId.of(Integer.parseInt(index.group()))));
    }
}
