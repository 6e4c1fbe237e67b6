package io.mgmrouter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.linux.mroute.MfcCounters;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.mroute.Vif;
import java.util.HexFormat;
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

@DisplayName("The kernel's multicast tables, in a namespace of its own")
@ParameterizedClass
@EnumSource
class KernelTableTest {

    private static final String HOST_IPV4 = "10.1.0.9";
    private static final String HOST_IPV6 = "2001:db8:1::9";

    @Parameter
    private Family family;

    private IpAddress source;
    private IpAddress group;
    private KernelLab lab;
    private LinuxPlatform linux;
    private int west;
    private int east;

    @BeforeEach
    void makeRouter() {
        lab = KernelLab.make();
        lab.run("""
            ip link add west type veth peer name sender
            ip link add east type veth peer name receiver
            for d in west sender east receiver; do ip link set $d up; done
            ip addr add 10.1.0.1/24 dev west
            ip addr add 10.2.0.1/24 dev east
            for d in sender receiver; do echo 1 > /proc/sys/net/ipv6/conf/$d/disable_ipv6; done
            ip addr add 2001:db8:1::1/64 dev west nodad
            ip addr add 2001:db8:2::1/64 dev east nodad
            """);
        source = IpAddress.parse(family == Family.IPV4 ? HOST_IPV4 : HOST_IPV6);
        group = group(1);
        linux = lab.call(LinuxPlatform::new);
        west = linux.links().link("west").orElseThrow().index();
        east = linux.links().link("east").orElseThrow().index();
    }

    @AfterEach
    void tearDown() {
        if (linux != null) {
            linux.close();
            lab.close();
        }
    }

    @Test
    void whatIsProgrammedIsReadBack() {
        KernelMulticastTable table = open();
        table.addVif(0, west);
        table.addVif(5, east);
        MfcEntry entry = new MfcEntry(source, group, 0, 1 << 5);
        MfcEntry stop = new MfcEntry(source, group(2), MfcEntry.NOWHERE, 0);
        MfcEntry anySource = new MfcEntry(IpAddress.unspecified(family), group(3), 0, 1 << 5);

        table.set(entry);
        table.set(stop);
        table.set(anySource);

        assertThat(table.vifs())
                .extracting(Vif::number, Vif::interfaceIndex)
                .containsExactlyInAnyOrder(tuple(0, west), tuple(5, east));
        assertThat(table.entries()).containsExactlyInAnyOrder(entry, stop, anySource);
        assertThat(table.counters(source, group)).contains(new MfcCounters(0, 0, 0));
        assertThat(table.counters(source, group(9))).isEmpty();

        table.remove(entry);
        table.remove(entry);
        table.remove(anySource);
        table.removeVif(5);
        table.removeVif(5);
        assertThat(table.entries()).containsExactly(stop);
        assertThat(table.vifs()).hasSize(1);
    }

    @Test
    void aNewFlowIsReportedOnceAndForwardedOnceThereIsAnEntry() throws Exception {
        KernelMulticastTable table = open();
        BlockingQueue<Upcall> upcalls = new LinkedBlockingQueue<>();
        table.listen(upcalls::add);
        table.addVif(0, west);
        table.addVif(1, east);

        send(group);
        Upcall first = upcalls.poll(5, TimeUnit.SECONDS);
        assertThat(first)
                .extracting(Upcall::kind, Upcall::source, Upcall::group, Upcall::vif)
                .containsExactly(Upcall.Kind.NO_ENTRY, source, group, 0);
        assertThat(header(first))
                .startsWith(family == Family.IPV4 ? "45" : "60")
                .contains(hex(source) + hex(group));

        table.set(new MfcEntry(source, group, 0, 1 << 1));
        send(group);

        assertThat(table.counters(source, group).orElseThrow().packets()).isEqualTo(2);
        assertThat(upcalls.poll()).isNull();
        assertThat(table.lostUpcalls()).isZero();
    }

    @Test
    void aGroupHasAnEntryForEverySourceForEachOfSeveralIncomingVifs() throws Exception {
        KernelMulticastTable table = open();
        BlockingQueue<Upcall> upcalls = new LinkedBlockingQueue<>();
        table.listen(upcalls::add);
        table.addVif(0, west);
        table.addVif(1, east);
        MfcEntry fromWest = new MfcEntry(IpAddress.unspecified(family), group, 0, 0b10);
        MfcEntry fromEast = new MfcEntry(IpAddress.unspecified(family), group, 1, 0);

        table.set(fromWest);
        table.set(fromEast);
        assertThat(table.entries()).containsExactlyInAnyOrder(fromWest, fromEast);
        send(group);
        assertThat(packetsOut(table, 1)).isEqualTo(1);
        assertThat(upcalls).isEmpty();

        table.remove(fromWest);
        assertThat(table.entries()).containsExactly(fromEast);
    }

