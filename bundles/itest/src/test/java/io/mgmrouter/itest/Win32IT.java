package io.mgmrouter.itest;

import static io.mgmrouter.mgm.win32.IN_ADDR.HOST_MASK;
import static io.mgmrouter.mgm.win32.IN_ADDR.inet_addr;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_ALREADY_EXISTS;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_CAN_NOT_COMPLETE;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static io.mgmrouter.mgm.win32.Win32Error.NO_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.itest.diary.Diary;
import io.mgmrouter.itest.protocol.Win32Activator;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.win32.HANDLE;
import io.mgmrouter.mgm.win32.PHANDLE;
import io.mgmrouter.mgm.win32.ROUTING_PROTOCOL_CONFIG;
import io.mgmrouter.mgm.win32.Win32Mgm;
import io.mgmrouter.testkit.FakeLinkService;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

@DisplayName("The Windows view in a real framework")
@Timeout(60)
class Win32IT {

    private static final ComponentId VENDOR = new ComponentId(300, 0);
    private static final int ETH0 = 1;
    private static final int G = inet_addr("239.1.1.1");

    private EmbeddedRouter router;
    private MulticastGroupManager manager;
    private Win32Mgm mgm;

    @BeforeEach
    void start() throws Exception {
        Diary.clear();
        router = EmbeddedRouter.with("loop", "mgm-impl", "win32").sharingApi().start();
        router.publish(LinkService.class, new FakeLinkService().with(ETH0, "eth0", "10.0.0.1/24"), Map.of());
        manager = router.await(MulticastGroupManager.class);
        mgm = router.await(Win32Mgm.class);
    }

    @AfterEach
    void stop() throws Exception {
        router.close();
    }

    @Test
    @Tag("MGM-002")
    void registrationIsAnsweredAtOnce() throws Exception {
        PHANDLE handle = new PHANDLE();

        assertThat(mgm.MgmRegisterMProtocol(new ROUTING_PROTOCOL_CONFIG(), 101, 0, handle))
                .isEqualTo(NO_ERROR);
        assertThat(mgm.MgmRegisterMProtocol(new ROUTING_PROTOCOL_CONFIG(), 101, 0, new PHANDLE()))
                .isEqualTo(ERROR_ALREADY_EXISTS);
        assertThat(mgm.MgmRegisterMProtocol(new ROUTING_PROTOCOL_CONFIG(), -1, 0, new PHANDLE()))
                .isEqualTo(ERROR_INVALID_PARAMETER);

        assertThat(services()).as("what is refused goes").isEqualTo(1);
        assertThat(mgm.MgmDeRegisterMProtocol(handle.value)).isEqualTo(NO_ERROR);
        assertThat(services()).isZero();
        assertThat(manager.clients()).isEmpty();
    }

    @Test
    void aClientMayRegisterOnItsOwnLoop() throws Exception {
        ControlLoop loop = router.await(ControlLoop.class);
        CompletableFuture<Integer> code = new CompletableFuture<>();

        loop.run(() -> code.complete(mgm.MgmRegisterMProtocol(new ROUTING_PROTOCOL_CONFIG(), 101, 0, new PHANDLE())));

        assertThat(code.get()).isEqualTo(NO_ERROR);
    }

