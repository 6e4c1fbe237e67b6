package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.SG6;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static io.mgmrouter.testkit.conformance.Router.STAR_G6;
import static io.mgmrouter.testkit.conformance.Router.STAR_STAR;
import static io.mgmrouter.testkit.conformance.Router.STAR_STAR6;
import static io.mgmrouter.testkit.conformance.Router.sg;
import static io.mgmrouter.testkit.conformance.Router.starG;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-035 to 050. */
abstract class MembershipStatements extends Chapter {

    private static final Set<MembershipFlag> NONE = Set.of();
    private static final Set<MembershipFlag> JOIN = Set.of(MembershipFlag.JOIN_STATE);
    private static final Set<MembershipFlag> FORWARD = Set.of(MembershipFlag.FORWARD_STATE);
    private static final Set<MembershipFlag> BOTH = Set.of(MembershipFlag.JOIN_STATE, MembershipFlag.FORWARD_STATE);
    private static final Sg OTHER_SOURCE = sg("10.0.0.8", "239.1.1.1");
    private static final Sg OTHER_GROUP = sg("10.0.0.9", "239.1.1.2");

    private final Client<?> x = router.routing("x", 101).owns(ETH0, ETH1);
    private final Client<?> y = router.routing("y", 102).owns(ETH2, ETH3);

    MembershipStatements(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    @Test
    @Tag("MGM-035")
    @DisplayName("(S,G), (*,G) and (*,*) are accepted, of either family")
    void threeForms() {
        x.joins(ETH1, SG, STAR_G, STAR_STAR, SG6, STAR_G6, STAR_STAR6);

        assertThat(x.on(ETH1).memberships())
                .extracting(member -> member.sourceGroup())
                .containsExactlyInAnyOrder(SG, STAR_G, STAR_STAR, SG6, STAR_G6, STAR_STAR6);
    }

    @Test
    @Tag("MGM-036")
    @DisplayName("A join puts the interface into every entry it covers, and into no other")
    void joinExtendsEntries() {
        List.of(SG, OTHER_SOURCE, OTHER_GROUP, SG6).forEach(router::packet);

        y.joins(ETH2, SG);
        assertThat(router.table())
                .containsExactly(
                        "(10.0.0.8,239.1.1.1) 10->[]",
                        "(10.0.0.9,239.1.1.1) 10->[12]",
                        "(10.0.0.9,239.1.1.2) 10->[]",
                        "(2001:db8::9,ff3e::1:1) 10->[]");
        y.joins(ETH3, STAR_G);
        assertThat(router.table())
                .containsExactly(
                        "(10.0.0.8,239.1.1.1) 10->[13]",
                        "(10.0.0.9,239.1.1.1) 10->[12, 13]",
                        "(10.0.0.9,239.1.1.2) 10->[]",
                        "(2001:db8::9,ff3e::1:1) 10->[]");
        x.joins(ETH1, STAR_STAR);
        assertThat(router.table())
                .containsExactly(
                        "(10.0.0.8,239.1.1.1) 10->[11, 13]",
                        "(10.0.0.9,239.1.1.1) 10->[11, 12, 13]",
                        "(10.0.0.9,239.1.1.2) 10->[11]",
                        "(2001:db8::9,ff3e::1:1) 10->[]");
    }

    @Test
    @Tag("MGM-036")
    @DisplayName("A join on the incoming interface does not make it an outgoing one")
    void joinOnIncomingInterface() {
        router.packet(SG);

        x.joins(ETH0, SG, STAR_G, STAR_STAR);

        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]");
    }

    @Test
    @Tag("MGM-036")
    @DisplayName("A join that extends an entry raises no creation alert again")
    void joinRaisesNoCreationAlert() {
        y.joins(ETH2, STAR_G);
        router.packet(SG);
        router.happened();

        y.joins(ETH3, STAR_G);

        assertThat(router.happened()).isEmpty();
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[12, 13]");
    }

    @Test
    @Tag("MGM-037")
    @DisplayName("A leave takes the interface out once no membership on it covers the entry any more")
    void leaveShrinksEntries() {
        y.joins(ETH2, SG, STAR_G, STAR_STAR).joins(ETH3, SG);
        router.packet(SG);

        y.leaves(ETH2, SG);
        y.leaves(ETH2, STAR_STAR);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[12, 13]");
        y.leaves(ETH2, STAR_G);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[13]");
    }

