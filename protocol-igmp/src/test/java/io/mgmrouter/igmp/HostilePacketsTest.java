package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.IgmpCodecFuzzTest;
import io.mgmrouter.igmp.codec.MldCodecFuzzTest;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.testkit.MemoryWire;
import io.mgmrouter.testkit.fuzz.Mutations;
import io.mgmrouter.testkit.fuzz.Seeds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A hundred thousand spoiled packets, one life of a router")
class HostilePacketsTest {

    private static final long SEED = 20_261_124;
    private static final int PACKETS = 50_000;
    private static final int PACKETS_PER_CHECK = 50;

    static Stream<Arguments> families() {
        return Stream.of(
                Arguments.of(Dialect.IGMP, IgmpCodecFuzzTest.class), Arguments.of(Dialect.MLD, MldCodecFuzzTest.class));
    }

    @ParameterizedTest
    @MethodSource("families")
    @Tag("RFC3376-9")
    @Tag("RFC3810-10")
    void theyAreReadOrRefusedAndOthersAreServedInBetween(Dialect dialect, Class<?> seeds) {
        HostileLink lan = new HostileLink(dialect);
        Random random = new Random(SEED);
        Mutations mutations =
                new Mutations(Seeds.of(seeds).stream().map(Seeds.Seed::octets).toList(), random);
        for (int i = 1; i <= PACKETS; i++) {
            lan.hears(frame(lan, FuzzChecksum.mended(dialect, mutations.next()).array(), random));
            if (i % PACKETS_PER_CHECK == 0) {
                lan.passes(Duration.ofMillis(random.nextInt(20_000)));
                lan.check();
            }
        }
        lan.fallsSilent();
    }

    private static MemoryWire.Frame frame(HostileLink lan, byte[] octets, Random random) {
        Dialect.Destinations known = lan.dialect.destinations();
        List<IpAddress> destinations =
                List.of(known.reportRouters(), known.allNodes(), known.allRouters(), lan.addresses.group(0));
        return new MemoryWire.Frame(
                lan.addresses.host(random.nextInt(3) > 0 ? 0 : random.nextInt(256)),
                destinations.get(random.nextInt(destinations.size())),
                random.nextInt(20) == 0 ? 2 : 1,
                random.nextInt(20) > 0,
                ByteBuffer.wrap(octets));
    }
}
