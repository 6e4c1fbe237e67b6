package io.mgmrouter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("IGMP of real Linux hosts reaches a channel on the router's interface")
class RawIgmpTest {

    private static final Set<IpAddress> ROUTER_GROUPS =
            Set.of(IpAddress.parse("224.0.0.2"), IpAddress.parse("224.0.0.22"));

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private KernelLab router;
    private KernelLab host;
    private LinuxPlatform linux;
    private int eth0;

    @BeforeEach
    void makeRouterAndHost() {
        router = KernelLab.make();
        host = KernelLab.make();
        router.run("ip link add eth0 type veth peer name eth0 netns " + host.number());
        router.run("ip addr add 10.1.0.1/24 dev eth0; ip link set eth0 up");
        host.run("ip addr add 10.1.0.2/24 dev eth0; ip link set eth0 up; ip route add 224.0.0.0/4 dev eth0");
        linux = router.call(LinuxPlatform::new);
        eth0 = linux.links().link("eth0").orElseThrow().index();
    }

    @AfterEach
    void tearDown() {
        if (linux != null) {
            linux.close();
            host.close();
            router.close();
        }
    }

    @ParameterizedTest(name = "IGMPv{0}, forwarding={1}")
    @CsvSource({"1, false", "2, false", "3, false", "1, true", "2, true", "3, true"})
    void reportsAndLeavesArriveOnceWhetherOrNotTheInterfaceForwards(int version, boolean forwarding) throws Exception {
        host.run("echo " + version + " > /proc/sys/net/ipv4/conf/eth0/force_igmp_version");
        if (forwarding) {
            router.call(() -> linux.multicastTables().open(Family.IPV4, KernelMulticastTables.DEFAULT))
                    .addVif(0, eth0);
        }
        PacketChannel channel = open();

        try (DatagramChannel member = host.call(RawIgmpTest::socket)) {
            MembershipKey membership = host.call(
                    () -> member.join(InetAddress.getByName("239.1.1.1"), NetworkInterface.getByName("eth0")));
            assertThat(next())
                    .isEqualTo(
                            switch (version) {
                                case 1 -> "10.1.0.2 > 239.1.1.1 ttl=1 alert=true type=12";
                                case 2 -> "10.1.0.2 > 239.1.1.1 ttl=1 alert=true type=16";
                                default -> "10.1.0.2 > 224.0.0.22 ttl=1 alert=true type=22";
                            });
            if (version > 1) {
                membership.drop();
                assertThat(nextOtherThan(version == 2 ? "type=16" : "never"))
                        .isEqualTo(
                                version == 2
                                        ? "10.1.0.2 > 224.0.0.2 ttl=1 alert=true type=17"
                                        : "10.1.0.2 > 224.0.0.22 ttl=1 alert=true type=22");
            }
        }
        assertThat(channel.counters().dropped()).isEmpty();
        channel.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aQueryIsSentAsItShouldBeAndNotHeardByOurselves(boolean routerAlert) throws Exception {
        PacketChannel channel = open();
        BlockingQueue<String> atHost = new LinkedBlockingQueue<>();
        try (LinuxPlatform hostLinux = host.call(LinuxPlatform::new)) {
            int hostEth0 = hostLinux.links().link("eth0").orElseThrow().index();
            // The router's own kernel reports the groups the channel joined, at moments of its choice.
            host.call(() -> hostLinux
                    .links()
                    .open(
                            new ChannelRequest<>(Family.IPV4, 2, hostEth0, Set.of(), true, RawIgmpTest::describe),
                            (message, header) -> message.endsWith("type=11")
                                    && atHost.add(message + " tos=" + header.trafficClass())));

            channel.send(new OutboundPacket(
                    IpAddress.parse("224.0.0.1"),
                    1,
                    routerAlert,
                    ByteBuffer.wrap(HexFormat.of().parseHex("1164ee9b00000000"))));

            assertThat(atHost.poll(5, TimeUnit.SECONDS))
                    .isEqualTo("10.1.0.1 > 224.0.0.1 ttl=1 alert=" + routerAlert + " type=11 tos=192");
            assertThat(atHost).isEmpty();
        }
        assertThat(channel.counters().sent()).isEqualTo(1);
        assertThat(heard).noneMatch(message -> message.startsWith("10.1.0.1"));
    }

    @Test
    void aChannelThatWantsOnlyItsGroupsHearsOnlyThose() throws Exception {
        PacketChannel channel = router.call(() -> linux.links()
                .open(
                        new ChannelRequest<>(
                                Family.IPV4,
                                103,
                                eth0,
                                Set.of(IpAddress.parse("224.0.0.13")),
                                false,
                                RawIgmpTest::describe),
                        (message, _) -> heard.add(message)));
        try (LinuxPlatform hostLinux = host.call(LinuxPlatform::new)) {
            int hostEth0 = hostLinux.links().link("eth0").orElseThrow().index();
            PacketChannel neighbor = host.call(() -> hostLinux
                    .links()
                    .open(
                            new ChannelRequest<>(Family.IPV4, 103, hostEth0, Set.of(), false, RawIgmpTest::describe),
                            (_, _) -> true));

            neighbor.send(new OutboundPacket(
                    IpAddress.parse("224.0.0.77"), 1, false, ByteBuffer.wrap(new byte[] {0x20, 0, 0, 0})));
            neighbor.send(new OutboundPacket(
                    IpAddress.parse("224.0.0.13"), 1, false, ByteBuffer.wrap(new byte[] {0x20, 0, 0, 0})));

            assertThat(next()).isEqualTo("10.1.0.2 > 224.0.0.13 ttl=1 alert=false type=20");
        }
        channel.close();
        assertThat(channel.counters().received()).isEqualTo(1);
    }

    @Test
    void dropsAreCountedByReasonAndOverloadApart() throws Exception {
        PacketChannel channel = router.call(() -> linux.links()
                .open(
                        new ChannelRequest<>(Family.IPV4, 2, eth0, ROUTER_GROUPS, true, packet -> {
                            heard.add("seen");
                            throw new MalformedPacketException("bad-checksum");
                        }),
                        (_, _) -> true));
        host.run("echo 2 > /proc/sys/net/ipv4/conf/eth0/force_igmp_version");

        try (DatagramChannel member = host.call(RawIgmpTest::socket)) {
            host.call(() -> member.join(InetAddress.getByName("239.1.1.1"), NetworkInterface.getByName("eth0")));
            next();
        }
        channel.close();

        assertThat(channel.counters().dropped()).containsOnlyKeys("bad-checksum");
        assertThat(channel.counters().received()).isZero();
    }

    @Test
    void aChannelOnAnInterfaceThatIsGoneIsRefusedInOneSentence() {
        assertThatThrownBy(() -> linux.links()
                        .open(
                                new ChannelRequest<>(Family.IPV4, 2, 4711, Set.of(), true, RawIgmpTest::describe),
                                (_, _) -> true))
                .isInstanceOf(LinkException.class)
                .hasMessage("interface 4711 is gone; no channel for IP protocol 2");
    }

    @Test
    void aChannelStaysUsableAfterItsLinkWasDown() throws Exception {
        PacketChannel channel = open();
        router.run("ip link set eth0 down; ip link set eth0 up");
        host.run("echo 2 > /proc/sys/net/ipv4/conf/eth0/force_igmp_version");

        try (DatagramChannel member = host.call(RawIgmpTest::socket)) {
            host.call(() -> member.join(InetAddress.getByName("239.1.1.1"), NetworkInterface.getByName("eth0")));
            assertThat(next()).contains("239.1.1.1");
        }
        channel.close();
        channel.close();
    }

    private PacketChannel open() {
        return router.call(() -> linux.links()
                .open(
                        new ChannelRequest<>(Family.IPV4, 2, eth0, ROUTER_GROUPS, true, RawIgmpTest::describe),
                        (message, _) -> heard.add(message)));
    }

    private String next() throws InterruptedException {
        return nextOtherThan("never");
    }

    /** A host repeats its reports at random moments; repetitions of what was seen do not count. */
    private String nextOtherThan(String seen) throws InterruptedException {
        String message = heard.poll(10, TimeUnit.SECONDS);
        while (message != null && message.contains(seen)) {
            message = heard.poll(10, TimeUnit.SECONDS);
        }
        return message;
    }

    private static DatagramChannel socket() throws IOException {
        return DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(0));
    }

    private static String describe(InboundPacket packet) {
        InboundPacket.Header header = packet.header();
        return header.source() + " > " + header.destination() + " ttl=" + header.ttl() + " alert="
                + header.routerAlert() + " type="
                + Integer.toHexString(packet.payload().get(0) & 0xff);
    }
}
