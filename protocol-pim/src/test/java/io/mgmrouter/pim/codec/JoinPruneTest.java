package io.mgmrouter.pim.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.mgmrouter.link.MalformedPacketException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Join/Prune on the wire, RFC 7761 section 4.9.5")
@Tag("RFC7761-4.9.5")
class JoinPruneTest {

    private static final String HEAD = "23 00 0000  01 00 0a000009  00 01 00d2 ";
    private static final String GROUP = "01 00 00 20 ef010203 ";
    private static final String SOURCE = " 0a090001";

    private static List<GroupEntry> read(String groups) throws MalformedPacketException {
        return ((JoinPrune) Wire.IPV4.decode(HEAD + groups)).groups();
    }

    private static List<SourceEntry> joined(String source) throws MalformedPacketException {
        return read(GROUP + "0001 0000" + source).getFirst().joins();
    }

    @Test
    @Tag("RFC7761-4.9.1")
    void theBitsOfASourceTellTheTree() throws MalformedPacketException {
        var address = Wire.IPV4.source();

        assertThat(joined("01 00 04 20" + SOURCE)).containsExactly(new SourceEntry(address, false, false));
        assertThat(joined("01 00 05 20" + SOURCE)).containsExactly(new SourceEntry(address, false, true));
        assertThat(joined("01 00 07 20" + SOURCE)).containsExactly(new SourceEntry(address, true, true));
    }

    @Test
    @Tag("RFC7761-4.9.1")
    void theSparseBitAndReservedBitsAreNotLookedAt() throws MalformedPacketException {
        assertThat(joined("01 00 f8 20" + SOURCE)).containsExactly(new SourceEntry(Wire.IPV4.source(), false, false));
    }

    @Test
    @Tag("RFC7761-4.9.1")
    void aSourceWithAShorterMaskIsSkipped() throws MalformedPacketException {
        assertThat(joined("01 00 04 18" + SOURCE)).isEmpty();
        assertThat(joined("01 00 04 21" + SOURCE)).isEmpty();
    }

    @Test
    @Tag("RFC7761-4.9.5.1")
    void aWildcardOffTheSharedTreeMeansNothingAndIsSkipped() throws MalformedPacketException {
        assertThat(joined("01 00 06 20" + SOURCE)).isEmpty();
    }

    @Test
    @Tag("RFC7761-4.9.5.1")
    void aGroupWithAShorterMaskIsSkippedButForAllGroupsOfOlderRouters() throws MalformedPacketException {
        assertThat(read("01 00 00 18 ef010200  0001 0000  01 00 04 20" + SOURCE))
                .isEmpty();
        assertThat(read("01 00 00 04 e0000000  0001 0000  01 00 07 20" + SOURCE))
                .containsExactly(new GroupEntry(
                        Wire.IPV4.allGroups(), List.of(new SourceEntry(Wire.IPV4.source(), true, true)), List.of()));
    }

    @Test
    void aGroupBehindASkippedOneIsRead() throws MalformedPacketException {
        String head = HEAD.replace("00 01 00d2", "00 02 00d2");
        var message = (JoinPrune)
                Wire.IPV4.decode(head + "01 00 00 18 ef010200 0001 0000 01 00 04 20" + SOURCE + GROUP + "0000 0000");

        assertThat(message.groups()).containsExactly(new GroupEntry(Wire.IPV4.host(), List.of(), List.of()));
    }

    @Test
    void countsBeyondThePacketAreRefused() {
        Wire.IPV4.refused("23 00 0000  01 00 0a000009  00 ff 00d2", Reasons.TRUNCATED);
        Wire.IPV4.refused(HEAD + GROUP + "ffff ffff", Reasons.TRUNCATED);
        Wire.IPV4.refused(HEAD + GROUP + "0001 0001  01 00 04 20" + SOURCE, Reasons.TRUNCATED);
    }

    @Test
    void nothingIsAllocatedForCountsBeyondThePacket() {
        var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer lie = Wire.IPV4.mended(Wire.octets(HEAD + GROUP + "ffff ffff"));
        Wire.IPV4.refused(lie, Reasons.TRUNCATED); // loads what is loaded once

        long before = memory.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> Wire.IPV4.decode(lie)).isInstanceOf(MalformedPacketException.class);

        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(2 * 0xffff);
    }

    @Test
    void aSourceThatIsNotUnicastSpoilsTheMessage() {
        Wire.IPV4.refused(HEAD + GROUP + "0001 0000  01 00 04 20 ef010203", Reasons.SOURCE_NOT_UNICAST);
        Wire.IPV4.refused(HEAD + GROUP + "0000 0001  01 00 04 20 00000000", Reasons.SOURCE_NOT_UNICAST);
    }
}
