package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.IN_ADDR.inet_addr;
import static io.mgmrouter.mgm.win32.IN_ADDR.inet_ntoa;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_CAN_NOT_COMPLETE;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_INSUFFICIENT_BUFFER;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_MORE_DATA;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_NOT_FOUND;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_NO_MORE_ITEMS;
import static io.mgmrouter.mgm.win32.Win32Error.NO_ERROR;
import static io.mgmrouter.mgm.win32.view.Win32Lab.ETH0;
import static io.mgmrouter.mgm.win32.view.Win32Lab.ETH1;
import static io.mgmrouter.mgm.win32.view.Win32Lab.G;
import static io.mgmrouter.mgm.win32.view.Win32Lab.HOST;
import static io.mgmrouter.mgm.win32.view.Win32Lab.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.win32.HANDLE;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE_STATS;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE_STATS_EX;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_OIF;
import io.mgmrouter.mgm.win32.PDWORD;
import io.mgmrouter.mgm.win32.Win32Mgm;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Windows view: entries and traffic in buffers")
class ReadingTest {

    private static final MIB_IPMCAST_MFE KEY = MIB_IPMCAST_MFE.key(S, G);
    private static final int ONE_OIF = MIB_IPMCAST_MFE.SIZEOF_MIB_MFE(1);

    private final Win32Lab lab = new Win32Lab();
    private final Win32Mgm mgm = lab.mgm;
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private final PDWORD size = new PDWORD(4096);
    private final PDWORD count = new PDWORD(77);
    private HANDLE x;
    private HANDLE y;

    @BeforeEach
    void start() {
        x = lab.owner(lab.recording("x"), 101, ETH0);
        y = lab.owner(lab.recording("y"), 102, ETH1);
    }

    @Test
    @Tag("MGM-093")
    @Tag("MGM-097")
    @Tag("MGM-098")
    void oneEntryIsFoundBySourceAndGroup() {
        flow();
        lab.managerLoop.advance(Duration.ofMillis(90_500));

        assertThat(mgm.MgmGetMfe(KEY, size, buffer)).isEqualTo(NO_ERROR);

        assertThat(size.value).isEqualTo(4096);
        assertThat(MIB_IPMCAST_MFE.decode(buffer))
                .isEqualTo(new MIB_IPMCAST_MFE(
                        G,
                        S,
                        HOST,
                        inet_addr("10.0.0.254"),
                        ETH0,
                        101,
                        3,
                        inet_addr("10.0.0.0"),
                        inet_addr("255.255.0.0"),
                        90,
                        810,
                        900,
                        0,
                        0,
                        List.of(new MIB_IPMCAST_OIF(ETH1, 0))));
    }

    @Test
    @Tag("MGM-093")
    void aShortBufferIsToldWhatIsNeeded() {
        flow();
        size.value = ONE_OIF - 1;

        assertThat(mgm.MgmGetMfe(KEY, size, buffer)).isEqualTo(ERROR_INSUFFICIENT_BUFFER);
        assertThat(size.value).isEqualTo(ONE_OIF);
        assertThat(buffer.array()).containsOnly(0);
        assertThat(mgm.MgmGetMfe(KEY, size, buffer)).isEqualTo(NO_ERROR);

        assertThat(mgm.MgmGetMfe(KEY, new PDWORD(-1), ByteBuffer.allocate(ONE_OIF - 1)))
                .as("the size lies")
                .isEqualTo(ERROR_INSUFFICIENT_BUFFER);
    }

    @Test
    void recordsStandAtTheBuffersPositionWhichStays() {
        flow();
        buffer.position(100);

        assertThat(mgm.MgmGetMfe(KEY, size, buffer)).isEqualTo(NO_ERROR);

        assertThat(buffer.position()).isEqualTo(100);
        assertThat(MIB_IPMCAST_MFE.decode(buffer).dwGroup()).isEqualTo(G);
    }

