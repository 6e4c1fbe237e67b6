package io.mgmrouter.pim.tib;

import io.mgmrouter.control.Report;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.pim.fsm.AssertState;
import io.mgmrouter.pim.fsm.DownstreamRptState;
import io.mgmrouter.pim.fsm.DownstreamState;
import io.mgmrouter.pim.fsm.RegisterState;
import io.mgmrouter.pim.fsm.UpstreamRptState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What {@code mgmctl pim} shows of the trees. Each method adds the rows of one family to a table whose columns stand
 * beside it. Times are seconds. For the loop's thread.
 */
public final class TibTables {

    public static final String[] JOINS = {
        "family", "source", "group", "interface", "state", "expires", "prunePending", "member", "forwards"
    };
    public static final String[] UPSTREAM = {
        "family", "source", "group", "state", "nextJoin", "interface", "neighbor", "rp", "spt", "keepalive", "rptState"
    };
    public static final String[] ASSERTS = {
        "family", "source", "group", "interface", "state", "winner", "preference", "metric", "timer"
    };
    public static final String[] REGISTERS = {"family", "source", "group", "state", "timer", "rp"};
    public static final String[] STATE = {"family", "source", "group", "part", "interface", "state", "timer", "detail"};

    private final Tib tib;
    private final String family;
    private final Tick now;

    TibTables(Tib tib) {
        this.tib = tib;
        this.family = tib.family().toString();
        this.now = tib.now();
    }

    /** Downstream state of every interface. */
    public void joins(Report.Builder table) {
        for (GroupTree group : tib.groups()) {
            for (GroupOif oif : group.oifs) {
                if (!(oif.join instanceof DownstreamState.NoInfo) || oif.member) {
                    downstream(table, group, oif.link, oif.join, oif.member, group.immediate(oif));
                }
            }
            for (SourceTree source : group.sources.values()) {
                for (SourceOif oif : source.oifs) {
                    if (!(oif.join instanceof DownstreamState.NoInfo) || oif.member) {
                        downstream(table, source, oif.link, oif.join, oif.member, source.inherits(oif.link));
                    }
                }
            }
        }
    }

    private void downstream(
            Report.Builder table, Tree tree, TibLink link, DownstreamState state, boolean member, boolean forwards) {
        Optional<Tick> pending = state instanceof DownstreamState.PrunePending waiting
                ? Optional.of(waiting.prunePending())
                : Optional.empty();
        Optional<Tick> expiry = switch (state) {
            case DownstreamState.NoInfo _ -> Optional.empty();
            case DownstreamState.Join join -> Optional.of(join.expiry());
            case DownstreamState.PrunePending waiting -> Optional.of(waiting.expiry());
        };
        table.row(
                family,
                source(tree),
                tree.what().group().toString(),
                link.name(),
                name(state),
                left(expiry),
                left(pending),
                member,
                forwards);
    }

    /** Upstream state of every tree. */
    public void upstream(Report.Builder table) {
        for (GroupTree group : tib.groups()) {
            if (group.isJoined()) {
                upstream(table, group, group, "", "");
            }
            for (SourceTree source : group.sources.values()) {
                String rpt =
                        source.upstreamRpt instanceof UpstreamRptState.RptNotJoined ? "" : name(source.upstreamRpt);
                upstream(table, group, source, left(source.keepalive), rpt);
            }
        }
    }

    private void upstream(Report.Builder table, GroupTree group, Tree tree, Object keepalive, String rpt) {
        table.row(
                family,
                source(tree),
                group.group().toString(),
                name(tree.upstream),
                left(tree.upstream.due()),
                interfaceOf(tree),
                tree.rpfNeighbor().map(to -> to.address().toString()).orElse(""),
                group.rp.map(Object::toString).orElse(""),
                tree instanceof SourceTree source && source.onShortestPath(),
                keepalive,
                rpt);
    }

    /** Assert state of every interface that has some. */
    public void asserts(Report.Builder table) {
        for (GroupTree group : tib.groups()) {
            group.oifs.forEach(oif -> asserted(table, group, oif.link, oif.winner));
            group.sources
                    .values()
                    .forEach(source -> source.oifs.forEach(oif -> asserted(table, source, oif.link, oif.winner)));
        }
    }

    private void asserted(Report.Builder table, Tree tree, TibLink link, AssertState state) {
        if (state instanceof AssertState.NoInfo) {
            return;
        }
        Optional<AssertState.Loser> lost =
                state instanceof AssertState.Loser loser ? Optional.of(loser) : Optional.empty();
        table.row(
                family,
                source(tree),
                tree.what().group().toString(),
                link.name(),
                name(state),
                lost.map(AssertState.Loser::winner)
                        .orElseGet(link.port::address)
                        .toString(),
                lost.<Object>map(loser -> loser.winnerMetric().preference()).orElse(""),
                lost.<Object>map(loser -> loser.winnerMetric().metric()).orElse(""),
                left(state.due()));
    }

