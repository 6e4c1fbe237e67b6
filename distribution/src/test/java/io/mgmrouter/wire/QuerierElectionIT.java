package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Four LANs of one router, each with a host and a peer, so that they hold their elections at the same time. */
@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD, "vtysh", PimdRouter.PROGRAM, "unshare"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Electing a querier with FRR and pimd: the lower address wins (RFC 3376, section 6.6.2)")
class QuerierElectionIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int HOST = 2;
    private static final int LOWER = 3;
    private static final int HIGHER = 9;
    private static final int FRR_LOWER = 5;
    private static final int FRR_HIGHER = 6;
    private static final int PIMD_LOWER = 7;
    private static final int PIMD_HIGHER = 8;
    /** Of the peers; ours is {@value #OUR_QUERY_INTERVAL}. */
    private static final int QUERY_INTERVAL = 7;

    private static final int OUR_QUERY_INTERVAL = 5;
    /** Each asks again after an interval of its own after its start. */
    private static final Duration ELECTION = Duration.ofSeconds(45);

    private Bench bench;
    private FrrRouter frrLower;
    private FrrRouter frrHigher;
    private PimdRouter pimdLower;
    private Namespace frrHost;

    @BeforeAll
    void startRouters() {
        bench = new Bench();
        List<SharedLan> lans = List.of(
                new SharedLan(bench, FRR_LOWER),
                new SharedLan(bench, FRR_HIGHER),
                new SharedLan(bench, PIMD_LOWER),
                new SharedLan(bench, PIMD_HIGHER));
        frrHost = lans.get(0).station(HOST);
        String[] interfaces = lans.stream().map(SharedLan::routerInterface).toArray(String[]::new);
        bench.start(Bench.igmp().on("igmp", interfaces));
        bench.send(Bench.GROUP);
        frrLower = frr(lans.get(0).station(LOWER));
        frrHigher = frr(lans.get(1).station(HIGHER));
        pimdLower = bench.add(PimdRouter.start(lans.get(2).station(LOWER), "eth0", QUERY_INTERVAL));
        bench.add(PimdRouter.start(lans.get(3).station(HIGHER), "eth0", QUERY_INTERVAL));
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    @Tag("RFC3376-6.6.2")
    void weStayQuerierWithTheLowerAddress() {
        String ours = address(FRR_HIGHER, SharedLan.ROUTER);

        Poll.until(
                ELECTION,
                "FRR sees us as the querier",
                () -> frrHigher.ask("show ip igmp interface eth0").contains(ours),
                () -> frrHigher.ask("show ip igmp interface eth0"));

        assertThat(querier(FRR_HIGHER)).isEqualTo(ours);
        assertThat(querier(PIMD_HIGHER)).isEqualTo(address(PIMD_HIGHER, SharedLan.ROUTER));
        assertThat(row(PIMD_HIGHER).getInt("queryInterval")).isEqualTo(OUR_QUERY_INTERVAL);
    }

    @Test
    @Tag("RFC3376-6.6.1")
    void weYieldToFrrAndAreBackWhenItDies() {
        yieldTo(FRR_LOWER);
        trafficStopsWhenAHostLeaves(frrHost);
        frrLower.kill();
        returnTo(FRR_LOWER);
    }

    @Test
    @Tag("RFC3376-8.5")
    void weYieldToPimdAndAreBackWhenItDies() {
        yieldTo(PIMD_LOWER);
        // Not so here that traffic stops: pimd asks nobody when an IGMPv3 host leaves a group.
        pimdLower.kill();
        returnTo(PIMD_LOWER);
    }

    private void yieldTo(int lan) {
        String peer = address(lan, LOWER);
        Poll.until(ELECTION, peer + " is the querier", () -> querier(lan).equals(peer), () -> row(lan));
        Poll.until(
                ELECTION,
                "its query interval is ours",
                () -> row(lan).getInt("queryInterval") == QUERY_INTERVAL,
                () -> row(lan));
    }

    /** The group-specific queries are the querier's, we only follow them. */
    private void trafficStopsWhenAHostLeaves(Namespace host) {
        Tap tap = bench.listen(host);
        Receiver receiver = bench.join(host, Bench.GROUP);
        Bench.awaitPackets(receiver, 500);
        receiver.leave();
        Bench.awaitSilence(tap, Flow.of(Bench.SOURCE, Bench.GROUP), Bench.SOON);
    }

    private void returnTo(int lan) {
        long died = System.nanoTime();
        String ours = address(lan, SharedLan.ROUTER);
        Poll.until(
                Duration.ofSeconds(60),
                "we are the querier again",
                () -> querier(lan).equals(ours),
                () -> row(lan));
        LOG.log(
                System.Logger.Level.INFO,
                "LAN {0}: querier {1} ms after the other one''s death; its interval was {2} s",
                lan,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - died),
                QUERY_INTERVAL);
        assertThat(row(lan).getInt("queryInterval")).isEqualTo(OUR_QUERY_INTERVAL);
    }

    private FrrRouter frr(Namespace namespace) {
        return bench.add(FrrRouter.start(
                namespace,
                "eth0",
                "ip igmp",
                "ip igmp query-max-response-time 10",
                "ip igmp query-interval " + QUERY_INTERVAL));
    }

    private String querier(int lan) {
        return row(lan).getString("querier");
    }

    private JsonObject row(int lan) {
        return bench.rows("igmp interfaces", "interface", "eth" + lan).getFirst();
    }

    private static String address(int lan, int station) {
        return Family.IPV4.station(lan, station).getHostAddress();
    }
}
