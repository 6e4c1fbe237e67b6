package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.SG6;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static io.mgmrouter.testkit.conformance.Router.sg;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-093 to 099. X owns the interface toward the sources. */
abstract class ReadingStatements extends Chapter {

    /** In the order a walk shows them: IPv4 first, by group, then source, as unsigned octets. */
    private static final List<Sg> FLOWS = List.of(
            sg("10.0.0.8", "224.1.1.1"),
            SG,
            sg("10.0.0.200", "239.1.1.1"),
            sg("10.0.0.3", "239.1.1.2"),
            sg("10.0.0.3", "239.200.1.1"),
            sg("2001:db8::8", "ff3e::1:1"),
            SG6,
            sg("2001:db8::1", "ff3e::1:2"));

    private static final IpAddress NEIGHBOR = IpAddress.parse("10.0.0.77");

    private final Client<?> x = router.routing("x", 101).owns(ETH0);

    ReadingStatements(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    private void fillTable() {
        FLOWS.reversed().forEach(router::packet);
    }

    /** All keys, read page by page. */
    private List<Sg> walk(Optional<Sg> after, int limit) {
        List<Sg> seen = new ArrayList<>();
        Optional<Sg> last = after;
        boolean more = true;
        while (more) {
            Page<ForwardingEntry> page = router.manager().entries(last, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(entry -> seen.add(entry.sg()));
            last = page.items().isEmpty()
                    ? last
                    : Optional.of(page.items().getLast().sg());
            more = page.more();
        }
        return seen;
    }

    @Test
    @Tag("MGM-093")
    @DisplayName("An entry is found by source and group alone; another pair is not found")
    void getOne() {
        fillTable();

        assertThat(router.manager().entry(SG)).map(ForwardingEntry::sg).contains(SG);
        assertThat(router.manager().entry(SG6)).map(ForwardingEntry::sg).contains(SG6);
        assertThat(router.manager().entry(sg("10.0.0.9", "239.1.1.2"))).isEmpty();
        assertThat(router.manager().stats(sg("10.0.0.9", "239.1.1.2"), ForwardingStats.Level.BASIC))
                .isEmpty();
    }

    @Test
    @Tag("MGM-093")
    @DisplayName("Readers need no registration")
    void readersAreNotRegistered() {
        fillTable();
        x.stops();

        assertThat(router.manager().entry(SG)).isPresent();
        assertThat(router.manager().entries(Optional.empty(), 100).items()).hasSize(FLOWS.size());
        assertThat(router.manager().stats(SG, ForwardingStats.Level.EXTENDED)).isPresent();
    }

    @Test
    @Tag("MGM-094")
    @DisplayName("Walks go by group, then source, and show each entry once, whatever the size of a page")
    void walks() {
        fillTable();

        for (int limit : new int[] {1, 2, 3, 7, 8, MulticastGroupManager.MAX_PAGE}) {
            assertThat(walk(Optional.empty(), limit)).as("pages of %s", limit).isEqualTo(FLOWS);
        }
    }

    @Test
    @Tag("MGM-094")
    @DisplayName("A page starts strictly behind the given key, for statistics too")
    void startsBehindTheKey() {
        fillTable();

        assertThat(walk(Optional.of(SG), 2)).isEqualTo(FLOWS.subList(2, FLOWS.size()));
        assertThat(router.manager()
                        .stats(Optional.of(SG), 2, ForwardingStats.Level.BASIC)
                        .items())
                .extracting(stats -> stats.entry().sg())
                .isEqualTo(FLOWS.subList(2, 4));
        assertThat(walk(Optional.of(FLOWS.getLast()), 2)).isEmpty();
    }

    @Test
    @Tag("MGM-095")
    @DisplayName("A page says whether more follow; the last one does not, and has its records")
    void pagesSayWhetherMoreFollow() {
        fillTable();
        int all = FLOWS.size();

        Page<ForwardingEntry> part = router.manager().entries(Optional.empty(), all - 1);
        assertThat(part.more()).isTrue();
        assertThat(part.items()).hasSize(all - 1);
        Page<ForwardingEntry> whole = router.manager().entries(Optional.empty(), all);
        assertThat(whole.more()).isFalse();
        assertThat(whole.items()).hasSize(all);
        Page<ForwardingStats> stats = router.manager().stats(Optional.empty(), 1, ForwardingStats.Level.BASIC);
        assertThat(stats.more()).isTrue();
        assertThat(stats.items()).hasSize(1);
    }

    @Test
    @Tag("MGM-095")
    @DisplayName("An empty table is an empty last page, and a page of no or too many records is refused")
    void emptyTable() {
        assertThat(router.manager().entries(Optional.empty(), 10)).isEqualTo(new Page<>(List.of(), false));
        assertThat(router.manager().stats(Optional.empty(), 10, ForwardingStats.Level.BASIC))
                .isEqualTo(new Page<>(List.of(), false));
        for (int limit : new int[] {-1, 0, MulticastGroupManager.MAX_PAGE + 1}) {
            refused(
                    MgmError.INVALID_PARAMETER,
                    Reason.BAD_LIMIT,
                    () -> router.manager().entries(Optional.empty(), limit));
        }
    }

    @Test
    @Tag("MGM-096")
    @DisplayName("A walk goes on behind a key that is not in the table, or not any more")
    void vanishedKey() {
        List.of(FLOWS.get(0), FLOWS.get(2), FLOWS.get(3)).forEach(router::packet);

        assertThat(walk(Optional.of(SG), 10)).containsExactly(FLOWS.get(2), FLOWS.get(3));

        router.routes().connected("10.0.0.200/32", ETH1.index());
        Client<?> y = router.routing("y", 102).owns(ETH1);
        y.releases(ETH1);
        assertThat(router.manager().entry(FLOWS.get(2))).as("gone with its iif").isEmpty();
        assertThat(walk(Optional.of(FLOWS.get(2)), 10)).containsExactly(FLOWS.get(3));
    }

    @Test
    @Tag("MGM-097")
    @DisplayName("Basic statistics have the base counters; extended ones add five, and count one per copy")
    void statistics() {
        router.routing("y", 102).owns(ETH1, ETH2).joins(ETH1, STAR_G).joins(ETH2, STAR_G);
        for (int packets = 0; packets < 4; packets++) {
            router.packet(SG);
        }
        router.advance(Duration.ofSeconds(5));

        ForwardingStats basic =
                router.manager().stats(SG, ForwardingStats.Level.BASIC).orElseThrow();
        assertThat(basic.inPackets()).isEqualTo(4);
        assertThat(basic.inOctets()).isEqualTo(400);
        assertThat(basic.extended()).isEmpty();
        assertThat(basic.upTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(basic.outgoing())
                .extracting(oif -> oif.interfaceId() + ":" + oif.outPackets())
                .containsExactly("11:4", "12:4");

        ForwardingStats extended =
                router.manager().stats(SG, ForwardingStats.Level.EXTENDED).orElseThrow();
        assertThat(extended.extended())
                .map(ForwardingStats.Extended::totalOutPackets)
                .contains(8L);
        assertThat(extended.inPackets()).isEqualTo(4);
    }

    @Test
    @Tag("MGM-098")
    @DisplayName("Age and time left add up to the life span, which does not change")
    void times() {
        router.packet(SG);

        for (int seconds = 0; seconds < 900; seconds += 100) {
            ForwardingEntry entry = router.manager().entry(SG).orElseThrow();
            assertThat(entry.upTime()).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(entry.upTime().plus(entry.expiryTime())).isEqualTo(entry.timeout());
            assertThat(entry.timeout()).isEqualTo(Duration.ofSeconds(900));
            router.advance(Duration.ofSeconds(100));
        }
    }

    @Test
    @Tag("MGM-099")
    @DisplayName("The iif owner sets the upstream neighbour; nothing else changes, and nobody is called")
    void setUpstreamNeighbor() {
        router.routing("y", 102).owns(ETH1).joins(ETH1, STAR_G);
        router.packet(SG);
        router.packet(FLOWS.get(2));
        router.happened();
        ForwardingEntry before = router.manager().entry(SG).orElseThrow();
        ForwardingEntry other = router.manager().entry(FLOWS.get(2)).orElseThrow();

        x.session().setUpstreamNeighbor(SG, NEIGHBOR);

        ForwardingEntry after = router.manager().entry(SG).orElseThrow();
        assertThat(after.upstreamNeighbor()).contains(NEIGHBOR);
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("upstreamNeighbor")
                .isEqualTo(before);
        assertThat(router.manager().entry(FLOWS.get(2))).contains(other);
        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-099")
    @DisplayName("Setting the upstream neighbour is refused without entry, and to anyone but the iif owner")
    void setUpstreamNeighborRefused() {
        Client<?> y = router.routing("y", 102).owns(ETH1).joins(ETH1, STAR_G);
        refused(MgmError.NOT_FOUND, Reason.NO_ENTRY, () -> x.session().setUpstreamNeighbor(SG, NEIGHBOR));
        router.packet(SG);

        refused(
                MgmError.CAN_NOT_COMPLETE,
                Reason.NOT_IIF_OWNER,
                () -> y.session().setUpstreamNeighbor(SG, NEIGHBOR));

        assertThat(router.manager().entry(SG).orElseThrow().upstreamNeighbor()).isEmpty();
    }
}
