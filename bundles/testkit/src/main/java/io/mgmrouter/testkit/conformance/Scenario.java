package io.mgmrouter.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.LocalMembershipProtocol;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.RecordingProtocol;
import io.mgmrouter.testkit.protocols.Component;
import io.mgmrouter.testkit.protocols.Dvmrp;
import io.mgmrouter.testkit.protocols.IgmpLinks;
import io.mgmrouter.testkit.protocols.PimDm;
import io.mgmrouter.testkit.protocols.PimSm;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/**
 * Protocols beside each other on a multicast border router, as RFC 2715 wants it. Behind {@code ETHn} is the domain
 * 10.10n.0.0/16, reached through the router 10.0.n.7. However a scenario ends, the forwarder's table is then what the
 * components together say.
 */
abstract class Scenario extends Chapter {

    static final StarG G = Router.starG("239.1.1.1");

    /** What can stand for a domain. */
    enum Kind {
        DVMRP,
        PIM_DM,
        PIM_SM,
        IGMP;

        /** True if it wants every group at any time. */
        boolean wildcardReceiver() {
            return this == DVMRP || this == PIM_DM;
        }
    }

    private final Map<ComponentId, Component> components = new HashMap<>();

    Scenario(ManagerUnderTest.Starter starter) {
        super(starter);
        for (int n = 0; n < 5; n++) {
            router.routes().via("10.10" + n + ".0.0/16", Router.ETH0.index() + n, "10.0." + n + ".7");
        }
    }

    /** The flow of {@link #G} from the domain behind an interface. */
    static Sg from(InterfaceId eth) {
        return new Sg(IpAddress.parse("10.10" + (eth.index() - Router.ETH0.index()) + ".0.9"), G.group());
    }

    /** The rendezvous point of the domain behind an interface. */
    static String rpBehind(InterfaceId eth) {
        return "10.10" + (eth.index() - Router.ETH0.index()) + ".0.1";
    }

    /** Starts a component on its interfaces. */
    final <P extends RecordingProtocol & Component> Client<P> component(int id, P protocol, InterfaceId... interfaces) {
        return component(new ComponentId(id, 0), protocol, interfaces);
    }

    /** As {@link #component(int, RecordingProtocol, InterfaceId...)}, for several of one protocol. */
    final <P extends RecordingProtocol & Component> Client<P> component(
            ComponentId id, P protocol, InterfaceId... interfaces) {
        Role role = protocol instanceof LocalMembershipProtocol ? Role.LOCAL_MEMBERSHIP : Role.ROUTING;
        Client<P> client =
                router.register(id, role, EnumSet.of(Family.IPV4), protocol).owns(interfaces);
        components.put(id, protocol);
        protocol.started();
        router.settle();
        return client;
    }

    /** Starts a component of a kind on one interface. */
    final Component component(Kind kind, String name, int componentId, InterfaceId on) {
        ComponentId id = new ComponentId(kind == Kind.IGMP ? 2 : 100 + kind.ordinal(), componentId);
        return switch (kind) {
            case DVMRP -> component(id, new Dvmrp(name), on).protocol();
            case PIM_DM -> component(id, new PimDm(name), on).protocol();
            case PIM_SM ->
                component(id, new PimSm(name, router.routes(), rpBehind(on)), on)
                        .protocol();
            case IGMP -> component(id, new IgmpLinks(name), on).protocol();
        };
    }

    /** What a component has sent since the last call. */
    final List<String> sent(Client<? extends RecordingProtocol> client) {
        return sent(components.get(client.id()));
    }

    /** What a component has sent since the last call. */
    final List<String> sent(Component component) {
        router.settle();
        return component.takeSent();
    }

    /** Forgets what was heard and sent so far. */
    final void begin() {
        router.happened();
        components.values().forEach(Component::takeSent);
        router.forwarder().takeSent();
    }

    /** The interface a copy of a flow left by, for each copy since the last call. */
    final List<InterfaceId> copies() {
        return router.forwarder().takeSent().stream()
                .map(copy -> InterfaceId.of(Integer.parseInt(copy.substring(copy.indexOf("->") + 2))))
                .toList();
    }

    /** The forwarder has the manager's entries, with the interfaces by which their owners forward, and no other. */
    @AfterEach
    final void theTableIsWhatTheComponentsSay() {
        router.settle();
        List<ForwardingEntry> entries = router.manager()
                .entries(Optional.empty(), MulticastGroupManager.MAX_PAGE)
                .items();
        assertThat(router.table())
                .containsExactlyInAnyOrderElementsOf(
                        entries.stream().map(this::lineOf).toList());
    }

    private String lineOf(ForwardingEntry entry) {
        return entry.sg() + " "
                + entry.incomingInterface().map(InterfaceId::toString).orElse("-") + "->"
                + (entry.iifOwner().isEmpty() ? List.of() : forwardingInterfaces(entry));
    }

    private List<InterfaceId> forwardingInterfaces(ForwardingEntry entry) {
        return router.manager().interfaces().stream()
                .map(InterfaceStatus::interfaceId)
                .filter(on -> !entry.incomingInterface().equals(Optional.of(on)))
                .filter(on -> router.manager()
                        .ownerOf(on)
                        .map(components::get)
                        .filter(owner -> owner.forwards(on, entry.sg()))
                        .isPresent())
                .sorted()
                .toList();
    }
}