    @Test
    @Tag("MGM-026")
    @Tag("MGM-032")
    @Tag("MGM-034")
    void igmpIsDisabledAndEnabledAndMayNotAddInBetween() throws Exception {
        PHANDLE igmp = new PHANDLE();
        ROUTING_PROTOCOL_CONFIG config = new ROUTING_PROTOCOL_CONFIG();
        config.bIsIgmp = true;
        config.pfnDisableIgmpCallback = (index, _) -> write("DISABLE " + index + " add=" + join(igmp.value));
        config.pfnEnableIgmpCallback = (index, _) -> write("ENABLE " + index + " add=" + join(igmp.value));
        mgm.MgmRegisterMProtocol(config, 10, 0, igmp);
        mgm.MgmTakeInterfaceOwnership(igmp.value, ETH0, 0);
        PHANDLE x = new PHANDLE();
        mgm.MgmRegisterMProtocol(new ROUTING_PROTOCOL_CONFIG(), 101, 0, x);

        assertThat(mgm.MgmTakeInterfaceOwnership(x.value, ETH0, 0)).isEqualTo(NO_ERROR);

        assertThat(Diary.next(2))
                .containsExactly("DISABLE 1 add=" + ERROR_CAN_NOT_COMPLETE, "ENABLE 1 add=" + ERROR_CAN_NOT_COMPLETE);
        CompletableFuture<Integer> later = new CompletableFuture<>();
        router.await(ControlLoop.class).run(() -> later.complete(join(igmp.value)));
        assertThat(later.get()).isEqualTo(NO_ERROR);
    }

    @Test
    @Tag("MGM-106")
    void aVendorsBundleIsHeldWhenItStopsAndGoneWhenItIsUninstalled(@TempDir Path directory) throws Exception {
        Bundle vendor = router.install(TestBundle.named("com.example.vendor")
                .startedBy(Win32Activator.class)
                .in(directory));
        assertThat(Diary.next(1)).containsExactly("registered 0, taken 0");
        assertThat(manager.ownerOf(InterfaceId.of(ETH0))).contains(VENDOR);
        assertThat(manager.clients().getFirst().name()).isEqualTo("com.example.vendor");

        PHANDLE x = new PHANDLE();
        mgm.MgmRegisterMProtocol(new ROUTING_PROTOCOL_CONFIG(), 101, 0, x);
        mgm.MgmTakeInterfaceOwnership(x.value, ETH0, inet_addr("10.0.0.7"));
        mgm.MgmAddGroupMembershipEntry(x.value, 0, 0, G, HOST_MASK, ETH0, inet_addr("10.0.0.7"), 1);
        assertThat(Diary.next(1)).containsExactly("JOIN on loop com.example.vendor");

        vendor.stop();
        assertThat(manager.clients().getLast().heldFor()).isPresent();
        assertThat(manager.ownerOf(InterfaceId.of(ETH0))).contains(VENDOR);

        vendor.start();
        assertThat(Diary.next(1)).containsExactly("registered 0, taken 0");
        assertThat(manager.clients().getLast().heldFor()).isEmpty();

        vendor.uninstall();
        assertThat(manager.ownerOf(InterfaceId.of(ETH0))).isEmpty();
        assertThat(manager.clients()).extracting(client -> client.id()).containsExactly(new ComponentId(101, 0));
    }

    @Test
    void stoppingTheViewHoldsItsClients() throws Exception {
        PHANDLE x = new PHANDLE();
        mgm.MgmRegisterMProtocol(new ROUTING_PROTOCOL_CONFIG(), 101, 0, x);

        mgm.MgmTakeInterfaceOwnership(x.value, ETH0, 0);

        router.bundle("win32").stop();

        assertThat(services()).isZero();
        assertThat(manager.clients().getFirst().heldFor()).isPresent();
        assertThat(mgm.MgmReleaseInterfaceOwnership(x.value, ETH0, 0)).isEqualTo(ERROR_INVALID_PARAMETER);
    }

    @Test
    void itIsInstalledWhileTheRouterRuns() throws Exception {
        try (EmbeddedRouter shipped =
                EmbeddedRouter.with("loop", "control", "mgm-impl").start()) {
            assertThat(shipped.ask("bundle install " + ClassPath.jar("win32")))
                    .startsWith("OK")
                    .contains("active");
        }
    }

    private int services() throws Exception {
        return router.context()
                .getServiceReferences(MulticastProtocol.class, null)
                .size();
    }

    private int join(HANDLE igmp) {
        return mgm.MgmAddGroupMembershipEntry(igmp, 0, 0, G, HOST_MASK, ETH0, 0, Win32Mgm.MGM_JOIN_STATE_FLAG);
    }

    private static int write(String line) {
        Diary.write(line);
        return NO_ERROR;
    }
}
