package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.loop.DeadlineQueue;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The Tree Information Base of one family: all trees, and where events about them come in. On the loop's thread.
 */
public final class Tib {

    private final Surroundings around;
    private final Map<InterfaceId, TibLink> links = new LinkedHashMap<>();
    private final Map<IpAddress, GroupTree> groups = new TreeMap<>();
    private final DeadlineQueue<Tree> deadlines = new DeadlineQueue<>();
    private final LoopTimer timer;
    private final RpfTable rpf;
    private final TreeUpdate updates;
    private final JoinPruneIntake joinPrune;
    private final Asserts asserts;
    private final FirstHop firstHop;
    private final RendezvousPoint rendezvousPoint;
    private final DataArrival data;
    private final PimClient client;
    private final TreeHistory history;
    private TreeSettings settings;
    private int sourceCount;

    public Tib(Surroundings around, TreeSettings settings) {
        this.around = around;
        this.settings = settings;
        this.history = new TreeHistory(around.loop()::now);
        this.rpf = new RpfTable(around.routes(), this::link);
        this.timer = around.loop().timer("pim-trees-" + around.family(), this::timersDue);
        this.client = new PimClient(this);
        this.updates = new TreeUpdate(this);
        this.joinPrune = new JoinPruneIntake(this);
        this.asserts = new Asserts(this);
        this.firstHop = new FirstHop(this);
        this.rendezvousPoint = new RendezvousPoint(this);
        this.data = new DataArrival(this);
    }

    // What the shell calls.

    /** The client of the manager, to be published as a service. */
    public PimClient client() {
        return client;
    }

    public void configure(TreeSettings changed) {
        settings = changed;
        firstHop.configured();
        groups().forEach(this::rpMayHaveChanged);
    }

    /** PIM runs on an interface from now on. */
    public void interfaceUp(TibInterface port) {
        TibLink link = new TibLink(port);
        links.put(port.id(), link);
        client.take(link);
        updateRpf(rpf.changed());
    }

    /**
     * Asks the manager again for interfaces that it has not handed over.
     *
     * @return names of those that it still has not
     */
    public List<String> takeMissing() {
        List<TibLink> missing =
                links.values().stream().filter(link -> !link.isTaken()).toList();
        missing.forEach(client::take);
        if (missing.stream().anyMatch(TibLink::isTaken)) {
            declareAgain();
        }
        return missing.stream()
                .filter(link -> !link.isTaken())
                .map(TibLink::name)
                .toList();
    }

    /** PIM does not run on an interface any more; its trees end there. */
    public void interfaceDown(TibInterface port) {
        TibLink link = links.remove(port.id());
        if (link != null) {
            updates.interfaceGone(link);
            updateRpf(rpf.changedOf(link.targets));
            link.release();
        }
    }

    /** The DR, or a delay, or the router's own address on an interface changed. */
    public void interfaceChanged(TibInterface port) {
        link(port.id()).ifPresent(link -> {
            touch(link.groups);
            link.targets.forEach(target -> target.sources.forEach(updates::changed));
            updates.settle();
        });
    }

    public void neighborUp(TibInterface port, IpAddress neighbor) {
        link(port.id()).ifPresent(link -> updateRpf(rpf.changedOf(link.targets)));
    }

    /** Its Joins run out by themselves (section 4.5); what was asked of it is asked of another. */
    public void neighborGone(TibInterface port, IpAddress neighbor) {
        link(port.id()).ifPresent(link -> {
            asserts.neighborGone(link, neighbor);
            updateRpf(rpf.changedOf(link.targets));
        });
    }

    /** Its Generation ID changed: it has forgotten what was asked of it. */
    public void neighborRestarted(TibInterface port, IpAddress neighbor) {
        link(port.id()).ifPresent(link -> {
            asserts.neighborGone(link, neighbor);
            updates.neighborRestarted(link, neighbor);
        });
    }

    /** A valid Join/Prune message of a neighbour, to whomever it is addressed. */
    public void received(TibInterface port, IpAddress from, JoinPrune message) {
        link(port.id()).ifPresent(link -> joinPrune.received(link, from, message));
    }

    public void received(TibInterface port, IpAddress from, Assert message) {
        link(port.id()).ifPresent(link -> asserts.received(link, from, message));
    }

    public void received(TibInterface port, InboundPacket.Header header, Register message) {
        rendezvousPoint.received(header, message);
    }

    public void received(TibInterface port, InboundPacket.Header header, RegisterStop message) {
        firstHop.received(header.source(), message);
    }

    /** The RPs of groups in these ranges may be others now. */
    public void rpSetChanged(Set<IpPrefix> ranges) {
        for (GroupTree group : groups()) {
            if (ranges.stream().anyMatch(range -> range.contains(group.group()))) {
                rpMayHaveChanged(group);
            }
        }
        data.rpSetChanged(ranges);
    }

    public void routesChanged(Set<IpPrefix> prefixes) {
        updateRpf(rpf.routesChanged(prefixes));
    }

    /** The forwarder's register tunnel is there; empty if it went. */
    public void registerTunnel(Optional<RegisterTunnel> tunnel) {
        firstHop.tunnel(tunnel);
        groups().forEach(this::touch);
        updates.settle();
    }

    /** PIM ends: the manager holds what it was told, and the register tunnel stays open, for a successor. */
    public void close() {
        timer.cancel();
    }

    public int groupCount() {
        return groups.size();
    }

    public int sourceCount() {
        return sourceCount;
    }

    /** The tables of {@code mgmctl pim}. */
    public TibTables tables() {
        return new TibTables(this);
    }

