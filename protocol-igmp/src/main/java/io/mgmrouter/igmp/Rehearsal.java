package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.igmp.policy.Quota;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.link.PacketReceiver;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plays reports and leaves on an interface that does not exist, whose packets go nowhere. The code of the real ones is
 * then compiled when the first host joins: that join would otherwise take milliseconds instead of microseconds.
 */
final class Rehearsal implements LinkService {

    /** Enough for the first compiler of the virtual machine, which looks at a method later the more it has to do. */
    private static final int ROUNDS = 6_000;

    /** MLD is mostly IGMP's code; what is its own is seen five times a round. */
    private static final int MLD_ROUNDS = 2_000;

    /** Rounds at a stretch, so that nobody else on the loop waits long. */
    private static final int STRETCH = 50;

    private final Dialect dialect;
    private final ControlLoop loop;
    private final IpAddress host;
    private final Link stage;
    private Heard<?> heard;

    private record Heard<M>(ChannelRequest<M> request, PacketReceiver<M> receiver) {
        void packet(IpAddress from, IpAddress destination, ByteBuffer message) {
            InboundPacket.Header header = new InboundPacket.Header(from, destination, Integer.MAX_VALUE, 1, true, 0);
            try {
                receiver.received(request.decoder().decode(new InboundPacket(header, message)), header);
            } catch (MalformedPacketException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Rehearsal(ControlLoop loop, Dialect dialect) {
        this.dialect = dialect;
        this.loop = loop;
        this.host = neighbour(2);
        this.stage = new Link(
                Integer.MAX_VALUE,
                "rehearsal",
                true,
                true,
                false,
                false,
                1500,
                List.of(new LinkAddress(neighbour(1), 8)));
    }

    /** Takes some hundred milliseconds of the loop, in small pieces between its real work. */
    static void playOn(ControlLoop loop, Dialect dialect) {
        loop.run(() -> {
            Rehearsal rehearsal = new Rehearsal(loop, dialect);
            InterfaceSettings settings = InterfaceSettings.of(
                    dialect,
                    Map.of(),
                    Map.of(InterfaceSettings.INTERFACE, rehearsal.stage.name(), "host.group.limit", 0));
            MembershipInterface iface = new MembershipInterface(
                    settings,
                    rehearsal.stage,
                    false,
                    () -> {},
                    new Surroundings(loop, rehearsal, new Quota()),
                    new Chronicle(settings.policy().historySize()));
            iface.mgm().take(new Nobody());
            rehearsal.play(iface, 0);
        });
    }

    private void play(MembershipInterface stageInterface, int round) {
        if (round >= (dialect.family() == Family.IPV4 ? ROUNDS : MLD_ROUNDS)) {
            stageInterface.close();
            return;
        }
        Dialect.Destinations destinations = dialect.destinations();
        for (int i = round; i < round + STRETCH; i++) {
            IpAddress group = group(i);
            hear(destinations.reportRouters(), stating(RecordType.CHANGE_TO_EXCLUDE_MODE, group, List.of()));
            hear(destinations.reportRouters(), stating(RecordType.ALLOW_NEW_SOURCES, group, List.of(host)));
            hear(destinations.reportRouters(), stating(RecordType.CHANGE_TO_INCLUDE_MODE, group, List.of()));
            hear(group, new OlderReport(dialect.version(HostVersion.V2), group));
            hear(destinations.allRouters(), new LeaveGroup(group));
            IpAddress ssm = sourceSpecific(i);
            hear(destinations.reportRouters(), stating(RecordType.ALLOW_NEW_SOURCES, ssm, List.of(host)));
            hear(destinations.reportRouters(), stating(RecordType.BLOCK_OLD_SOURCES, ssm, List.of(host)));
        }
        loop.run(() -> play(stageInterface, round + STRETCH));
    }

    private void hear(IpAddress destination, MembershipMessage message) {
        heard.packet(host, destination, dialect.write(message));
    }

    private static MembershipMessage stating(RecordType type, IpAddress group, List<IpAddress> sources) {
        return new MembershipReport(List.of(new GroupRecord(type, group, sources)));
    }

    private IpAddress neighbour(int number) {
        return switch (dialect.family()) {
            case IPV4 -> new Ipv4Address(0x0a000000 + number);
            case IPV6 -> new Ipv6Address(0xfe80L << 48, number);
        };
    }

    private IpAddress group(int number) {
        return switch (dialect.family()) {
            case IPV4 -> new Ipv4Address(0xefff0000 + number);
            case IPV6 -> new Ipv6Address(0xff15L << 48, number);
        };
    }

    private IpAddress sourceSpecific(int number) {
        return switch (dialect.family()) {
            case IPV4 -> new Ipv4Address(0xe8000100 + number);
            case IPV6 -> new Ipv6Address(0xff3eL << 48, 0x80000000L + number);
        };
    }

    @Override
    public GroupJoin join(int interfaceIndex, IpAddress group, Optional<IpAddress> source) {
        throw new LinkException("no memberships in a rehearsal");
    }

    @Override
    public <M> PacketChannel open(ChannelRequest<M> request, PacketReceiver<M> receiver) {
        heard = new Heard<>(request, receiver);
        return new Nowhere();
    }

    @Override
    public Collection<Link> links() {
        return List.of(stage);
    }

    @Override
    public Optional<Link> link(int index) {
        return Optional.of(stage);
    }

    @Override
    public Optional<Link> link(String name) {
        return Optional.of(stage);
    }

    @Override
    public Subscription subscribe(LinkListener listener) {
        return () -> {};
    }

    /** A manager that takes everything and does nothing. */
    private static final class Nobody implements MgmSession, InterfaceOwnership {
        @Override
        public ComponentId id() {
            return new ComponentId(0, 0);
        }

        @Override
        public InterfaceId interfaceId() {
            return InterfaceId.of(Integer.MAX_VALUE);
        }

        @Override
        public InterfaceOwnership takeOwnership(InterfaceId interfaceId) {
            return this;
        }

        @Override
        public List<InterfaceOwnership> ownerships() {
            return List.of(this);
        }

        @Override
        public void add(SourceGroup sourceGroup, Set<MembershipFlag> flags) {}

        @Override
        public void delete(SourceGroup sourceGroup, Set<MembershipFlag> flags) {}

        @Override
        public List<Membership> memberships() {
            return List.of();
        }

        @Override
        public void alertOnWrongInterface(boolean wanted) {}

        @Override
        public void handOver(ComponentId newOwner) {}

        @Override
        public void resynced() {}

        @Override
        public void setUpstreamNeighbor(Sg sg, IpAddress upstreamNeighbor) {}

        @Override
        public void resolve(Sg sg) {}

        @Override
        public GroupEnumeration enumerateGroups(EnumerationType type) {
            throw new IllegalStateException("nothing to enumerate in a rehearsal");
        }

        @Override
        public MulticastGroupManager manager() {
            throw new IllegalStateException("no manager in a rehearsal");
        }

        @Override
        public void close() {}
    }

    private static final class Nowhere implements PacketChannel {
        @Override
        public void send(OutboundPacket packet) {}

        @Override
        public Counters counters() {
            return new Counters(0, 0, 0, 0, Map.of());
        }

        @Override
        public void close() {}
    }
}
