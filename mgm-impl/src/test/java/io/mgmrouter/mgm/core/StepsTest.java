package io.mgmrouter.mgm.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.Decision.Kind;
import io.mgmrouter.mgm.InterfaceId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepsTest {

    private static final InterfaceId ETH0 = InterfaceId.of(10);
    private static final InterfaceId ETH1 = InterfaceId.of(11);

    private final Steps.Pool pool = new Steps.Pool();
    private final Steps first = pool.shared(steps(Kind.ROUTE_FOUND, ETH0));

    @Test
    void theSameWayIsKeptOnce() {
        assertThat(pool.shared(steps(Kind.ROUTE_FOUND, ETH0))).isSameAs(first);
    }

    @Test
    void otherPartsAnotherOrderOrAnotherLengthAreAnotherWay() {
        assertThat(pool.shared(steps(Kind.ROUTE_FOUND, ETH1))).isNotSameAs(first);
        assertThat(pool.shared(steps(Kind.RPF_ASKED, ETH0))).isNotSameAs(first);
        assertThat(pool.shared(steps(ETH0, Kind.ROUTE_FOUND))).isNotSameAs(first);
        assertThat(pool.shared(steps(Kind.ROUTE_FOUND, ETH0, ETH1))).isNotSameAs(first);
        assertThat(pool.shared(steps(Kind.ROUTE_FOUND))).isNotSameAs(first);
        assertThat(pool.shared(steps(Kind.ROUTE_FOUND, ETH0)).parts).containsExactly(Kind.ROUTE_FOUND, ETH0);
    }

    @Test
    void equalWaysHaveOneHashAndDifferentOnesHardlyEver() {
        assertThat(steps(Kind.ROUTE_FOUND, ETH0)).isEqualTo(first).hasSameHashCodeAs(first);
        assertThat(first).isNotEqualTo(Kind.ROUTE_FOUND);
        long hashes = IntStream.range(1, 1000)
                .map(i -> steps(Kind.ROUTE_FOUND, InterfaceId.of(i), ETH0).hashCode())
                .distinct()
                .count();
        assertThat(hashes).isGreaterThan(900);
    }

    @Test
    void thePoolBeginsAnewWhenThereAreTooManyWays() {
        for (int i = 1; i < 1024; i++) {
            pool.shared(steps(InterfaceId.of(i)));
        }
        assertThat(pool.shared(steps(Kind.ROUTE_FOUND, ETH0))).isSameAs(first);

        pool.shared(steps(InterfaceId.of(5000)));

        assertThat(pool.shared(steps(Kind.ROUTE_FOUND, ETH0))).isNotSameAs(first);
    }

    private static Steps steps(Object... parts) {
        return new Steps(parts);
    }
}
