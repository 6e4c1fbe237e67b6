package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.IN_ADDR.inet_addr;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_ALREADY_EXISTS;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_NOT_FOUND;
import static io.mgmrouter.mgm.win32.Win32Error.NO_ERROR;
import static io.mgmrouter.mgm.win32.view.Win32Lab.ETH0;
import static io.mgmrouter.mgm.win32.view.Win32Lab.ETH1;
import static io.mgmrouter.mgm.win32.view.Win32Lab.G;
import static io.mgmrouter.mgm.win32.view.Win32Lab.HOST;
import static io.mgmrouter.mgm.win32.view.Win32Lab.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.win32.HANDLE;
import io.mgmrouter.mgm.win32.PDWORD;
import io.mgmrouter.mgm.win32.Win32Mgm;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Windows view: ownership and memberships")
class OwnershipTest {

    private static final int NOWHERE = 99;

    private final Win32Lab lab = new Win32Lab();
    private final Win32Mgm mgm = lab.mgm;

    @Test
    @Tag("MGM-011")
    @Tag("MGM-014")
    @Tag("MGM-017")
    void theOwnerCanBeAskedFor() {
        HANDLE x = lab.owner(lab.recording("x"), 101, ETH0);
        HANDLE y = lab.registered(lab.recording("y"), 102);
        int hop = inet_addr("10.9.0.1");
        assertThat(mgm.MgmTakeInterfaceOwnership(y, ETH0, hop)).isEqualTo(NO_ERROR);
        assertThat(mgm.MgmTakeInterfaceOwnership(x, ETH1, 0)).isEqualTo(NO_ERROR);

        assertThat(ownerOf(ETH0, 0)).isEqualTo("101:0");
        assertThat(ownerOf(ETH0, hop)).isEqualTo("102:0");
        assertThat(lab.manager.interfaces()).hasSize(3);
    }

    @Test
    @Tag("MGM-016")
    void anInterfaceWithoutOwnerIsAsUnknownAsOneThatIsNotThere() {
        for (int index : new int[] {ETH0, NOWHERE, 0, -1}) {
            assertThat(ownerOf(index, 0)).isEqualTo("error " + ERROR_NOT_FOUND);
        }
    }

    @Test
    @Tag("MGM-012")
    @Tag("MGM-013")
    @Tag("MGM-015")
    @Tag("MGM-018")
    @Tag("MGM-019")
    void onlyIgmpSharesAnInterface() {
        lab.owner(lab.igmp("i"), 10, ETH0);
        assertThat(ownerOf(ETH0, 0)).isEqualTo("10:0");
        HANDLE x = lab.registered(lab.recording("x"), 101);
        HANDLE y = lab.owner(lab.recording("y"), 102, ETH1);

        assertThat(mgm.MgmTakeInterfaceOwnership(x, ETH1, 0)).isEqualTo(ERROR_ALREADY_EXISTS);
        assertThat(mgm.MgmTakeInterfaceOwnership(y, ETH1, 0)).isEqualTo(ERROR_ALREADY_EXISTS);
        assertThat(mgm.MgmTakeInterfaceOwnership(x, NOWHERE, 0)).isEqualTo(ERROR_NOT_FOUND);
        assertThat(ownerOf(ETH1, 0)).isEqualTo("102:0");
    }

    @Test
    @Tag("MGM-020")
    @Tag("MGM-021")
    @Tag("MGM-022")
    void whatIsNotOwnedCanNotBeReleased() {
        HANDLE x = lab.owner(lab.recording("x"), 101, ETH0);
        HANDLE y = lab.registered(lab.recording("y"), 102);

        for (int index : new int[] {ETH0, ETH1, NOWHERE, 0}) {
            assertThat(mgm.MgmReleaseInterfaceOwnership(y, index, 0)).isEqualTo(ERROR_INVALID_PARAMETER);
        }
        assertThat(mgm.MgmReleaseInterfaceOwnership(x, ETH0, 0)).isEqualTo(NO_ERROR);
        assertThat(mgm.MgmReleaseInterfaceOwnership(x, ETH0, 0)).isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(mgm.MgmTakeInterfaceOwnership(y, ETH0, 0)).isEqualTo(NO_ERROR);
    }

    @Test
    void anInterfaceThatVanishedIsUnknownUntilItIsTakenAgain() {
        HANDLE x = lab.owner(lab.recording("x"), 101, ETH0);
        lab.links.remove(ETH0);
        assertThat(lab.join(x, 0, G, ETH0)).isEqualTo(ERROR_NOT_FOUND);
        assertThat(mgm.MgmReleaseInterfaceOwnership(x, ETH0, 0)).isEqualTo(ERROR_INVALID_PARAMETER);

        lab.links.with(ETH0, "eth0", "10.0.0.1/24");

        assertThat(lab.join(x, 0, G, ETH0)).isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(mgm.MgmTakeInterfaceOwnership(x, ETH0, 0)).isEqualTo(NO_ERROR);
        assertThat(lab.join(x, 0, G, ETH0)).isEqualTo(NO_ERROR);
    }

