package io.mgmrouter.pim.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpPrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Join/Prune messages of a link's size, RFC 7761 section 4.9.5.2")
@Tag("RFC7761-4.9.5.2")
class JoinPrunePackerTest {

    private static final String BOTH = "io.mgmrouter.pim.codec.Wire#both";
    private static final int MTU = 1500;

    private static List<JoinPrune> pack(Wire wire, int mtu, GroupEntry... groups) {
        return new JoinPrunePacker(wire.neighbor(), 210, mtu).pack(List.of(groups));
    }

    private static void fit(Wire wire, int mtu, List<JoinPrune> messages) {
        int header = wire.family() == Family.IPV4 ? 20 : 40;
        assertThat(messages)
                .allSatisfy(message ->
                        assertThat(wire.encode(message).remaining() + header).isLessThanOrEqualTo(mtu));
    }

    /** Joins of sources in the tree of their own. */
    private static List<SourceEntry> sources(Wire wire, int count, boolean rpt) {
        return Wire.addresses(wire.source(), count).stream()
                .map(address -> new SourceEntry(address, false, rpt))
                .toList();
    }

    private static SourceEntry shared(Wire wire) {
        return new SourceEntry(wire.rp(), true, true);
    }

    @Test
    void nothingToSayIsNoMessage() {
        assertThat(pack(Wire.IPV4, MTU)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void whatFitsIsOneMessage(Wire wire) {
        JoinPrune message = wire.joinPrune();

        assertThat(pack(wire, MTU, message.groups().toArray(GroupEntry[]::new))).containsExactly(message);
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void manyGroupsFillOneMessageAfterTheOther(Wire wire) {
        List<GroupEntry> groups = Wire.addresses(wire.group(), 2000).stream()
                .map(group -> new GroupEntry(IpPrefix.host(group), List.of(shared(wire)), List.of()))
                .toList();

        List<JoinPrune> messages = pack(wire, MTU, groups.toArray(GroupEntry[]::new));

        fit(wire, MTU, messages);
        assertThat(messages.stream().flatMap(message -> message.groups().stream()))
                .isEqualTo(groups);
        int perMessage = wire.family() == Family.IPV4 ? (1500 - 20 - 14) / 20 : (1500 - 40 - 26) / 44;
        assertThat(messages).hasSize(Math.ceilDiv(2000, perMessage));
    }

    @Test
    void aMessageHas255GroupsAtMost() {
        List<GroupEntry> groups = Wire.addresses(Wire.IPV4.group(), 300).stream()
                .map(group -> new GroupEntry(IpPrefix.host(group), List.of(shared(Wire.IPV4)), List.of()))
                .toList();

        assertThat(pack(Wire.IPV4, 65_536, groups.toArray(GroupEntry[]::new)))
                .extracting(message -> message.groups().size())
                .containsExactly(255, 45);
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void aGroupThatFitsIntoAMessageIsNotDivided(Wire wire) {
        int most = wire.family() == Family.IPV4 ? (1500 - 20 - 14 - 12) / 8 : (1500 - 40 - 26 - 24) / 20;
        GroupEntry small = new GroupEntry(wire.host(), sources(wire, 1, false), List.of());
        GroupEntry large = new GroupEntry(wire.host(), sources(wire, most, false), List.of());

        assertThat(pack(wire, MTU, small, large))
                .extracting(JoinPrune::groups)
                .containsExactly(List.of(small), List.of(large));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void aGroupThatDoesNotFitIsDividedAndNothingIsLost(Wire wire) {
        List<SourceEntry> joins = sources(wire, 1000, false);
        List<SourceEntry> prunes = sources(wire, 700, true);

        List<JoinPrune> messages = pack(wire, MTU, new GroupEntry(wire.host(), joins, prunes));

        fit(wire, MTU, messages);
        assertThat(said(messages, GroupEntry::joins)).isEqualTo(joins);
        assertThat(said(messages, GroupEntry::prunes)).isEqualTo(prunes);
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void aJoinOfTheSharedTreeStandsBesideItsPrunes(Wire wire) {
        List<SourceEntry> joins = new ArrayList<>(sources(wire, 200, false));
        joins.add(100, shared(wire));
        List<SourceEntry> prunes = new ArrayList<>(sources(wire, 50, true));
        prunes.addAll(sources(wire, 20, false));

        List<JoinPrune> messages = pack(wire, MTU, new GroupEntry(wire.host(), joins, prunes));

        fit(wire, MTU, messages);
        assertThat(messages.getFirst().groups().getFirst())
                .isEqualTo(new GroupEntry(wire.host(), List.of(shared(wire)), sources(wire, 50, true)));
        assertThat(said(messages, GroupEntry::joins)).containsExactlyInAnyOrderElementsOf(joins);
        assertThat(said(messages, GroupEntry::prunes)).containsExactlyInAnyOrderElementsOf(prunes);
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void ofTooManyPrunesOffTheSharedTreeTheLowestSourcesAreSaid(Wire wire) {
        List<SourceEntry> prunes = new ArrayList<>(sources(wire, 1000, true));
        Collections.shuffle(prunes, new Random(7));

        List<JoinPrune> messages = pack(wire, MTU, new GroupEntry(wire.host(), List.of(shared(wire)), prunes));

        fit(wire, MTU, messages);
        assertThat(messages).hasSize(1);
        int most = wire.family() == Family.IPV4 ? (1500 - 20 - 14 - 12) / 8 : (1500 - 40 - 26 - 24) / 20;
        assertThat(said(messages, GroupEntry::prunes))
                .isEqualTo(sources(wire, 1000, true).subList(0, most - 1));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void whateverIsSaidArrivesOnceWhateverTheSize(Wire wire) {
        Random random = new Random(4952);
        int smallest = wire.family() == Family.IPV4 ? 68 : 1280;
        for (int round = 0; round < 300; round++) {
            List<GroupEntry> groups = Stream.generate(() -> new GroupEntry(
                            wire.host(),
                            sources(wire, random.nextInt(200), random.nextBoolean()),
                            sources(wire, random.nextInt(200), false)))
                    .limit(random.nextInt(1, 20))
                    .toList();
            int mtu = smallest + random.nextInt(3000);

            List<JoinPrune> messages = pack(wire, mtu, groups.toArray(GroupEntry[]::new));

            fit(wire, mtu, messages);
            assertThat(said(messages, GroupEntry::joins)).isEqualTo(entries(groups, GroupEntry::joins));
            assertThat(said(messages, GroupEntry::prunes)).isEqualTo(entries(groups, GroupEntry::prunes));
            assertThat(new HashSet<>(
                            messages.stream().map(JoinPrune::upstreamNeighbor).toList()))
                    .hasSize(1);
        }
    }

    @Test
    void aLinkTooSmallForIpIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pack(Wire.IPV6, 1279, new GroupEntry(Wire.IPV6.host(), List.of(), List.of())))
                .withMessageContaining("1280");
    }

    private static List<SourceEntry> said(List<JoinPrune> messages, Function<GroupEntry, List<SourceEntry>> part) {
        return entries(
                messages.stream().flatMap(message -> message.groups().stream()).toList(), part);
    }

    private static List<SourceEntry> entries(List<GroupEntry> groups, Function<GroupEntry, List<SourceEntry>> part) {
        return groups.stream().flatMap(group -> part.apply(group).stream()).toList();
    }
}
