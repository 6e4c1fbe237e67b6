package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.NOWHERE;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static io.mgmrouter.testkit.conformance.Router.STAR_G6;
import static io.mgmrouter.testkit.conformance.Router.STAR_STAR;
import static io.mgmrouter.testkit.conformance.Router.starG;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.testkit.RecordingLocalMembership;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-011 to 025. */
abstract class OwnershipStatements extends Chapter {

    private final Client<?> x = router.routing("x", 101);
    private final Client<?> y = router.routing("y", 102);

    OwnershipStatements(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    @Test
    @Tag("MGM-011")
    @DisplayName("A free interface can be taken, and reports its owner from then on")
    void take() {
        assertThat(router.manager().ownerOf(ETH0)).isEmpty();

        x.owns(ETH0);

        assertThat(router.manager().ownerOf(ETH0)).contains(x.id());
        assertThat(x.session().ownerships())
                .extracting(InterfaceOwnership::interfaceId)
                .containsExactly(ETH0);
    }

    @Test
    @Tag("MGM-012")
    @DisplayName("An interface of another protocol is refused, and keeps its owner")
    void takeOwned() {
        x.owns(ETH0).joins(ETH0, STAR_G);
        router.happened();

        refused(MgmError.ALREADY_EXISTS, Reason.OTHER_OWNER, () -> y.owns(ETH0));

        assertThat(router.manager().ownerOf(ETH0)).contains(x.id());
        assertThat(y.session().ownerships()).isEmpty();
        assertThat(router.memberships()).containsExactly("101:0 (*,239.1.1.1) 10");
        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-013")
    @DisplayName("IGMP and a protocol share an interface, whoever comes first")
    void share() {
        x.owns(ETH0);
        Client<?> igmp = router.igmp().owns(ETH0, ETH1);

        x.owns(ETH1);

        assertThat(router.manager().interfaces())
                .allSatisfy(status -> {
                    assertThat(status.owner()).contains(x.id());
                    assertThat(status.localMembership()).contains(igmp.id());
                })
                .hasSize(2);
    }

    @Test
    @Tag("MGM-013")
    @DisplayName("IGMP and MLD share an interface with its owner, each for its family")
    void shareWithMld() {
        Client<RecordingLocalMembership> igmp = router.igmp().owns(ETH0);
        Client<RecordingLocalMembership> mld = router.mld().owns(ETH0);
        x.owns(ETH0);
        router.happened();

        mld.joins(ETH0, STAR_G6);
        igmp.joins(ETH0, STAR_G);

        assertThat(router.happened())
                .containsExactly("x: LOCAL_JOIN (*,ff3e::1:1) if=10", "x: LOCAL_JOIN (*,239.1.1.1) if=10");
    }

    @Test
    @Tag("MGM-014")
    @DisplayName("The next hops of one point-to-multipoint interface have owners of their own")
    void nextHops() {
        InterfaceId first = InterfaceId.of(ETH0.index(), IpAddress.parse("10.0.0.21"));
        InterfaceId second = InterfaceId.of(ETH0.index(), IpAddress.parse("10.0.0.22"));

        x.owns(first);
        y.owns(second);

        assertThat(router.manager().ownerOf(first)).contains(x.id());
        assertThat(router.manager().ownerOf(second)).contains(y.id());
        refused(MgmError.ALREADY_EXISTS, Reason.OTHER_OWNER, () -> y.owns(first));
        assertThat(router.manager().ownerOf(ETH0)).isEmpty();
        y.joins(second, STAR_G);
        assertThat(router.memberships()).containsExactly("102:0 (*,239.1.1.1) 10/10.0.0.22");
    }

    @Test
    @Tag("MGM-015")
    @DisplayName("Taking one's own interface again is refused with a reason of its own")
    void takeTwice() {
        x.owns(ETH0);
        Client<?> igmp = router.igmp().owns(ETH1);

        refused(MgmError.ALREADY_EXISTS, Reason.OWN_INTERFACE, () -> x.owns(ETH0));
        refused(MgmError.ALREADY_EXISTS, Reason.OWN_INTERFACE, () -> igmp.owns(ETH1));

        assertThat(router.manager().ownerOf(ETH0)).contains(x.id());
        assertThat(Reason.OWN_INTERFACE.eventId()).isEqualTo(50014);
        assertThat(Reason.OTHER_OWNER.eventId()).isEqualTo(50016);
    }

    @Test
    @Tag("MGM-016")
    @DisplayName("Asking for the owner of an interface that does not exist is \"not found\"")
    void ownerOfUnknown() {
        refused(
                MgmError.NOT_FOUND,
                Reason.UNKNOWN_INTERFACE,
                () -> router.manager().ownerOf(NOWHERE));
    }

    @Test
    @Tag("MGM-017")
    @DisplayName("Anybody may ask who owns an interface, without registration")
    void ownerWithoutRegistration() {
        x.owns(ETH0);
        x.stops();
        y.deregisters();

        assertThat(router.manager().ownerOf(ETH0)).contains(x.id());
        assertThat(router.manager().ownerOf(ETH1)).isEmpty();
    }

    @Test
    @Tag("MGM-018")
    @Tag("MGM-019")
    @DisplayName("IGMP is reported as owner only while nobody else owns the interface")
    void ownerBesideIgmp() {
        Client<?> igmp = router.igmp().owns(ETH0);
        assertThat(router.manager().ownerOf(ETH0)).contains(igmp.id());

        x.owns(ETH0);
        assertThat(router.manager().ownerOf(ETH0)).contains(x.id());

        x.releases(ETH0);
        assertThat(router.manager().ownerOf(ETH0)).contains(igmp.id());
    }

    @Test
    @Tag("MGM-020")
    @DisplayName("A released interface is free, and another protocol can take it")
    void release() {
        x.owns(ETH0);

        x.releases(ETH0);

        assertThat(router.manager().ownerOf(ETH0)).isEmpty();
        y.owns(ETH0);
        assertThat(router.manager().ownerOf(ETH0)).contains(y.id());
    }

    @Test
    @Tag("MGM-021")
    @DisplayName("Releasing an interface that does not exist is an invalid parameter, not \"not found\"")
    void releaseUnknown() {
        x.owns(ETH0);
        InterfaceOwnership gone = x.on(ETH0);
        router.links().remove(ETH0.index());

        refused(MgmError.INVALID_PARAMETER, Reason.NOT_OWNER, gone::close);
    }

    @Test
    @Tag("MGM-021")
    @DisplayName("Taking an interface that does not exist is \"not found\", and makes no owner")
    void takeUnknown() {
        refused(MgmError.NOT_FOUND, Reason.UNKNOWN_INTERFACE, () -> x.owns(NOWHERE));

        assertThat(x.session().ownerships()).isEmpty();
    }

    @Test
    @Tag("MGM-022")
    @DisplayName("An ownership that has passed to another protocol cannot be released through the old one")
    void releaseForeign() {
        x.owns(ETH0);
        InterfaceOwnership old = x.on(ETH0);
        x.releases(ETH0);
        y.owns(ETH0).joins(ETH0, STAR_G);
        router.happened();

        refused(MgmError.INVALID_PARAMETER, Reason.NOT_OWNER, old::close);

        assertThat(router.manager().ownerOf(ETH0)).contains(y.id());
        assertThat(router.memberships()).containsExactly("102:0 (*,239.1.1.1) 10");
        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-023")
    @DisplayName("A released interface is in no entry any more, neither incoming nor outgoing")
    void releaseClearsEntries() {
        x.owns(ETH0, ETH1);
        y.owns(ETH2).joins(ETH2, STAR_G);
        x.joins(ETH1, STAR_G);
        router.packet(SG);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11, 12]");

        x.releases(ETH1);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[12]");

        x.releases(ETH0);
        assertThat(router.table()).isEmpty();
        assertThat(router.manager().entry(SG)).isEmpty();
    }

    @Test
    @Tag("MGM-023")
    @DisplayName("A released interface leaves also the entries it was put into by forward state alone")
    void releaseClearsForwardState() {
        x.owns(ETH0, ETH1);
        y.owns(ETH2).joins(ETH2, STAR_G);
        router.packet(SG);
        x.forwards(ETH1, SG);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11, 12]");

        x.releases(ETH1);

        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[12]");
    }

    @Test
    @Tag("MGM-023")
    @DisplayName("An interface that vanishes is in no entry any more, and leaves no owner and no membership")
    void vanishedInterface() {
        x.owns(ETH0, ETH1).joins(ETH1, STAR_G);
        y.owns(ETH2).joins(ETH2, STAR_G);
        router.packet(SG);

        router.links().remove(ETH1.index());
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[12]");
        assertThat(router.memberships()).containsExactly("102:0 (*,239.1.1.1) 12");

        router.links().remove(ETH0.index());
        assertThat(router.table()).isEmpty();
        assertThat(x.session().ownerships()).isEmpty();
    }

    @Test
    @Tag("MGM-024")
    @DisplayName("Release deletes the memberships on the interface with the alerts of single deletes")
    void releaseDeletesMemberships() {
        SourceGroup[] pairs = {STAR_G, SG, starG("239.1.1.2")};
        x.owns(ETH1).joins(ETH1, pairs);
        y.owns(ETH0);
        router.happened();
        x.leaves(ETH1, pairs);
        var single = router.happened();
        x.joins(ETH1, pairs);
        router.happened();

        x.releases(ETH1);

        assertThat(single).hasSize(3);
        assertThat(router.happened()).containsExactlyInAnyOrderElementsOf(single);
        assertThat(router.memberships()).isEmpty();
    }

    @Test
    @Tag("MGM-024")
    @DisplayName("Release by a wildcard receiver tells the others that it is none any more")
    void releaseDeletesWildcard() {
        x.owns(ETH1).joins(ETH1, STAR_STAR);
        router.happened();

        x.releases(ETH1);

        assertThat(router.happened()).containsExactly("y: PRUNE (*,*) if=11 MEMBERSHIP");
    }

    @Test
    @Tag("MGM-025")
    @DisplayName("IGMP's release leaves the owner and its memberships alone")
    void igmpReleases() {
        x.owns(ETH0).joins(ETH0, STAR_G);
        Client<?> igmp = router.igmp().owns(ETH0);
        router.happened();

        igmp.releases(ETH0);

        assertThat(router.manager().ownerOf(ETH0)).contains(x.id());
        assertThat(router.memberships()).containsExactly("101:0 (*,239.1.1.1) 10");
        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-025")
    @DisplayName("The owner's release leaves IGMP on the interface")
    void ownerReleasesBesideIgmp() {
        x.owns(ETH0);
        Client<?> igmp = router.igmp().owns(ETH0);

        x.releases(ETH0);

        assertThat(router.manager().ownerOf(ETH0)).contains(igmp.id());
        igmp.joins(ETH0, STAR_G);
        assertThat(router.memberships()).containsExactly("2:0 (*,239.1.1.1) 10");
    }

    @Test
    @DisplayName("An interface handed over keeps its entries until its new owner has answered for them")
    void handOver() {
        x.owns(ETH1).joins(ETH1, STAR_G, SG);
        y.owns(ETH0);
        InterfaceOwnership old = x.on(ETH1);
        router.packet(SG);
        router.happened();

        old.handOver(y.id());
        assertThat(router.manager().ownerOf(ETH1)).contains(y.id());
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]");
        refused(MgmError.INVALID_PARAMETER, Reason.NOT_OWNER, () -> old.join(STAR_G));

        y.owns(ETH1).joins(ETH1, STAR_G);
        y.session().resynced();
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]");
        assertThat(router.memberships()).containsExactly("102:0 (*,239.1.1.1) 11");
    }

    @Test
    @DisplayName("An interface cannot be handed over to a client that is not registered")
    void handOverToNobody() {
        x.owns(ETH1);

        refused(MgmError.NOT_FOUND, Reason.UNKNOWN_COMPONENT, () -> x.on(ETH1).handOver(new ComponentId(199, 0)));

        assertThat(router.manager().ownerOf(ETH1)).contains(x.id());
    }
}
