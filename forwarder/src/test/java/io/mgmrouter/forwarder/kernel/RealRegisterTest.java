package io.mgmrouter.forwarder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.linux.LinuxPlatform;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The register interface on a real kernel")
@ParameterizedClass
@EnumSource
class RealRegisterTest {

    private static final int PIM = 103;
    private static final int PIM_HEADER_OCTETS = 8;
    private static final int UDP_HEADER_OCTETS = 8;
    private static final int NULL_REGISTER = 0x4000_0000;

    @Parameter
    private Family family;

    private final ThreadLoop loop = new ThreadLoop();
    private final RecordedUpcalls upcalls = new RecordedUpcalls();
    private final BlockingQueue<ByteBuffer> encapsulated = new LinkedBlockingQueue<>();
    private RealLan lan;
    private KernelForwarder forwarder;
    private Sg local;
    private Sg remote;

    @BeforeEach
    void makeNetwork() {
        lan = new RealLan(family);
        forwarder = KernelForwarder.on(lan.table, loop, lan.linux.links());
        boolean ipv4 = family == Family.IPV4;
        IpAddress group = IpAddress.parse(ipv4 ? "239.1.1.1" : "ff3e::99");
        local = new Sg(IpAddress.parse(ipv4 ? "10.1.0.2" : "2001:db8:1::2"), group);
        remote = new Sg(IpAddress.parse(ipv4 ? "10.9.0.9" : "2001:db8:9::9"), group);
    }

    @AfterEach
    void tearDown() {
        if (forwarder != null) {
            forwarder.close();
            lan.close();
        }
        loop.close();
    }

    private RegisterTunnel.Opened open() {
        return forwarder.open(family, packet -> encapsulated.add(copy(packet)));
    }

    @Test
    void whatIsForwardedOutOfItComesWhole() throws Exception {
        InterfaceId register = open().interfaceId();
        forwarder.start(
                List.of(new ForwarderEntry(local, Optional.of(lan.id("west")), Set.of(register, lan.id("east")))),
                upcalls);
        loop.settle();

        try (DatagramChannel member = lan.member(local)) {
            lan.send(local, "to the rendezvous point");
            assertThat(RealLan.receive(member)).as("natively too").isEqualTo("to the rendezvous point");
        }

        ByteBuffer packet = encapsulated.poll(5, TimeUnit.SECONDS);
        assertThat(text(packet)).isEqualTo("to the rendezvous point");
        assertThat(address(packet, true)).isEqualTo(local.source());
        assertThat(address(packet, false)).isEqualTo(local.group());
        assertThat(udpChecksum(packet))
                .as("right, although the sender's system had left it to the wire")
                .isZero();
        assertThat(upcalls.log).isEmpty();
    }

    @Test
    void whatComesInsideARegisterArrivesOnIt() throws Exception {
        InterfaceId register = open().interfaceId();
        forwarder.start(List.of(), upcalls);
        loop.settle();

        try (DatagramChannel member = lan.member(remote)) {
            sendRegister(0, inner(remote, "registered"));
            assertThat(upcalls.log.poll(5, TimeUnit.SECONDS)).isEqualTo("no entry " + remote + " on " + register);

            forwarder.set(new ForwarderEntry(remote, Optional.of(register), Set.of(lan.id("east"))));
            forwarder.flush();
            assertThat(RealLan.receive(member)).isEqualTo("registered");
            sendRegister(0, inner(remote, "once more"));
            assertThat(RealLan.receive(member)).isEqualTo("once more");
        }
        assertThat(forwarder.counters(List.of(remote)))
                .extracting(PacketForwarder.Counters::packets)
                .containsExactly(2L);
    }

    @Test
    void whatIsExpectedElsewhereIsReportedAsOnAWrongInterface() throws Exception {
        InterfaceId register = open().interfaceId();
        forwarder.start(
                List.of(new ForwarderEntry(remote, Optional.of(lan.id("west")), Set.of(lan.id("east")))), upcalls);
        loop.settle();

        sendRegister(0, inner(remote, "on the shortest path tree already"));

        assertThat(upcalls.log.poll(5, TimeUnit.SECONDS)).isEqualTo("wrong interface " + remote + " on " + register);
    }

    @Test
    void pimItselfHasACopyOfEachRegister() throws Exception {
        open();
        forwarder.start(List.of(), upcalls);
        loop.settle();
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        try (PacketChannel _ = lan.router.call(() -> channel(lan.linux, "west", heard))) {
            sendRegister(0, inner(remote, "data"));
            sendRegister(NULL_REGISTER, inner(remote, ""));

            assertThat(heard.poll(5, TimeUnit.SECONDS)).isZero();
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(NULL_REGISTER);
            assertThat(upcalls.log.poll(5, TimeUnit.SECONDS)).startsWith("no entry " + remote);
            assertThat(upcalls.log).as("nothing is unpacked of a Null-Register").isEmpty();
        }
    }

