package io.mgmrouter.linux.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("UDP checksums that a sender on the same machine has left to the network card")
class UnfinishedChecksumTest {

    /** UDP from 10.1.0.2 to 239.1.1.1, "x"; fragment field, checksum. */
    private static final String IPV4 = "4500001d0000%s08110000" + "0a010002ef010101" + "138813880009%s78";

    private static final String IPV6 = "600000000009" + "1108" + "20010db8000100000000000000000002"
            + "ff3e0000000000000000000000000099" + "138813880009%s78";

    @ParameterizedTest
    @CsvSource({"0000 fa1f, 0000 66c6", "4000 fa1f, 4000 66c6"})
    void ofIpv4IsFinished(String unfinished, String finished) {
        assertThat(finish(ipv4(unfinished))).isEqualTo(ipv4(finished));
    }

    @Test
    void ofIpv6IsFinished() {
        assertThat(finish(IPV6.formatted("2dae"))).isEqualTo(IPV6.formatted("3338"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000 66c6", "0000 0000", "0000 1234", "2000 fa1f", "0001 fa1f"})
    void whatIsFinishedAbsentWrongOrAFragmentStaysAsItIs(String packet) {
        assertThat(finish(ipv4(packet))).isEqualTo(ipv4(packet));
    }

    @Test
    void noTruncationIsReadBeyondItsEnd() {
        for (String packet : new String[] {ipv4("0000 fa1f"), IPV6.formatted("2dae")}) {
            for (int length = 0; length < packet.length(); length += 2) {
                finish(packet.substring(0, length));
            }
        }
    }

    private static String ipv4(String fragmentAndChecksum) {
        return IPV4.formatted((Object[]) fragmentAndChecksum.split(" "));
    }

    private static String finish(String hex) {
        ByteBuffer packet = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        UnfinishedChecksum.finish(packet);
        return HexFormat.of().formatHex(packet.array());
    }
}
