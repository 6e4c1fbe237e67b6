package io.mgmrouter.igmp.codec;

import io.mgmrouter.packet.InternetChecksum;
import io.mgmrouter.testkit.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;

/** Octets are read as they are, and once more with the checksum put right, or nearly nothing would get past it. */
@DisplayName("Any octets are an IGMP message, or refused for a known reason")
public class IgmpCodecFuzzTest extends FuzzTest {

    private static final int CHECKSUM_OFFSET = 2;

    public IgmpCodecFuzzTest() {
        super(IgmpCodecFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        CodecFuzz.readsOrRefuses(ByteBuffer.wrap(octets), IgmpCodec::decode, IgmpCodec::encode);
        if (octets.length >= CHECKSUM_OFFSET + Short.BYTES) {
            ByteBuffer mended = ByteBuffer.wrap(octets.clone()).putShort(CHECKSUM_OFFSET, (short) 0);
            mended.putShort(CHECKSUM_OFFSET, (short) InternetChecksum.of(mended));
            CodecFuzz.readsOrRefuses(mended, IgmpCodec::decode, IgmpCodec::encode);
        }
    }
}
