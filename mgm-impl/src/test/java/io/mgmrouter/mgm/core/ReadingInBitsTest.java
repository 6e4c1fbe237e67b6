package io.mgmrouter.mgm.core;

import static io.mgmrouter.mgm.core.CoreLab.ETH1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Reading while others change what is read")
class ReadingInBitsTest {

    private final CoreLab lab = new CoreLab();
    private final CoreLab.TestClient x = lab.client("x", 101).owns(ETH1);

    @Test
    @Tag("MGM-103")
    void aSnapshotShowsWhatWasThereAtItsStart() {
        join(0, 10);
        Snapshot snapshot = lab.manager.snapshot();
        assertThat(lab.manager.proceed(snapshot, 4)).isFalse();

        x.leaves(ETH1, sg(0));
        x.leaves(ETH1, sg(8));
        x.joins(ETH1, sg(8));
        x.joins(ETH1, sg(20));
        x.leaves(ETH1, sg(20));
        x.joins(ETH1, sg(21));
        proceed(snapshot, 1);

        assertThat(snapshot.pairs()).containsExactlyInAnyOrderElementsOf(pairs(0, 10));
        assertThat(lab.manager.proceed(lab.manager.snapshot(), 1000)).isTrue();
    }

    @Test
    void aSnapshotBeforeItsFirstStepIsThatOfItsStartToo() {
        join(0, 3);
        Snapshot snapshot = lab.manager.snapshot();

        x.leaves(ETH1, sg(1));
        x.joins(ETH1, sg(9));
        proceed(snapshot, 100);

        assertThat(snapshot.pairs()).containsExactlyInAnyOrderElementsOf(pairs(0, 3));
    }

    @Test
    void anUnfinishedSnapshotIsNotShown() {
        Snapshot snapshot = lab.manager.snapshot();

        assertThatThrownBy(snapshot::pairs).isInstanceOf(IllegalStateException.class);
        assertThat(lab.manager.proceed(snapshot, 0)).isFalse();
        assertThatThrownBy(snapshot::pairs).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theMembershipsOfOneInterfaceAreReadPastThoseThatGo() {
        join(0, 6);
        HoldingWalk walk = lab.manager.memberships(x.id, lab.manager.holding(x.id, ETH1));
        assertThat(lab.manager.proceed(walk, 2)).isFalse();
        List<SourceGroup> read = sourceGroups(walk.memberships());
        assertThat(read).hasSize(2);

        List<SourceGroup> ahead = new ArrayList<>(pairs(0, 6));
        ahead.removeAll(read);
        x.leaves(ETH1, walk.next.pair.sourceGroup());
        x.leaves(ETH1, read.getFirst());
        x.joins(ETH1, sg(30));
        assertThat(lab.manager.proceed(walk, 2)).isFalse();
        assertThat(lab.manager.proceed(walk, 1)).isTrue();

        assertThat(sourceGroups(walk.memberships())).hasSize(5).startsWith(read.getFirst());
        assertThat(ahead).containsAll(sourceGroups(walk.memberships()).subList(2, 5));
        assertThat(lab.manager.holding(x.id, ETH1).walks).isEmpty();
    }

    @Test
    @DisplayName("Pages go through all pairs in order: the wildcard of each family before its groups")
    void pagesOfOnePairEach() {
        List<SourceGroup> all = List.of(
                new StarStar(Family.IPV4),
                new StarG(IpAddress.parse("239.0.0.1")),
                sg(1),
                sg(2),
                new StarStar(Family.IPV6),
                new StarG(IpAddress.parse("ff0e::1")));
        all.reversed().forEach(pair -> x.joins(ETH1, pair));

        List<SourceGroup> read = new ArrayList<>();
        Bit<List<Membership>> bit = lab.manager.memberships(Optional.empty(), 1);
        while (!bit.items().isEmpty()) {
            read.addAll(sourceGroups(bit.items().getFirst()));
            bit = lab.manager.memberships(Optional.of(read.getLast()), 1);
        }

        assertThat(read).isEqualTo(all);
    }

    @Test
    @DisplayName("One bit goes past a few hundred pairs at most, whatever it looks for")
    void aBitThatFindsNothing() {
        join(0, Views.STEPS * 2);

        Bit<ForwardingEntry> bit = lab.manager.entries(Optional.empty(), 10, lab.now);

        assertThat(bit.items()).isEmpty();
        assertThat(bit.next()).isPresent();
        Bit<ForwardingEntry> second = lab.manager.entries(bit.next(), 10, lab.now);
        assertThat(second.next().orElseThrow()).isGreaterThan(bit.next().orElseThrow());
        assertThat(lab.manager.entries(second.next(), 10, lab.now).next()).isEmpty();
    }

    private void proceed(Snapshot snapshot, int steps) {
        int patience = 100;
        while (!lab.manager.proceed(snapshot, steps)) {
            assertThat(patience--).isPositive();
        }
    }

    private void join(int from, int to) {
        pairs(from, to).forEach(pair -> x.joins(ETH1, pair));
    }

    private static List<SourceGroup> pairs(int from, int to) {
        return IntStream.range(from, to).<SourceGroup>mapToObj(i -> sg(i)).toList();
    }

    private static Sg sg(int number) {
        return new Sg(new Ipv4Address(0x0a000001 + number), IpAddress.parse("239.0.0.1"));
    }

    private static List<SourceGroup> sourceGroups(List<Membership> memberships) {
        return memberships.stream().map(Membership::sourceGroup).toList();
    }
}