    @Test
    @Tag("MGM-093")
    void whatIsNotThereIsNotFound() {
        flow();
        for (MIB_IPMCAST_MFE key : List.of(
                MIB_IPMCAST_MFE.key(S, inet_addr("239.9.9.9")),
                MIB_IPMCAST_MFE.key(0, G),
                MIB_IPMCAST_MFE.key(S, inet_addr("10.0.0.1")))) {
            assertThat(mgm.MgmGetMfe(key, size, buffer)).isEqualTo(ERROR_NOT_FOUND);
            assertThat(mgm.MgmGetMfeStats(key, size, buffer, Win32Mgm.MGM_MFE_STATS_0))
                    .isEqualTo(ERROR_NOT_FOUND);
            assertThat(mgm.MgmSetMfe(x, key)).isEqualTo(ERROR_NOT_FOUND);
        }
    }

    @Test
    @Tag("MGM-095")
    void anEmptyTableEndsAtOnceWhateverTheBuffer() {
        size.value = 0;

        assertThat(mgm.MgmGetFirstMfe(size, ByteBuffer.allocate(0), count)).isEqualTo(ERROR_NO_MORE_ITEMS);

        assertThat(count.value).isZero();
        assertThat(size.value).isZero();
    }

    @Test
    @Tag("MGM-094")
    @Tag("MGM-095")
    void theTableIsReadInPagesInTheOrderOfGroupThenSource() {
        flows("10.0.0.9 239.1.1.2", "10.0.0.10 239.1.1.1", "10.0.0.9 239.1.1.1");
        size.value = 2 * 60 + 59;

        assertThat(mgm.MgmGetFirstMfe(size, buffer, count)).isEqualTo(ERROR_MORE_DATA);
        assertThat(size.value).isEqualTo(2 * 60 + 59);
        List<MIB_IPMCAST_MFE> first = records();
        assertThat(first).extracting(ReadingTest::flow).containsExactly("10.0.0.9 239.1.1.1", "10.0.0.10 239.1.1.1");

        assertThat(mgm.MgmGetNextMfe(first.getLast(), size, buffer, count)).isEqualTo(ERROR_NO_MORE_ITEMS);
        assertThat(records()).extracting(ReadingTest::flow).containsExactly("10.0.0.9 239.1.1.2");

        assertThat(mgm.MgmGetNextMfe(MIB_IPMCAST_MFE.key(S, inet_addr("239.1.1.2")), size, buffer, count))
                .isEqualTo(ERROR_NO_MORE_ITEMS);
        assertThat(count.value).isZero();
    }

    @Test
    @Tag("MGM-095")
    void exactlyFillingTheBufferIsTheEndIfNothingIsLeft() {
        flows("10.0.0.9 239.1.1.1", "10.0.0.9 239.1.1.2");
        size.value = 2 * 60;

        assertThat(mgm.MgmGetFirstMfe(size, buffer, count)).isEqualTo(ERROR_NO_MORE_ITEMS);
        assertThat(count.value).isEqualTo(2);
    }

    @Test
    @Tag("MGM-095")
    void notEvenOneRecordFits() {
        flow();
        size.value = 60;

        assertThat(mgm.MgmGetFirstMfe(size, buffer, count)).isEqualTo(ERROR_INSUFFICIENT_BUFFER);

        assertThat(size.value).isEqualTo(ONE_OIF);
        assertThat(count.value).isZero();
    }

    @Test
    @Tag("MGM-096")
    void aWalkGoesOnBehindAKeyThatIsNotThere() {
        flows("10.0.0.9 239.1.1.1", "10.0.0.9 239.1.1.3");

        for (String key : List.of("10.0.0.10 239.1.1.1", "10.0.0.1 239.1.1.2", "0.0.0.0 239.1.1.3")) {
            String[] parts = key.split(" ");
            mgm.MgmGetNextMfe(MIB_IPMCAST_MFE.key(inet_addr(parts[0]), inet_addr(parts[1])), size, buffer, count);
            assertThat(records()).extracting(ReadingTest::flow).containsExactly("10.0.0.9 239.1.1.3");
        }
    }

