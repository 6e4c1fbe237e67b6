package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.SourceEntry;
import io.mgmrouter.pim.fsm.AssertMetric;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** An interface of a {@link CaseRouter}, what it sends being lines. */
final class CaseInterface implements TibInterface {

    final Set<IpAddress> neighbors = new TreeSet<>();
    boolean designatedRouter = true;

    private final InterfaceId id;
    private final String name;
    private final IpAddress address;
    private final Consumer<String> journal;

    /** Joins and Prunes of this turn by upstream neighbour: the last word about a source counts. */
    private final Map<IpAddress, Map<Element, String>> pending = new LinkedHashMap<>();

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
        add(upstreamNeighbor, "join", what, source, rpt);
    }

    @Override
    public void prune(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt) {
        add(upstreamNeighbor, "prune", what, source, rpt);
    }

    private void add(IpAddress to, String verb, SourceGroup what, IpAddress source, boolean rpt) {
        boolean wildcard = what.source().isUnspecified();
        Element element = new Element(what.group(), new SourceEntry(source, wildcard, rpt || wildcard));
        pending.computeIfAbsent(to, _ -> new LinkedHashMap<>()).put(element, verb);
    }

    /** The turn is over. */
    void flush() {
        pending.forEach((to, elements) -> journal.accept(name + " joinprune to " + to + " "
                + elements.entrySet().stream()
                        .map(element -> element.getValue() + " " + element.getKey())
                        .collect(Collectors.joining(" "))));
        pending.clear();
    }

    @Override
    public void send(Assert message) {
        AssertMetric metric = new AssertMetric(message.rpt(), message.preference(), message.metric(), address);
        SourceGroup about = SourceGroup.of(message.source(), message.group().network());
        journal.accept(name + " assert " + about
                + (metric.isInfinite()
                        ? " cancel"
                        : (metric.rpt() ? " rpt " : " ") + metric.preference() + "/" + metric.metric()));
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
