package io.mgmrouter.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.testkit.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;

/** Octets are read as they are, and once more with the checksum put right, or nearly nothing would get past it. */
@DisplayName("Any octets are an IPv4 packet, or refused for a reason that is known")
public class Ipv4HeaderFuzzTest extends FuzzTest {

    private static final Set<String> REASONS = Set.of(
            "ip-truncated",
            "ip-version",
            "ip-header-length",
            "ip-total-length",
            "ip-checksum",
            "ip-fragment",
            "ip-source",
            "ip-options");

    private static final int CHECKSUM_OFFSET = 10;

    public Ipv4HeaderFuzzTest() {
        super(Ipv4HeaderFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        read(ByteBuffer.wrap(octets));
        int headerLength = octets.length == 0 ? 0 : (octets[0] & 0xf) * 4;
        if (headerLength > CHECKSUM_OFFSET + 1 && headerLength <= octets.length) {
            ByteBuffer mended = ByteBuffer.wrap(octets.clone()).putShort(CHECKSUM_OFFSET, (short) 0);
            read(mended.putShort(CHECKSUM_OFFSET, (short) InternetChecksum.of(mended.slice(0, headerLength))));
        }
    }

    private static void read(ByteBuffer packet) {
        try {
            Ipv4Header header = Ipv4Header.decode(packet);
            assertThat(header.payload(packet).remaining()).isEqualTo(header.totalLength() - header.headerLength());
            assertThat(packet.position()).isZero();
        } catch (MalformedPacketException e) {
            assertThat(e.reason()).isIn(REASONS);
        }
    }
}
