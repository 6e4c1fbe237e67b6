package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD})
@DisplayName("A multicast table that another program holds")
class TableHeldIT {

    @Test
    void isReportedWithThatProgramsNameAndProcessId() {
        try (var bench = new Bench()) {
            FrrRouter frr = bench.add(FrrRouter.start(bench.topology().router(), "eth1", "ip pim"));
            Poll.until(
                    Bench.SOON,
                    "pimd holds the table",
                    () -> bench.topology()
                                    .router()
                                    .run("cat", "/proc/net/ip_mr_vif")
                                    .lines()
                                    .count()
                            > 1,
                    () -> "no VIF");

            var end = Refusal.of(bench, Bench.igmp());

            assertThat(end.sentence()).contains("pimd").contains(Long.toString(frr.pimdPid()));
        }
    }
}
