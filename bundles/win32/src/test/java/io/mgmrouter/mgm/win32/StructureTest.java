package io.mgmrouter.mgm.win32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The published structures in buffers")
class StructureTest {

    private static final MIB_IPMCAST_MFE MFE = new MIB_IPMCAST_MFE(
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            14,
            15,
            List.of(new MIB_IPMCAST_OIF(16, 17), new MIB_IPMCAST_OIF(20, 21)));

    private static final MIB_IPMCAST_MFE_STATS STATS = new MIB_IPMCAST_MFE_STATS(
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            13,
            14,
            15,
            16,
            List.of(new MIB_IPMCAST_OIF_STATS(17, 18, 19, 20, 21, 22, 23)));

    private static final MIB_IPMCAST_MFE_STATS_EX STATS_EX = new MIB_IPMCAST_MFE_STATS_EX(STATS, 31, 32, 33, 34, 35);

    @Test
    void anMfeHasItsMembersInThePublishedOrder() {
        assertThat(dwords(MFE))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 2, 14, 15, 16, 17, 0, 0, 20, 21, 0, 0);
        assertThat(MFE.size()).isEqualTo(MIB_IPMCAST_MFE.SIZEOF_MIB_MFE(2)).isEqualTo(92);
    }

    @Test
    @Tag("MGM-097")
    void theExtendedStatisticsHaveFiveCountersMoreBeforeTheList() {
        assertThat(dwords(STATS))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
        assertThat(dwords(STATS_EX))
                .containsExactly(
                        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 13, 14, 15, 16, 31, 32, 33, 34, 35, 17, 18, 19, 20, 21,
                        22, 23);
    }

    @Test
    void whatIsReadIsWhatWasWrittenAndCutOffItIsRefused() {
        roundTrip(MFE, MIB_IPMCAST_MFE::decode);
        roundTrip(STATS, MIB_IPMCAST_MFE_STATS::decode);
        roundTrip(STATS_EX, MIB_IPMCAST_MFE_STATS_EX::decode);
        roundTrip(new SOURCE_GROUP_ENTRY(1, 2, 3, 4), SOURCE_GROUP_ENTRY::decode);
    }

    @Test
    void aListLongerThanTheBufferIsRefusedBeforeItIsAllocated() {
        ByteBuffer buffer = encoded(MFE).putInt(12 * 4, 0xffff_ffff);

        assertThatThrownBy(() -> MIB_IPMCAST_MFE.decode(buffer)).isInstanceOf(BufferUnderflowException.class);
    }

    @Test
    void addressesStandInNetworkOrderWhateverTheOrderOfTheBuffer() {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            ByteBuffer buffer = ByteBuffer.allocate(16).order(order);
            new SOURCE_GROUP_ENTRY(0, 0, IN_ADDR.inet_addr("239.1.2.3"), IN_ADDR.HOST_MASK).encode(buffer);

            assertThat(buffer.array()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 239, 1, 2, 3, 255, 255, 255, 255);
            assertThat(buffer.order()).isEqualTo(order);
        }
        assertThat(IN_ADDR.inet_addr("10.0.0.1")).isEqualTo(0x0100_000a);
        assertThat(IN_ADDR.inet_ntoa(IN_ADDR.mask(20))).isEqualTo("255.255.240.0");
        assertThat(IN_ADDR.mask(0)).isZero();
    }

    private static <S extends Structure> void roundTrip(S structure, Function<ByteBuffer, S> decode) {
        ByteBuffer buffer = encoded(structure);
        assertThat(decode.apply(buffer)).isEqualTo(structure);
        assertThat(buffer.hasRemaining()).isFalse();
        for (int length = 0; length < structure.size(); length++) {
            ByteBuffer cut = encoded(structure).limit(length);
            assertThatThrownBy(() -> decode.apply(cut)).isInstanceOf(BufferUnderflowException.class);
        }
    }

    private static ByteBuffer encoded(Structure structure) {
        ByteBuffer buffer = ByteBuffer.allocate(structure.size());
        structure.encode(buffer);
        return buffer.flip();
    }

    private static int[] dwords(Structure structure) {
        ByteBuffer buffer = encoded(structure).order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, structure.size() / 4)
                .map(i -> buffer.getInt(4 * i))
                .toArray();
    }
}
