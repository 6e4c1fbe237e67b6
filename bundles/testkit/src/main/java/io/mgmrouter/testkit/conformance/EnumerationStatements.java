package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.SG6;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static io.mgmrouter.testkit.conformance.Router.STAR_G6;
import static io.mgmrouter.testkit.conformance.Router.STAR_STAR;
import static io.mgmrouter.testkit.conformance.Router.sg;
import static io.mgmrouter.testkit.conformance.Router.starG;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-100 to 103. */
abstract class EnumerationStatements extends Chapter {

    private static final Sg SECOND_SOURCE = sg("10.0.0.8", "239.1.1.1");
    private static final StarG OTHER_G = starG("239.2.2.2");

    private final Client<?> x = router.routing("x", 101).owns(ETH0);
    private final Client<?> y = router.routing("y", 102).owns(ETH1);

    EnumerationStatements(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    private List<SourceGroup> all(EnumerationType type) {
        try (GroupEnumeration walk = router.manager().enumerateGroups(type)) {
            return walk.next(1000).items();
        }
    }

    @Test
    @Tag("MGM-100")
    @DisplayName("All memberships of the router are listed once, whoever added them and on how many interfaces")
    void allSources() {
        var igmp = router.igmp().owns(ETH0, ETH2);
        x.joins(ETH0, STAR_G, SG, STAR_STAR);
        y.joins(ETH1, STAR_G, SECOND_SOURCE, SG6);
        igmp.joins(ETH2, STAR_G, OTHER_G).joins(ETH0, sg("10.0.0.1", "239.7.7.7"));

        assertThat(all(EnumerationType.ALL_SOURCES))
                .containsExactlyInAnyOrder(
                        STAR_STAR, STAR_G, SG, SECOND_SOURCE, OTHER_G, SG6, sg("10.0.0.1", "239.7.7.7"));
    }

    @Test
    @Tag("MGM-100")
    @DisplayName("Memberships can be read with their interfaces and clients, page by page of pairs, in order")
    void membershipsInPages() {
        x.joins(ETH0, SG, STAR_STAR);
        y.joins(ETH1, SG, STAR_G6);
        var manager = router.manager();

        Page<Membership> first = manager.memberships(Optional.empty(), 2);
        Page<Membership> rest = manager.memberships(Optional.of(SG), 2);

        assertThat(first.more()).isTrue();
        assertThat(first.items())
                .containsExactlyInAnyOrder(
                        new Membership(STAR_STAR, ETH0, x.id(), false),
                        new Membership(SG, ETH0, x.id(), false),
                        new Membership(SG, ETH1, y.id(), false));
        assertThat(rest).isEqualTo(new Page<>(List.of(new Membership(STAR_G6, ETH1, y.id(), false)), false));
        for (int limit : new int[] {0, MulticastGroupManager.MAX_PAGE + 1}) {
            refused(MgmError.INVALID_PARAMETER, Reason.BAD_LIMIT, () -> manager.memberships(Optional.empty(), limit));
        }
    }

    @Test
    @Tag("MGM-101")
    @DisplayName("\"Any source\" lists exactly the groups with a specific source, each once")
    void anySource() {
        x.joins(ETH0, SG, SECOND_SOURCE, STAR_STAR, OTHER_G);
        y.joins(ETH1, SG, SG6);

        assertThat(all(EnumerationType.ANY_SOURCE)).containsExactlyInAnyOrder(STAR_G, STAR_G6);

        x.leaves(ETH0, SG, SECOND_SOURCE);
        y.leaves(ETH1, SG);
        assertThat(all(EnumerationType.ANY_SOURCE)).containsExactly(STAR_G6);
    }

    @Test
    @Tag("MGM-101")
    @DisplayName("An entry of the forwarder is no source of a group")
    void entriesAreNotMemberships() {
        x.joins(ETH0, STAR_G);
        router.packet(SG);

        assertThat(all(EnumerationType.ANY_SOURCE)).isEmpty();
        assertThat(all(EnumerationType.ALL_SOURCES)).containsExactly(STAR_G);
    }

    @Test
    @Tag("MGM-102")
    @DisplayName("Pages say whether more follow; behind the last one there is an empty one")
    void pages() {
        x.joins(ETH0, STAR_G, SG, OTHER_G);
        GroupEnumeration walk = x.session().enumerateGroups(EnumerationType.ALL_SOURCES);

        Page<SourceGroup> first = walk.next(2);
        assertThat(first.items()).hasSize(2);
        assertThat(first.more()).isTrue();
        Page<SourceGroup> last = walk.next(2);
        assertThat(last.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());
        assertThat(last.more()).isFalse();
        assertThat(walk.next(2)).isEqualTo(new Page<>(List.of(), false));
        refused(MgmError.INVALID_PARAMETER, Reason.BAD_LIMIT, () -> walk.next(0));
    }

    @Test
    @Tag("MGM-102")
    @DisplayName("An enumeration of nothing is one empty last page")
    void nothing() {
        assertThat(router.manager().enumerateGroups(EnumerationType.ALL_SOURCES).next(1))
                .isEqualTo(new Page<>(List.of(), false));
    }

    @Test
    @Tag("MGM-102")
    @DisplayName("An enumeration that has been ended can neither be read nor ended again")
    void ended() {
        GroupEnumeration walk = router.manager().enumerateGroups(EnumerationType.ALL_SOURCES);
        walk.close();

        refused(MgmError.INVALID_PARAMETER, Reason.ENUMERATION_CLOSED, () -> walk.next(1));
        refused(MgmError.INVALID_PARAMETER, Reason.ENUMERATION_CLOSED, walk::close);
    }

    @Test
    @Tag("MGM-102")
    @DisplayName("An enumeration left open ends with its session")
    void endsWithItsSession() {
        GroupEnumeration walk = x.session().enumerateGroups(EnumerationType.ALL_SOURCES);
        x.releases(ETH0);
        x.deregisters();

        refused(MgmError.INVALID_PARAMETER, Reason.ENUMERATION_CLOSED, () -> walk.next(1));
    }

    @Test
    @Tag("MGM-103")
    @DisplayName("An enumeration shows the memberships as of its start, whatever changes later")
    void snapshot() {
        x.joins(ETH0, STAR_G, SG);
        GroupEnumeration walk = y.session().enumerateGroups(EnumerationType.ALL_SOURCES);
        List<SourceGroup> seen = new ArrayList<>(walk.next(1).items());

        x.leaves(ETH0, STAR_G, SG).joins(ETH0, OTHER_G);
        seen.addAll(walk.next(10).items());

        assertThat(seen).containsExactlyInAnyOrder(STAR_G, SG);
    }

    @Test
    @Tag("MGM-103")
    @DisplayName("Two enumerations of one client do not disturb each other")
    void independent() {
        x.joins(ETH0, STAR_G, SG);
        GroupEnumeration first = x.session().enumerateGroups(EnumerationType.ALL_SOURCES);
        GroupEnumeration second = x.session().enumerateGroups(EnumerationType.ALL_SOURCES);

        first.next(2);
        first.close();

        assertThat(second.next(2).items()).containsExactlyInAnyOrder(STAR_G, SG);
    }
}
