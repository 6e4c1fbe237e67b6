package io.mgmrouter.control.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.Report;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.FakeLinkService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShowCommandsTest {

    private static final ComponentId IGMP = new ComponentId(2, 0);
    private static final Sg FLOW = new Sg(ip("10.1.0.2"), ip("239.1.1.1"));

    private final RouterView router = new RouterView();
    private final FakeManager manager = new FakeManager();

    @BeforeEach
    void aRouterWithTwoInterfaces() {
        router.managerSlot().set(manager);
        router.linksSlot()
                .set(new FakeLinkService().with(1, "eth1", "10.1.0.1/24").with(2, "eth2", "10.2.0.1/24"));
        manager.clients.add(new ClientStatus(
                IGMP, "igmp", Role.LOCAL_MEMBERSHIP, Set.of(Family.IPV4), Optional.empty(), 2, 1, 7, 0, 0, 0, 3, 0));
        manager.interfaces.add(
                new InterfaceStatus(InterfaceId.of(2), Set.of(Family.IPV4), Optional.empty(), Optional.of(IGMP)));
    }

    @Test
    void interfacesAreShownWithNameAddressesAndWhoIsOnThem() throws CommandException {
        assertThat(new ShowInterfaces(router).run(List.of()).rows())
                .containsExactly(List.of("eth2", 2, "up", List.of("10.2.0.1/24"), List.of("IPV4"), "", "igmp"));
    }

    @Test
    void withoutTheLinkServiceAnInterfaceIsItsIndex() throws CommandException {
        router.linksSlot().set(null);

        assertThat(new ShowInterfaces(router).run(List.of()).rows())
                .containsExactly(List.of("2", 2, "", List.of(), List.of("IPV4"), "", "igmp"));
    }

    @Test
    void clientsAreShownWithTheirState() throws CommandException {
        assertThat(new ShowClients(router).run(List.of()).rows())
                .containsExactly(List.of(
                        "igmp",
                        "2:0",
                        "local-membership",
                        List.of("IPV4"),
                        "attached",
                        "",
                        2,
                        1L,
                        7L,
                        0L,
                        0L,
                        0,
                        3,
                        0L));
    }

    @Test
    void groupsOfAllPagesAreShownOnce() throws CommandException {
        IntStream.rangeClosed(1, 5).forEach(i -> {
            manager.memberships.add(membership(new StarG(ip("239.1.1." + i)), 1));
            manager.memberships.add(membership(new StarG(ip("239.1.1." + i)), 2));
        });

        List<List<Object>> rows = new ShowGroups(router).run(List.of()).rows();

        assertThat(rows).hasSize(10).doesNotHaveDuplicates();
        assertThat(rows.getFirst()).containsExactly("*", "239.1.1.1", "eth1", "igmp", false);
    }

    @Test
    void groupsCanBeSelectedBySourceAndGroup() throws CommandException {
        manager.memberships.add(membership(new StarG(ip("239.1.1.1")), 1));
        manager.memberships.add(membership(new Sg(ip("10.1.0.2"), ip("232.1.1.1")), 2));

        assertThat(new ShowGroups(router).run(List.of("232.0.0.0/8")).rows())
                .containsExactly(List.of("10.1.0.2", "232.1.1.1", "eth2", "igmp", false));
        assertThat(new ShowGroups(router).run(List.of("10.1.0.2")).rows()).hasSize(1);
        assertThat(new ShowGroups(router).run(List.of("10.9.9.9")).rows()).isEmpty();
    }

    @Test
    void entriesAreShownWithNamesAndSeconds() throws CommandException {
        manager.entries.add(entry(FLOW));

        Report report = new ShowForwardingEntries(router).run(List.of());

        assertThat(report.columns())
                .containsExactly(
                        "source",
                        "group",
                        "state",
                        "iif",
                        "upstreamNeighbor",
                        "oifs",
                        "iifOwner",
                        "upTime",
                        "expires",
                        "timeout");
        assertThat(report.rows())
                .containsExactly(List.of(
                        "10.1.0.2", "239.1.1.1", "installed", "eth1", "", List.of("eth2"), "igmp", 60L, 840L, 900L));
    }

    @Test
    void statsAddThreeCounters() throws CommandException {
        manager.entries.add(entry(FLOW));

        Report report = new ShowForwardingEntries(router).run(List.of("--stats", "10.1.0.2", "239.1.1.1"));

        assertThat(report.columns()).endsWith("packets", "octets", "wrongInterface");
        assertThat(report.rows().getFirst()).endsWith(100L, 128_000L, 3L);
    }

    @Test
    void oneFlowIsFoundAmongManyPages() throws CommandException {
        IntStream.rangeClosed(1, 5).forEach(i -> manager.entries.add(entry(new Sg(ip("10.1.0." + i), FLOW.group()))));

        assertThat(new ShowForwardingEntries(router).run(List.of()).rows()).hasSize(5);
        assertThat(new ShowForwardingEntries(router)
                        .run(List.of("239.1.1.1", "10.1.0.4"))
                        .rows())
                .hasSize(1);
        assertThat(new ShowForwardingEntries(router).run(List.of("--stats")).rows())
                .hasSize(5);
    }

    @Test
    void whatForwardsAllSourcesOfAGroupIsShownLastWithASource() throws CommandException {
        manager.entries.add(entry(FLOW));
        manager.wildcards.add(new Wildcard.Installed(
                new StarG(FLOW.group()), Set.of(InterfaceId.of(2), InterfaceId.of(1)), Set.of(InterfaceId.of(7))));
        ShowForwardingEntries command = new ShowForwardingEntries(router);

        assertThat(command.run(List.of("239.1.1.1")).rows())
                .hasSize(2)
                .last()
                .isEqualTo(List.of("*", "239.1.1.1", "installed", "eth1,eth2", "", List.of("7"), "", "", "", ""));
        assertThat(command.run(List.of("10.9.9.9", "--stats")).rows())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(13)
                .startsWith("*", "239.1.1.1");
        assertThat(command.run(List.of("239.1.1.2")).rows()).isEmpty();
    }

    @Test
    void aWordThatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> new ShowGroups(router).run(List.of("eth1")))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("eth1")
                .hasMessageContaining("a source or a group is expected");
        assertThatThrownBy(() -> new ShowForwardingEntries(router).run(List.of("--stat")))
                .hasMessage("show mfe has no option --stat");
        assertThatThrownBy(() -> new ShowGroups(router).run(List.of("10.0.0.1", "10.0.0.2")))
                .hasMessageContaining("10.0.0.2/32 is a second source");
    }

    @Test
    void withoutAManagerTheOperatorIsTold() {
        router.managerSlot().set(null);

        assertThatThrownBy(() -> new ShowClients(router).run(List.of()))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("the manager is not running");
    }

    private static ForwardingEntry entry(Sg sg) {
        return new ForwardingEntry(
                sg,
                ForwardingEntry.State.INSTALLED,
                Optional.of(InterfaceId.of(1)),
                Optional.of(IGMP),
                Optional.empty(),
                Optional.empty(),
                List.of(new ForwardingEntry.OutgoingInterface(InterfaceId.of(2), IGMP)),
                Duration.ofSeconds(60),
                Duration.ofSeconds(900));
    }

    private static Membership membership(SourceGroup sg, int index) {
        return new Membership(sg, InterfaceId.of(index), IGMP, false);
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }
}
