package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.IgmpMessage;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipReportV2;
import io.mgmrouter.igmp.codec.MembershipReportV3;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
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

    /** Enough for the first compiler of the virtual machine, which looks at a method after 200 calls. */
    private static final int ROUNDS = 6_000;

    /** Rounds at a stretch, so that nobody else on the loop waits long. */
    private static final int STRETCH = 50;

    private static final Ipv4Address ROUTER = new Ipv4Address(0x0a000001);
    private static final Ipv4Address HOST = new Ipv4Address(0x0a000002);
    private static final int GROUP = 0xefff0000;

    private final ControlLoop loop;
    private final Link stage = new Link(
            Integer.MAX_VALUE, "rehearsal", true, true, false, false, 1500, List.of(new LinkAddress(ROUTER, 8)));
    private Heard<?> heard;

    private record Heard<M>(ChannelRequest<M> request, PacketReceiver<M> receiver) {
        void packet(IpAddress destination, IgmpMessage message) {
            InboundPacket.Header header = new InboundPacket.Header(HOST, destination, Integer.MAX_VALUE, 1, true, 0);
            try {
                receiver.received(request.decoder().decode(new InboundPacket(header, message.encode())), header);
            } catch (MalformedPacketException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Rehearsal(ControlLoop loop) {
        this.loop = loop;
    }

    /** Takes some hundred milliseconds of the loop, in small pieces between its real work. */
    static void playOn(ControlLoop loop) {
        loop.run(() -> {
            Rehearsal rehearsal = new Rehearsal(loop);
            IgmpSettings settings = IgmpSettings.of(Map.of(), Map.of(IgmpSettings.INTERFACE, rehearsal.stage.name()));
            IgmpInterface igmp = new IgmpInterface(settings, rehearsal.stage, false, () -> {}, loop, rehearsal);
            igmp.mgm().take(new Nobody());
            rehearsal.play(igmp, 0);
        });
    }

    private void play(IgmpInterface stageInterface, int round) {
        if (round >= ROUNDS) {
            stageInterface.close();
            return;
        }
        for (int i = round; i < round + STRETCH; i++) {
            Ipv4Address group = new Ipv4Address(GROUP + i);
            heard.packet(IgmpDecoder.ALL_V3_ROUTERS, stating(RecordType.CHANGE_TO_EXCLUDE_MODE, group, List.of()));
            heard.packet(IgmpDecoder.ALL_V3_ROUTERS, stating(RecordType.ALLOW_NEW_SOURCES, group, List.of(HOST)));
            heard.packet(IgmpDecoder.ALL_V3_ROUTERS, stating(RecordType.CHANGE_TO_INCLUDE_MODE, group, List.of()));
            heard.packet(group, new MembershipReportV2(group));
            heard.packet(IgmpDecoder.ALL_ROUTERS, new LeaveGroup(group));
        }
        loop.run(() -> play(stageInterface, round + STRETCH));
    }

    private static IgmpMessage stating(RecordType type, Ipv4Address group, List<Ipv4Address> sources) {
        return new MembershipReportV3(List.of(new GroupRecord(type, group, List.copyOf(sources))));
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
