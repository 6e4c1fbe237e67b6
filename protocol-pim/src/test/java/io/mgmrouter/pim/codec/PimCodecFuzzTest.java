package io.mgmrouter.pim.codec;

import io.mgmrouter.testkit.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;

/** Octets are read as they are, and once more with the checksum put right, or nearly nothing would get past it. */
@DisplayName("Any octets are a message of PIM over IPv4, or refused for a known reason")
public class PimCodecFuzzTest extends FuzzTest {

    public PimCodecFuzzTest() {
        super(PimCodecFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        Wire.IPV4.readsOrRefuses(ByteBuffer.wrap(octets));
        Wire.IPV4.readsOrRefuses(Wire.IPV4.mended(ByteBuffer.wrap(octets.clone())));
    }
}
