package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.IN_ADDR.inet_addr;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE_STATS;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE_STATS_EX;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_OIF_STATS;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Windows view: entries and traffic as records")
class RecordsTest {

    private static final int S = inet_addr("10.0.0.9");
    private static final int G = inet_addr("239.1.1.1");

    /** A negative entry: no route, no incoming interface, no owner. */
    private static final ForwardingEntry NEGATIVE = new ForwardingEntry(
            new Sg(IpAddress.parse("10.0.0.9"), IpAddress.parse("239.1.1.1")),
            ForwardingEntry.State.INSTALLED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Duration.ofMillis(1_999),
            Duration.ofSeconds(900));

    @Test
    @Tag("MGM-098")
    void whatIsUnknownIsZeroAndTheTimesAddUp() {
        assertThat(Records.mfe(NEGATIVE))
                .hasFieldOrPropertyWithValue("dwInIfIndex", 0)
                .hasFieldOrPropertyWithValue("dwInIfProtocol", 0)
                .hasFieldOrPropertyWithValue("dwUpStrmNgbr", 0)
                .hasFieldOrPropertyWithValue("dwRouteProtocol", 0)
                .hasFieldOrPropertyWithValue("dwRouteNetwork", 0)
                .hasFieldOrPropertyWithValue("dwRouteMask", 0)
                .hasFieldOrPropertyWithValue("ulUpTime", 1)
                .hasFieldOrPropertyWithValue("ulExpiryTime", 899)
                .hasFieldOrPropertyWithValue("ulTimeOut", 900);
    }

    @Test
    @Tag("MGM-097")
    void everyCounterHasItsMember() {
        InterfaceId oif = InterfaceId.of(7, IpAddress.parse("10.7.0.1"));
        ForwardingStats stats = new ForwardingStats(
                NEGATIVE,
                1,
                2,
                3,
                4,
                List.of(new ForwardingStats.Outgoing(oif, 5, 6, 7, 8)),
                Optional.of(new ForwardingStats.Extended(9, 10, 11, 12, 13)));

        MIB_IPMCAST_MFE_STATS base = new MIB_IPMCAST_MFE_STATS(
                G,
                S,
                -1,
                0,
                0,
                0,
                0,
                0,
                0,
                199,
                89_801,
                1,
                2,
                3,
                4,
                List.of(new MIB_IPMCAST_OIF_STATS(7, inet_addr("10.7.0.1"), 0, 5, 6, 7, 8)));
        assertThat(Records.statsEx(stats)).isEqualTo(new MIB_IPMCAST_MFE_STATS_EX(base, 9, 10, 11, 12, 13));
    }
}
