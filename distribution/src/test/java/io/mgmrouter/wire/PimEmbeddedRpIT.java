package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@WireTest
@DisplayName("A group of IPv6 names its RP itself (RFC 3956), and nobody has configured it")
class PimEmbeddedRpIT {

    private static final int PACKETS_PER_SECOND = 100;
    private static final Duration JOINED = Duration.ofSeconds(6);
    /** Flags 7, RP interface id 1, prefix length 64, prefix 2001:db8:2::, group id 0x1234. */
    private static final InetAddress GROUP = Flow.address("ff7e:140:2001:db8:2:0:0:1234");

    @Test
    void itIsJoinedThereAndTheRpIsRegisteredAt() {
        try (PimLine line = PimPair.OURS.line()) {
            line.start();
            InetAddress rp = line.upstreamRp(Family.IPV6);
            long since = System.nanoTime();
            Receiver receiver = line.network().join(line.host(), GROUP);

            line.sniffer().await(JOINED, since, PimMessage.Entry.joinShared(rp, GROUP));

            line.network().send(PimNetwork.sourceAddress(Family.IPV6), GROUP, PACKETS_PER_SECOND);
            Bench.awaitPackets(receiver, 200);
            assertThat(rp).isEqualTo(Flow.address("2001:db8:2::1"));
        }
    }
}