    @Test
    void aPacketOnAnOutgoingVifOfAnEntryForEverySourceIsReportedAsWrong() throws Exception {
        KernelMulticastTable table = open();
        BlockingQueue<Upcall> upcalls = new LinkedBlockingQueue<>();
        table.listen(upcalls::add);
        table.addVif(0, west);
        table.addVif(1, east);
        table.set(new MfcEntry(IpAddress.unspecified(family), group, 1, 0b01));

        send(group);

        assertThat(upcalls.poll(5, TimeUnit.SECONDS))
                .extracting(Upcall::kind, Upcall::source, Upcall::group, Upcall::vif)
                .containsExactly(Upcall.Kind.WRONG_VIF, source, group, 0);
    }

    @Test
    void aVifGoesWithItsInterface() {
        KernelMulticastTable table = open();
        table.addVif(0, west);
        table.addVif(1, east);

        lab.run("ip link del west");

        assertThat(table.vifs()).extracting(Vif::number).containsExactly(1);
        table.removeVif(0);
    }

    @Test
    void tablesAreApart() {
        KernelMulticastTable other = lab.call(() -> linux.multicastTables().open(family, 7));
        other.addVif(3, west);
        MfcEntry entry = new MfcEntry(source, group, 3, 0);
        other.set(entry);

        assertThat(other.entries()).containsExactly(entry);
        assertThat(other.vifs()).extracting(Vif::number).containsExactly(3);
        assertThat(open().entries()).isEmpty();
        assertThat(open().vifs()).isEmpty();
    }

    @Test
    void theTableIsKeptUntilThePlatformStops() {
        KernelMulticastTable table = open();
        table.addVif(0, west);

        assertThat(open()).isSameAs(table);
        linux.close();

        LinuxPlatform next = lab.call(LinuxPlatform::new);
        try {
            assertThat(lab.call(() -> next.multicastTables().open(family, 0)).vifs())
                    .isEmpty();
        } finally {
            next.close();
        }
    }

    @Test
    void whoHoldsTheTableIsNamed() throws Exception {
        Process holder = lab.call(() -> new ProcessBuilder("python3", "-c", """
            import socket,sys
            six=sys.argv[1]=="IPV6"
            s=socket.socket(socket.AF_INET6 if six else socket.AF_INET,socket.SOCK_RAW,58 if six else 2)
            s.setsockopt(41 if six else 0,200,1)
            print("held",flush=True)
            sys.stdin.read()
            """, family.name()).start());
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(this::open)
                    .isInstanceOf(MulticastTableException.class)
                    .hasMessageContaining("is held by python3 (process " + holder.pid() + "); stop it");
        } finally {
            holder.destroy();
        }
    }

    private static long packetsOut(KernelMulticastTable table, int vif) {
        return table.vifs().stream()
                .filter(v -> v.number() == vif)
                .findFirst()
                .orElseThrow()
                .packetsOut();
    }

    private KernelMulticastTable open() {
        return lab.call(() -> linux.multicastTables().open(family, KernelMulticastTables.DEFAULT));
    }

    /** From a host beyond the router's west interface, as the wire sees it. */
    private void send(IpAddress group) {
        lab.run("""
            python3 - <<'END'
            import socket,struct
            s=socket.socket(socket.AF_PACKET,socket.SOCK_RAW)
            s.bind(("sender",0))
            def sum16(b):
                t=sum(struct.unpack("!%%dH"%%(len(b)//2),b))
                while t>>16: t=(t&0xffff)+(t>>16)
                return ~t&0xffff
            src,g=bytes.fromhex("%s"),bytes.fromhex("%s")
            udp=struct.pack("!HHHH",5000,5000,12,0)+b"data"
            if len(g)==4:
                h=struct.pack("!BBHHHBBH4s4s",0x45,0,32,0,0,16,17,0,src,g)
                h=h[:10]+struct.pack("!H",sum16(h))+h[12:]
                mac=bytes([1,0,0x5e,g[1]&0x7f,g[2],g[3]]); kind=b"\\x08\\0"
            else:
                h=struct.pack("!IHBB",6<<28,12,17,16)+src+g
                mac=b"\\x33\\x33"+g[12:]; kind=b"\\x86\\xdd"
            s.send(mac+b"\\x02\\0\\0\\0\\0\\1"+kind+h+udp)
            END
            """.formatted(hex(source), hex(group)));
    }

    private IpAddress group(int number) {
        return IpAddress.parse((family == Family.IPV4 ? "239.1.1." : "ff3e::") + number);
    }

    private static String header(Upcall upcall) {
        byte[] octets = new byte[upcall.packet().remaining()];
        upcall.packet().get(0, octets);
        return HexFormat.of().formatHex(octets);
    }

    private static String hex(IpAddress address) {
        return HexFormat.of().formatHex(address.octets());
    }
}
