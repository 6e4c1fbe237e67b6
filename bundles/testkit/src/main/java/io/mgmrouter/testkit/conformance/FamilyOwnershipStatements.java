package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.SG6;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static io.mgmrouter.testkit.conformance.Router.STAR_G6;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.RecordingLocalMembership;
import io.mgmrouter.testkit.RecordingProtocol;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Decision D-39: each family of an interface is owned by itself. */
abstract class FamilyOwnershipStatements extends Chapter {

    private final Client<?> four = routing("four", 201, Family.IPV4);
    private final Client<?> six = routing("six", 202, Family.IPV6);

    FamilyOwnershipStatements(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    private Client<?> routing(String name, int protocolId, Family family) {
        RecordingProtocol protocol = new RecordingProtocol(name);
        return router.register(new ComponentId(protocolId, 0), Role.ROUTING, Set.of(family), protocol);
    }

    @Test
    @Tag("MGM-011")
    @DisplayName("A protocol of IPv4 and one of IPv6 own the same interface")
    void oneOwnerPerFamily() {
        four.owns(ETH0);
        six.owns(ETH0);

        assertThat(router.manager().ownerOf(ETH0)).contains(four.id());
        assertThat(router.manager().ownerOf(ETH0, Family.IPV4)).contains(four.id());
        assertThat(router.manager().ownerOf(ETH0, Family.IPV6)).contains(six.id());
        assertThat(router.manager().interfaces())
                .containsExactly(
                        new InterfaceStatus(ETH0, Set.of(Family.IPV4), Optional.of(four.id()), Optional.empty()),
                        new InterfaceStatus(ETH0, Set.of(Family.IPV6), Optional.of(six.id()), Optional.empty()));
    }

    @Test
    @Tag("MGM-012")
    @DisplayName("A protocol of both families is refused where one of them is owned, and the other way round")
    void conflictInOneFamily() {
        Client<?> both = router.routing("both", 101);
        six.owns(ETH0);
        both.owns(ETH1);

        refused(MgmError.ALREADY_EXISTS, Reason.OTHER_OWNER, () -> both.owns(ETH0));
        refused(MgmError.ALREADY_EXISTS, Reason.OTHER_OWNER, () -> four.owns(ETH1));

        assertThat(router.manager().ownerOf(ETH0, Family.IPV4)).isEmpty();
        assertThat(router.manager().ownerOf(ETH1, Family.IPV4)).contains(both.id());
    }

    @Test
    @Tag("MGM-074")
    @DisplayName("Where only IPv4 is owned MLD's memberships count, forward, and are nobody's local ones")
    void mldBesideAnOwnerOfIpv4() {
        six.owns(ETH0);
        four.owns(ETH1);
        Client<?> mld = router.mld().owns(ETH1);
        router.happened();

        mld.joins(ETH1, STAR_G6);
        assertThat(router.happened()).containsExactly("six: JOIN (*,ff3e::1:1) MEMBERSHIP");

        router.packet(SG6);
        assertThat(router.table()).containsExactly("(2001:db8::9,ff3e::1:1) 10->[11]");
        assertThat(router.manager().ownerOf(ETH1, Family.IPV6)).contains(mld.id());
    }

    @Test
    @Tag("MGM-026")
    @Tag("MGM-027")
    @DisplayName("Disable and enable go to MLD alone when IPv6 changes its owner")
    void bracketOfOneFamily() {
        Client<?> igmp = router.igmp().owns(ETH0).joins(ETH0, STAR_G);
        router.mld().owns(ETH0).joins(ETH0, STAR_G6);
        router.happened();

        six.owns(ETH0);
        assertThat(router.happened())
                .contains("mld: DISABLE if=10", "mld: ENABLE if=10")
                .noneMatch(line -> line.startsWith("igmp: "));
        assertThat(router.memberships()).containsExactly(igmp.id() + " (*,239.1.1.1) 10");

        six.releases(ETH0);
        assertThat(router.happened())
                .containsSubsequence("mld: DISABLE if=10", "mld: ENABLE if=10")
                .noneMatch(line -> line.startsWith("igmp: "));
    }

    @Test
    @Tag("MGM-033")
    @DisplayName("IGMP may add while the owner of IPv6 changes, MLD may not")
    void addDuringTheChangeOfTheOtherFamily() {
        Client<?> igmp = router.igmp().owns(ETH0);
        Client<RecordingLocalMembership> mld = router.mld().owns(ETH0);
        mld.protocol().onDisable(_ -> igmp.joins(ETH0, STAR_G));
        mld.protocol()
                .onEnable(
                        _ -> refused(MgmError.CAN_NOT_COMPLETE, Reason.IGMP_DISABLED, () -> mld.joins(ETH0, STAR_G6)));

        six.owns(ETH0);

        assertThat(router.memberships()).containsExactly(igmp.id() + " (*,239.1.1.1) 10");
    }

    @Test
    @Tag("MGM-034")
    @DisplayName("A client that is IGMP and MLD loses at a change of IPv4's owner only what it declared for IPv4")
    void changeBesideAClientOfBoth() {
        Client<?> local = router.register(
                new ComponentId(2, 0),
                Role.LOCAL_MEMBERSHIP,
                Set.of(Family.values()),
                new RecordingLocalMembership("local"));
        local.owns(ETH0).joins(ETH0, STAR_G, STAR_G6);

        four.owns(ETH0);

        assertThat(router.memberships()).containsExactly(local.id() + " (*,ff3e::1:1) 10");
    }

    @Test
    @Tag("MGM-023")
    @Tag("MGM-025")
    @DisplayName("When the owner of IPv4 releases an interface, entries and memberships of IPv6 stay")
    void releaseOfOneFamily() {
        four.owns(ETH0, ETH1).joins(ETH1, STAR_G);
        six.owns(ETH0, ETH1).joins(ETH1, STAR_G6);
        router.packet(SG);
        router.packet(SG6);

        four.releases(ETH0, ETH1);

        assertThat(router.table()).containsExactly("(2001:db8::9,ff3e::1:1) 10->[11]");
        assertThat(router.memberships()).containsExactly(six.id() + " (*,ff3e::1:1) 11");
    }

    @Test
    @Tag("MGM-012")
    @DisplayName("An interface is handed over only to a client of the same families")
    void handOverToAnotherFamily() {
        four.owns(ETH0);

        refused(
                MgmError.INVALID_PARAMETER,
                Reason.FAMILY_NOT_HANDLED,
                () -> four.on(ETH0).handOver(six.id()));

        assertThat(router.manager().ownerOf(ETH0, Family.IPV4)).contains(four.id());
        assertThat(router.manager().ownerOf(ETH0, Family.IPV6)).isEmpty();
    }
}
