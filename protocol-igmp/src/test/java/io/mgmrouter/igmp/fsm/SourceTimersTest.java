package io.mgmrouter.igmp.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.loop.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("Sources and their timers, beside a plain map")
class SourceTimersTest {

    private static final int SOURCES = 60;

    private final Map<IpAddress, Tick> plain = new TreeMap<>();
    private SourceTimers timers = SourceTimers.NONE;

    @RepeatedTest(20)
    void aRandomLifeIsThatOfAPlainMap(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        for (int step = 0; step < 400; step++) {
            SourceTimers before = timers;
            Map<IpAddress, Tick> plainBefore = new TreeMap<>(plain);
            change(random, some(random), new Tick(random.nextInt(50)));

            assertThat(timers.entrySet()).as("step %d", step).containsExactlyElementsOf(plain.entrySet());
            assertThat(timers.earliest()).isEqualTo(plain.values().stream().reduce(Tick::earlier));
            assertThat(before).as("the original stays").isEqualTo(plainBefore);
            assertThat(missing(timers, before)).containsExactlyElementsOf(minus(plain, plainBefore));
            assertThat(missing(before, timers)).containsExactlyElementsOf(minus(plainBefore, plain));
        }
    }

    @Test
    void sourcesInAnyOrderGiveAShallowTree() {
        for (List<IpAddress> order : List.of(addresses(5000), addresses(5000).reversed())) {
            SourceTree tree = null;
            for (IpAddress source : order) {
                tree = SourceTree.put(tree, source, new Tick(1));
            }
            for (int i = 0; i < 5000; i += 3) {
                tree = SourceTree.remove(tree, address(i));
            }
            assertThat(depth(tree)).isLessThan(25);
        }
    }

    @Test
    void setsAreJoinedAndSubtracted() {
        SourceSet set = SourceSet.of(Set.of(address(1), address(2)));

        assertThat(set.plus(List.of(address(3)))).containsExactly(address(1), address(2), address(3));
        assertThat(set.minus(List.of(address(1), address(9)))).containsExactly(address(2));
        assertThat(set.minus(List.of(address(9)))).isSameAs(set);
        assertThat(SourceSet.of(set)).isSameAs(set);
    }

    private void change(Random random, List<IpAddress> some, Tick timer) {
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                timers = timers.with(some, timer);
                some.forEach(source -> plain.put(source, timer));
            }
            case 2 -> {
                timers = timers.withNew(some, timer);
                some.forEach(source -> plain.putIfAbsent(source, timer));
            }
            case 3 -> {
                timers = timers.without(some);
                plain.keySet().removeAll(Set.copyOf(some));
            }
            case 4 -> {
                timers = timers.lowered(some, timer);
                some.forEach(source -> plain.computeIfPresent(source, (_, old) -> old.earlier(timer)));
            }
            default -> {
                Tick now = new Tick(random.nextInt(10));
                timers = timers.without(timers.expired(now));
                plain.values().removeIf(now::reached);
                assertThat(timers.earliest().filter(now::reached)).isEqualTo(Optional.empty());
            }
        }
        assertThat(timers.only(some).keySet()).isEqualTo(common(some));
    }

    private Set<IpAddress> common(List<IpAddress> some) {
        Set<IpAddress> common = new TreeSet<>(some);
        common.retainAll(plain.keySet());
        return common;
    }

    private static List<IpAddress> missing(SourceTimers of, SourceTimers in) {
        List<IpAddress> missing = new ArrayList<>();
        of.forEachNotIn(in, missing::add);
        return missing;
    }

    private static Set<IpAddress> minus(Map<IpAddress, Tick> a, Map<IpAddress, Tick> b) {
        Set<IpAddress> rest = new TreeSet<>(a.keySet());
        rest.removeAll(b.keySet());
        return rest;
    }

    private static List<IpAddress> some(Random random) {
        return random.ints(random.nextInt(6), 0, SOURCES)
                .mapToObj(SourceTimersTest::address)
                .distinct()
                .toList();
    }

    private static int depth(SourceTree tree) {
        return tree == null ? 0 : 1 + Math.max(depth(tree.left()), depth(tree.right()));
    }

    private static List<IpAddress> addresses(int count) {
        return IntStream.range(0, count).mapToObj(SourceTimersTest::address).toList();
    }

    private static IpAddress address(int number) {
        return new Ipv4Address(0x0a000000 + number);
    }
}
