package io.mgmrouter.mgm.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.RecordingProtocol;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The manager's rim: forwarders that come and go")
class MgmServiceTest {

    private static final InterfaceId ETH0 = InterfaceId.of(1);
    private static final InterfaceId ETH1 = InterfaceId.of(2);
    private static final Sg SG = new Sg(IpAddress.parse("10.0.0.9"), IpAddress.parse("239.1.1.1"));

    private final FakeForwarder forwarder = new FakeForwarder();
    private final MgmService manager = new MgmService(MgmSettings.DEFAULTS, new ManualLoop("mgm"), (_, _) -> {});

    @Test
    void aForwarderThatArrivesLateGetsTheWholeTable() {
        manager.useLinks(Optional.of(new FakeLinkService().with(1, "eth0").with(2, "eth1")));
        manager.useRoutes(Optional.of(new FakeRoutes().connected("10.0.0.0/24", 1)));
        manager.forwarders().add(forwarder, EnumSet.of(Family.IPV4), 0);
        RecordingProtocol x = new RecordingProtocol("x");
        manager.attach(new ComponentId(101, 0), new ClientProfile("x", Role.ROUTING, Set.of(Family.IPV4), Set.of()), x);
        x.loop().drain();
        x.session().takeOwnership(ETH0);
        x.session().takeOwnership(ETH1).join(new StarG(SG.group()));
        forwarder.packet(SG, ETH0);
        manager.forwarders().remove(forwarder);
        FakeForwarder second = new FakeForwarder();

        manager.forwarders().add(second, EnumSet.of(Family.IPV4), 0);

        assertThat(second.table()).containsExactly("(10.0.0.9,239.1.1.1) 1->[2]");
        assertThat(forwarder.stopped()).isTrue();
    }
}