    @Test
    void entriesOfIpv6AreLeftOut() {
        lab.routes.connected("2001:db8::/64", ETH0);
        lab.packet("2001:db8::9", "ff0e::1");
        assertThat(mgm.MgmGetFirstMfe(size, buffer, count)).isEqualTo(ERROR_NO_MORE_ITEMS);
        assertThat(count.value).isZero();
        flow();

        size.value = ONE_OIF;

        assertThat(mgm.MgmGetFirstMfe(size, buffer, count)).isEqualTo(ERROR_NO_MORE_ITEMS);
        assertThat(count.value).isEqualTo(1);
    }

    @Test
    @Tag("MGM-097")
    void trafficIsInHundredthsAndComesInTwoLevels() {
        flow();
        lab.forwarder.count(new Sg(IpAddress.parse("10.0.0.9"), IpAddress.parse("239.1.1.1")), 5, (1L << 32) + 700);
        lab.managerLoop.advance(Duration.ofMillis(90_500));

        assertThat(mgm.MgmGetMfeStats(KEY, size, buffer, Win32Mgm.MGM_MFE_STATS_0))
                .isEqualTo(NO_ERROR);
        MIB_IPMCAST_MFE_STATS base = MIB_IPMCAST_MFE_STATS.decode(buffer);
        assertThat(base.ulUpTime()).isEqualTo(9050);
        assertThat(base.ulExpiryTime()).isEqualTo(80_950);
        assertThat(base.ulInPkts()).isEqualTo(5);
        assertThat(base.ulInOctets()).as("counters are DWORDs").isEqualTo(700);
        assertThat(base.rgmiosOutStats()).extracting("dwOutIfIndex").containsExactly(ETH1);

        buffer.clear();
        assertThat(mgm.MgmGetFirstMfeStats(size, buffer, count, Win32Mgm.MGM_MFE_STATS_1))
                .isEqualTo(ERROR_NO_MORE_ITEMS);
        MIB_IPMCAST_MFE_STATS_EX extended = MIB_IPMCAST_MFE_STATS_EX.decode(buffer);
        assertThat(extended.stats()).isEqualTo(base);
        assertThat(mgm.MgmGetNextMfeStats(KEY, size, buffer, count, Win32Mgm.MGM_MFE_STATS_0))
                .isEqualTo(ERROR_NO_MORE_ITEMS);
        assertThat(count.value).isZero();
        assertThat(mgm.MgmGetMfeStats(KEY, size, buffer, 3)).isEqualTo(ERROR_INVALID_PARAMETER);
    }

    @Test
    @Tag("MGM-099")
    void onlyTheIifOwnerSetsTheUpstreamNeighbour() {
        flow();
        MIB_IPMCAST_MFE changed = KEY.withUpStrmNgbr(inet_addr("10.0.0.253"));
        lab.heard();

        assertThat(mgm.MgmSetMfe(y, changed)).isEqualTo(ERROR_CAN_NOT_COMPLETE);
        assertThat(mgm.MgmSetMfe(x, changed)).isEqualTo(NO_ERROR);

        mgm.MgmGetMfe(KEY, size, buffer);
        assertThat(MIB_IPMCAST_MFE.decode(buffer).dwUpStrmNgbr()).isEqualTo(inet_addr("10.0.0.253"));
        assertThat(lab.heard()).isEmpty();
    }

    /** (S,G) with receivers behind eth1. */
    private void flow() {
        lab.join(y, 0, G, ETH1);
        lab.packet("10.0.0.9", "239.1.1.1");
    }

    /** Entries without outgoing interfaces: source and group each. */
    private void flows(String... pairs) {
        for (String pair : pairs) {
            lab.packet(pair.split(" ")[0], pair.split(" ")[1]);
        }
    }

    private List<MIB_IPMCAST_MFE> records() {
        ByteBuffer in = buffer.duplicate();
        List<MIB_IPMCAST_MFE> records = new ArrayList<>();
        for (int i = 0; i < count.value; i++) {
            records.add(MIB_IPMCAST_MFE.decode(in));
        }
        return records;
    }

    private static String flow(MIB_IPMCAST_MFE entry) {
        return inet_ntoa(entry.dwSource()) + " " + inet_ntoa(entry.dwGroup());
    }
}
