package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.GroupEntry;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.RegisterStop;
import io.mgmrouter.pim.codec.SourceEntry;
import io.mgmrouter.pim.fsm.AssertMetric;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of a case as events of a {@link CaseRouter}; src/test/resources/cases/README.md has the words. */
final class CaseScript {

    private CaseRouter router = new CaseRouter(Family.IPV4);

    /** The words of a line that are not read yet. */
    private Deque<String> words = new ArrayDeque<>();

    /** What the router did, each event followed by its effects. */
    List<String> run(List<String> lines) {
        lines.forEach(this::happen);
        return router.journal();
    }

    CaseRouter router() {
        return router;
    }

    /** One line. */
    void happen(String line) {
        words = new ArrayDeque<>(List.of(line.split("\\s+")));
        if (words.peek().equals("family")) {
            words.remove();
            router = new CaseRouter(Family.valueOf(word()));
            return;
        }
        router.heading(line);
        try {
            happen();
            if (!words.isEmpty()) {
                throw new IllegalArgumentException("too many words: " + words);
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("in line \"" + line + "\": " + e, e);
        }
        router.settle();
    }

    private void happen() {
        switch (word()) {
            case "interface" -> router.interfaceUp(word(), word());
            case "down" -> router.interfaceDown(word());
            case "dr" -> router.designatedRouter(word(), word().equals("yes"));
            case "neighbor" -> router.neighborUp(word(), address());
            case "gone" -> router.neighborGone(word(), address());
            case "restart" -> router.neighborRestarted(word(), address());
            case "route" -> route();
            case "unroute" -> router.unroute(word());
            case "rp" -> router.rp(IpPrefix.parse(word()), address());
            case "spt" -> router.sptSwitch(word());
            case "member" -> router.member(word(), pair(word()), true);
            case "leave" -> router.member(word(), pair(word()), false);
            case "packet" -> router.packet(word(), sg());
            case "joinprune" -> joinPrune();
            case "assert" -> heardAssert();
            case "register" -> router.register(address(), address(), sg(), option("null"));
            case "register-stop" -> registerStop();
            case "wait" -> router.advance(Duration.ofMillis(Math.round(Double.parseDouble(word()) * 1000)));
            case String other -> throw new IllegalArgumentException("what is \"" + other + "\"?");
        }
    }

    private void route() {
        String prefix = word();
        String on = word();
        if (words.isEmpty()) {
            router.connected(prefix, on);
            return;
        }
        String nextHop = word();
        String[] metric = (words.isEmpty() ? "1/10" : word()).split("/");
        router.route(prefix, on, nextHop, Integer.parseInt(metric[0]), Long.parseLong(metric[1]));
    }

    private void joinPrune() {
        String on = word();
        IpAddress from = address();
        IpAddress to = address();
        Map<IpAddress, List<SourceEntry>> joins = new LinkedHashMap<>();
        Map<IpAddress, List<SourceEntry>> prunes = new LinkedHashMap<>();
        int holdtime = 210;
        while (!words.isEmpty()) {
            String what = word();
            switch (what) {
                case "holdtime" -> holdtime = Integer.parseInt(word());
                case "join", "prune" -> {
                    Element element = Element.of(word(), router::rpOf);
                    joins.computeIfAbsent(element.group(), _ -> new ArrayList<>());
                    prunes.computeIfAbsent(element.group(), _ -> new ArrayList<>());
                    (what.equals("join") ? joins : prunes).get(element.group()).add(element.entry());
                }
                default -> throw new IllegalArgumentException("neither join nor prune: " + what);
            }
        }
        List<GroupEntry> groups = joins.keySet().stream()
                .map(group -> new GroupEntry(IpPrefix.host(group), joins.get(group), prunes.get(group)))
                .toList();
        router.hear(on, from, new JoinPrune(to, holdtime, groups));
    }

    private void heardAssert() {
        String on = word();
        IpAddress from = address();
        SourceGroup about = pair(word());
        boolean cancel = option("cancel");
        boolean rpt = option("rpt") || cancel;
        String[] metric = cancel ? new String[0] : word().split("/");
        router.hear(
                on,
                from,
                new Assert(
                        IpPrefix.host(about.group()),
                        about.source(),
                        rpt,
                        cancel ? AssertMetric.INFINITE.preference() : Long.parseLong(metric[0]),
                        cancel ? AssertMetric.INFINITE.metric() : Long.parseLong(metric[1])));
    }

    private void registerStop() {
        IpAddress from = address();
        SourceGroup about = pair(word());
        router.hear(from, new RegisterStop(IpPrefix.host(about.group()), about.source()));
    }

    private String word() {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a word is missing");
        }
        return words.remove();
    }

    private boolean option(String name) {
        return words.remove(name);
    }

    private IpAddress address() {
        return IpAddress.parse(word());
    }

    private Sg sg() {
        return (Sg) pair(word());
    }

    private static SourceGroup pair(String text) {
        return Element.of(text, group -> group).pair();
    }
}
