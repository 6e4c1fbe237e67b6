package io.mgmrouter.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("IPv4 header, RFC 791 section 3.1")
class Ipv4HeaderTest {

    /** An IGMPv2 report of 10.0.0.2 for 239.1.1.1 with Router Alert, and six octets of frame padding. */
    private static final String REPORT =
            "46c000200000400001020000" + "0a000002" + "ef010101" + "94040000" + "1600f9fdef010101" + "000000000000";

    @Test
    void aReportIsTakenApartAndItsPaddingLeftOut() throws Exception {
        ByteBuffer packet = packet(REPORT);

        Ipv4Header header = Ipv4Header.decode(packet);

        assertThat(header.source()).isEqualTo(IpAddress.parse("10.0.0.2"));
        assertThat(header.destination()).isEqualTo(IpAddress.parse("239.1.1.1"));
        assertThat(header.ttl()).isEqualTo(1);
        assertThat(header.protocol()).isEqualTo(2);
        assertThat(header.trafficClass()).isEqualTo(0xc0);
        assertThat(header.routerAlert()).isTrue();
        assertThat(header.payload(packet).remaining()).isEqualTo(8);
        assertThat(packet.position()).isZero();
    }

    @Test
    void aRouterAlertBehindOtherOptionsIsFound() throws Exception {
        assertThat(Ipv4Header.decode(
                                packet("47c0001c0000400001020000" + "0a000002" + "ef010101" + "01010101" + "94040000"))
                        .routerAlert())
                .isTrue();
        assertThat(Ipv4Header.decode(
                                packet("47c0001c0000400001020000" + "0a000002" + "ef010101" + "00000000" + "94040000"))
                        .routerAlert())
                .isFalse();
    }

    @Test
    void aHostWithoutAnAddressMaySpeak() throws Exception {
        Ipv4Header header = Ipv4Header.decode(packet("450000140000000001020000" + "00000000" + "e0000016"));

        assertThat(header.source().isUnspecified()).isTrue();
    }

    @Test
    void eachFaultHasItsReason() {
        assertThat(reason("4500")).isEqualTo("ip-truncated");
        assertThat(reason("650000140000000001020000" + "0a000002" + "ef010101")).isEqualTo("ip-version");
        assertThat(reason("440000140000000001020000" + "0a000002" + "ef010101")).isEqualTo("ip-header-length");
        assertThat(reason("460000140000000001020000" + "0a000002" + "ef010101")).isEqualTo("ip-header-length");
        assertThat(reason("450000150000000001020000" + "0a000002" + "ef010101")).isEqualTo("ip-total-length");
        assertThat(reason("450000130000000001020000" + "0a000002" + "ef010101")).isEqualTo("ip-total-length");
        assertThat(reason("450000140000200001020000" + "0a000002" + "ef010101")).isEqualTo("ip-fragment");
        assertThat(reason("450000140000000101020000" + "0a000002" + "ef010101")).isEqualTo("ip-fragment");
        assertThat(reason("450000140000000001020000" + "e0000001" + "ef010101")).isEqualTo("ip-source");
        assertThat(reason("450000140000000001020000" + "ffffffff" + "ef010101")).isEqualTo("ip-source");
        assertThat(reason("450000140000000001020000" + "7f000001" + "ef010101")).isEqualTo("ip-source");
        assertThat(reason("460000180000000001020000" + "0a000002" + "ef010101" + "94010000"))
                .isEqualTo("ip-options");
        assertThat(reason("460000180000000001020000" + "0a000002" + "ef010101" + "94050000"))
                .isEqualTo("ip-options");
        assertThat(reason("460000180000000001020000" + "0a000002" + "ef010101" + "01010194"))
                .isEqualTo("ip-options");
    }

    @Test
    void aWrongChecksumIsRefused() {
        ByteBuffer packet = packet(REPORT);
        packet.put(8, (byte) 7);

        assertThat(catchThrowableOfType(MalformedPacketException.class, () -> Ipv4Header.decode(packet))
                        .reason())
                .isEqualTo("ip-checksum");
    }

    @Test
    void noTruncationOrMutationDoesAnythingButDecodeOrBeRefused() {
        long seed = 791;
        Random random = new Random(seed);
        byte[] report = packet(REPORT).array();
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = Arrays.copyOf(report, random.nextInt(report.length + 1));
            for (int m = random.nextInt(4); m > 0 && octets.length > 0; m--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            // The checksum would hide most of the decoder from mutations.
            decodeOrRefuse(random.nextBoolean() ? withChecksum(octets) : ByteBuffer.wrap(octets), seed);
        }
    }

    private static void decodeOrRefuse(ByteBuffer packet, long seed) {
        try {
            Ipv4Header header = Ipv4Header.decode(packet);
            assertThat(header.payload(packet).remaining()).as("seed %s", seed).isBetween(0, packet.remaining());
        } catch (MalformedPacketException refused) {
            assertThat(refused.reason()).startsWith("ip-");
        }
    }

    private static String reason(String hex) {
        return catchThrowableOfType(MalformedPacketException.class, () -> Ipv4Header.decode(packet(hex)))
                .reason();
    }

    private static ByteBuffer packet(String hex) {
        return withChecksum(HexFormat.of().parseHex(hex));
    }

    private static ByteBuffer withChecksum(byte[] octets) {
        ByteBuffer packet = ByteBuffer.wrap(octets);
        int headerLength = octets.length == 0 ? 0 : (octets[0] & 0xf) * 4;
        if (headerLength >= 12 && headerLength <= octets.length) {
            packet.putShort(10, (short) 0);
            packet.putShort(10, (short) InternetChecksum.of(packet.slice(0, headerLength)));
        }
        return packet;
    }
}
