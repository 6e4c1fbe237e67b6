package io.mgmrouter.pim.rp;

import static io.mgmrouter.pim.fsm.Row.second;
import static io.mgmrouter.pim.rp.BsrMessages.ALL;
import static io.mgmrouter.pim.rp.BsrMessages.LIMIT;
import static io.mgmrouter.pim.rp.BsrMessages.SITE;
import static io.mgmrouter.pim.rp.BsrMessages.address;
import static io.mgmrouter.pim.rp.BsrMessages.advertisement;
import static io.mgmrouter.pim.rp.BsrMessages.group;
import static io.mgmrouter.pim.rp.BsrMessages.learned;
import static io.mgmrouter.pim.rp.BsrMessages.noForward;
import static io.mgmrouter.pim.rp.BsrMessages.part;
import static io.mgmrouter.pim.rp.BsrMessages.rp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRp;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.codec.GroupRps;
import io.mgmrouter.pim.rp.Bootstrapping.Path;
import io.mgmrouter.pim.rp.BsrAction.Flood;
import io.mgmrouter.pim.rp.BsrAction.Learned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("One router among bootstrap routers, RFC 5059")
class BootstrappingTest {

    private static final IpAddress BSR = IpAddress.parse("10.0.0.9");
    private static final IpAddress OWN = IpAddress.parse("10.0.0.1");

    private final Random random = new Random(3);
    private Bootstrapping bsr = router(role(Optional.empty()));
    private int tag = 100;

    @Test
    @Tag("RFC5059-3.1.3")
    @Tag("RFC5059-3.4")
    void aMessageOfTheRpfNeighborCountsAndIsForwardedAsItIs() {
        Bootstrap message = message(group(ALL, rp("10.0.0.5", 150, 1)));

        List<BsrAction> actions = hear(message, 1);

        assertThat(actions).contains(new Flood(message)).hasSize(2);
        assertThat(learned(actions).get(ALL).rps())
                .containsExactly(new LearnedRange.Rp(address("10.0.0.5"), 1, second(151)));
    }

    @Test
    @Tag("RFC5059-3.1.3")
    void aMessageFromElsewhereDoesNot() {
        assertThat(bsr.received(message(), Path.FROM_OTHER_NEIGHBOR, ScopeBoundary.NONE, second(1)))
                .isEmpty();
        assertThat(bsr.dropped()).containsExactly(Map.entry("bsm-rpf", 1L));
    }

    @Test
    @Tag("RFC5059-3.5.1")
    @Tag("RFC5059-3.5.2")
    void aMessageForNewRoutersOnlyCountsAtTheBeginningAndGoesNoFurther() {
        Bootstrap unicast = message(group(ALL, rp("10.0.0.5", 150, 1)));

        assertThat(bsr.received(unicast, Path.UNICAST, ScopeBoundary.NONE, second(1)))
                .hasSize(1)
                .hasOnlyElementsOfType(Learned.class);
        Bootstrap nextPart = noForward(message(group(SITE, rp("10.0.0.5", 150, 1))));
        assertThat(bsr.received(nextPart, Path.FROM_OTHER_NEIGHBOR, ScopeBoundary.NONE, second(2)))
                .as("another fragment of it")
                .hasSize(1);
        tag++;
        assertThat(bsr.received(noForward(message()), Path.FROM_RPF_NEIGHBOR, ScopeBoundary.NONE, second(3)))
                .as("another message")
                .isEmpty();

        bsr = router(role(Optional.empty()));
        assertThat(bsr.received(noForward(message()), Path.FROM_RPF_NEIGHBOR, ScopeBoundary.NONE, second(61)))
                .as("later than a period after the start")
                .isEmpty();
        assertThat(bsr.received(unicast, Path.UNICAST, ScopeBoundary.NONE, second(61)))
                .isEmpty();
        assertThat(bsr.dropped()).containsExactly(Map.entry("bsm-not-wanted", 2L));
    }

    @Test
    void aRouterThatIsToTakeNoMessagesTakesNone() {
        bsr = router(new BsrRole(
                Family.IPV4, Optional.empty(), 0, 30, BsrDomain.PERIOD, BsrDomain.TIMEOUT, false, List.of(), LIMIT));

        assertThat(hear(message(), 1)).isEmpty();
        assertThat(bsr.dropped()).containsExactly(Map.entry("bsm-not-accepted", 1L));
    }

    @Test
    @Tag("RFC5059-3.1.3")
    void itsOwnMessagesAndThoseOfNobodyAreDropped() {
        bsr = router(role(Optional.of(OWN)));

        assertThat(hear(new Bootstrap(1, 30, 200, OWN, false, List.of()), 1)).isEmpty();
        assertThat(hear(new Bootstrap(1, 30, 200, address("127.0.0.1"), false, List.of()), 1))
                .isEmpty();
        assertThat(bsr.dropped()).containsExactlyInAnyOrderEntriesOf(Map.of("bsm-own", 1L, "bsm-address", 1L));
    }

