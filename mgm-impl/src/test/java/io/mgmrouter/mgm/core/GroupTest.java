package io.mgmrouter.mgm.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of any number of sources: few are hashed, many stand in a tree. */
class GroupTest {

    private final Group group = new Group(IpAddress.parse("239.1.1.1"));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 63, 64, 65, 200})
    void sourcesAreReadInTheOrderOfTheirAddresses(int number) {
        fill(number);

        assertThat(numbers(group.sources())).isEqualTo(range(0, number));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 65, 200})
    void readingGoesOnBehindAnAddressWhetherOrNotItIsThere(int number) {
        fill(number);
        int middle = number / 2;

        assertThat(numbers(group.sourcesAfter(source(middle)))).isEqualTo(range(middle + 1, number));
        group.drop(group.source(source(middle)));
        assertThat(numbers(group.sourcesAfter(source(middle)))).isEqualTo(range(middle + 1, number));
        assertThat(group.source(source(middle))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 65, 200})
    void aSourceIsFoundAgainAndOnlyTheLastOneLeavesTheGroupUnused(int number) {
        fill(number);
        Source last = group.source(source(number - 1));

        assertThat(group.obtain(source(number - 1))).isSameAs(last);
        range(0, number - 1).forEach(i -> group.drop(group.source(source(i))));
        assertThat(group.isUnused()).isFalse();
        group.drop(last);
        assertThat(group.isUnused()).isTrue();
        assertThat(group.obtain(source(7))).isNotSameAs(last);
    }

    /** Not in order, but the same at every run. */
    private void fill(int number) {
        List<Integer> order = new ArrayList<>(range(0, number));
        Collections.shuffle(order, new Random(number));
        order.forEach(i -> group.obtain(source(i)));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static IpAddress source(int number) {
        return new Ipv4Address(0x0a000000 + number);
    }

    private static List<Integer> numbers(Collection<Source> sources) {
        return sources.stream()
                .map(source -> ((Ipv4Address) source.address).bits() - 0x0a000000)
                .toList();
    }
}