    /** Register state of the sources of this router's links. */
    public void registers(Report.Builder table) {
        for (GroupTree group : tib.groups()) {
            for (SourceTree source : group.sources.values()) {
                if (!(source.register instanceof RegisterState.NoInfo)) {
                    table.row(
                            family,
                            source(source),
                            group.group().toString(),
                            name(source.register),
                            left(source.register.due()),
                            group.rp.map(Object::toString).orElse(""));
                }
            }
        }
    }

    /** Every machine of some trees, and their latest events. */
    public void state(Report.Builder table, Predicate<SourceGroup> which) {
        for (GroupTree group : tib.groups()) {
            if (which.test(group.starG)) {
                upstreamPart(table, group);
                for (GroupOif oif : group.oifs) {
                    part(
                            table,
                            group,
                            "downstream",
                            oif.link,
                            name(oif.join),
                            oif.join.due(),
                            flags(oif.member, oif.declared));
                    assertPart(table, group, oif.link, oif.winner);
                }
            }
            group.sources.values().stream()
                    .filter(source -> which.test(source.sg))
                    .forEach(source -> state(table, source));
        }
        for (TreeHistory.Happened event : tib.history().about(which)) {
            long ago = now.since(event.at()).toSeconds();
            table.row(
                    family,
                    event.what() instanceof io.mgmrouter.mgm.Sg sg ? sg.source().toString() : "*",
                    event.what().group().toString(),
                    "event",
                    "",
                    event.event(),
                    -ago,
                    event.detail());
        }
    }

    private void state(Report.Builder table, SourceTree source) {
        upstreamPart(table, source);
        if (!(source.upstreamRpt instanceof UpstreamRptState.RptNotJoined)) {
            plain(table, source, "upstream-rpt", "", name(source.upstreamRpt), source.upstreamRpt.due(), "");
        }
        if (!(source.register instanceof RegisterState.NoInfo)) {
            plain(table, source, "register", "", name(source.register), source.register.due(), "");
        }
        for (SourceOif oif : source.oifs) {
            String how = flags(oif.member, oif.declared) + (oif.excluded ? " left-out" : "");
            part(table, source, "downstream", oif.link, name(oif.join), oif.join.due(), how.strip());
            if (!(oif.rpt instanceof DownstreamRptState.NoInfo)) {
                part(table, source, "downstream-rpt", oif.link, name(oif.rpt), oif.rpt.due(), "");
            }
            assertPart(table, source, oif.link, oif.winner);
        }
        source.keepalive.ifPresent(_ -> plain(table, source, "keepalive", "", "running", source.keepalive, ""));
    }

    private void upstreamPart(Report.Builder table, Tree tree) {
        String spt = tree instanceof SourceTree source && source.onShortestPath() ? "spt " : "";
        String whom = tree.joinedTo.map(UpstreamNeighbor::toString).orElse("nobody");
        String others = tree.external ? " receivers-of-others" : "";
        plain(
                table,
                tree,
                "upstream",
                interfaceOf(tree),
                name(tree.upstream),
                tree.upstream.due(),
                spt + "asked " + whom + others);
    }

    private void assertPart(Report.Builder table, Tree tree, TibLink link, AssertState state) {
        if (!(state instanceof AssertState.NoInfo)) {
            String winner = state instanceof AssertState.Loser loser ? "winner " + loser.winner() : "";
            part(table, tree, "assert", link, name(state), state.due(), winner);
        }
    }

    private void part(
            Report.Builder table,
            Tree tree,
            String part,
            TibLink link,
            String state,
            Optional<Tick> timer,
            String how) {
        plain(table, tree, part, link.name(), state, timer, how);
    }

    private void plain(
            Report.Builder table,
            Tree tree,
            String part,
            String where,
            String state,
            Optional<Tick> timer,
            String how) {
        table.row(family, source(tree), tree.what().group().toString(), part, where, state, left(timer), how);
    }

    /** How often what came in was refused, or not taken up, by reason. */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        tib.refused().forEach((why, count) -> counters.put("join-prune " + word(why), count));
        tib.rendezvousPoint().outcomes().forEach((what, count) -> counters.put("register " + word(what), count));
        counters.put("register sent", tib.firstHop().sent());
        counters.put("register not-sent", tib.firstHop().unsent());
        return counters;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String flags(boolean member, boolean declared) {
        List<String> words = new ArrayList<>();
        if (member) {
            words.add("member");
        }
        if (declared) {
            words.add("forwards");
        }
        return String.join(" ", words);
    }

    private static String interfaceOf(Tree tree) {
        Optional<TibLink> link = tree instanceof SourceTree source
                ? source.rpf().link()
                : ((GroupTree) tree).rpfToRp().link();
        return link.map(TibLink::name).orElse("");
    }

    private static String source(Tree tree) {
        return tree instanceof SourceTree source ? source.sg.source().toString() : "*";
    }

    private static String name(Object state) {
        return state.getClass().getSimpleName();
    }

    private Object left(Optional<Tick> deadline) {
        return deadline.<Object>map(at -> Math.max(0, at.since(now).toSeconds()))
                .orElse("");
    }
}
