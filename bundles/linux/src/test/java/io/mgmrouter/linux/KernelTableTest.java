package io.mgmrouter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.linux.mroute.MfcCounters;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.mroute.Vif;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The kernel's multicast table, in a namespace of its own")
class KernelTableTest {

    private static final Ipv4Address SOURCE = address("10.1.0.9");
    private static final Ipv4Address GROUP = address("239.1.1.1");

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
            """);
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
        MfcEntry entry = new MfcEntry(SOURCE, GROUP, 0, 1 << 5);
        MfcEntry stop = new MfcEntry(SOURCE, address("239.1.1.2"), MfcEntry.NOWHERE, 0);
        MfcEntry anySource = new MfcEntry(Ipv4Address.UNSPECIFIED, address("239.1.1.3"), 0, 1 << 5);

        table.set(entry);
        table.set(stop);
        table.set(anySource);

        assertThat(table.vifs())
                .extracting(Vif::number, Vif::interfaceIndex)
                .containsExactlyInAnyOrder(tuple(0, west), tuple(5, east));
        assertThat(table.entries()).containsExactlyInAnyOrder(entry, stop, anySource);
        assertThat(table.counters(SOURCE, GROUP)).contains(new MfcCounters(0, 0, 0));
        assertThat(table.counters(SOURCE, address("239.9.9.9"))).isEmpty();

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

        send("239.1.1.1");
        Upcall first = upcalls.poll(5, TimeUnit.SECONDS);
        assertThat(first)
                .extracting(Upcall::kind, Upcall::source, Upcall::group, Upcall::vif)
                .containsExactly(Upcall.Kind.NO_ENTRY, SOURCE, GROUP, 0);
        assertThat(first.packet().get(0)).isEqualTo((byte) 0x45);
        assertThat(first.packet().getInt(12)).isEqualTo(SOURCE.bits());

        table.set(new MfcEntry(SOURCE, GROUP, 0, 1 << 1));
        send("239.1.1.1");

        assertThat(table.counters(SOURCE, GROUP).orElseThrow().packets()).isEqualTo(2);
        assertThat(upcalls.poll()).isNull();
        assertThat(table.lostUpcalls()).isZero();
    }

    @Test
    void theTableIsKeptUntilThePlatformStops() {
        KernelMulticastTable table = open();
        table.addVif(0, west);

        assertThat(open()).isSameAs(table);
        linux.close();

        LinuxPlatform next = lab.call(LinuxPlatform::new);
        try {
            assertThat(lab.call(() -> next.multicastTables().open(0)).vifs()).isEmpty();
        } finally {
            next.close();
        }
    }

    @Test
    void whoHoldsTheTableIsNamed() throws Exception {
        Process holder = lab.call(() -> new ProcessBuilder("python3", "-c", """
            import socket,sys
            s=socket.socket(socket.AF_INET,socket.SOCK_RAW,2)
            s.setsockopt(0,200,1)
            print("held",flush=True)
            sys.stdin.read()
            """).start());
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(this::open)
                    .isInstanceOf(MulticastTableException.class)
                    .hasMessageContaining("is held by python3 (process " + holder.pid() + "); stop it");
        } finally {
            holder.destroy();
        }
    }

    private KernelMulticastTable open() {
        return lab.call(() -> linux.multicastTables().open(KernelMulticastTables.DEFAULT));
    }

    /** From a host beyond the router's west interface, as the wire sees it. */
    private void send(String group) {
        lab.run("""
            python3 - <<'END'
            import socket,struct
            s=socket.socket(socket.AF_PACKET,socket.SOCK_RAW)
            s.bind(("sender",0))
            def sum16(b):
                t=sum(struct.unpack("!%%dH"%%(len(b)//2),b))
                while t>>16: t=(t&0xffff)+(t>>16)
                return ~t&0xffff
            g=socket.inet_aton("%s"); src=socket.inet_aton("10.1.0.9")
            h=struct.pack("!BBHHHBBH4s4s",0x45,0,32,0,0,16,17,0,src,g)
            h=h[:10]+struct.pack("!H",sum16(h))+h[12:]
            p=h+struct.pack("!HHHH",5000,5000,12,0)+b"data"
            mac=bytes([1,0,0x5e,g[1]&0x7f,g[2],g[3]])
            s.send(mac+b"\\x02\\0\\0\\0\\0\\1"+b"\\x08\\0"+p)
            END
            """.formatted(group));
    }

    private static Ipv4Address address(String text) {
        return (Ipv4Address) IpAddress.parse(text);
    }
}
