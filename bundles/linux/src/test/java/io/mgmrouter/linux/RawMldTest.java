package io.mgmrouter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
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

@DisplayName("MLD of real Linux hosts reaches a channel on the router's interface")
class RawMldTest {

    private static final int ICMPV6 = 58;
    private static final int PIM = 103;
    private static final Set<Integer> MLD = Set.of(130, 131, 132, 143);
    private static final Set<IpAddress> ROUTER_GROUPS = Set.of(IpAddress.parse("ff02::2"), IpAddress.parse("ff02::16"));
    private static final String ROUTER = "fe80::1";
    private static final String HOST = "fe80::2";

    /** A host that joins a group, waits, and leaves; the group and the wait are given. */
    private static final String MEMBER = """
        python3 - <<'END'
        import socket,struct,time
        s=socket.socket(socket.AF_INET6,socket.SOCK_DGRAM)
        s.setsockopt(41,20,socket.inet_pton(socket.AF_INET6,"%s")+struct.pack("i",socket.if_nametoindex("eth0")))
        time.sleep(%s)
        END
        """;

    /** A host that sends a payload over IPv6, without extension headers, as the wire sees it. */
    private static final String SPEAKER = """
        python3 - <<'END'
        import socket,struct
        s=socket.socket(socket.AF_PACKET,socket.SOCK_RAW); s.bind(("eth0",0))
        src,dst=(socket.inet_pton(socket.AF_INET6,a) for a in ("fe80::2","%s"))
        p=bytearray.fromhex("%s")
        t=sum(struct.unpack("!%%dH"%%((40+len(p)-8)//2),src+dst+bytes(p)))+len(p)+58
        while t>>16: t=(t&0xffff)+(t>>16)
        p[2:4]=struct.pack("!H",(~t&0xffff)^%d)
        h=struct.pack("!IHBB",6<<28,len(p),58,1)+src+dst
        s.send(b"\\x33\\x33"+dst[12:]+b"\\x02\\0\\0\\0\\0\\2\\x86\\xdd"+h+p)
        END
        """;

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
        router.run(withAddress(ROUTER));
        host.run(withAddress(HOST));
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

    @ParameterizedTest(name = "MLDv{0}, forwarding={1}")
    @CsvSource({"1, false", "2, false", "1, true", "2, true"})
    void reportsAndDonesArriveOnceWhetherOrNotTheInterfaceForwards(int version, boolean forwarding) throws Exception {
        host.run("echo " + version + " > /proc/sys/net/ipv6/conf/eth0/force_mld_version");
        if (forwarding) {
            router.call(() -> linux.multicastTables().open(Family.IPV6, KernelMulticastTables.DEFAULT))
                    .addVif(0, eth0);
        }
        PacketChannel channel = openMld();

        host.run(MEMBER.formatted("ff3e::99", "0.2"));
        String alert = " ttl=1 alert=true type=";
        if (version == 1) {
            assertThat(next("type=131")).isEqualTo("fe80::2 > ff3e::99" + alert + "131 about ff3e::99");
            assertThat(next("type=132")).isEqualTo("fe80::2 > ff02::2" + alert + "132 about ff3e::99");
        } else {
            assertThat(next("ff3e::99")).isEqualTo("fe80::2 > ff02::16" + alert + "143 about ff3e::99");
        }
        assertThat(channel.counters().dropped()).isEmpty();
        channel.close();
    }

    @Test
    void aReportWithoutRouterAlertArrivesAndSaysSo() throws Exception {
        openMld();

        host.run(speaking("ff3e::77", "8300000000000000" + "ff3e0000000000000000000000000077", 0));

        assertThat(next("ff3e::77")).isEqualTo("fe80::2 > ff3e::77 ttl=1 alert=false type=131 about ff3e::77");
    }

    @Test
    void aWrongChecksumIsRefusedBeforeTheDecoder() throws Exception {
        PacketChannel channel = openMld();

        host.run(speaking("ff3e::76", "8300000000000000" + "ff3e0000000000000000000000000076", 1));
        host.run(speaking("ff3e::77", "8300000000000000" + "ff3e0000000000000000000000000077", 0));

        assertThat(next("ff3e::7")).contains("ff3e::77");
        assertThat(channel.counters().dropped()).isEqualTo(Map.of("icmpv6-checksum", 1L));
    }

