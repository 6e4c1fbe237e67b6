package io.mgmrouter.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.link.PacketChannel;
import java.nio.ByteBuffer;
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

@DisplayName("PIM between two routers' channels")
@ParameterizedClass
@EnumSource
class RawPimTest {

    private static final int PIM = 103;
    /** Beyond this an IP packet cannot be, with its header. */
    private static final int LONGEST = 65_511;

    @Parameter
    private Family family;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private KernelLab here;
    private KernelLab there;
    private LinuxPlatform linux;
    private LinuxPlatform linuxThere;
    private PacketChannel channel;
    private PacketChannel neighbor;

    @BeforeEach
    void makeRouters() {
        here = KernelLab.make();
        there = KernelLab.make();
        here.run("ip link add eth0 type veth peer name eth0 netns " + there.number());
        here.run("""
            ip addr add 10.1.0.1/24 dev eth0; ip addr add 10.7.7.7/32 dev lo
            """ + addresses("fe80::1", "2001:db8:1::1") + "ip addr add 2001:db8:7::7/128 dev lo nodad");
        there.run("""
            ip addr add 10.1.0.2/24 dev eth0; ip addr add 10.8.8.8/32 dev lo
            """ + addresses("fe80::2", "2001:db8:1::2") + """
            ip addr add 2001:db8:8::8/128 dev lo nodad
            ip route add 10.7.7.7 via 10.1.0.1; ip route add 2001:db8:7::7 via 2001:db8:1::1
            """);
        linux = here.call(LinuxPlatform::new);
        linuxThere = there.call(LinuxPlatform::new);
        channel = open(here, linux, heard);
        neighbor = open(there, linuxThere, new LinkedBlockingQueue<>());
    }

    private static String addresses(String linkLocal, String global) {
        return """
            echo 1 > /proc/sys/net/ipv6/conf/eth0/addr_gen_mode
            ip link set eth0 mtu 9100; ip link set eth0 up
            ip addr add %s/64 dev eth0 nodad; ip addr add %s/64 dev eth0 nodad
            """.formatted(linkLocal, global);
    }

    @AfterEach
    void tearDown() {
        if (linuxThere != null) {
            linuxThere.close();
            linux.close();
            there.close();
            here.close();
        }
    }

    private PacketChannel open(KernelLab lab, LinuxPlatform platform, BlockingQueue<String> ears) {
        ChannelRequest<String> request = new ChannelRequest<>(
                family,
                PIM,
                platform.links().link("eth0").orElseThrow().index(),
                Set.of(address("224.0.0.13", "ff02::d")),
                false,
                RawPimTest::describe);
        return lab.call(() -> platform.links().open(request, (message, _) -> ears.add(message)));
    }

    private IpAddress address(String ipv4, String ipv6) {
        return IpAddress.parse(family == Family.IPV4 ? ipv4 : ipv6);
    }

    private static String describe(InboundPacket packet) {
        InboundPacket.Header header = packet.header();
        return header.source() + " > " + header.destination() + " ttl=" + header.ttl() + " octets="
                + packet.payload().remaining() + " first="
                + Integer.toHexString(packet.payload().getInt(0));
    }

    /** The checksum field has a value that is wrong, and must be left alone: it is PIM's affair. */
    private static ByteBuffer message(int octets) {
        return ByteBuffer.allocate(octets).putInt(0, 0x2000_1234);
    }

    private String next() throws InterruptedException {
        return heard.poll(5, TimeUnit.SECONDS);
    }

    @Test
    void messagesToAllPimRoutersComeFromTheControlAddress() throws Exception {
        neighbor.send(new OutboundPacket(address("224.0.0.13", "ff02::d"), 1, false, message(34)));

        assertThat(next())
                .isEqualTo(
                        family == Family.IPV4
                                ? "10.1.0.2 > 224.0.0.13 ttl=1 octets=34 first=20001234"
                                : "fe80::2 > ff02::d ttl=1 octets=34 first=20001234");
    }

    @Test
    void messagesToAnyAddressOfTheRouterArriveOnTheInterfaceTheyCameBy() throws Exception {
        Optional<IpAddress> source = Optional.of(address("10.8.8.8", "2001:db8:8::8"));
        neighbor.send(new OutboundPacket(source, address("10.7.7.7", "2001:db8:7::7"), 64, false, message(8)));
        neighbor.send(new OutboundPacket(source, address("10.1.0.1", "2001:db8:1::1"), 64, false, message(8)));

        assertThat(next())
                .isEqualTo(
                        family == Family.IPV4
                                ? "10.8.8.8 > 10.7.7.7 ttl=64 octets=8 first=20001234"
                                : "2001:db8:8::8 > 2001:db8:7::7 ttl=64 octets=8 first=20001234");
        assertThat(next()).contains(address("10.1.0.1", "2001:db8:1::1").toString());
    }

    @Test
    void aSourceThatIsNotTheRoutersIsRefusedAndCounted() throws Exception {
        IpAddress stranger = address("10.66.6.6", "2001:db8:6::6");
        neighbor.send(
                new OutboundPacket(Optional.of(stranger), address("10.1.0.1", "2001:db8:1::1"), 64, false, message(8)));
        IpAddress otherFamily = address("2001:db8:8::8", "10.8.8.8");
        neighbor.send(new OutboundPacket(
                Optional.of(otherFamily), address("10.1.0.1", "2001:db8:1::1"), 64, false, message(8)));
        neighbor.send(new OutboundPacket(address("224.0.0.13", "ff02::d"), 1, false, message(34)));

        assertThat(next()).contains("octets=34");
        assertThat(neighbor.counters().sendFailed()).isEqualTo(2);
    }

    @Test
    void theLongestMessageArrivesInOnePiece() throws Exception {
        Optional<IpAddress> source = Optional.of(address("10.1.0.2", "2001:db8:1::2"));
        neighbor.send(new OutboundPacket(source, address("10.7.7.7", "2001:db8:7::7"), 64, false, message(LONGEST)));

        assertThat(next()).contains("octets=" + LONGEST);
    }

    @Test
    void aBurstIsNotLost() throws Exception {
        int burst = 400;
        for (int i = 0; i < burst; i++) {
            neighbor.send(new OutboundPacket(address("224.0.0.13", "ff02::d"), 1, false, message(9000)));
        }

        for (int i = 0; i < burst; i++) {
            assertThat(next()).as("message " + i).contains("octets=9000");
        }
        assertThat(channel.counters().overload()).isZero();
    }
}
