package io.mgmrouter.igmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.igmp.codec.RouterDiscovery;
import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.MemoryWire;
import io.mgmrouter.testkit.RecordingSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A router between eth0, where anything may be said, and eth1, where a host says one thing only. {@link #check} says
 * what must hold whatever happens on eth0. The limits are small, so that they are reached soon.
 */
final class HostileLink {

    static final int GROUP_LIMIT = 24;
    static final int SOURCE_LIMIT = 6;
    static final int TOTAL_SOURCE_LIMIT = 40;

    private static final InterfaceId ETH0 = InterfaceId.of(1);
    private static final InterfaceId ETH1 = InterfaceId.of(2);

    final Dialect dialect;
    final FuzzAddresses addresses;
    final ManualLoop loop = new ManualLoop("fuzz");
    final FakeLinkService links = new FakeLinkService();
    final MembershipRouter router;
    private final MemoryWire wire;
    private final MemoryWire other;
    private Optional<RecordingSession> session = Optional.empty();

    HostileLink(Dialect dialect) {
        this.dialect = dialect;
        this.addresses = FuzzAddresses.of(dialect.family());
        this.router = new MembershipRouter(dialect, loop, links, _ -> {});
        this.wire = links.add(link(1, "eth0", true, addresses.self(0)));
        this.other = links.add(link(2, "eth1", true, addresses.self(0)));
        router.start();
        configure(Map.of());
        router.configure("other", Map.of("interface", "eth1"));
        attach();
    }

    Link link(int index, String name, boolean up, IpAddress address) {
        return new Link(index, name, up, true, false, false, 1500, List.of(new LinkAddress(address, 24)));
    }

    /** Settings of eth0, beside the limits. */
    void configure(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("interface", "eth0");
        all.put("group.limit", GROUP_LIMIT);
        all.put("source.limit", SOURCE_LIMIT);
        all.put("source.limit.total", TOTAL_SOURCE_LIMIT);
        router.configure("hostile", all);
        loop.drain();
    }

    /** The manager comes, after it has gone if it was there. */
    void attach() {
        session.ifPresent(_ -> detach());
        RecordingSession fresh = new RecordingSession(new ComponentId(2, 0));
        session = Optional.of(fresh);
        loop.run(() -> router.attached(fresh));
        loop.drain();
    }

    /** The manager goes. */
    void detach() {
        session = Optional.empty();
        router.detached();
        loop.drain();
    }

    /** Another client takes eth0; something happens in the middle of it. */
    void ownerChanges(Runnable meanwhile) {
        session.ifPresent(open -> {
            open.disable(ETH0);
            router.onDisable(ETH0);
            meanwhile.run();
            router.onEnable(ETH0);
            open.enable(ETH0);
            loop.drain();
        });
    }

    /** The link eth0 is now so. */
    void eth0(boolean up, IpAddress address) {
        links.change(link(1, "eth0", up, address));
        loop.drain();
    }

    /** A message arrives on eth0 as its type is sent. */
    void hears(IpAddress from, MembershipMessage message) {
        hears(new MemoryWire.Frame(from, destination(message), 1, true, dialect.write(message)));
    }

    /** Anything arrives on eth0; what the router sends in return is bounded by what it was told. */
    void hears(MemoryWire.Frame frame) {
        wire.clearLog();
        wire.send(frame);
        loop.drain();
        int records = 1 + frame.payload().remaining() / dialect.addressOctets();
        assertThat(wire.log().size()).as("packets sent for one").isLessThanOrEqualTo(1 + 3 * records);
        wire.clearLog();
    }

    /** Hears octets that are sent the way most messages are, to wherever this one says. */
    void hearsOctets(IpAddress from, IpAddress to, byte[] octets) {
        hears(new MemoryWire.Frame(from, to, 1, true, ByteBuffer.wrap(octets)));
    }

    void passes(Duration time) {
        loop.advance(time);
        wire.clearLog();
        other.clearLog();
    }

    /** Nobody says anything any more: in the end nothing is left. */
    void fallsSilent() {
        for (int i = 0; i < 1000 && due().isPresent(); i++) {
            passes(Duration.ofNanos(due().get().nanos() - loop.now().nanos()));
        }
        eth0().ifPresent(eth0 -> assertThat(eth0.groups().size()).isZero());
        session.ifPresent(open -> assertThat(open.declared(ETH0)).isEmpty());
    }

    /** What must hold at any time. */
    void check() {
        passes(Duration.ZERO);
        eth1IsServed();
        eth0().ifPresent(this::check);
    }

    private void check(MembershipInterface eth0) {
        List<GroupTable.View> views = eth0.groups().views().toList();
        assertThat(views.size()).as("groups").isLessThanOrEqualTo(GROUP_LIMIT);
        int total = 0;
        for (GroupTable.View view : views) {
            int sources = view.state().filter().sourceCount();
            assertThat(sources).as("sources of %s", view.address()).isLessThanOrEqualTo(SOURCE_LIMIT);
            assertThat(view.state().filter().isEmpty())
                    .as("group without anybody")
                    .isFalse();
            total += sources;
        }
        assertThat(total).as("sources").isLessThanOrEqualTo(TOTAL_SOURCE_LIMIT);
        checkDeadlines(views);
        session.ifPresent(open -> assertThat(open.declared(ETH0)).isEqualTo(wanted(views)));
    }

    private void checkDeadlines(List<GroupTable.View> views) {
        Optional<Tick> earliest =
                views.stream().flatMap(view -> view.state().due().stream()).min(Comparator.naturalOrder());
        assertThat(due()).as("the queue's first").isEqualTo(earliest);
        earliest.ifPresent(deadline -> {
            assertThat(loop.now().reached(deadline)).as("overdue").isFalse();
            assertThat(loop.nextDeadline().orElseThrow()).as("timer").isLessThanOrEqualTo(deadline);
        });
    }

    private static Set<SourceGroup> wanted(List<GroupTable.View> views) {
        Set<SourceGroup> wanted = new HashSet<>();
        for (GroupTable.View view : views) {
            switch (view.state().filter()) {
                case FilterState.Exclude _ -> wanted.add(new StarG(view.address()));
                case FilterState.Include(var sources) ->
                    sources.keySet().forEach(source -> wanted.add(new Sg(source, view.address())));
            }
        }
        return wanted;
    }

    private void eth1IsServed() {
        IpAddress group = addresses.group(0);
        MembershipReport join =
                new MembershipReport(List.of(new GroupRecord(RecordType.CHANGE_TO_EXCLUDE_MODE, group, List.of())));
        other.send(new MemoryWire.Frame(addresses.host(0), destination(join), 1, true, dialect.write(join)));
        loop.drain();
        session.ifPresent(open -> assertThat(open.declared(ETH1)).containsExactly(new StarG(group)));
    }

    private Optional<MembershipInterface> eth0() {
        return router.running().stream()
                .filter(one -> one.name().equals("eth0"))
                .findFirst();
    }

    private Optional<Tick> due() {
        return eth0().flatMap(eth0 -> eth0.groups().due());
    }

    private IpAddress destination(MembershipMessage message) {
        Dialect.Destinations known = dialect.destinations();
        return switch (message) {
            case MembershipQuery query -> query.isGeneral() ? known.allNodes() : query.group();
            case OlderReport(_, var group) -> group;
            case LeaveGroup _ -> known.allRouters();
            case MembershipReport _ -> known.reportRouters();
            case RouterDiscovery _ -> known.allSnoopers();
        };
    }
}
