package io.mgmrouter.mgm.service;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.conformance.ManagerConformance;
import io.mgmrouter.testkit.conformance.ManagerSettings;
import io.mgmrouter.testkit.conformance.ManagerUnderTest;
import io.mgmrouter.testkit.conformance.Surroundings;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** This manager, without OSGi, under the tests of the contract. */
class MgmServiceConformanceTest extends ManagerConformance {

    @Override
    protected ManagerUnderTest start(ManagerSettings settings, Surroundings surroundings) {
        return new ServiceUnderTest(settings, surroundings);
    }

    private static final class ServiceUnderTest implements ManagerUnderTest {

        private final MgmService service;

        ServiceUnderTest(ManagerSettings settings, Surroundings surroundings) {
            service = new MgmService(
                    new MgmSettings(
                            settings.entryLifetime(),
                            settings.questionDeadline(),
                            settings.hold(),
                            settings.wrongInterfaceInterval(),
                            MgmSettings.DEFAULTS.recentEvents(),
                            MgmSettings.DEFAULTS.vanished(),
                            MgmSettings.DEFAULTS.wildcardEntries()),
                    surroundings.loop(),
                    (_, _) -> {});
            service.useLinks(Optional.of(surroundings.links()));
            service.useRoutes(Optional.of(surroundings.routes()));
            service.forwarders().add(surroundings.forwarder(), EnumSet.allOf(Family.class), true, 0);
        }

        @Override
        public MulticastGroupManager manager() {
            return service;
        }

        @Override
        public void attach(ComponentId id, Role role, Set<Family> families, MulticastProtocol protocol) {
            service.attach(id, new ClientProfile(id.toString(), role, families, protocol.callbacks()), protocol);
        }

        @Override
        public void bundleStopped(ComponentId id, MulticastProtocol protocol) {
            service.depart(id, protocol);
        }

        @Override
        public void bundleUninstalled(ComponentId id, MulticastProtocol protocol) {
            service.depart(id, protocol);
            service.forget(id);
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
