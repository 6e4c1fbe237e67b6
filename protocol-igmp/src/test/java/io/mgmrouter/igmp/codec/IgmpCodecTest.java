package io.mgmrouter.igmp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("IGMP messages on the wire, RFC 3376 section 4, RFC 2236 section 2")
class IgmpCodecTest {

    private static final Ipv4Address GROUP = ip("239.1.2.3");
    private static final Ipv4Address S1 = ip("10.0.0.1");
    private static final Ipv4Address S2 = ip("10.0.0.2");
    private static final Set<String> REASONS = Set.of(
            Reasons.TRUNCATED,
            Reasons.BAD_QUERY_LENGTH,
            Reasons.BAD_CHECKSUM,
            Reasons.UNKNOWN_TYPE,
            Reasons.GROUP_NOT_MULTICAST,
            Reasons.SOURCE_NOT_UNICAST,
            Reasons.SOURCES_WITHOUT_GROUP);

    static Stream<MembershipMessage> samples() {
        return Stream.of(
                MembershipQuery.older(1, Duration.ofSeconds(10), Ipv4Address.UNSPECIFIED),
                MembershipQuery.older(2, Duration.ofSeconds(10), Ipv4Address.UNSPECIFIED),
                MembershipQuery.older(2, Duration.ofMillis(100), GROUP),
                v3(Duration.ofSeconds(10), Ipv4Address.UNSPECIFIED, false, List.of()),
                v3(Duration.ofSeconds(1), GROUP, true, List.of()),
                v3(Duration.ofMillis(25_600), GROUP, false, List.of(S1, S2)),
                new OlderReport(1, GROUP),
                new OlderReport(2, GROUP),
                new LeaveGroup(GROUP),
                new MembershipReport(List.of()),
                new MembershipReport(Stream.of(RecordType.values())
                        .map(type -> new GroupRecord(type, GROUP, List.of(S1, S2)))
                        .toList()),
                new MembershipReport(List.of(new GroupRecord(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP, List.of()))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWrittenIsReadBackTheSame(MembershipMessage message) throws MalformedPacketException {
        assertThat(IgmpCodec.decode(IgmpCodec.encode(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aPacketInTheMiddleOfABufferIsReadTheSame(MembershipMessage message) throws MalformedPacketException {
        ByteBuffer octets = IgmpCodec.encode(message);
        ByteBuffer inside = ByteBuffer.allocate(octets.remaining() + 7).position(3);
        inside.put(octets).limit(inside.position()).position(3);

        assertThat(IgmpCodec.decode(inside.asReadOnlyBuffer())).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyTruncationIsRefusedOrIsAnotherMessage(MembershipMessage message) {
        ByteBuffer octets = IgmpCodec.encode(message);
        for (int length = 0; length < octets.limit(); length++) {
            ByteBuffer cut = ByteBuffer.allocate(length)
                    .put(octets.duplicate().limit(length))
                    .flip();
            mend(cut);
            decodesOrIsRefused(cut);
        }
    }

    @Test
    void mutationsGiveAMessageOrARefusalAndNothingElse() {
        long seed = 20_260_101;
        Random random = new Random(seed);
        List<byte[]> octets =
                samples().map(message -> bytes(IgmpCodec.encode(message))).toList();
        for (int i = 0; i < 200_000; i++) {
            byte[] mutated = octets.get(random.nextInt(octets.size())).clone();
            for (int n = random.nextInt(1, 5); n > 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            ByteBuffer packet = ByteBuffer.wrap(mutated, 0, random.nextInt(mutated.length + 1));
            if (random.nextInt(4) > 0) {
                mend(packet);
            }
            assertThatCode(() -> decodesOrIsRefused(packet))
                    .as("seed %d, round %d: %s", seed, i, HexFormat.of().formatHex(mutated))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @Tag("RFC3376-4.1.2")
    @Tag("RFC3376-4.2.2")
    @Tag("RFC2236-2.3")
    void aWrongChecksumIsRefused() {
        ByteBuffer octets = IgmpCodec.encode(new LeaveGroup(GROUP));
        octets.put(7, (byte) 99);

        refused(octets, Reasons.BAD_CHECKSUM);
    }

    @Test
    @Tag("RFC3376-4.2.3")
    void aRecordCountBeyondThePacketIsRefusedBeforeAnythingIsAllocated() {
        ByteBuffer octets = IgmpCodec.encode(new MembershipReport(List.of()));
        octets.putShort(6, (short) 0xffff);

        refused(mend(octets), Reasons.TRUNCATED);
    }

    @Test
    @Tag("RFC3376-4.2.7")
    void aSourceCountBeyondThePacketIsRefused() {
        ByteBuffer octets = IgmpCodec.encode(report(GROUP, List.of(S1)));
        octets.putShort(10, (short) 0xffff);

        refused(mend(octets), Reasons.TRUNCATED);
    }

    @Test
    @Tag("RFC3376-4.2.10")
    void auxiliaryDataIsSkippedAndMustBeThere() throws MalformedPacketException {
        MembershipReport report = report(GROUP, List.of(S1));
        ByteBuffer plain = IgmpCodec.encode(report).put(9, (byte) 2);
        ByteBuffer octets =
                ByteBuffer.allocate(plain.limit() + 8).put(plain).putLong(-1).flip();

        assertThat(IgmpCodec.decode(mend(octets))).isEqualTo(report);
        refused(mend(octets.limit(octets.limit() - 1)), Reasons.TRUNCATED);
    }

    @Test
    @Tag("RFC3376-4.2.12")
    void aRecordOfAnUndefinedTypeIsSkipped() throws MalformedPacketException {
        ByteBuffer octets = IgmpCodec.encode(report(GROUP, List.of(S1))).put(8, (byte) 7);

        assertThat(IgmpCodec.decode(mend(octets))).isEqualTo(new MembershipReport(List.of()));
    }

    @Test
    @Tag("RFC3376-4.2.11")
    void dataBehindAMessageIsIgnored() throws MalformedPacketException {
        MembershipReport report = report(GROUP, List.of(S1));
        ByteBuffer plain = IgmpCodec.encode(report);
        ByteBuffer longer = ByteBuffer.allocate(plain.limit() + 5)
                .put(plain)
                .put(new byte[] {1, 2, 3, 4, 5})
                .flip();

        assertThat(IgmpCodec.decode(mend(longer))).isEqualTo(report);
    }

    @Test
    @Tag("RFC3376-4")
    @Tag("RFC2236-2.1")
    void otherProtocolsUnderTheSameNumberAreCountedAsUnknown() {
        ByteBuffer dvmrp = IgmpCodec.encode(new LeaveGroup(GROUP)).put(0, (byte) 0x13);

        refused(mend(dvmrp), Reasons.UNKNOWN_TYPE);
    }

    @Test
    @Tag("RFC3376-4.2.8")
    void groupsMustBeMulticastAndSourcesUnicast() {
        refused(IgmpCodec.encode(new LeaveGroup(S1)), Reasons.GROUP_NOT_MULTICAST);
        refused(IgmpCodec.encode(new OlderReport(2, S1)), Reasons.GROUP_NOT_MULTICAST);
        refused(IgmpCodec.encode(MembershipQuery.older(2, Duration.ofSeconds(1), S1)), Reasons.GROUP_NOT_MULTICAST);
        refused(IgmpCodec.encode(report(S1, List.of())), Reasons.GROUP_NOT_MULTICAST);
        refused(IgmpCodec.encode(report(GROUP, List.of(GROUP))), Reasons.SOURCE_NOT_UNICAST);
        refused(IgmpCodec.encode(report(GROUP, List.of(Ipv4Address.UNSPECIFIED))), Reasons.SOURCE_NOT_UNICAST);
    }

    @Test
    void aGeneralQueryNamesNoSources() {
        MembershipQuery query = v3(Duration.ofSeconds(1), Ipv4Address.UNSPECIFIED, false, List.of(S1));

        refused(IgmpCodec.encode(query), Reasons.SOURCES_WITHOUT_GROUP);
    }

    @Test
    @Tag("RFC3376-7.1")
    @Tag("RFC2236-2.2")
    @Tag("RFC2236-4")
    @Tag("RFC1112-I")
    void theVersionOfAQueryIsKnownByItsLengthAndCode() throws MalformedPacketException {
        assertThat(query("1100eeff00000000").version()).isEqualTo(1);
        assertThat(query("1164ee9b00000000"))
                .isEqualTo(MembershipQuery.older(2, Duration.ofSeconds(10), Ipv4Address.UNSPECIFIED));
        assertThat(query("1164ec1e00000000027d0000"))
                .isEqualTo(v3(Duration.ofSeconds(10), Ipv4Address.UNSPECIFIED, false, List.of()));
        refused(mend(ByteBuffer.allocate(11).put(0, (byte) 0x11)), Reasons.BAD_QUERY_LENGTH);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "127,127", "128,128", "129,136", "143,248", "144,256", "255,31744", "254,30720"})
    @Tag("RFC3376-4.1.1")
    @Tag("RFC3376-4.1.7")
    void codesAbove127AreFloatingPoint(int code, int value) {
        assertThat(FloatCode.OCTET.decode(code)).isEqualTo(value);
    }

    @Test
    void everyCodeIsTheOneOfItsValueAndOfWhatIsJustAbove() {
        for (int code = 0; code <= 255; code++) {
            assertThat(FloatCode.OCTET.encode(FloatCode.OCTET.decode(code))).isEqualTo(code);
        }
        IntStream.rangeClosed(0, 40_000)
                .forEach(value -> assertThat(FloatCode.OCTET.decode(FloatCode.OCTET.encode(value)))
                        .isLessThanOrEqualTo(value));
    }

    private static void decodesOrIsRefused(ByteBuffer packet) {
        try {
            assertThat(IgmpCodec.decode(packet)).isNotNull();
        } catch (MalformedPacketException e) {
            if (!REASONS.contains(e.reason())) {
                fail(e.reason());
            }
        }
    }

    private static void refused(ByteBuffer packet, String reason) {
        assertThatThrownBy(() -> IgmpCodec.decode(packet))
                .isInstanceOfSatisfying(
                        MalformedPacketException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static MembershipQuery query(String hex) throws MalformedPacketException {
        return (MembershipQuery)
                IgmpCodec.decode(mend(ByteBuffer.wrap(HexFormat.of().parseHex(hex))));
    }

    private static ByteBuffer mend(ByteBuffer packet) {
        return packet.limit() < 4
                ? packet
                : packet.putShort(2, (short) 0).putShort(2, (short) InternetChecksum.of(packet));
    }

    private static MembershipReport report(Ipv4Address group, List<IpAddress> sources) {
        return new MembershipReport(List.of(new GroupRecord(RecordType.MODE_IS_INCLUDE, group, sources)));
    }

    private static MembershipQuery v3(Duration response, Ipv4Address group, boolean suppress, List<IpAddress> sources) {
        return new MembershipQuery(3, response, group, suppress, 2, Duration.ofSeconds(125), sources);
    }

    private static byte[] bytes(ByteBuffer octets) {
        byte[] bytes = new byte[octets.remaining()];
        octets.get(bytes);
        return bytes;
    }

    private static Ipv4Address ip(String text) {
        return (Ipv4Address) IpAddress.parse(text);
    }
}