    @Test
    @Tag("RFC5059-4.1")
    void aRangeCountsWhenAllItsRpsAreThere() {
        hear(message(group(ALL, rp("10.0.0.4", 150, 1))), 1);
        tag++;

        assertThat(learned(hear(message(part(ALL, 3, rp("10.0.0.5", 150, 1), rp("10.0.0.6", 150, 1))), 2)))
                .isEmpty();
        assertThat(rpsOf(ALL)).containsExactly("10.0.0.4");
        hear(message(part(ALL, 3, rp("10.0.0.5", 150, 1))), 2);
        assertThat(rpsOf(ALL)).as("the same part once more").containsExactly("10.0.0.4");
        hear(message(part(ALL, 3, rp("10.0.0.7", 150, 1))), 2);

        assertThat(rpsOf(ALL)).containsExactly("10.0.0.5", "10.0.0.6", "10.0.0.7");
    }

    @Test
    @Tag("RFC5059-4.1")
    void partsOfDifferentMessagesDoNotMakeARange() {
        hear(message(part(ALL, 2, rp("10.0.0.5", 150, 1))), 1);
        tag++;
        hear(message(part(ALL, 2, rp("10.0.0.6", 150, 1))), 2);

        assertThat(rpsOf(ALL)).isEmpty();
    }

    @Test
    @Tag("RFC5059-3.6")
    @Tag("RFC5059-4.1")
    void anRpWithoutHoldtimeAndARangeWithoutRpsAreForgottenAtOnce() {
        hear(
                message(
                        group(ALL, rp("10.0.0.5", 150, 1), rp("10.0.0.6", 150, 1)),
                        group(SITE, rp("10.0.0.5", 150, 1))),
                1);
        tag++;
        List<BsrAction> actions =
                hear(message(group(ALL, rp("10.0.0.5", 0, 1), rp("10.0.0.6", 150, 1)), group(SITE)), 2);

        assertThat(rpsOf(ALL)).containsExactly("10.0.0.6");
        assertThat(rpsOf(SITE)).isEmpty();
        assertThat(learned(actions).get(SITE).rps()).isEmpty();
    }

    @Test
    @Tag("RFC5059-3.6")
    void anRpExpiresAfterItsHoldtimeAndARangeOfWhichNothingIsSaidStaysUntilThen() {
        hear(message(group(ALL, rp("10.0.0.5", 30, 1)), group(SITE, rp("10.0.0.6", 200, 1))), 1);
        tag++;
        hear(message(), 20);

        assertThat(bsr.due()).contains(second(31));
        assertThat(bsr.timerDue(second(30))).isEmpty();
        List<BsrAction> actions = bsr.timerDue(second(31));

        assertThat(learned(actions).get(ALL).rps()).isEmpty();
        assertThat(rpsOf(SITE)).containsExactly("10.0.0.6");
    }

    @Test
    @Tag("RFC5059-3.1.2")
    void whenTheBootstrapRouterIsGoneItsRpsAreKeptAsLongAgain() {
        hear(message(group(ALL, rp("10.0.0.5", 140, 1))), 0);

        List<BsrAction> actions = bsr.timerDue(second(130));

        assertThat(learned(actions).get(ALL).rps())
                .containsExactly(new LearnedRange.Rp(address("10.0.0.5"), 1, second(270)));
    }

    @Test
    @Tag("RFC5059-1.3")
    @Tag("RFC5059-3.6")
    void aZoneHasItsOwnBootstrapRouterAndNobodyElseTellsOfItsGroups() {
        IpPrefix half = IpPrefix.parse("239.255.128.0/17");
        hear(message(group(ALL, rp("10.0.0.5", 150, 1)), group(half, rp("10.0.0.5", 150, 1))), 1);
        IpAddress zoneBsr = address("10.0.0.2");

        List<BsrAction> actions = hear(
                new Bootstrap(
                        7,
                        30,
                        1,
                        zoneBsr,
                        false,
                        List.of(
                                new GroupRps(SITE, true, 1, List.of(rp("10.0.0.6", 150, 1))),
                                group(ALL, rp("10.0.0.6", 150, 1)))),
                2);

        assertThat(learned(actions).get(SITE).rps()).hasSize(1);
        assertThat(learned(actions).get(half).rps()).as("what others have told").isEmpty();
        assertThat(learned(actions).get(ALL).rps())
                .as("what the zone's tells of groups outside")
                .extracting(LearnedRange.Rp::address)
                .containsExactly(address("10.0.0.5"));
        assertThat(bsr.zones())
                .extracting(zone -> zone.election().elected().map(BsrWeight::address))
                .containsExactly(Optional.of(BSR), Optional.of(zoneBsr));
    }

