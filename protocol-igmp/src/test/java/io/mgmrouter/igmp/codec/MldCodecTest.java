package io.mgmrouter.igmp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("MLD messages on the wire, RFC 3810 section 5, RFC 2710 section 3")
class MldCodecTest {

    private static final IpAddress GROUP = IpAddress.parse("ff15::1:2");
    private static final IpAddress S1 = IpAddress.parse("2001:db8::1");
    private static final IpAddress S2 = IpAddress.parse("2001:db8::2");
    private static final IpAddress ALL = Ipv6Address.UNSPECIFIED;
    private static final String GROUP_HEX = "ff150000000000000000000000010002";
    private static final String S1_HEX = "20010db8000000000000000000000001";
    private static final Set<String> REASONS = Set.of(
            Reasons.TRUNCATED,
            Reasons.BAD_QUERY_LENGTH,
            Reasons.UNKNOWN_TYPE,
            Reasons.GROUP_NOT_MULTICAST,
            Reasons.SOURCE_NOT_UNICAST,
            Reasons.SOURCES_WITHOUT_GROUP);

    static Stream<MembershipMessage> samples() {
        return Stream.of(
                MembershipQuery.older(1, Duration.ofSeconds(10), ALL),
                MembershipQuery.older(1, Duration.ofMillis(65_535), GROUP),
                query(Duration.ofSeconds(10), ALL, false, List.of()),
                query(Duration.ofSeconds(1), GROUP, true, List.of()),
                query(Duration.ofMillis(32_768), GROUP, false, List.of(S1, S2)),
                new OlderReport(1, GROUP),
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
        assertThat(MldCodec.decode(MldCodec.encode(message))).isEqualTo(message);
    }

    @Test
    @Tag("RFC2710-3")
    @Tag("RFC3810-5.1")
    @Tag("RFC3810-5.2")
    void octetsAreThoseOfTheDrawings() throws MalformedPacketException {
        assertThat(hex(MembershipQuery.older(1, Duration.ofSeconds(10), ALL)))
                .isEqualTo("82000000" + "27100000" + "00".repeat(16));
        assertThat(hex(new OlderReport(1, GROUP))).isEqualTo("83000000" + "00000000" + GROUP_HEX);
        assertThat(hex(new LeaveGroup(GROUP))).isEqualTo("84000000" + "00000000" + GROUP_HEX);
        assertThat(hex(query(Duration.ofSeconds(1), GROUP, true, List.of(S1))))
                .isEqualTo("82000000" + "03e80000" + GROUP_HEX + "0a7d0001" + S1_HEX);
        assertThat(hex(report(GROUP, List.of(S1))))
                .isEqualTo("8f000000" + "00000001" + "01000001" + GROUP_HEX + S1_HEX);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyTruncationIsRefusedOrIsAnotherMessage(MembershipMessage message) {
        ByteBuffer octets = MldCodec.encode(message);
        for (int length = 0; length < octets.limit(); length++) {
            decodesOrIsRefused(octets.duplicate().limit(length));
        }
    }

    @Test
    void mutationsGiveAMessageOrARefusalAndNothingElse() {
        long seed = 20_260_102;
        Random random = new Random(seed);
        List<byte[]> octets =
                samples().map(message -> MldCodec.encode(message).array()).toList();
        for (int i = 0; i < 200_000; i++) {
            byte[] mutated = octets.get(random.nextInt(octets.size())).clone();
            for (int n = random.nextInt(1, 5); n > 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            ByteBuffer packet = ByteBuffer.wrap(mutated, 0, random.nextInt(mutated.length + 1));
            assertThatCode(() -> decodesOrIsRefused(packet))
                    .as("seed %d, round %d: %s", seed, i, HexFormat.of().formatHex(mutated))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @Tag("RFC3810-8.1")
    void theVersionOfAQueryIsKnownByItsLength() throws MalformedPacketException {
        ByteBuffer newer = MldCodec.encode(query(Duration.ofSeconds(10), ALL, false, List.of()));

        assertThat(newer.limit()).isEqualTo(28);
        for (int length = 25; length < 28; length++) {
            refused(newer.duplicate().limit(length), Reasons.BAD_QUERY_LENGTH);
        }
        assertThat(MldCodec.decode(newer.limit(24))).isEqualTo(MembershipQuery.older(1, Duration.ofSeconds(10), ALL));
    }

    @ParameterizedTest
    @Tag("RFC3810-5.1.3")
    @CsvSource({"32767,32767", "32768,32768", "32769,32776", "36864,65536", "65535,8387584"})
    void responseCodesFrom32768OnAreFloatingPoint(int code, int millis) throws MalformedPacketException {
        assertThat(FloatCode.TWO_OCTETS.decode(code)).isEqualTo(millis);
        assertThat(FloatCode.TWO_OCTETS.encode(millis)).isEqualTo(code);
    }

    @Test
    @Tag("RFC3810-5.1.3")
    void aResponseTimeIsNeverWrittenLongerThanItIs() {
        for (int code = 0; code <= 0xffff; code++) {
            assertThat(FloatCode.TWO_OCTETS.encode(FloatCode.TWO_OCTETS.decode(code)))
                    .isEqualTo(code);
        }
        for (int value = 32_000; value < 9_000_000; value += 997) {
            assertThat(FloatCode.TWO_OCTETS.decode(FloatCode.TWO_OCTETS.encode(value)))
                    .isLessThanOrEqualTo(value);
        }
    }

    @Test
    @Tag("RFC2710-3.4")
    void aVersion1QueryTakesTheDelayAsItIs() throws MalformedPacketException {
        MembershipQuery query = MembershipQuery.older(1, Duration.ofSeconds(60), ALL);

        assertThat(MldCodec.encode(query).getShort(4) & 0xffff).isEqualTo(60_000);
        assertThat(MldCodec.decode(MldCodec.encode(query))).isEqualTo(query);
    }

    @Test
    @Tag("RFC3810-5.2.12")
    @Tag("RFC3810-5.2.10")
    void undefinedRecordsAndAuxiliaryDataAreSkipped() throws MalformedPacketException {
        ByteBuffer plain = MldCodec.encode(report(GROUP, List.of(S1)));
        ByteBuffer withAux = ByteBuffer.allocate(plain.limit() + 8)
                .put(plain.duplicate())
                .putLong(-1)
                .flip()
                .put(9, (byte) 2);

        assertThat(MldCodec.decode(withAux)).isEqualTo(report(GROUP, List.of(S1)));
        refused(withAux.duplicate().limit(withAux.limit() - 1), Reasons.TRUNCATED);
        assertThat(MldCodec.decode(plain.put(8, (byte) 7))).isEqualTo(new MembershipReport(List.of()));
    }

    @Test
    @Tag("RFC3810-5.2.11")
    @Tag("RFC2710-3.7")
    void dataBehindAMessageIsIgnored() throws MalformedPacketException {
        for (MembershipMessage message : List.of(report(GROUP, List.of(S1)), new OlderReport(1, GROUP))) {
            ByteBuffer plain = MldCodec.encode(message);
            ByteBuffer longer = ByteBuffer.allocate(plain.limit() + 5)
                    .put(plain)
                    .put(new byte[5])
                    .flip();

            assertThat(MldCodec.decode(longer)).isEqualTo(message);
        }
    }

    @Test
    void countsBeyondThePacketAreRefusedBeforeAnythingIsAllocated() {
        refused(MldCodec.encode(new MembershipReport(List.of())).putShort(6, (short) 0xffff), Reasons.TRUNCATED);
        refused(MldCodec.encode(report(GROUP, List.of(S1))).putShort(10, (short) 0xffff), Reasons.TRUNCATED);
        refused(
                MldCodec.encode(query(Duration.ofSeconds(1), GROUP, false, List.of()))
                        .putShort(26, (short) 1),
                Reasons.TRUNCATED);
    }

    @Test
    void groupsMustBeMulticastAndSourcesUnicast() {
        refused(MldCodec.encode(new LeaveGroup(S1)), Reasons.GROUP_NOT_MULTICAST);
        refused(MldCodec.encode(new OlderReport(1, ALL)), Reasons.GROUP_NOT_MULTICAST);
        refused(MldCodec.encode(MembershipQuery.older(1, Duration.ofSeconds(1), S1)), Reasons.GROUP_NOT_MULTICAST);
        refused(MldCodec.encode(report(S1, List.of())), Reasons.GROUP_NOT_MULTICAST);
        refused(MldCodec.encode(report(GROUP, List.of(GROUP))), Reasons.SOURCE_NOT_UNICAST);
        refused(MldCodec.encode(report(GROUP, List.of(ALL))), Reasons.SOURCE_NOT_UNICAST);
        refused(MldCodec.encode(query(Duration.ofSeconds(1), ALL, false, List.of(S1))), Reasons.SOURCES_WITHOUT_GROUP);
    }

    @Test
    void otherIcmpIsCountedAsUnknown() {
        ByteBuffer neighborSolicitation = MldCodec.encode(new LeaveGroup(GROUP)).put(0, (byte) 135);

        refused(neighborSolicitation, Reasons.UNKNOWN_TYPE);
    }

    private static void decodesOrIsRefused(ByteBuffer packet) {
        try {
            assertThat(MldCodec.decode(packet)).isNotNull();
        } catch (MalformedPacketException e) {
            if (!REASONS.contains(e.reason())) {
                fail(e.reason());
            }
        }
    }

    private static void refused(ByteBuffer packet, String reason) {
        assertThatThrownBy(() -> MldCodec.decode(packet))
                .isInstanceOfSatisfying(
                        MalformedPacketException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static String hex(MembershipMessage message) {
        return HexFormat.of().formatHex(MldCodec.encode(message).array());
    }

    private static MembershipReport report(IpAddress group, List<IpAddress> sources) {
        return new MembershipReport(List.of(new GroupRecord(RecordType.MODE_IS_INCLUDE, group, sources)));
    }

    private static MembershipQuery query(
            Duration response, IpAddress group, boolean suppress, List<IpAddress> sources) {
        return new MembershipQuery(2, response, group, suppress, 2, Duration.ofSeconds(125), sources);
    }
}
