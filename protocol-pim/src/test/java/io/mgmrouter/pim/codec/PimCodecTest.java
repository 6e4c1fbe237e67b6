package io.mgmrouter.pim.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.testkit.fuzz.Mutations;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Messages of PIM on the wire, RFC 7761 section 4.9, RFC 5059 section 4")
class PimCodecTest {

    private static final String SAMPLES = "io.mgmrouter.pim.codec.Wire#samples";
    private static final String BOTH = "io.mgmrouter.pim.codec.Wire#both";

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void whatIsWrittenIsReadBackTheSame(Wire.Sample sample) throws MalformedPacketException {
        assertThat(sample.wire().decode(sample.wire().encode(sample.message()))).isEqualTo(sample.message());
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void aPacketInTheMiddleOfABufferIsReadTheSame(Wire.Sample sample) throws MalformedPacketException {
        ByteBuffer octets = sample.wire().encode(sample.message());
        ByteBuffer inside = ByteBuffer.allocate(octets.remaining() + 7).position(3);
        inside.put(octets).limit(inside.position()).position(3);

        assertThat(sample.wire().decode(inside.asReadOnlyBuffer())).isEqualTo(sample.message());
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void everyTruncationIsRefusedOrIsAnotherMessage(Wire.Sample sample) {
        byte[] whole = sample.wire().encode(sample.message()).array();
        for (int length = 0; length < whole.length; length++) {
            sample.wire().readsOrRefuses(sample.wire().mended(ByteBuffer.wrap(Arrays.copyOf(whole, length))));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void mutationsGiveAMessageOrARefusalAndNothingElse(Wire wire) {
        List<byte[]> seeds =
                wire.messages().map(message -> wire.encode(message).array()).toList();
        Mutations mutations = new Mutations(seeds, new Random(7761));
        for (int i = 0; i < 150_000; i++) {
            byte[] octets = mutations.next();
            ByteBuffer packet = i % 8 == 0 ? ByteBuffer.wrap(octets) : wire.mended(ByteBuffer.wrap(octets));
            assertThatCode(() -> wire.readsOrRefuses(packet))
                    .as("round %d: %s", i, HexFormat.of().formatHex(octets))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void octetsBehindAMessageAreIgnoredWhereItsLengthIsKnown(Wire.Sample sample) throws MalformedPacketException {
        byte[] whole = sample.wire().encode(sample.message()).array();
        ByteBuffer longer = sample.wire().mended(ByteBuffer.wrap(Arrays.copyOf(whole, whole.length + 1)));

        switch (sample.message()) {
            case Hello _, Bootstrap _ -> sample.wire().refused(longer, Reasons.TRUNCATED);
            case Register register ->
                assertThat(sample.wire().decode(longer))
                        .isEqualTo(new Register(
                                register.border(), register.nullRegister(), longer.slice(8, longer.limit() - 8)));
            default -> assertThat(sample.wire().decode(longer)).isEqualTo(sample.message());
        }
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    @Tag("RFC7761-4.9")
    void reservedBitsOfTheHeaderAreIgnored(Wire.Sample sample) throws MalformedPacketException {
        ByteBuffer octets = sample.wire().encode(sample.message());
        octets.put(1, (byte) (octets.get(1) | 0x7f));

        assertThat(sample.wire().decode(sample.wire().mended(octets))).isEqualTo(sample.message());
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    @Tag("RFC7761-4.9")
    void aWrongChecksumIsRefused(Wire.Sample sample) {
        ByteBuffer octets = sample.wire().encode(sample.message());
        octets.put(1, (byte) (octets.get(1) ^ 0x10));

        sample.wire().refused(octets, Reasons.BAD_CHECKSUM);
    }

    @Test
    @Tag("RFC7761-4.9")
    void inIpv6TheAddressesAreCovered() {
        ByteBuffer octets = PimCodec.encode(Wire.IPV6.hello(), Wire.IPV6.neighbor(), Wire.IPV6.routers());

        Wire.IPV6.refused(octets, Reasons.BAD_CHECKSUM);
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    @Tag("RFC7761-4.9")
    void otherVersionsAreRefused(Wire wire) {
        wire.refused("10 00 0000", Reasons.BAD_VERSION);
        wire.refused("30 00 0000", Reasons.BAD_VERSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 9, 10, 11, 12, 13, 14, 15})
    @Tag("RFC7761-4.9")
    void messagesOfOtherModesAreUnknown(int type) {
        Wire.both().forEach(wire -> wire.refused("2%x 00 0000 0000 0000".formatted(type), Reasons.UNKNOWN_TYPE));
    }

    @Test
    @Tag("RFC7761-4.9.1")
    void addressesMustBeOfTheMessagesFamilyInNativeEncoding() {
        Wire.IPV4.refused(
                "22 00 0000  01 00 00 20 ef010203  02 00 20010db8000000000000000000000001", Reasons.WRONG_FAMILY);
        Wire.IPV4.refused("22 00 0000  02 00 00 80 ff0e0000000000000000000000000001", Reasons.WRONG_FAMILY);
        Wire.IPV6.refused("22 00 0000  01 00 00 20 ef010203  01 00 0a000001", Reasons.WRONG_FAMILY);
        Wire.IPV4.refused("22 00 0000  03 00 00 20 ef010203  01 00 0a000001", Reasons.UNKNOWN_ADDRESS_FAMILY);
        Wire.IPV4.refused("22 00 0000  01 01 00 20 ef010203  01 00 0a000001", Reasons.UNKNOWN_ENCODING);
    }

    @Test
    @Tag("RFC7761-4.9.1")
    void groupsMustBeMulticastAndSourcesUnicast() {
        Wire.IPV4.refused("22 00 0000  01 00 00 20 0a010203  01 00 0a000001", Reasons.GROUP_NOT_MULTICAST);
        Wire.IPV4.refused("22 00 0000  01 00 00 20 ef010203  01 00 ef000001", Reasons.SOURCE_NOT_UNICAST);
        Wire.IPV4.refused("22 00 0000  01 00 00 20 ef010203  01 00 7f000001", Reasons.SOURCE_NOT_UNICAST);
        Wire.IPV4.refused("23 00 0000  01 00 00000000  00 00 00d2", Reasons.SOURCE_NOT_UNICAST);
        // A range that reaches beyond the multicast addresses.
        Wire.IPV4.refused("28 00 0000  01 c0 0096  01 00 0a080001  01 00 00 03 e0000000", Reasons.GROUP_NOT_MULTICAST);
    }

    @Test
    @Tag("RFC7761-4.9.1")
    void masksAreNotLongerThanAddressesAndWholeForASingleGroup() {
        Wire.IPV4.refused("22 00 0000  01 00 00 21 ef010203  01 00 0a000001", Reasons.BAD_MASK_LENGTH);
        Wire.IPV4.refused("22 00 0000  01 00 00 18 ef010203  01 00 0a000001", Reasons.BAD_MASK_LENGTH);
        Wire.IPV4.refused(
                "25 00 0000  01 00 00 04 e0000000  01 00 0a000001 00000000 00000000", Reasons.BAD_MASK_LENGTH);
    }

    @Test
    @Tag("RFC7761-4.9.1")
    void theBidirectionalAndReservedBitsOfAGroupAreIgnored() throws MalformedPacketException {
        assertThat(Wire.IPV4.decode("22 00 0000  01 00 fe 20 ef010203  01 00 0a090001"))
                .isEqualTo(new RegisterStop(Wire.IPV4.host(), Wire.IPV4.source()));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    @Tag("RFC7761-4.9.3")
    void aRegistersChecksumCoversEightOctetsAndMayCoverAll(Wire wire) throws MalformedPacketException {
        Register register = (Register)
                wire.messages().filter(Register.class::isInstance).findFirst().orElseThrow();
        ByteBuffer octets = wire.encode(register);
        octets.put(octets.limit() - 1, (byte) 0);

        assertThat(wire.decode(octets)).isInstanceOf(Register.class);
        assertThat(wire.decode(wire.covered(octets, octets.limit()))).isInstanceOf(Register.class);
        wire.refused(wire.covered(octets, 12), Reasons.BAD_CHECKSUM);
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    @Tag("RFC7761-4.9.3")
    void whatIsRegisteredIsAPacketFromASourceToAGroup(Wire wire) {
        int start = 8;
        int source = start + (wire == Wire.IPV4 ? 12 : 8);
        Register register = Register.ofNothing(new Sg(wire.source(), wire.group()));

        wire.refused(wire.mended(wire.encode(register).put(source, (byte) 0xff)), Reasons.BAD_INNER_PACKET);
        ByteBuffer toUnicast = wire.encode(register).put(source + wire.family().octets(), (byte) 0x20);
        wire.refused(wire.mended(toUnicast), Reasons.BAD_INNER_PACKET);
        wire.refused(wire.mended(wire.encode(register).put(start, (byte) 0x55)), Reasons.WRONG_FAMILY);
        byte[] cut = Arrays.copyOf(wire.encode(register).array(), start + InnerPacket.headerOctets(wire.family()) - 1);
        wire.refused(wire.mended(ByteBuffer.wrap(cut)), Reasons.TRUNCATED);
        assertThatIllegalArgumentException().isThrownBy(() -> new Register(false, false, ByteBuffer.allocate(60)));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    @Tag("RFC7761-4.9.3")
    void aNullRegistersDummyHasARightChecksumOrNone(Wire wire) throws MalformedPacketException {
        int checksum = wire == Wire.IPV4 ? 8 + 10 : 8 + 40 + 2;
        Register register = Register.ofNothing(new Sg(wire.source(), wire.group()));
        ByteBuffer octets = wire.encode(register);

        wire.refused(octets.putShort(checksum, (short) 0x1234), Reasons.BAD_INNER_PACKET);
        ByteBuffer none = wire == Wire.IPV4 ? octets.putShort(checksum, (short) 0) : octets.limit(octets.limit() - 4);
        assertThat(((Register) wire.decode(wire.mended(none))).sg()).isEqualTo(register.sg());
    }

    @Test
    void valuesWithoutRoomAreNotSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JoinPrune(Wire.IPV4.neighbor(), 65_536, List.of()))
                .withMessage("holdtime must be 0 to 65535, not 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Assert(Wire.IPV4.host(), Wire.IPV4.source(), false, 1L << 31, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new LanPruneDelay(0x8000, 0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new SourceEntry(Wire.IPV4.source(), true, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hello(
                        OptionalInt.of(-1), OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wire.IPV4.encode(new RegisterStop(Wire.IPV6.host(), Wire.IPV6.source())));
    }
}