    @Test
    @Tag("RFC5059-3.1.2")
    @Tag("RFC5059-5")
    void aZoneOfWhichNobodyTellsIsForgotten() {
        hear(message(new GroupRps(SITE, true, 1, List.of(rp("10.0.0.6", 150, 1)))), 0);
        bsr.timerDue(second(130));
        bsr.timerDue(second(1299));
        assertThat(bsr.zones()).hasSize(2);

        bsr.timerDue(second(1300));

        assertThat(bsr.zones()).hasSize(1);
        assertThat(bsr.due()).isEmpty();
    }

    @Test
    @Tag("RFC5059-1.3")
    @Tag("RFC5059-3.1.3")
    void aBoundaryKeepsZonesAndRangesOnTheirSide() {
        ScopeBoundary boundary = new ScopeBoundary(List.of(IpPrefix.parse("239.0.0.0/8")));
        Bootstrap ofZone = message(new GroupRps(SITE, true, 1, List.of(rp("10.0.0.6", 150, 1))));
        Bootstrap ofAll = message(group(ALL, rp("10.0.0.5", 150, 1)), group(SITE, rp("10.0.0.5", 150, 1)));

        assertThat(bsr.received(ofZone, Path.FROM_RPF_NEIGHBOR, boundary, second(1)))
                .isEmpty();
        assertThat(bsr.received(ofAll, Path.FROM_RPF_NEIGHBOR, boundary, second(1)))
                .contains(new Flood(message(group(ALL, rp("10.0.0.5", 150, 1)))));

        assertThat(bsr.dropped()).containsExactly(Map.entry("bsm-boundary", 1L));
        assertThat(boundary.across(ofZone)).isEmpty();
        assertThat(ScopeBoundary.NONE.across(ofZone)).contains(ofZone);
    }

    @Test
    @Tag("RFC5059-3.2")
    @Tag("RFC5059-3.3")
    void advertisementsOnlyCountAtTheBootstrapRouter() {
        assertThat(advertise(advertisement(1, 150), 1)).isEmpty();
        assertThat(advertise(new CandidateRpAdvertisement(1, 150, address("224.0.0.1"), List.of(ALL)), 1))
                .isEmpty();

        assertThat(bsr.dropped())
                .containsExactlyInAnyOrderEntriesOf(Map.of("advertisement-not-bsr", 1L, "advertisement-address", 1L));
    }

    @Test
    @Tag("RFC5059-3.5")
    void aNewNeighborIsToldEverythingThatIsKnown() {
        assertThat(bsr.newNeighbor()).isEmpty();
        hear(message(group(ALL, rp("10.0.0.5", 150, 1))), 1);
        hear(message(group(SITE, rp("10.0.0.6", 150, 1))), 1);

        assertThat(bsr.newNeighbor())
                .containsExactly(new BsrAction.TellNewNeighbor(
                        noForward(message(group(ALL, rp("10.0.0.5", 150, 1)), group(SITE, rp("10.0.0.6", 150, 1))))));
    }

    @Test
    void whatNeighborsSayDoesNotGrowTheTablesBeyondTheirLimits() {
        for (int i = 0; i < 200; i++) {
            IpPrefix range = IpPrefix.parse("239." + i + ".0.0/16");
            hear(message(new GroupRps(range, true, 1, List.of(rp("10.0.0.5", 150, 1)))), 1);
            hear(message(group(range, manyRps(200))), 1);
            hear(message(part(range, 255, manyRps(200))), 1);
        }

        assertThat(bsr.zones()).hasSize(Bootstrapping.ZONE_LIMIT + 1);
        assertThat(bsr.zones()).allMatch(zone -> zone.table().size() <= LIMIT);
        assertThat(bsr.dropped()).containsKey("bsm-zone-limit");
    }

    private static CandidateRp[] manyRps(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> rp("10.2.0." + i, 150, 1))
                .toArray(CandidateRp[]::new);
    }

    private List<BsrAction> hear(Bootstrap message, int seconds) {
        return bsr.received(message, Path.FROM_RPF_NEIGHBOR, ScopeBoundary.NONE, second(seconds));
    }

    private List<BsrAction> advertise(CandidateRpAdvertisement message, int seconds) {
        Tick now = second(seconds);
        return bsr.received(message, now);
    }

    private List<String> rpsOf(IpPrefix range) {
        return bsr.zones().getFirst().table().rps(range).stream()
                .map(rp -> rp.address().toString())
                .toList();
    }

    private Bootstrap message(GroupRps... groups) {
        return new Bootstrap(tag, 30, 64, BSR, false, List.of(groups));
    }

    private Bootstrapping router(BsrRole role) {
        return new Bootstrapping(role, List.of(), random, second(0));
    }

    private static BsrRole role(Optional<IpAddress> candidate) {
        return new BsrRole(Family.IPV4, candidate, 64, 30, BsrDomain.PERIOD, BsrDomain.TIMEOUT, true, List.of(), LIMIT);
    }
}
