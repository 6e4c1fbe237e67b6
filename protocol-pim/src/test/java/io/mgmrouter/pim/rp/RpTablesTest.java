package io.mgmrouter.pim.rp;

import static io.mgmrouter.pim.fsm.Row.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.control.Report;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRp;
import io.mgmrouter.pim.codec.GroupRps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RpTablesTest {

    private static final IpPrefix ALL = IpPrefix.parse("224.0.0.0/4");
    private static final IpPrefix SITE = IpPrefix.parse("239.255.0.0/16");

    private final RpSet rps = new RpSet(new RpPolicy(Family.IPV4, IpAddress::isSourceSpecific, true), _ -> true);

    @Test
    void eachMappingIsARow() {
        rps.configure(List.of(new StaticRp(address("10.0.0.1"), List.of(ALL), 2, true, Set.of(address("10.9.0.1")))));
        rps.learn(Map.of(
                SITE, new LearnedRange(30, List.of(new LearnedRange.Rp(address("10.0.0.2"), 5, second(150))))));
        Report.Builder report = RpTables.rps();

        RpTables.add(report, Family.IPV4, rps, second(100));

        assertThat(report.build().rows())
                .containsExactly(
                        List.of("IPV4", "224.0.0.0/4", "10.0.0.1", "static", 2, "used", "", List.of("10.9.0.1")),
                        List.of("IPV4", "239.255.0.0/16", "10.0.0.2", "bsr", 5, "used", 50L, List.of()));
    }

    @Test
    void theChoiceForAGroupIsExplained() {
        rps.configure(List.of(new StaticRp(address("10.0.0.1"), List.of(ALL), 2, true, Set.of())));

        assertThat(RpTables.choice(rps, address("239.1.1.1")).rows())
                .containsExactly(List.of(
                        "IPV4", "239.1.1.1", "10.0.0.1", "static", "224.0.0.0/4", "it is the only one of the range"));
        assertThat(RpTables.choice(rps, address("232.1.1.1")).rows())
                .containsExactly(List.of("IPV4", "232.1.1.1", "", "", "", "it is source-specific"));
    }

    @Test
    void eachZoneIsARow() {
        CandidateRpRole offer = new CandidateRpRole(address("10.0.0.1"), List.of(ALL), 7, BsrDomain.PERIOD, 150);
        Bootstrapping bsr =
                new Bootstrapping(BsrDomain.role(Optional.empty(), 0), List.of(offer), new Random(1), second(0));
        Bootstrap message = new Bootstrap(
                77,
                24,
                64,
                address("10.0.0.9"),
                false,
                List.of(new GroupRps(SITE, true, 1, List.of(new CandidateRp(address("10.0.0.2"), 150, 5)))));
        bsr.received(message, Bootstrapping.Path.FROM_RPF_NEIGHBOR, ScopeBoundary.NONE, second(10));
        bsr.received(message, Bootstrapping.Path.FROM_OTHER_NEIGHBOR, ScopeBoundary.NONE, second(10));

        assertThat(rows(bsr))
                .containsExactly(
                        "IPV4,,accept any,,,,,,0,0,[10.0.0.1 for [224.0.0.0/4], nobody to tell],[bsm-rpf=1]",
                        "IPV4,239.255.0.0/16,accept preferred,10.0.0.9,64,24,77,120,1,1,[],[]");
    }

    private static Stream<String> rows(Bootstrapping bsr) {
        Report.Builder report = RpTables.bsrs();
        RpTables.add(report, bsr, second(20));
        return report.build().rows().stream()
                .map(row -> row.stream().map(Object::toString).collect(Collectors.joining(",")));
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text);
    }
}
