package io.mgmrouter.pim.rp;

import static io.mgmrouter.pim.fsm.Row.second;
import static io.mgmrouter.pim.rp.BsrMessages.ALL;
import static io.mgmrouter.pim.rp.BsrMessages.LIMIT;
import static io.mgmrouter.pim.rp.BsrMessages.SITE;
import static io.mgmrouter.pim.rp.BsrMessages.address;
import static io.mgmrouter.pim.rp.BsrMessages.advertisement;
import static io.mgmrouter.pim.rp.BsrMessages.floods;
import static io.mgmrouter.pim.rp.BsrMessages.group;
import static io.mgmrouter.pim.rp.BsrMessages.learned;
import static io.mgmrouter.pim.rp.BsrMessages.rp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.codec.GroupRps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The elected bootstrap router, RFC 5059")
class ElectedBsrTest {

    private static final IpAddress OWN = IpAddress.parse("10.0.0.1");

    private Bootstrapping bsr = router(List.of());

    @Test
    @Tag("RFC5059-3.1.1")
    @Tag("RFC5059-4.1")
    void aZonesOwnCandidateTellsOfItWithTheZoneFirst() {
        bsr = router(List.of(SITE));

        List<Bootstrap> floods = floods(bsr.timerDue(second(5)));

        assertThat(floods).hasSize(2);
        assertThat(floods.get(0).groups()).isEmpty();
        assertThat(floods.get(1).groups()).containsExactly(new GroupRps(SITE, true, 0, List.of()));
        advertise(new CandidateRpAdvertisement(1, 150, address("10.0.0.7"), List.of(SITE, ALL)), 20);
        assertThat(bsr.zones().get(1).table().ranges()).containsExactly(SITE);
        assertThat(bsr.zones().get(0).table().ranges()).containsExactly(ALL);
    }

    @Test
    @Tag("RFC5059-3.3")
    void changesAreToldAtOnceButNotMoreOftenThanEveryTenSeconds() {
        bsr.timerDue(second(5));

        assertThat(floods(advertise(advertisement(1, 150), 30))).hasSize(1);
        assertThat(floods(advertise(advertisement(2, 150), 32))).isEmpty();
        assertThat(bsr.due()).contains(second(40));
        assertThat(floods(bsr.timerDue(second(40))).getFirst().groups())
                .containsExactly(group(ALL, rp("10.0.0.7", 150, 2)));
        assertThat(floods(advertise(advertisement(2, 150), 60)))
                .as("nothing new")
                .isEmpty();
    }

    @Test
    @Tag("RFC5059-3.3")
    void aRangeWhoseLastRpIsGoneIsToldThreeTimes() {
        bsr.timerDue(second(5));
        advertise(advertisement(1, 150), 20);

        List<Bootstrap> floods = new ArrayList<>(floods(advertise(advertisement(1, 0), 40)));
        for (int seconds = 100; seconds <= 220; seconds += 60) {
            floods.addAll(floods(bsr.timerDue(second(seconds))));
        }

        assertThat(floods).extracting(message -> message.groups().size()).containsExactly(1, 1, 1, 0);
        assertThat(floods.getFirst().groups()).containsExactly(group(ALL));
        assertThat(floods(advertise(advertisement(1, 0), 250)))
                .as("what was not there")
                .isEmpty();
    }

    @Test
    @Tag("RFC5059-3.2")
    void theOwnOffersAreInTheFirstMessage() {
        CandidateRpRole offer = new CandidateRpRole(OWN, List.of(ALL), 7, BsrDomain.PERIOD, 150);
        bsr = new Bootstrapping(role(List.of()), List.of(offer), new Random(3), second(0));

        List<BsrAction> actions = bsr.timerDue(second(5));

        assertThat(floods(actions).getFirst().groups()).containsExactly(group(ALL, rp("10.0.0.1", 150, 7)));
        assertThat(learned(actions)).containsOnlyKeys(ALL);
        assertThat(actions).as("it need not tell itself").noneMatch(BsrAction.Advertise.class::isInstance);
    }

    @Test
    void whatCandidatesSayDoesNotGrowTheTableBeyondItsLimit() {
        bsr.timerDue(second(5));
        for (int i = 1; i <= 200; i++) {
            advertise(new CandidateRpAdvertisement(1, 150, address("10.1.0." + i), List.of(ALL)), 6);
        }

        assertThat(bsr.zones().getFirst().table().size()).isEqualTo(LIMIT);
        assertThat(bsr.dropped()).containsExactly(Map.entry("advertisement-limit", 150L));
        advertise(new CandidateRpAdvertisement(9, 150, address("10.1.0.1"), List.of(ALL)), 7);
        assertThat(bsr.zones().getFirst().table().rps(ALL))
                .as("those it has may go on")
                .contains(rp("10.1.0.1", 150, 9));
    }

    private List<BsrAction> advertise(CandidateRpAdvertisement message, int seconds) {
        return bsr.received(message, second(seconds));
    }

    private static Bootstrapping router(List<IpPrefix> zones) {
        return new Bootstrapping(role(zones), List.of(), new Random(3), second(0));
    }

    private static BsrRole role(List<IpPrefix> zones) {
        return new BsrRole(
                Family.IPV4, Optional.of(OWN), 64, 30, BsrDomain.PERIOD, BsrDomain.TIMEOUT, true, zones, LIMIT);
    }
}
