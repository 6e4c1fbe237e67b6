package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.GroupEntry;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.SourceEntry;
import io.mgmrouter.pim.fsm.AssertMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** An interface of a {@link CaseRouter}, what it sends being lines. */
final class CaseInterface implements TibInterface {

    private static final int HOLDTIME = 210;

    final Set<IpAddress> neighbors = new TreeSet<>();
    final UpstreamView upstream = new UpstreamView();
    boolean designatedRouter = true;

    private final InterfaceId id;
    private final String name;
    private final IpAddress address;
    private final Consumer<String> journal;

    /** Joins and Prunes of this turn by upstream neighbour and group: the last word about a source counts. */
    private final Map<IpAddress, Map<IpAddress, Map<SourceEntry, Boolean>>> pending = new LinkedHashMap<>();

    CaseInterface(InterfaceId id, String name, IpAddress address, Consumer<String> journal) {
        this.id = id;
        this.name = name;
        this.address = address;
        this.journal = journal;
    }

    @Override
    public InterfaceId id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public IpAddress address() {
        return address;
    }

    @Override
    public boolean isDesignatedRouter() {
        return designatedRouter;
    }

    @Override
    public int neighborCount() {
        return neighbors.size();
    }

    @Override
    public Optional<IpAddress> neighborWith(IpAddress which) {
        return Optional.of(which).filter(neighbors::contains);
    }

    @Override
    public boolean suppression() {
        return true;
    }

    @Override
    public Duration propagationDelay() {
        return Duration.ofMillis(500);
    }

    @Override
    public Duration overrideInterval() {
        return Duration.ofMillis(2500);
    }

    @Override
    public void join(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt) {
        add(upstreamNeighbor, what, source, rpt, true);
    }

    @Override
    public void prune(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt) {
        add(upstreamNeighbor, what, source, rpt, false);
    }

    private void add(IpAddress to, SourceGroup what, IpAddress source, boolean rpt, boolean joined) {
        boolean wildcard = what.source().isUnspecified();
        pending.computeIfAbsent(to, _ -> new LinkedHashMap<>())
                .computeIfAbsent(what.group(), _ -> new LinkedHashMap<>())
                .put(new SourceEntry(source, wildcard, rpt || wildcard), joined);
    }

    /** The turn is over. */
    void flush() {
        pending.forEach((to, groups) -> {
            List<GroupEntry> entries = new ArrayList<>();
            groups.forEach((group, sources) ->
                    entries.add(new GroupEntry(IpPrefix.host(group), those(sources, true), those(sources, false))));
            JoinPrune message = Octets.onLink(new JoinPrune(to, HOLDTIME, entries), address);
            upstream.heard(message);
            journal.accept(name + " " + text(message));
        });
        pending.clear();
    }

    private static List<SourceEntry> those(Map<SourceEntry, Boolean> sources, boolean joined) {
        return sources.keySet().stream()
                .filter(source -> sources.get(source) == joined)
                .toList();
    }

    private static String text(JoinPrune message) {
        StringBuilder text = new StringBuilder("joinprune to " + message.upstreamNeighbor());
        for (GroupEntry entry : message.groups()) {
            IpAddress group = entry.group().network();
            entry.joins().forEach(join -> text.append(" join ").append(new Element(group, join)));
            entry.prunes().forEach(prune -> text.append(" prune ").append(new Element(group, prune)));
        }
        return text.toString();
    }

    @Override
    public void send(Assert message) {
        Assert sent = Octets.onLink(message, address);
        AssertMetric metric = new AssertMetric(sent.rpt(), sent.preference(), sent.metric(), address);
        String value = (metric.rpt() ? " rpt " : " ") + metric.preference() + "/" + metric.metric();
        journal.accept(name + " assert "
                + SourceGroup.of(sent.source(), sent.group().network())
                + (metric.isInfinite() ? " cancel" : value));
    }

    @Override
    public boolean accepts(SourceGroup join) {
        return true;
    }

    @Override
    public boolean bounded(IpAddress group) {
        return false;
    }
}