    @Test
    @Tag("MGM-038")
    @DisplayName("Forward state edits the outgoing list of exactly the one entry")
    void forwardState() {
        y.joins(ETH3, STAR_STAR);
        router.packet(SG);
        router.packet(OTHER_SOURCE);

        y.forwards(ETH2, SG);
        assertThat(router.table())
                .containsExactly("(10.0.0.8,239.1.1.1) 10->[13]", "(10.0.0.9,239.1.1.1) 10->[12, 13]");
        y.stopsForwarding(ETH3, SG);
        assertThat(router.table()).containsExactly("(10.0.0.8,239.1.1.1) 10->[13]", "(10.0.0.9,239.1.1.1) 10->[12]");
        y.forwards(ETH3, SG);
        y.stopsForwarding(ETH2, SG);
        assertThat(router.table()).containsExactly("(10.0.0.8,239.1.1.1) 10->[13]", "(10.0.0.9,239.1.1.1) 10->[13]");
    }

    @Test
    @Tag("MGM-038")
    @DisplayName("Forward state does not make the incoming interface an outgoing one")
    void forwardOnIncomingInterface() {
        router.packet(SG);

        x.forwards(ETH0, SG);

        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]");
    }

    @Test
    @Tag("MGM-039")
    @DisplayName("A forward edit is no membership: it is not enumerated, and not in the next entry of the flow")
    void forwardStateIsNoMembership() {
        router.packet(SG);
        y.forwards(ETH2, SG);

        assertThat(router.memberships()).isEmpty();
        assertThat(router.manager()
                        .enumerateGroups(EnumerationType.ALL_SOURCES)
                        .next(9)
                        .items())
                .isEmpty();

        router.advance(Duration.ofSeconds(1800));
        assertThat(router.table()).isEmpty();
        router.packet(SG);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]");
    }

    @Test
    @Tag("MGM-039")
    @DisplayName("An interface taken out by a forward delete comes back with the next entry of the flow")
    void forwardDeleteIsNoLeave() {
        y.joins(ETH2, STAR_G);
        router.packet(SG);
        y.stopsForwarding(ETH2, SG);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]");
        assertThat(router.memberships()).containsExactly("102:0 (*,239.1.1.1) 12");

        router.advance(Duration.ofSeconds(1800));
        router.packet(SG);

        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[12]");
    }

    @Test
    @Tag("MGM-040")
    @DisplayName("Both flags together act as join, then forward")
    void bothFlags() {
        y.joins(ETH2, STAR_G);
        router.packet(SG);
        y.stopsForwarding(ETH2, SG);
        router.happened();

        y.on(ETH2).add(SG, BOTH);
        assertThat(router.happened())
                .containsExactly(
                        "x: JOIN (10.0.0.9,239.1.1.1) MEMBERSHIP", "x: JOIN (10.0.0.9,239.1.1.1) FORWARDING_ENTRY");
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[12]");

        y.on(ETH2).delete(SG, BOTH);
        assertThat(router.memberships()).containsExactly("102:0 (*,239.1.1.1) 12");
        assertThat(router.table())
                .as("the group's membership would keep it in; the forward delete takes it out")
                .containsExactly("(10.0.0.9,239.1.1.1) 10->[]");
    }

    @Test
    @Tag("MGM-040")
    @DisplayName("Both flags with a wildcard are a join")
    void bothFlagsWithWildcard() {
        y.on(ETH2).add(STAR_G, BOTH);
        assertThat(router.memberships()).containsExactly("102:0 (*,239.1.1.1) 12");

        y.on(ETH2).delete(STAR_G, BOTH);
        assertThat(router.memberships()).isEmpty();
    }

    @Test
    @Tag("MGM-041")
    @DisplayName("A call without a flag is refused")
    void noFlag() {
        x.joins(ETH1, STAR_G);
        for (SourceGroup pair : List.of(SG, STAR_G, STAR_STAR)) {
            refused(MgmError.INVALID_PARAMETER, Reason.NO_FLAG, () -> x.on(ETH1).add(pair, NONE));
            refused(MgmError.INVALID_PARAMETER, Reason.NO_FLAG, () -> x.on(ETH1).delete(pair, NONE));
        }
        assertThat(router.memberships()).containsExactly("101:0 (*,239.1.1.1) 11");
    }

    @Test
    @Tag("MGM-042")
    @DisplayName("Forward state alone with a wildcard is refused")
    void forwardWildcard() {
        for (SourceGroup pair : List.of(STAR_G, STAR_STAR, STAR_G6, STAR_STAR6)) {
            refused(
                    MgmError.INVALID_PARAMETER,
                    Reason.WILDCARD_FORWARD,
                    () -> x.on(ETH1).add(pair, FORWARD));
            refused(
                    MgmError.INVALID_PARAMETER,
                    Reason.WILDCARD_FORWARD,
                    () -> x.on(ETH1).delete(pair, FORWARD));
        }
    }

    @Test
    @Tag("MGM-043")
    @DisplayName("Forward state for a flow without entry succeeds and changes nothing")
    void forwardWithoutEntry() {
        y.forwards(ETH2, SG);
        y.stopsForwarding(ETH3, SG);

        assertThat(router.table()).isEmpty();
        router.packet(SG);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]");
    }

    @Test
    @Tag("MGM-044")
    @DisplayName("A range cannot even be said: a pair is one source and one group, or a wildcard")
    void noRanges() {
        assertThat(SourceGroup.class.getPermittedSubclasses())
                .allMatch(Class::isRecord)
                .flatExtracting(form -> List.of(form.getRecordComponents()))
                .extracting(RecordComponent::getType)
                .containsOnly(IpAddress.class, Family.class);
    }

    @Test
    @Tag("MGM-045")
    @DisplayName("(S,*), a group that is not multicast and a source that is not unicast are refused")
    void malformedPairs() {
        refused(MgmError.INVALID_PARAMETER, Reason.BAD_GROUP, () -> pair("10.0.0.9", "0.0.0.0"));
        refused(MgmError.INVALID_PARAMETER, Reason.BAD_GROUP, () -> pair("0.0.0.0", "10.1.1.1"));
        refused(MgmError.INVALID_PARAMETER, Reason.BAD_GROUP, () -> pair("10.0.0.9", "240.0.0.1"));
        refused(MgmError.INVALID_PARAMETER, Reason.BAD_GROUP, () -> pair("2001:db8::9", "2001:db8::1"));
        refused(MgmError.INVALID_PARAMETER, Reason.BAD_SOURCE, () -> pair("239.0.0.1", "239.1.1.1"));
        refused(MgmError.INVALID_PARAMETER, Reason.BAD_SOURCE, () -> pair("10.0.0.9", "ff3e::1:1"));
        assertThat(pair("10.0.0.9", "239.1.1.1")).isEqualTo(SG);
        assertThat(pair("0.0.0.0", "239.1.1.1")).isEqualTo(STAR_G);
        assertThat(pair("::", "::")).isEqualTo(STAR_STAR6);
    }

    private static SourceGroup pair(String source, String group) {
        return SourceGroup.of(IpAddress.parse(source), IpAddress.parse(group));
    }

    @Test
    @Tag("MGM-046")
    @Tag("MGM-048")
    @DisplayName("Add and delete on an interface that belongs to another protocol, or to nobody, are refused")
    void notTheOwner() {
        InterfaceOwnership old = x.on(ETH1);
        x.releases(ETH1);
        refused(MgmError.INVALID_PARAMETER, Reason.NOT_OWNER, () -> old.add(STAR_G, JOIN));
        refused(MgmError.INVALID_PARAMETER, Reason.NOT_OWNER, () -> old.delete(STAR_G, JOIN));

        y.owns(ETH1).joins(ETH1, STAR_G);
        refused(MgmError.INVALID_PARAMETER, Reason.NOT_OWNER, () -> old.add(SG, JOIN));
        refused(MgmError.INVALID_PARAMETER, Reason.NOT_OWNER, () -> old.delete(STAR_G, JOIN));
        assertThat(router.memberships()).containsExactly("102:0 (*,239.1.1.1) 11");
    }

    @Test
    @Tag("MGM-047")
    @Tag("MGM-048")
    @DisplayName("Add and delete on an interface that no longer exists are \"not found\"")
    void vanishedInterface() {
        InterfaceOwnership old = x.on(ETH1);
        x.joins(ETH1, STAR_G);
        router.links().remove(ETH1.index());

        refused(MgmError.NOT_FOUND, Reason.UNKNOWN_INTERFACE, () -> old.add(STAR_G, JOIN));
        refused(MgmError.NOT_FOUND, Reason.UNKNOWN_INTERFACE, () -> old.delete(STAR_G, JOIN));
        assertThat(router.memberships()).isEmpty();
    }

    @Test
    @Tag("MGM-049")
    @DisplayName("Repeating an add succeeds, and nobody is called")
    void repeatedAdd() {
        x.joins(ETH1, SG, STAR_G, STAR_STAR);
        router.packet(SG);
        y.joins(ETH2, starG("239.9.9.9"));
        router.happened();

        x.joins(ETH1, SG, STAR_G, STAR_STAR);
        y.joins(ETH2, starG("239.9.9.9"));

        assertThat(router.happened()).isEmpty();
        assertThat(x.on(ETH1).memberships()).hasSize(3);
    }

    @Test
    @Tag("MGM-050")
    @DisplayName("Deleting a membership that is not there succeeds, and nobody is called")
    void emptyDelete() {
        x.joins(ETH1, STAR_G);
        router.happened();

        x.leaves(ETH1, SG, STAR_STAR, starG("239.9.9.9")).leaves(ETH0, STAR_G);
        y.leaves(ETH2, STAR_G, SG);

        assertThat(router.happened()).isEmpty();
        assertThat(router.memberships()).containsExactly("101:0 (*,239.1.1.1) 11");
    }
}
