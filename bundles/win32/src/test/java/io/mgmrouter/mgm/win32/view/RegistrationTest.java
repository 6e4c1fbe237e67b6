package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.Win32Error.ERROR_ALREADY_EXISTS;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_CAN_NOT_COMPLETE;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static io.mgmrouter.mgm.win32.Win32Error.NO_ERROR;
import static io.mgmrouter.mgm.win32.view.Win32Lab.ETH0;
import static io.mgmrouter.mgm.win32.view.Win32Lab.G;
import static io.mgmrouter.mgm.win32.view.Win32Lab.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.mgm.win32.HANDLE;
import io.mgmrouter.mgm.win32.MGM_ENUM_TYPES;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE;
import io.mgmrouter.mgm.win32.PDWORD;
import io.mgmrouter.mgm.win32.PHANDLE;
import io.mgmrouter.mgm.win32.ROUTING_PROTOCOL_CONFIG;
import io.mgmrouter.mgm.win32.Win32Mgm;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Windows view: registration and handles")
class RegistrationTest {

    private final Win32Lab lab = new Win32Lab();
    private final Win32Mgm mgm = lab.mgm;

    @Test
    @Tag("MGM-001")
    @Tag("MGM-002")
    @Tag("MGM-003")
    void thePairOfIdsIsUnique() {
        HANDLE first = lab.registered(lab.recording("x"), 101);
        PHANDLE handle = new PHANDLE();

        assertThat(mgm.MgmRegisterMProtocol(lab.recording("x2"), 101, 0, handle))
                .isEqualTo(ERROR_ALREADY_EXISTS);
        assertThat(handle.value).isEqualTo(HANDLE.NULL);
        assertThat(lab.heard()).as("its service goes at once").containsExactly("withdrawn");
        assertThat(mgm.MgmRegisterMProtocol(lab.recording("x3"), 101, 1, handle))
                .isEqualTo(NO_ERROR);
        assertThat(handle.value).isNotEqualTo(first);
        assertThat(mgm.MgmTakeInterfaceOwnership(first, ETH0, 0)).isEqualTo(NO_ERROR);
    }

    @Test
    void igmpSaysSoAndThereIsOne() {
        lab.registered(lab.igmp("i"), 10);

        assertThat(mgm.MgmRegisterMProtocol(lab.igmp("j"), 11, 0, new PHANDLE()))
                .isEqualTo(ERROR_ALREADY_EXISTS);
        assertThat(lab.manager.clients().getFirst().role()).isEqualTo(Role.LOCAL_MEMBERSHIP);
    }

    @Test
    void aManagerThatDoesNotAnswerIsNotWaitedForForever() {
        List<MulticastProtocol> published = new ArrayList<>();
        Registrar silent = new Registrar() {
            @Override
            public void register(ComponentId id, Role role, MulticastProtocol protocol) {
                published.add(protocol);
            }

            @Override
            public void withdraw(MulticastProtocol protocol) {
                published.remove(protocol);
            }
        };
        PHANDLE handle = new PHANDLE();
        Win32Mgm alone = new Win32View(lab.manager, lab.loop, silent, Duration.ofMillis(1));

        int code = alone.MgmRegisterMProtocol(new ROUTING_PROTOCOL_CONFIG(), 101, 0, handle);

        assertThat(code).isEqualTo(ERROR_CAN_NOT_COMPLETE);
        assertThat(published).isEmpty();
        assertThat(handle.value).isEqualTo(HANDLE.NULL);
    }

    @Test
    void aSessionNobodyWaitsForIsClosed() {
        Callbacks late = new Callbacks(new ROUTING_PROTOCOL_CONFIG(), lab.loop);
        late.session().cancel(false);
        lab.manager.attach(new ComponentId(101, 0), Win32Lab.profile(late, Role.ROUTING), late);

        lab.drain();

        assertThat(lab.manager.clients()).isEmpty();
    }

    @Test
    @Tag("MGM-005")
    @Tag("MGM-006")
    void deregisteringNeedsAllInterfacesReleased() {
        HANDLE x = lab.owner(lab.recording("x"), 101, ETH0);

        assertThat(mgm.MgmDeRegisterMProtocol(x)).isEqualTo(ERROR_CAN_NOT_COMPLETE);
        assertThat(mgm.MgmReleaseInterfaceOwnership(x, ETH0, 0)).isEqualTo(NO_ERROR);
        assertThat(mgm.MgmDeRegisterMProtocol(x)).isEqualTo(NO_ERROR);
        assertThat(lab.heard()).containsExactly("withdrawn");
        lab.registered(lab.recording("x"), 101);
    }

    @Test
    @Tag("MGM-004")
    @Tag("MGM-007")
    void everyFunctionRefusesAHandleThatIsNot() {
        HANDLE closed = lab.registered(lab.recording("x"), 101);
        PHANDLE open = new PHANDLE();
        mgm.MgmGroupEnumerationStart(closed, MGM_ENUM_TYPES.ALL_SOURCES, open);
        assertThat(mgm.MgmDeRegisterMProtocol(closed)).isEqualTo(NO_ERROR);

        for (HANDLE handle : List.of(closed, HANDLE.NULL, open.value)) {
            assertThat(functions().map(function -> function.applyAsInt(handle))).containsOnly(ERROR_INVALID_PARAMETER);
        }
    }

    private Stream<ToIntFunction<HANDLE>> functions() {
        return Stream.of(
                mgm::MgmDeRegisterMProtocol,
                handle -> mgm.MgmTakeInterfaceOwnership(handle, ETH0, 0),
                handle -> mgm.MgmReleaseInterfaceOwnership(handle, ETH0, 0),
                handle -> lab.join(handle, 0, G, ETH0),
                handle -> lab.leave(handle, 0, G, ETH0),
                handle -> mgm.MgmSetMfe(handle, MIB_IPMCAST_MFE.key(S, G)),
                handle -> mgm.MgmGroupEnumerationStart(handle, MGM_ENUM_TYPES.ALL_SOURCES, new PHANDLE()),
                handle -> mgm.MgmGroupEnumerationGetNext(handle, new PDWORD(64), ByteBuffer.allocate(64), new PDWORD()),
                mgm::MgmGroupEnumerationEnd);
    }
}
