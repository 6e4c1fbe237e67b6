package com.example.staticjoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.service.MgmService;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.ManualLoop;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The tutorial's protocol, with the real manager")
class StaticJoinTest {

    private static final ComponentId ID = new ComponentId(253, 0);

    private final ManualLoop managerLoop = new ManualLoop("mgm");
    private final ManualLoop loop = new ManualLoop("staticjoin");
    private final FakeLinkService links = new FakeLinkService().with(1, "eth1", "10.0.1.1/24");
    private final MgmService manager = new MgmService(MgmSettings.DEFAULTS, managerLoop, (_, _) -> {});

    @BeforeEach
    void start() {
        manager.useLinks(Optional.of(links));
    }

    @Test
    void theConfiguredGroupsAreJoinedOnTheConfiguredInterface() {
        links.with(2, "eth2", "10.0.2.1/24");

        attach("239.1.1.1", "239.1.1.2");

        assertThat(memberships()).containsExactly("(*,239.1.1.1) 2", "(*,239.1.1.2) 2");
    }

    @Test
    void anInterfaceThatAppearsLaterIsTakenThen() {
        attach("239.1.1.1");
        assertThat(memberships()).isEmpty();

        links.with(2, "eth2", "10.0.2.1/24");
        settle();

        assertThat(memberships()).containsExactly("(*,239.1.1.1) 2");
    }

    @Test
    void anUpdatedProtocolConfirmsWhatItStillWantsAndTheRestGoes() {
        links.with(2, "eth2", "10.0.2.1/24");
        StaticJoin old = attach("239.1.1.1", "239.1.1.2");

        old.close();
        manager.depart(ID, old);
        settle();
        assertThat(memberships()).containsExactly("(*,239.1.1.1) 2 stale", "(*,239.1.1.2) 2 stale");

        attach("239.1.1.2", "239.1.1.3");

        assertThat(memberships()).containsExactly("(*,239.1.1.2) 2", "(*,239.1.1.3) 2");
    }

    @Test
    void anAddressThatIsNoGroupIsRefusedByName() {
        assertThatThrownBy(() -> StaticJoinSettings.of("eth2", new String[] {"10.0.0.1"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("groups holds 10.0.0.1");
    }

    private StaticJoin attach(String... groups) {
        StaticJoin protocol = new StaticJoin(StaticJoinSettings.of("eth2", groups), loop, links);
        ClientProfile profile = new ClientProfile(
                "staticjoin", Role.ROUTING, EnumSet.allOf(Family.class), EnumSet.allOf(Callback.class));
        manager.attach(ID, profile, protocol);
        settle();
        return protocol;
    }

    private void settle() {
        loop.drain();
        managerLoop.drain();
    }

    private List<String> memberships() {
        return manager.memberships(Optional.empty(), 100).items().stream()
                .map(StaticJoinTest::line)
                .toList();
    }

    private static String line(Membership membership) {
        return membership.sourceGroup() + " " + membership.interfaceId() + (membership.stale() ? " stale" : "");
    }
}