    @ParameterizedTest(name = "packets to groups nobody joined: {0}")
    @ValueSource(booleans = {true, false})
    void typesThatAreNotWantedDoNotWakeTheChannel(boolean allMulticast) throws Exception {
        PacketChannel channel = open(ICMPV6, Set.of(IpAddress.parse("ff02::16")), allMulticast, Set.of(150, 151));

        host.run(speaking("ff02::16", "8000000000000000", 0));
        host.run(speaking("ff02::16", "9700000000000000", 0));

        assertThat(next(HOST)).endsWith("type=151");
        channel.close();
        assertThat(channel.counters().dropped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aQueryIsSentAsItShouldBeAndNotHeardByOurselves(boolean routerAlert) throws Exception {
        PacketChannel channel = openMld();
        BlockingQueue<String> atHost = new LinkedBlockingQueue<>();
        try (LinuxPlatform hostLinux = host.call(LinuxPlatform::new)) {
            int hostEth0 = hostLinux.links().link("eth0").orElseThrow().index();
            host.call(() -> hostLinux
                    .links()
                    .open(
                            new ChannelRequest<>(
                                    Family.IPV6, ICMPV6, hostEth0, Set.of(), true, Set.of(130), RawMldTest::describe),
                            (message, header) -> atHost.add(message + " class=" + header.trafficClass())));

            channel.send(new OutboundPacket(
                    IpAddress.parse("ff02::1"),
                    1,
                    routerAlert,
                    ByteBuffer.wrap(
                            HexFormat.of().parseHex("82000000271000000000000000000000000000000000000000" + "000000"))));

            assertThat(atHost.poll(5, TimeUnit.SECONDS))
                    .isEqualTo("fe80::1 > ff02::1 ttl=1 alert=" + routerAlert + " type=130 class=192");
            assertThat(atHost).isEmpty();
        }
        assertThat(channel.counters().sent()).isEqualTo(1);
        assertThat(heard).noneMatch(message -> message.endsWith("type=130"));
    }

    @Test
    void aChannelThatWantsOnlyItsGroupsHearsOnlyThose() throws Exception {
        PacketChannel channel = open(PIM, Set.of(IpAddress.parse("ff02::d")), false, Set.of());
        try (LinuxPlatform hostLinux = host.call(LinuxPlatform::new)) {
            int hostEth0 = hostLinux.links().link("eth0").orElseThrow().index();
            PacketChannel neighbor = host.call(() -> hostLinux
                    .links()
                    .open(
                            new ChannelRequest<>(Family.IPV6, PIM, hostEth0, Set.of(), false, RawMldTest::describe),
                            (_, _) -> true));

            neighbor.send(pim("ff02::77", 1, false));
            neighbor.send(pim("ff02::d", 1, true));
            neighbor.send(pim(ROUTER, 64, false));

            assertThat(next(HOST)).isEqualTo("fe80::2 > ff02::d ttl=1 alert=true type=32");
            assertThat(next(HOST)).isEqualTo("fe80::2 > fe80::1 ttl=64 alert=false type=32");
        }
        channel.close();
        assertThat(channel.counters().received()).isEqualTo(2);
    }

    @Test
    void whileTheAddressIsTentativeNothingIsSentAndItsUseIsReported() throws Exception {
        router.run("ip addr del fe80::1/64 dev eth0; echo 1 > /proc/sys/net/ipv6/conf/eth0/accept_dad");
        BlockingQueue<Link> links = new LinkedBlockingQueue<>();
        linux.links().subscribe(new LinkListener() {
            @Override
            public void linkChanged(Link link) {
                if (link.index() == eth0) {
                    links.add(link);
                }
            }

            @Override
            public void linkVanished(Link last) {}
        });
        awaitAddress(links, false);
        PacketChannel channel = openMld();

        channel.send(pim("ff02::1", 1, false));
        router.run("ip addr add fe80::3/64 dev eth0");
        assertThat(router.run("ip -6 addr show dev eth0")).contains("fe80::3/64 scope link tentative");
        channel.send(pim("ff02::1", 1, false));
        awaitAddress(links, true);
        channel.send(pim("ff02::1", 1, false));
        channel.close();

        assertThat(channel.counters().sendFailed()).isEqualTo(2);
        assertThat(channel.counters().sent()).isEqualTo(1);
    }

    @Test
    void aGroupOfTheOtherFamilyIsRefusedInOneSentence() {
        assertThatThrownBy(() -> open(ICMPV6, Set.of(IpAddress.parse("224.0.0.22")), true, MLD))
                .isInstanceOf(LinkException.class)
                .hasMessage("eth0: 224.0.0.22 cannot be joined, it is not a group of IPV6");
    }

    private static String withAddress(String linkLocal) {
        return """
            ip link set eth0 addrgenmode none
            echo 0 > /proc/sys/net/ipv6/conf/eth0/accept_dad
            ip link set eth0 up
            ip addr add %s/64 dev eth0
            """.formatted(linkLocal);
    }

    private static String speaking(String group, String payload, int checksumError) {
        return SPEAKER.formatted(group, payload, checksumError);
    }

    private static OutboundPacket pim(String destination, int hopLimit, boolean routerAlert) {
        return new OutboundPacket(
                IpAddress.parse(destination), hopLimit, routerAlert, ByteBuffer.wrap(new byte[] {0x20, 0, 0, 0}));
    }

    private static void awaitAddress(BlockingQueue<Link> links, boolean present) throws InterruptedException {
        Link link = links.poll(10, TimeUnit.SECONDS);
        while (link != null && link.controlAddress(Family.IPV6).isPresent() != present) {
            link = links.poll(10, TimeUnit.SECONDS);
        }
        assertThat(link).as("link with address: " + present).isNotNull();
    }

    private PacketChannel openMld() {
        return open(ICMPV6, ROUTER_GROUPS, true, MLD);
    }

    private PacketChannel open(int protocol, Set<IpAddress> groups, boolean allMulticast, Set<Integer> types) {
        return router.call(() -> linux.links()
                .open(
                        new ChannelRequest<>(
                                Family.IPV6, protocol, eth0, groups, allMulticast, types, RawMldTest::describe),
                        (message, _) -> heard.add(message)));
    }

    /** The next of the host's messages that holds this text: hosts repeat reports, and report groups of their own. */
    private String next(String text) throws InterruptedException {
        String message = heard.poll(10, TimeUnit.SECONDS);
        while (message != null && !(message.startsWith(HOST) && message.contains(text))) {
            message = heard.poll(10, TimeUnit.SECONDS);
        }
        return message;
    }

    private static String describe(InboundPacket packet) {
        InboundPacket.Header header = packet.header();
        int type = packet.payload().get(0) & 0xff;
        String about = switch (type) {
            case 131, 132 -> " about " + group(packet.payload(), 8);
            case 143 -> " about " + group(packet.payload(), 12);
            default -> "";
        };
        return header.source() + " > " + header.destination() + " ttl=" + header.ttl() + " alert="
                + header.routerAlert() + " type=" + type + about;
    }

    private static IpAddress group(ByteBuffer payload, int at) {
        byte[] octets = new byte[16];
        payload.get(at, octets);
        return IpAddress.of(octets);
    }
}
