package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.IN_ADDR.inet_addr;
import static io.mgmrouter.mgm.win32.IN_ADDR.inet_ntoa;
import static io.mgmrouter.mgm.win32.Win32Error.NO_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.service.MgmService;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.mgm.win32.HANDLE;
import io.mgmrouter.mgm.win32.MGM_IF_ENTRY;
import io.mgmrouter.mgm.win32.PHANDLE;
import io.mgmrouter.mgm.win32.ROUTING_PROTOCOL_CONFIG;
import io.mgmrouter.mgm.win32.Win32Mgm;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.ManualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The real manager with two interfaces, and a Windows view over it whose clients write down what they hear. */
final class Win32Lab {

    static final int ETH0 = 1;
    static final int ETH1 = 2;
    static final int HOST = 0xffff_ffff;
    static final int S = inet_addr("10.0.0.9");
    static final int G = inet_addr("239.1.1.1");

    final ManualLoop managerLoop = new ManualLoop("mgm");
    final ManualLoop loop = new ManualLoop("win32 clients");
    final FakeLinkService links =
            new FakeLinkService().with(ETH0, "eth0", "10.0.0.1/24").with(ETH1, "eth1", "10.0.1.1/24");
    final FakeRoutes routes = new FakeRoutes().via("10.0.0.0/16", ETH0, "10.0.0.254");
    final FakeForwarder forwarder = new FakeForwarder();
    final MgmService manager = new MgmService(MgmSettings.DEFAULTS, managerLoop, (_, _) -> {});
    final Win32Mgm mgm = new Win32View(manager, loop, new Direct(), Duration.ofMillis(1));
    private final List<String> heard = new ArrayList<>();

    Win32Lab() {
        manager.useLinks(Optional.of(links));
        manager.useRoutes(Optional.of(routes));
        manager.forwarders().add(forwarder, EnumSet.allOf(Family.class), 0);
    }

    /** Registers a client with these callbacks. */
    HANDLE registered(ROUTING_PROTOCOL_CONFIG config, int protocolId) {
        PHANDLE handle = new PHANDLE();
        assertThat(mgm.MgmRegisterMProtocol(config, protocolId, 0, handle)).isEqualTo(NO_ERROR);
        return handle.value;
    }

    /** As {@link #registered(ROUTING_PROTOCOL_CONFIG, int)}, and the owner of an interface. */
    HANDLE owner(ROUTING_PROTOCOL_CONFIG config, int protocolId, int interfaceIndex) {
        HANDLE handle = registered(config, protocolId);
        assertThat(mgm.MgmTakeInterfaceOwnership(handle, interfaceIndex, 0)).isEqualTo(NO_ERROR);
        return handle;
    }

    int join(HANDLE client, int source, int group, int interfaceIndex) {
        return mgm.MgmAddGroupMembershipEntry(
                client, source, mask(source), group, mask(group), interfaceIndex, 0, Win32Mgm.MGM_JOIN_STATE_FLAG);
    }

    int leave(HANDLE client, int source, int group, int interfaceIndex) {
        return mgm.MgmDeleteGroupMembershipEntry(
                client, source, mask(source), group, mask(group), interfaceIndex, 0, Win32Mgm.MGM_JOIN_STATE_FLAG);
    }

    private static int mask(int address) {
        return address == 0 ? 0 : HOST;
    }

    /** A packet that nobody has an entry for. */
    void packet(String source, String group) {
        forwarder.packet(new Sg(IpAddress.parse(source), IpAddress.parse(group)), InterfaceId.of(ETH0));
        drain();
    }

    void drain() {
        for (int round = 0; round < 4; round++) {
            loop.drain();
            managerLoop.drain();
        }
    }

    /** Lets everything that is queued run; what the clients have heard since the last time. */
    List<String> heard() {
        drain();
        List<String> lines = List.copyOf(heard);
        heard.clear();
        return lines;
    }

    /** All nine callbacks, each of which is written down and changes nothing. */
    ROUTING_PROTOCOL_CONFIG recording(String name) {
        ROUTING_PROTOCOL_CONFIG config = new ROUTING_PROTOCOL_CONFIG();
        config.pfnRpfCallback = (s, sm, g, gm, inIf, hop, neighbor, size, _, route) ->
                hear(name + " RPF " + pair(s, sm, g, gm) + " if=" + inIf.value + "/" + hop.value + " from="
                        + inet_ntoa(neighbor.value) + " header=" + size + " route="
                        + inet_ntoa(route.DestAddress.AddrBits()) + "/" + route.DestAddress.NumBits());
        config.pfnCreationAlertCallback = (s, sm, g, gm, inIf, hop, count, list) ->
                hear(name + " CREATION " + pair(s, sm, g, gm) + " if=" + inIf + "/" + hop + " " + count + shown(list));
        config.pfnPruneAlertCallback = (s, sm, g, gm, index, hop, deleted, _) ->
                hear(name + " PRUNE " + pair(s, sm, g, gm) + " if=" + index + "/" + hop + " " + deleted);
        config.pfnJoinAlertCallback =
                (s, sm, g, gm, updated) -> hear(name + " JOIN " + pair(s, sm, g, gm) + " " + updated);
        config.pfnWrongIfCallback = (s, g, index, _, size, _) ->
                hear(name + " WRONG_IF (" + inet_ntoa(s) + "," + inet_ntoa(g) + ") if=" + index + " header=" + size);
        config.pfnLocalJoinCallback =
                (s, sm, g, gm, index, _) -> hear(name + " LOCAL_JOIN " + pair(s, sm, g, gm) + " if=" + index);
        config.pfnLocalLeaveCallback =
                (s, sm, g, gm, index, _) -> hear(name + " LOCAL_LEAVE " + pair(s, sm, g, gm) + " if=" + index);
        config.pfnDisableIgmpCallback = (index, _) -> hear(name + " DISABLE if=" + index);
        config.pfnEnableIgmpCallback = (index, _) -> hear(name + " ENABLE if=" + index);
        return config;
    }

    ROUTING_PROTOCOL_CONFIG igmp(String name) {
        ROUTING_PROTOCOL_CONFIG config = recording(name);
        config.bIsIgmp = true;
        return config;
    }

    int hear(String line) {
        heard.add(line);
        return NO_ERROR;
    }

    private static String pair(int source, int sourceMask, int group, int groupMask) {
        return "(" + wild(source, sourceMask) + "," + wild(group, groupMask) + ")";
    }

    private static String wild(int address, int mask) {
        assertThat(mask).isEqualTo(mask(address));
        return address == 0 ? "*" : inet_ntoa(address);
    }

    private static List<String> shown(MGM_IF_ENTRY[] candidates) {
        return List.of(candidates).stream()
                .map(entry -> entry.dwIfIndex + (entry.bIGMP ? " igmp" : "") + (entry.bIsEnabled ? "" : " off"))
                .toList();
    }

    static ClientProfile profile(MulticastProtocol protocol, Role role) {
        return new ClientProfile("win32", role, Set.of(Family.IPV4), protocol.callbacks());
    }

    /** The way to the manager without a service registry. */
    private final class Direct implements Registrar {

        @Override
        public void register(ComponentId id, Role role, MulticastProtocol protocol) {
            try {
                manager.attach(id, profile(protocol, role), protocol);
            } catch (MgmException e) {
                protocol.loop().run(() -> protocol.refused(e));
            }
        }

        @Override
        public void withdraw(MulticastProtocol protocol) {
            hear("withdrawn");
        }
    }
}