    // What the chapters share.

    /** A new manager knows nothing: everything is told again. */
    void declareAgain() {
        for (GroupTree group : groups()) {
            group.oifs.forEach(oif -> oif.declared = false);
            group.sources.values().forEach(Tib::undeclared);
            touch(group);
        }
        updates.settle();
    }

    private static void undeclared(SourceTree source) {
        source.tunnelDeclared = false;
        source.told = Optional.empty();
        source.oifs.forEach(oif -> {
            oif.declared = false;
            oif.excluded = false;
        });
    }

    Surroundings around() {
        return around;
    }

    Family family() {
        return around.family();
    }

    TreeSettings settings() {
        return settings;
    }

    Tick now() {
        return around.loop().now();
    }

    TreeHistory history() {
        return history;
    }

    TreeUpdate updates() {
        return updates;
    }

    Asserts asserts() {
        return asserts;
    }

    FirstHop firstHop() {
        return firstHop;
    }

    Map<JoinPruneIntake.Refusal, Long> refused() {
        return joinPrune.refused();
    }

    RendezvousPoint rendezvousPoint() {
        return rendezvousPoint;
    }

    DataArrival data() {
        return data;
    }

    Collection<TibLink> links() {
        return links.values();
    }

    Optional<TibLink> link(InterfaceId id) {
        return Optional.ofNullable(links.get(id));
    }

    List<GroupTree> groups() {
        return new ArrayList<>(groups.values());
    }

    Optional<GroupTree> group(IpAddress group) {
        return Optional.ofNullable(groups.get(group));
    }

    Optional<SourceTree> source(Sg sg) {
        GroupTree group = groups.get(sg.group());
        return group == null ? Optional.empty() : Optional.ofNullable(group.sources.get(sg.source()));
    }

    GroupTree obtain(IpAddress group) {
        GroupTree tree = groups.get(group);
        if (tree == null) {
            tree = new GroupTree(new StarG(group), settings.ssm().test(group));
            groups.put(group, tree);
            findRp(tree);
        }
        return tree;
    }

    /** The tree of a source, made if there is none; empty at {@code state.limit}. */
    Optional<SourceTree> obtain(Sg sg) {
        Optional<SourceTree> known = source(sg);
        if (known.isPresent() || sourceCount >= settings.stateLimit()) {
            return known;
        }
        GroupTree group = obtain(sg.group());
        SourceTree tree = new SourceTree(sg, group, rpf.obtain(sg.source()));
        tree.source.sources.add(tree);
        group.sources.put(sg.source(), tree);
        sourceCount++;
        return Optional.of(tree);
    }

    void remove(SourceTree tree) {
        if (tree.group.sources.remove(tree.sg.source(), tree)) {
            deadlines.remove(tree.timer);
            tree.source.sources.remove(tree);
            rpf.release(tree.source);
            sourceCount--;
        }
    }

    void remove(GroupTree tree) {
        if (groups.remove(tree.group(), tree)) {
            deadlines.remove(tree.timer);
            forgetRp(tree);
        }
    }

    Rpf rpfOf(IpAddress address) {
        return rpf.lookup(address);
    }

    void setTimer(Tree tree, Optional<Tick> deadline) {
        deadline.ifPresentOrElse(at -> deadlines.set(tree.timer, at), () -> deadlines.remove(tree.timer));
        deadlines.earliest().ifPresentOrElse(timer::set, timer::cancel);
    }

    /** Everything about a group is to be derived anew. */
    void touch(GroupTree group) {
        updates.changed(group);
        group.sources.values().forEach(updates::changed);
    }

    private void touch(Collection<GroupTree> some) {
        some.forEach(this::touch);
    }

    private void timersDue() {
        Tick now = now();
        for (Optional<DeadlineQueue.Entry<Tree>> due = deadlines.poll(now);
                due.isPresent();
                due = deadlines.poll(now)) {
            updates.timerDue(due.get().item());
        }
        updates.settle();
        deadlines.earliest().ifPresent(timer::set);
    }

    private void updateRpf(List<RpfTarget> changed) {
        for (RpfTarget target : changed) {
            target.sources.forEach(updates::changed);
            target.groups.forEach(this::touch);
        }
        updates.settle();
        changed.forEach(target -> target.groups.forEach(data::rpfToRpChanged));
    }

    private void rpMayHaveChanged(GroupTree group) {
        Optional<IpAddress> before = group.rp;
        forgetRp(group);
        findRp(group);
        if (!before.equals(group.rp)) {
            history.add(group.starG, "rp", group.rp.map(IpAddress::toString).orElse("none"));
            firstHop.rpChanged(group);
        }
        touch(group);
        updates.settle();
    }

    private void findRp(GroupTree group) {
        group.rp = group.ssm ? Optional.empty() : around.rpOf().apply(group.group());
        group.rendezvousPoint = group.rp.filter(around.isOwnAddress()::test).isPresent();
        group.rpTarget = group.rendezvousPoint ? Optional.empty() : group.rp.map(rpf::obtain);
        group.rpTarget.ifPresent(target -> target.groups.add(group));
    }

    private void forgetRp(GroupTree group) {
        group.rpTarget.ifPresent(target -> {
            target.groups.remove(group);
            rpf.release(target);
        });
        group.rpTarget = Optional.empty();
    }

    /** (*,G) or (S,G) state of that name; for tools and alerts. */
    Optional<? extends Tree> tree(SourceGroup what) {
        return what instanceof Sg sg ? source(sg) : group(what.group());
    }
}