    @Test
    void itOutlivesItsForwarderAndIsTakenOver() throws Exception {
        RegisterTunnel.Opened before = open();
        ForwarderEntry entry =
                new ForwarderEntry(local, Optional.of(lan.id("west")), Set.of(before.interfaceId(), lan.id("east")));
        forwarder.start(List.of(entry), upcalls);
        loop.settle();
        forwarder.close();
        before.close();

        forwarder = KernelForwarder.on(lan.table, loop, lan.linux.links());
        forwarder.start(List.of(entry), upcalls);
        RegisterTunnel.Opened after = open();
        loop.settle();
        lan.send(local, "still there");

        assertThat(after.interfaceId()).isEqualTo(before.interfaceId());
        assertThat(text(encapsulated.poll(5, TimeUnit.SECONDS))).isEqualTo("still there");
        after.close();
        assertThat(lan.table.vifs()).noneMatch(vif -> vif.register());
        RealLan.run(lan.router, "! ip link show " + (family == Family.IPV4 ? "pimreg" : "pim6reg"));
        assertThat(open().interfaceId()).as("made again").isNotEqualTo(after.interfaceId());
    }

    /** From the sender to the router's address on the far side, as from a designated router to a rendezvous point. */
    private void sendRegister(int flags, ByteBuffer packet) {
        ByteBuffer payload = ByteBuffer.allocate(PIM_HEADER_OCTETS + packet.remaining())
                .put((byte) 0x21)
                .put(4, ByteBuffer.allocate(4).putInt(0, flags), 0, 4)
                .position(PIM_HEADER_OCTETS)
                .put(packet)
                .flip();
        boolean ipv4 = family == Family.IPV4;
        IpAddress source = local.source();
        IpAddress rp = IpAddress.parse(ipv4 ? "10.2.0.1" : "2001:db8:2::1");
        payload.putShort(2, (short) checksum(payload, source, rp));
        try (LinuxPlatform host = lan.sender.call(LinuxPlatform::new);
                PacketChannel channel = lan.sender.call(() -> channel(host, "eth0", new LinkedBlockingQueue<>()))) {
            channel.send(new OutboundPacket(Optional.of(source), rp, 64, false, payload));
        }
    }

    /** Of a Register the first eight octets count, in the pseudo header too (RFC 7761, section 4.9). */
    private static int checksum(ByteBuffer payload, IpAddress source, IpAddress destination) {
        ByteBuffer header = payload.slice(0, PIM_HEADER_OCTETS);
        return source instanceof Ipv6Address from && destination instanceof Ipv6Address to
                ? InternetChecksum.of(header, from, to, PIM)
                : InternetChecksum.of(header);
    }

    /** Hears the flags of Registers. */
    private PacketChannel channel(LinuxPlatform linux, String name, BlockingQueue<Integer> heard) {
        IpAddress routers = IpAddress.parse(family == Family.IPV4 ? "224.0.0.13" : "ff02::d");
        ChannelRequest<Integer> request = new ChannelRequest<>(
                family,
                PIM,
                linux.links().link(name).orElseThrow().index(),
                Set.of(routers),
                false,
                packet -> packet.payload().getInt(4));
        return linux.links().open(request, (flags, _) -> heard.add(flags));
    }

    /** A UDP datagram without checksum errors that a receiver could object to. */
    private ByteBuffer inner(Sg flow, String text) {
        byte[] data = text.getBytes();
        int udpOctets = UDP_HEADER_OCTETS + data.length;
        ByteBuffer udp = ByteBuffer.allocate(udpOctets)
                .putShort((short) 5000)
                .putShort((short) 5000)
                .putShort((short) udpOctets)
                .putShort((short) 0)
                .put(data)
                .flip();
        if (flow.source() instanceof Ipv6Address from && flow.group() instanceof Ipv6Address to) {
            udp.putShort(6, (short) InternetChecksum.of(udp, from, to, 17));
            return ByteBuffer.allocate(40 + udpOctets)
                    .putInt(6 << 28)
                    .putShort((short) udpOctets)
                    .put((byte) 17)
                    .put((byte) 8)
                    .put(from.octets())
                    .put(to.octets())
                    .put(udp)
                    .flip();
        }
        ByteBuffer packet = ByteBuffer.allocate(20 + udpOctets)
                .putInt(0x45 << 24 | 20 + udpOctets)
                .putInt(0)
                .put((byte) 8)
                .put((byte) 17)
                .putShort((short) 0)
                .put(flow.source().octets())
                .put(flow.group().octets())
                .put(udp)
                .flip();
        return packet.putShort(10, (short) InternetChecksum.of(packet.slice(0, 20)));
    }

    private String text(ByteBuffer packet) {
        int header = (family == Family.IPV4 ? 20 : 40) + UDP_HEADER_OCTETS;
        byte[] data = new byte[packet.remaining() - header];
        packet.get(header, data);
        return new String(data);
    }

    /** 0 if the checksum is right. */
    private int udpChecksum(ByteBuffer packet) {
        ByteBuffer udp =
                packet.slice(family == Family.IPV4 ? 20 : 40, packet.remaining() - (family == Family.IPV4 ? 20 : 40));
        ByteBuffer addresses = packet.slice(family == Family.IPV4 ? 12 : 8, 2 * family.octets());
        return InternetChecksum.finish(
                InternetChecksum.sum(udp) + InternetChecksum.sum(addresses) + udp.remaining() + 17);
    }

    private IpAddress address(ByteBuffer packet, boolean source) {
        byte[] octets = new byte[family.octets()];
        int first = family == Family.IPV4 ? 12 : 8;
        packet.get(source ? first : first + octets.length, octets);
        return IpAddress.of(octets);
    }

    private static ByteBuffer copy(ByteBuffer packet) {
        return ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
    }
}
