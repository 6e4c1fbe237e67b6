package io.mgmrouter.igmp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Function;

/** What holds for any octets given to a codec. */
final class CodecFuzz {

    private static final Set<String> REASONS = Set.of(
            Reasons.TRUNCATED,
            Reasons.BAD_QUERY_LENGTH,
            Reasons.BAD_CHECKSUM,
            Reasons.UNKNOWN_TYPE,
            Reasons.GROUP_NOT_MULTICAST,
            Reasons.SOURCE_NOT_UNICAST,
            Reasons.SOURCES_WITHOUT_GROUP);

    private CodecFuzz() {}

    /** Reads a payload. */
    interface Decoder {
        MembershipMessage decode(ByteBuffer packet) throws MalformedPacketException;
    }

    /** A message, which is the same when it is written and read again, or a refusal for a known reason. */
    static void readsOrRefuses(ByteBuffer packet, Decoder decoder, Function<MembershipMessage, ByteBuffer> encoder) {
        try {
            MembershipMessage message = decoder.decode(packet);
            assertThat(decoder.decode(encoder.apply(message)))
                    .as("written and read again")
                    .isEqualTo(message);
        } catch (MalformedPacketException e) {
            assertThat(e.reason()).isIn(REASONS);
        }
    }
}
