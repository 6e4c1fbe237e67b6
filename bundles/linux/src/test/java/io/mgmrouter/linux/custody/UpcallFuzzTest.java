package io.mgmrouter.linux.custody;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.testkit.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;

/** The message is the kernel's, but it is laid over a packet that anybody may have sent. */
@DisplayName("Any octets are an up-call, or skipped")
public class UpcallFuzzTest extends FuzzTest {

    public UpcallFuzzTest() {
        super(UpcallFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        for (Family family : Family.values()) {
            read(family, octets);
        }
    }

    private static void read(Family family, byte[] octets) {
        TableFormat.of(family).upcall(ByteBuffer.wrap(octets)).ifPresent(upcall -> {
            assertThat(upcall.vif()).isBetween(0, 0xffff);
            assertThat(upcall.packet().remaining()).isLessThanOrEqualTo(octets.length);
        });
    }
}
