package io.mgmrouter.itest;

import io.mgmrouter.ip.Family;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.route.RouteLookup;
import io.mgmrouter.testkit.conformance.ManagerSettings;
import io.mgmrouter.testkit.conformance.ManagerUnderTest;
import io.mgmrouter.testkit.conformance.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;

/** The manager's bundle under the contract's tests; every protocol is a service of a bundle of its own. */
final class BundledManager implements ManagerUnderTest {

    private static final String CLIENT = "com.example.";

    private final EmbeddedRouter framework;
    private final Path directory;
    private final List<ServiceRegistration<?>> surroundings = new ArrayList<>();
    private final Map<ComponentId, Bundle> clients = new HashMap<>();
    private final Bundle managerBundle;
    private final MulticastGroupManager manager;

    BundledManager(EmbeddedRouter framework, Path directory, ManagerSettings settings, Surroundings around) {
        this.framework = framework;
        this.directory = directory;
        publish(ControlLoop.class, around.loop());
        publish(LinkService.class, around.links());
        publish(RouteLookup.class, around.routes());
        publish(PacketForwarder.class, around.forwarder());
        try {
            framework.configure(
                    "io.mgmrouter.mgm",
                    Map.of(
                            "entry.lifetime", settings.entryLifetime().toSeconds(),
                            "question.deadline.ms", settings.questionDeadline().toMillis(),
                            "hold.seconds", settings.hold().toSeconds(),
                            "wrong.interface.interval",
                                    settings.wrongInterfaceInterval().toSeconds()));
            managerBundle = framework.install(ClassPath.jar("mgm-impl"));
        } catch (BundleException | IOException e) {
            throw new AssertionError(e);
        }
        manager = framework.await(MulticastGroupManager.class);
    }

    private <T> void publish(Class<T> type, T service) {
        surroundings.add(framework.context().registerService(type, service, null));
    }

    @Override
    public MulticastGroupManager manager() {
        return manager;
    }

    /** A service that the manager does not use after it was registered has been refused. */
    @Override
    public void attach(ComponentId id, Role role, Set<Family> families, MulticastProtocol protocol) {
        boolean taken = manager.clients().stream()
                .anyMatch(client -> client.id().equals(id) && client.heldFor().isEmpty());
        Bundle bundle = taken ? install(id, "twin") : clients.computeIfAbsent(id, _ -> install(id, "client"));
        var registration = register(bundle, id, role, families, protocol);
        if (registration.getReference().getUsingBundles() == null) {
            registration.unregister();
            throw new MgmException(
                    MgmError.ALREADY_EXISTS,
                    taken ? Reason.DUPLICATE_COMPONENT : Reason.LOCAL_MEMBERSHIP_TAKEN,
                    "the service of " + id + " is not used");
        }
    }

    /** A bundle that is installed already is used again. */
    private Bundle install(ComponentId id, String kind) {
        String name = CLIENT + kind + "." + id.protocolId() + "." + id.componentId();
        try {
            return framework
                    .context()
                    .installBundle("file:" + TestBundle.named(name).in(directory));
        } catch (IOException | BundleException e) {
            throw new AssertionError(e);
        }
    }

    private static ServiceRegistration<MulticastProtocol> register(
            Bundle bundle, ComponentId id, Role role, Set<Family> families, MulticastProtocol protocol) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(MulticastProtocol.PROTOCOL_ID, id.protocolId());
        properties.put(MulticastProtocol.COMPONENT_ID, id.componentId());
        properties.put(MulticastProtocol.ROLE, role.name());
        properties.put(
                MulticastProtocol.FAMILIES, families.stream().map(Family::name).toArray(String[]::new));
        try {
            bundle.start();
        } catch (BundleException e) {
            throw new AssertionError(e);
        }
        return bundle.getBundleContext().registerService(MulticastProtocol.class, protocol, properties);
    }

    @Override
    public void bundleStopped(ComponentId id, MulticastProtocol protocol) {
        change(() -> clients.get(id).stop());
    }

    @Override
    public void bundleUninstalled(ComponentId id, MulticastProtocol protocol) {
        change(() -> clients.remove(id).uninstall());
    }

    @Override
    public void close() {
        change(managerBundle::stop);
        surroundings.forEach(ServiceRegistration::unregister);
        for (Bundle bundle : framework.context().getBundles()) {
            if (bundle.getSymbolicName().startsWith(CLIENT)) {
                change(bundle::stop);
            }
        }
    }

    /** A change of a bundle's state. */
    @FunctionalInterface
    private interface Change {
        void make() throws BundleException;
    }

    private static void change(Change change) {
        try {
            change.make();
        } catch (BundleException e) {
            throw new AssertionError(e);
        }
    }
}
