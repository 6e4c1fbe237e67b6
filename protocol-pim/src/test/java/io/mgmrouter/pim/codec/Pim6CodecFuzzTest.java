package io.mgmrouter.pim.codec;

import io.mgmrouter.testkit.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;

/** Octets are read as they are, and once more with the checksum put right, or nearly nothing would get past it. */
@DisplayName("Any octets are a message of PIM over IPv6, or refused for a known reason")
public class Pim6CodecFuzzTest extends FuzzTest {

    public Pim6CodecFuzzTest() {
        super(Pim6CodecFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        Wire.IPV6.readsOrRefuses(ByteBuffer.wrap(octets));
        Wire.IPV6.readsOrRefuses(Wire.IPV6.mended(ByteBuffer.wrap(octets.clone())));
    }
}
