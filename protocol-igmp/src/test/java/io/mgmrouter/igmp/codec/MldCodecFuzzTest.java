package io.mgmrouter.igmp.codec;

import io.mgmrouter.testkit.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any octets are an MLD message, or refused for a known reason")
public class MldCodecFuzzTest extends FuzzTest {

    public MldCodecFuzzTest() {
        super(MldCodecFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        CodecFuzz.readsOrRefuses(ByteBuffer.wrap(octets), MldCodec::decode, MldCodec::encode);
    }
}
