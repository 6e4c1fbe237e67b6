package io.mgmrouter.pim.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.link.MalformedPacketException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Options of a Hello, RFC 7761 section 4.9.2")
@Tag("RFC7761-4.9.2")
class HelloTest {

    private static Hello read(String options) throws MalformedPacketException {
        return (Hello) Wire.IPV4.decode("20 00 0000" + options);
    }

    @Test
    void aHelloWithoutOptionsSaysNothing() throws MalformedPacketException {
        assertThat(read("")).isEqualTo(Wire.IPV4.bareHello());
    }

    @Test
    void unknownOptionsAreSkipped() throws MalformedPacketException {
        assertThat(read("0003 0000  ffff 0003 010203  0015 0004 01000000  0001 0002 0069"))
                .isEqualTo(withHoldtime(105));
    }

    @Test
    void ofTwoOptionsAlikeTheLastCounts() throws MalformedPacketException {
        assertThat(read("0001 0002 0069  0001 0002 0000")).isEqualTo(withHoldtime(0));
    }

    @Test
    void theLanPruneDelayIsInMillisecondsAfterTheTrackingBit() throws MalformedPacketException {
        assertThat(read("0002 0004 01f4 09c4").lanPruneDelay()).contains(new LanPruneDelay(500, 2500, false));
        assertThat(read("0002 0004 81f4 09c4").lanPruneDelay()).contains(new LanPruneDelay(500, 2500, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001 0001 69",
                "0001 0004 00000069",
                "0002 0003 01f409",
                "0013 0002 0001",
                "0014 0000",
                "0014 0008 0000000000000000"
            })
    void anOptionOfAnotherLengthThanItsTypeHasIsRefused(String option) {
        Wire.IPV4.refused("20 00 0000" + option, Reasons.BAD_OPTION_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001", "0001 00", "0001 0003 0069", "ffff ffff 00", "0018 0003 01000a"})
    void anOptionThatIsCutOffIsRefused(String option) {
        Wire.IPV4.refused("20 00 0000" + option, Reasons.TRUNCATED);
    }

    @Test
    void addressListsAddUpAndThoseOfTheOtherFamilyAreSkipped() throws MalformedPacketException {
        String six = "0018 0012 0200 fe80000000000000000000000000000b";

        assertThat(read("0018 0006 01000a130001" + six + "0018 0006 01000a140001")
                        .secondaryAddresses())
                .containsExactly(Wire.ip("10.19.0.1"), Wire.ip("10.20.0.1"));
        assertThat(((Hello) Wire.IPV6.decode("20 00 0000" + six + "0018 0006 01000a140001")).secondaryAddresses())
                .containsExactly(Wire.ip("fe80::b"));
    }

    @Test
    void moreSecondaryAddressesThanAnybodyHasAreRefused() throws MalformedPacketException {
        String address = "01000a130001";
        int most = Hello.MOST_SECONDARY_ADDRESSES;
        String list = "0018 %04x ".formatted(most * 6) + address.repeat(most);

        assertThat(read(list).secondaryAddresses()).hasSize(most);
        Wire.IPV4.refused("20 00 0000" + list + "0018 0006" + address, Reasons.TOO_MANY_ADDRESSES);
    }

    @Test
    void secondaryAddressesAreUnicast() {
        Wire.IPV4.refused("20 00 0000  0018 0006 0100ef010203", Reasons.SOURCE_NOT_UNICAST);
        Wire.IPV4.refused("20 00 0000  0018 0006 030000000000", Reasons.UNKNOWN_ADDRESS_FAMILY);
    }

    private static Hello withHoldtime(int seconds) {
        return new Hello(
                OptionalInt.of(seconds), OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), List.of());
    }
}
