package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Cable;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Segment;
import io.mgmrouter.lab.Tap;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD, "vtysh"})
@DisplayName("Electing a querier with FRR on the same LAN: the lower address wins (RFC 3376, section 6.6.2)")
class QuerierElectionIT {

    private static final String OURS = "10.5.0.10";
    private static final String FRR_LOWER = "10.5.0.3";
    private static final String FRR_HIGHER = "10.5.0.30";
    /** FRR asks again after its startup query interval, 31 s by default. */
    private static final Duration ELECTION = Duration.ofSeconds(40);

    private Bench bench;
    private Segment lan;
    private Namespace host;

    @BeforeEach
    void startRouterOnLan() {
        bench = new Bench();
        lan = bench.topology().segment("lan");
        station(bench.topology().router(), "eth5", OURS);
        host = bench.topology().namespace("host");
        station(host, "eth0", "10.5.0.2");
        bench.start(Bench.igmp().igmp("eth5", "interface", "eth5"));
        bench.send(Bench.GROUP);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void weStayQuerierWithTheLowerAddress() {
        FrrRouter frr = frrAt(FRR_HIGHER);

        Poll.until(
                ELECTION,
                "FRR sees us as the querier",
                () -> frr.ask("show ip igmp interface eth0").contains(OURS),
                () -> frr.ask("show ip igmp interface eth0"));
        assertThat(querier()).isEqualTo(OURS);
    }

    @Test
    void weYieldToTheLowerAddressAndTrafficStillStopsWhenAHostLeaves() {
        frrAt(FRR_LOWER);
        Poll.until(ELECTION, "FRR is the querier", () -> querier().equals(FRR_LOWER), this::querier);

        Tap tap = bench.listen(host);
        Receiver receiver = bench.join(host, Bench.GROUP);
        Bench.awaitPackets(receiver, 1000);
        receiver.leave();
        // The group-specific queries are the querier's; we only follow them (section 6.6.1).
        Bench.awaitSilence(tap, Flow.of(Bench.SOURCE, Bench.GROUP), Bench.SOON);
    }

    private FrrRouter frrAt(String address) {
        Namespace namespace = bench.topology().namespace("frr");
        station(namespace, "eth0", address);
        return bench.add(FrrRouter.start(namespace, "eth0", "ip igmp"));
    }

    private String querier() {
        return bench.rows("igmp interfaces", "interface", "eth5").stream()
                .findFirst()
                .map(row -> row.getString("querier"))
                .orElse("");
    }

    private void station(Namespace namespace, String name, String address) {
        Cable.End end = new Cable.End(namespace, name);
        lan.plug(end);
        end.address(address + "/16");
    }
}
