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

@DisplayName("IPv6 header and extension headers, RFC 8200 sections 3 and 4")
class Ipv6HeaderTest {

    private static final int ICMPV6 = 58;
    private static final String HOST = "fe80000000000000" + "0000000000000002";
    private static final String GROUP = "ff3e000000000000" + "0000000000000099";
    private static final String ALERT = "3a00" + "05020000" + "0100";
    private static final String REPORT = "83009f8d00000000" + GROUP;

    @Test
    void aReportIsTakenApartAndItsPaddingLeftOut() throws Exception {
        ByteBuffer packet = packet(fixed(32, 0) + ALERT + REPORT + "000000000000");

        Ipv6Header header = Ipv6Header.decode(packet);

        assertThat(header.source()).isEqualTo(IpAddress.parse("fe80::2"));
        assertThat(header.destination()).isEqualTo(IpAddress.parse("ff3e::99"));
        assertThat(header.hopLimit()).isEqualTo(1);
        assertThat(header.protocol()).isEqualTo(ICMPV6);
        assertThat(header.trafficClass()).isEqualTo(0xc0);
        assertThat(header.routerAlert()).isTrue();
        assertThat(header.payload(packet)).isEqualTo(packet(REPORT));
        assertThat(packet.position()).isZero();
    }

    @Test
    void theChecksumCoversThePseudoHeader() throws Exception {
        ByteBuffer packet = packet(fixed(32, 0) + ALERT + REPORT);
        Ipv6Header header = Ipv6Header.decode(packet);
        ByteBuffer payload = header.payload(packet);
        packet.putShort(50, (short) 0);

        packet.putShort(
                50, (short) InternetChecksum.of(payload, header.source(), header.destination(), header.protocol()));

        // Reckoned by hand: fe80 + 2 + 2 * (ff3e + 99) + 24 + 58 + 8300, folded and complemented.
        assertThat(packet.getShort(50) & 0xffff).isEqualTo(0x7e7a);
        assertThat(InternetChecksum.isRight(payload, header.source(), header.destination(), ICMPV6))
                .isTrue();
        assertThat(InternetChecksum.isRight(payload, header.source(), header.destination(), 103))
                .isFalse();
    }

    @Test
    void aRouterAlertIsFoundAmongHopByHopOptionsOnly() throws Exception {
        assertThat(alert(fixed(8, ICMPV6) + "0000000000000000")).isFalse();
        assertThat(alert(fixed(8, 0) + "3a00" + "0000" + "05020000")).isTrue();
        assertThat(alert(fixed(8, 0) + "3a00" + "0502" + "0001" + "0100")).isFalse();
        assertThat(alert(fixed(8, 0) + "3a00" + "0104" + "00000000")).isFalse();
        assertThat(alert(fixed(8, 0x3c) + ALERT)).isFalse();
        assertThat(alert(fixed(24, 0) + "3c00050200000100" + "2b00010400000000" + "3a00000000000000"))
                .isTrue();
    }

    @Test
    void aHostWithoutAnAddressMaySpeak() throws Exception {
        String packet = "6000000000003a01" + "0".repeat(32) + GROUP;

        assertThat(Ipv6Header.decode(packet(packet)).source().isUnspecified()).isTrue();
    }

    @Test
    void eachFaultHasItsReason() {
        assertThat(reason("6000")).isEqualTo("ip-truncated");
        assertThat(reason("4" + fixed(0, ICMPV6).substring(1))).isEqualTo("ip-version");
        assertThat(reason(fixed(1, ICMPV6))).isEqualTo("ip-total-length");
        assertThat(reason("6000000000003a01" + GROUP + GROUP)).isEqualTo("ip-source");
        assertThat(reason("6000000000003a01" + "0".repeat(31) + "1" + GROUP)).isEqualTo("ip-source");
        assertThat(reason(fixed(8, 44) + "3a00000000000000")).isEqualTo("ip-fragment");
        assertThat(reason(fixed(0, 0))).isEqualTo("ip-extension-header");
        assertThat(reason(fixed(7, 0) + "3a000000000000")).isEqualTo("ip-extension-header");
        assertThat(reason(fixed(8, 0) + "3a01000000000000")).isEqualTo("ip-extension-header");
        assertThat(reason(fixed(16, 0x3c) + "0000000000000000" + "3a00000000000000"))
                .isEqualTo("ip-extension-header");
        assertThat(reason(fixed(8, 0) + "3a00" + "01050000" + "0000")).isEqualTo("ip-options");
        assertThat(reason(fixed(8, 0) + "3a00" + "00000000" + "0005")).isEqualTo("ip-options");
        assertThat(reason(fixed(8, 0) + "3a00" + "c2040000" + "0000")).isEqualTo("ip-options");
        assertThat(reason(fixed(8, 0x3c) + "3a00" + "42040000" + "0000")).isEqualTo("ip-options");
    }

    @Test
    void noTruncationOrMutationDoesAnythingButDecodeOrBeRefused() {
        long seed = 8200;
        Random random = new Random(seed);
        byte[] report = packet(fixed(48, 0) + "3c00050200000100" + "2b00010400000000" + ALERT + REPORT)
                .array();
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = Arrays.copyOf(report, random.nextInt(report.length + 1));
            for (int m = random.nextInt(4); m > 0 && octets.length > 0; m--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            decodeOrRefuse(ByteBuffer.wrap(octets), seed);
        }
    }

    private static void decodeOrRefuse(ByteBuffer packet, long seed) {
        try {
            Ipv6Header header = Ipv6Header.decode(packet);
            assertThat(header.payload(packet).remaining()).as("seed %s", seed).isBetween(0, packet.remaining());
        } catch (MalformedPacketException refused) {
            assertThat(refused.reason()).startsWith("ip-");
        }
    }

    /** Forty octets: traffic class 0xc0, hop limit 1. */
    private static String fixed(int payloadOctets, int nextHeader) {
        return "6c000000" + "%04x%02x01".formatted(payloadOctets, nextHeader) + HOST + GROUP;
    }

    private static boolean alert(String hex) throws MalformedPacketException {
        return Ipv6Header.decode(packet(hex)).routerAlert();
    }

    private static String reason(String hex) {
        return catchThrowableOfType(MalformedPacketException.class, () -> Ipv6Header.decode(packet(hex)))
                .reason();
    }

    private static ByteBuffer packet(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