    @Test
    @Tag("MGM-035")
    @Tag("MGM-049")
    @Tag("MGM-050")
    void threeFormsOfMembershipsComeAndGo() {
        HANDLE x = lab.owner(lab.recording("x"), 101, ETH0);
        assertThat(lab.join(x, S, G, ETH0)).isEqualTo(NO_ERROR);
        assertThat(lab.join(x, 0, G, ETH0)).isEqualTo(NO_ERROR);
        assertThat(lab.join(x, 0, 0, ETH0)).isEqualTo(NO_ERROR);
        assertThat(lab.join(x, 0, 0, ETH0)).isEqualTo(NO_ERROR);
        assertThat(memberships()).isEqualTo("(*,*) (*,239.1.1.1) (10.0.0.9,239.1.1.1)");

        assertThat(lab.leave(x, 0, G, ETH0)).isEqualTo(NO_ERROR);
        assertThat(lab.leave(x, 0, G, ETH0)).isEqualTo(NO_ERROR);

        assertThat(memberships()).isEqualTo("(*,*) (10.0.0.9,239.1.1.1)");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.9,  0.0.0.0,         239.1.1.1, 255.255.255.255",
        "10.0.0.0,  255.255.255.0,   239.1.1.1, 255.255.255.255",
        "0.0.0.0,   255.255.255.255, 239.1.1.1, 255.255.255.255",
        "0.0.0.0,   0.0.0.0,         239.1.1.0, 255.255.255.0",
        "0.0.0.0,   0.0.0.0,         239.1.1.1, 0.0.0.0",
        "0.0.0.0,   0.0.0.0,         0.0.0.0,   255.255.255.255",
        "10.0.0.9,  255.255.255.255, 0.0.0.0,   0.0.0.0",
        "0.0.0.0,   0.0.0.0,         10.0.0.1,  255.255.255.255",
        "224.0.0.9, 255.255.255.255, 239.1.1.1, 255.255.255.255",
    })
    @Tag("MGM-044")
    @Tag("MGM-045")
    void rangesMaskedWildcardsAndStrangeAddressesAreRefused(
            String source, String sourceMask, String group, String groupMask) {
        HANDLE x = lab.owner(lab.recording("x"), 101, ETH0);
        int s = inet_addr(source);
        int sm = inet_addr(sourceMask);
        int g = inet_addr(group);
        int gm = inet_addr(groupMask);

        assertThat(mgm.MgmAddGroupMembershipEntry(x, s, sm, g, gm, ETH0, 0, 1)).isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(mgm.MgmDeleteGroupMembershipEntry(x, s, sm, g, gm, ETH0, 0, 1))
                .isEqualTo(ERROR_INVALID_PARAMETER);
        assertThat(memberships()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, -1, Win32Mgm.MGM_FORWARD_STATE_FLAG})
    @Tag("MGM-041")
    @Tag("MGM-042")
    void noFlagAnUnknownOneAndForwardForAWildcardAreRefused(int flags) {
        HANDLE x = lab.owner(lab.recording("x"), 101, ETH0);

        assertThat(mgm.MgmAddGroupMembershipEntry(x, 0, 0, G, HOST, ETH0, 0, flags))
                .isEqualTo(ERROR_INVALID_PARAMETER);
    }

    @Test
    @Tag("MGM-038")
    @Tag("MGM-040")
    void forwardStateEditsTheEntryAlone() {
        lab.owner(lab.recording("x"), 101, ETH0);
        HANDLE y = lab.owner(lab.recording("y"), 102, ETH1);
        lab.packet("10.0.0.9", "239.1.1.1");

        int code = mgm.MgmAddGroupMembershipEntry(y, S, HOST, G, HOST, ETH1, 0, Win32Mgm.MGM_FORWARD_STATE_FLAG);

        assertThat(code).isEqualTo(NO_ERROR);
        assertThat(lab.forwarder.table()).containsExactly("(10.0.0.9,239.1.1.1) 1->[2]");
        assertThat(memberships()).isEmpty();
        mgm.MgmDeleteGroupMembershipEntry(y, S, HOST, G, HOST, ETH1, 0, Win32Mgm.MGM_FORWARD_STATE_FLAG);
        assertThat(lab.forwarder.table()).containsExactly("(10.0.0.9,239.1.1.1) 1->[]");
    }

    @Test
    @Tag("MGM-046")
    @Tag("MGM-047")
    @Tag("MGM-048")
    void membershipsAreForOwnedInterfaces() {
        lab.owner(lab.recording("x"), 101, ETH0);
        HANDLE y = lab.registered(lab.recording("y"), 102);

        for (int index : new int[] {ETH0, ETH1}) {
            assertThat(lab.join(y, 0, G, index)).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(lab.leave(y, 0, G, index)).isEqualTo(ERROR_INVALID_PARAMETER);
        }
        for (int index : new int[] {NOWHERE, 0}) {
            assertThat(lab.join(y, 0, G, index)).isEqualTo(ERROR_NOT_FOUND);
            assertThat(lab.leave(y, 0, G, index)).isEqualTo(ERROR_NOT_FOUND);
        }
    }

    private String ownerOf(int index, int nextHop) {
        PDWORD protocol = new PDWORD();
        PDWORD component = new PDWORD();
        int code = mgm.MgmGetProtocolOnInterface(index, nextHop, protocol, component);
        return code == NO_ERROR ? protocol.value + ":" + component.value : "error " + code;
    }

    private String memberships() {
        return String.join(
                " ",
                lab.manager.memberships(Optional.empty(), 100).items().stream()
                        .map(membership -> membership.sourceGroup().toString())
                        .toList());
    }
}
