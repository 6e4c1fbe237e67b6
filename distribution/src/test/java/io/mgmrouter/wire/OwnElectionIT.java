package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.ControlClient;
import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.RouterConfiguration;
import io.mgmrouter.lab.RouterProcess;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@WireTest
@EachFamily
@DisplayName("Two routers of ours on one LAN")
class OwnElectionIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int LAN = 5;
    private static final int OTHER_INTERVAL = 3;
    private static final Duration ELECTION = Duration.ofSeconds(20);

    private final Family family;
    private Bench bench;
    private Namespace other;

    OwnElectionIT(Family family) {
        this.family = family;
    }

    @BeforeEach
    void startRouter() {
        bench = new Bench();
        var lan = new SharedLan(bench, LAN);
        other = lan.station(9);
        bench.start(family.quick().on(family.protocol(), lan.routerInterface()));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @Tag("RFC3376-6.6.2")
    @Tag("RFC3810-7.6.2")
    void theLowerAddressWinsTheOtherLearnsFromItAndTakesOverWhenItDies() {
        RouterProcess second = bench.startBeside(
                other,
                new RouterConfiguration()
                        .on(family.protocol(), "eth0")
                        .of(family.protocol(), "robustness", 3)
                        .of(family.protocol(), "query.interval", OTHER_INTERVAL)
                        .of(family.protocol(), "query.response.interval", 1000));
        Poll.until(ELECTION, "there is one querier", this::haveOneQuerier, this::both);
        boolean oursWins = isLower(address(first()), address(beside()));
        assertThat(first().getBoolean("isQuerier")).isEqualTo(oursWins);
        JsonObject loser = oursWins ? beside() : first();
        JsonObject winner = oursWins ? first() : beside();
        assertThat(loser.getString("querier")).isEqualTo(winner.getString("address"));
        assertThat(loser.getInt("queryInterval")).isEqualTo(winner.getInt("queryInterval"));
        assertThat(loser.getInt("robustness")).isEqualTo(winner.getInt("robustness"));

        long died = System.nanoTime();
        (oursWins ? bench.router() : second).kill();

        Poll.until(
                Duration.ofSeconds(40),
                "the other one is the querier",
                () -> (oursWins ? beside() : first()).getBoolean("isQuerier"),
                () -> oursWins ? beside() : first());
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: querier {1} ms after the other one''s death",
                family.protocol(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - died));
    }

    private boolean haveOneQuerier() {
        return !first().getString("querier").isEmpty()
                && first().getString("querier").equals(beside().getString("querier"));
    }

    private String both() {
        return first() + " and " + beside();
    }

    private JsonObject first() {
        return row(bench.control(), "eth" + LAN);
    }

    private JsonObject beside() {
        return row(new ControlClient(bench.stateBeside()), "eth0");
    }

    private JsonObject row(ControlClient control, String interfaceName) {
        return control.table(family.protocol() + " interfaces").stream()
                .filter(row -> row.getString("interface").equals(interfaceName))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] address(JsonObject row) {
        return Flow.address(row.getString("address")).getAddress();
    }

    private static boolean isLower(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b) < 0;
    }
}
