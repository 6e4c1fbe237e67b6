package io.mgmrouter.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.testkit.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any octets are an IPv6 packet, or refused for a reason that is known")
public class Ipv6HeaderFuzzTest extends FuzzTest {

    private static final Set<String> REASONS = Set.of(
            "ip-truncated",
            "ip-version",
            "ip-total-length",
            "ip-source",
            "ip-extension-header",
            "ip-fragment",
            "ip-options");

    public Ipv6HeaderFuzzTest() {
        super(Ipv6HeaderFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        ByteBuffer packet = ByteBuffer.wrap(octets);
        try {
            Ipv6Header header = Ipv6Header.decode(packet);
            assertThat(header.payload(packet).remaining()).isEqualTo(header.totalLength() - header.headerLength());
            assertThat(packet.position()).isZero();
        } catch (MalformedPacketException e) {
            assertThat(e.reason()).isIn(REASONS);
        }
    }
}
