package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.link.PacketReceiver;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MfcCounters;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.mroute.UpcallListener;
import io.mgmrouter.linux.mroute.Vif;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.Upcalls;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Programs a table that does not exist. The code for the real one is then compiled when the first flow needs it: that
 * would otherwise take milliseconds instead of microseconds.
 */
public final class Rehearsal {

    /** Enough for the first compiler of the virtual machine, which looks at a method later the more it has to do. */
    private static final int ROUNDS = 6_000;

    private static final int UPSTREAM = 1;
    private static final int DOWNSTREAM = 2;
    private static final int GROUP = 0xefff0000;

    private static final ByteBuffer NO_HEADER = ByteBuffer.allocate(0);

    /** Rounds at a stretch, so that up-calls do not wait long. */
    private static final int STRETCH = 100;

    private Rehearsal() {}

    /** Takes some hundred milliseconds of the loop, in small pieces between its real work. */
    public static void playOn(ControlLoop loop) {
        NoTable table = new NoTable();
        KernelForwarder forwarder = KernelForwarder.on(table, loop, new Stage());
        loop.run(() -> {
            forwarder.rehearse(new Deaf());
            play(forwarder, table, loop, 0);
        });
    }

    private static void play(KernelForwarder forwarder, NoTable table, ControlLoop loop, int round) {
        if (round >= ROUNDS) {
            forwarder.close();
            return;
        }
        for (int i = round; i < round + STRETCH; i++) {
            Sg sg = new Sg(new Ipv4Address(i + 1), new Ipv4Address(GROUP));
            table.listener.upcall(new Upcall(Upcall.Kind.NO_ENTRY, sg.source(), sg.group(), 0, NO_HEADER));
            forwarder.set(new ForwarderEntry(sg, Optional.of(InterfaceId.of(UPSTREAM)), Set.of()));
            forwarder.flush();
            forwarder.set(
                    new ForwarderEntry(sg, Optional.of(InterfaceId.of(UPSTREAM)), Set.of(InterfaceId.of(DOWNSTREAM))));
            forwarder.flush();
            forwarder.remove(sg);
            forwarder.flush();
        }
        loop.run(() -> play(forwarder, table, loop, round + STRETCH));
    }

    /** Two links that never change. */
    private static final class Stage implements LinkService {
        private final List<Link> links = List.of(linkWith(UPSTREAM), linkWith(DOWNSTREAM));

        private static Link linkWith(int index) {
            return new Link(index, "rehearsal", true, true, false, false, 1500, List.of());
        }

        @Override
        public Collection<Link> links() {
            return links;
        }

        @Override
        public Optional<Link> link(int index) {
            return Optional.empty();
        }

        @Override
        public Optional<Link> link(String name) {
            return Optional.empty();
        }

        @Override
        public Subscription subscribe(LinkListener listener) {
            links.forEach(listener::linkChanged);
            return () -> {};
        }

        @Override
        public GroupJoin join(int interfaceIndex, IpAddress group, Optional<IpAddress> source) {
            throw new LinkException("no memberships in a rehearsal");
        }

        @Override
        public <M> PacketChannel open(ChannelRequest<M> request, PacketReceiver<M> receiver) {
            throw new LinkException("no packets in a rehearsal");
        }
    }

    /** Hears nothing. */
    private static final class Deaf implements Upcalls {
        @Override
        public void noEntry(Sg sg, InterfaceId arrival, ByteBuffer packetHeader) {}

        @Override
        public void wrongInterface(Sg sg, InterfaceId arrival, ByteBuffer packetHeader) {}

        @Override
        public void failed(SourceGroup sourceGroup, String reason) {}
    }

    /** Takes everything and keeps nothing. */
    private static final class NoTable implements KernelMulticastTable {
        private UpcallListener listener = _ -> {};

        @Override
        public Family family() {
            return Family.IPV4;
        }

        @Override
        public void addVif(int vif, int interfaceIndex) {}

        @Override
        public int addRegisterVif(int vif) {
            throw new MulticastTableException("no registers in a rehearsal");
        }

        @Override
        public void removeVif(int vif) {}

        @Override
        public List<Vif> vifs() {
            return List.of(new Vif(0, UPSTREAM, false, 0, 0, 0, 0), new Vif(1, DOWNSTREAM, false, 0, 0, 0, 0));
        }

        @Override
        public void set(MfcEntry entry) {}

        @Override
        public void remove(MfcEntry entry) {}

        @Override
        public List<MfcEntry> entries() {
            return List.of();
        }

        @Override
        public Optional<MfcCounters> counters(IpAddress source, IpAddress group) {
            return Optional.empty();
        }

        @Override
        public long lostUpcalls() {
            return 0;
        }

        @Override
        public Listening listen(UpcallListener upcalls) {
            listener = upcalls;
            return () -> {};
        }
    }
}
