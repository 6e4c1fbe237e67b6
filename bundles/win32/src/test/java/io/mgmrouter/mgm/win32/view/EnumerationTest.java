package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.IN_ADDR.inet_addr;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_INSUFFICIENT_BUFFER;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_MORE_DATA;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_NO_MORE_ITEMS;
import static io.mgmrouter.mgm.win32.Win32Error.NO_ERROR;
import static io.mgmrouter.mgm.win32.view.Win32Lab.ETH0;
import static io.mgmrouter.mgm.win32.view.Win32Lab.ETH1;
import static io.mgmrouter.mgm.win32.view.Win32Lab.G;
import static io.mgmrouter.mgm.win32.view.Win32Lab.HOST;
import static io.mgmrouter.mgm.win32.view.Win32Lab.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.mgm.win32.HANDLE;
import io.mgmrouter.mgm.win32.IN_ADDR;
import io.mgmrouter.mgm.win32.MGM_ENUM_TYPES;
import io.mgmrouter.mgm.win32.PDWORD;
import io.mgmrouter.mgm.win32.PHANDLE;
import io.mgmrouter.mgm.win32.SOURCE_GROUP_ENTRY;
import io.mgmrouter.mgm.win32.Win32Mgm;
import io.mgmrouter.testkit.RecordingProtocol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Windows view: enumerations of groups in buffers")
class EnumerationTest {

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
    @Tag("MGM-100")
    @Tag("MGM-102")
    @Tag("MGM-103")
    void anEnumerationShowsTheRouterInPages() {
        lab.join(x, 0, G, ETH0);
        lab.join(y, 0, G, ETH1);
        lab.join(y, S, G, ETH1);
        lab.join(y, 0, 0, ETH1);
        HANDLE all = started(MGM_ENUM_TYPES.ALL_SOURCES);
        lab.join(x, S, inet_addr("239.9.9.9"), ETH0);

        size.value = 15;
        assertThat(mgm.MgmGroupEnumerationGetNext(all, size, buffer, count)).isEqualTo(ERROR_INSUFFICIENT_BUFFER);
        assertThat(size.value).isEqualTo(16);
        size.value = 47;
        assertThat(mgm.MgmGroupEnumerationGetNext(all, size, buffer, count)).isEqualTo(ERROR_MORE_DATA);
        List<SOURCE_GROUP_ENTRY> seen = new ArrayList<>(records());
        assertThat(mgm.MgmGroupEnumerationGetNext(all, size, buffer, count)).isEqualTo(ERROR_NO_MORE_ITEMS);
        seen.addAll(records());
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        new SOURCE_GROUP_ENTRY(0, 0, G, HOST),
                        new SOURCE_GROUP_ENTRY(S, HOST, G, HOST),
                        new SOURCE_GROUP_ENTRY(0, 0, 0, 0));
        assertThat(mgm.MgmGroupEnumerationGetNext(all, size, buffer, count)).isEqualTo(ERROR_NO_MORE_ITEMS);
        assertThat(count.value).isZero();

        assertThat(mgm.MgmGroupEnumerationEnd(all)).isEqualTo(NO_ERROR);
        assertThat(mgm.MgmGroupEnumerationGetNext(all, size, buffer, count)).isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(mgm.MgmGroupEnumerationEnd(all)).isEqualTo(ERROR_INVALID_PARAMETER);
    }

    @Test
    void membershipsOfIpv6AreLeftOut() {
        RecordingProtocol native6 = new RecordingProtocol("native");
        lab.manager.attach(
                new ComponentId(103, 0),
                new ClientProfile("native", Role.ROUTING, Set.of(Family.values()), Set.of()),
                native6);
        native6.loop().drain();
        native6.session().takeOwnership(InterfaceId.of(ETH0, IpAddress.parse("fe80::1")));
        native6.owned(InterfaceId.of(ETH0, IpAddress.parse("fe80::1"))).join(new StarG(IpAddress.parse("ff0e::1")));
        HANDLE all = started(MGM_ENUM_TYPES.ALL_SOURCES);

        size.value = 0;

        assertThat(mgm.MgmGroupEnumerationGetNext(all, size, buffer, count)).isEqualTo(ERROR_NO_MORE_ITEMS);
        assertThat(count.value).isZero();
    }

    @Test
    @Tag("MGM-102")
    void aLongEnumerationShowsEachMembershipOnce() {
        int groups = 2500;
        for (int i = 0; i < groups; i++) {
            lab.join(x, 0, IN_ADDR.dword(new Ipv4Address(0xef00_0000 + i)), ETH0);
        }
        HANDLE all = started(MGM_ENUM_TYPES.ALL_SOURCES);
        Set<SOURCE_GROUP_ENTRY> seen = new HashSet<>();
        int records = 0;
        int code;
        do {
            code = mgm.MgmGroupEnumerationGetNext(all, size, buffer, count);
            records += count.value;
            seen.addAll(records());
        } while (code == ERROR_MORE_DATA);

        assertThat(code).isEqualTo(ERROR_NO_MORE_ITEMS);
        assertThat(records).isEqualTo(groups);
        assertThat(seen).hasSize(groups);
    }

    @Test
    @Tag("MGM-101")
    void anySourceListsTheGroupsWithASpecificSource() {
        lab.join(x, 0, inet_addr("239.9.9.9"), ETH0);
        lab.join(y, S, G, ETH1);
        lab.join(y, inet_addr("10.0.0.10"), G, ETH1);

        mgm.MgmGroupEnumerationGetNext(started(MGM_ENUM_TYPES.ANY_SOURCE), size, buffer, count);

        assertThat(records()).containsExactly(new SOURCE_GROUP_ENTRY(0, 0, G, HOST));
    }

    private HANDLE started(MGM_ENUM_TYPES type) {
        PHANDLE handle = new PHANDLE();
        assertThat(mgm.MgmGroupEnumerationStart(x, type, handle)).isEqualTo(NO_ERROR);
        return handle.value;
    }

    private List<SOURCE_GROUP_ENTRY> records() {
        ByteBuffer in = buffer.duplicate();
        List<SOURCE_GROUP_ENTRY> records = new ArrayList<>();
        for (int i = 0; i < count.value; i++) {
            records.add(SOURCE_GROUP_ENTRY.decode(in));
        }
        return records;
    }
}
