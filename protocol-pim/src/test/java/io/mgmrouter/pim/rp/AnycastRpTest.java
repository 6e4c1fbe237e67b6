package io.mgmrouter.pim.rp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("RPs that share an address, RFC 4610")
class AnycastRpTest {

    private static final IpAddress SHARED = IpAddress.parse("10.9.9.9");
    private static final IpAddress R1 = IpAddress.parse("10.0.0.1");
    private static final IpAddress R2 = IpAddress.parse("10.0.0.2");
    private static final IpAddress R3 = IpAddress.parse("10.0.0.3");
    private static final IpAddress SENDER = IpAddress.parse("10.1.0.1");

    private final StaticRp rp = rp(Set.of(R1, R2, R3));

    @Test
    @Tag("RFC4610-3")
    void aRegisterOfADesignatedRouterGoesOnToAllOthers() {
        AnycastRp part = part(rp, R1).orElseThrow();

        assertThat(part.forwardTo(SENDER)).containsExactlyInAnyOrder(R2, R3);
        assertThat(part.own()).isEqualTo(R1);
        assertThat(part.rp()).isEqualTo(SHARED);
    }

    @Test
    @Tag("RFC4610-3")
    void aRegisterOfOneOfTheSetGoesNoFurther() {
        assertThat(part(rp, R2).orElseThrow().forwardTo(R1)).isEmpty();
    }

    @Test
    @Tag("RFC4610-3")
    void aRegisterStopOfOneOfTheSetStopsNothing() {
        AnycastRp part = part(rp, R1).orElseThrow();

        assertThat(part.ignoresStop(R2)).isTrue();
        assertThat(part.ignoresStop(SENDER)).isFalse();
        assertThat(part.ignoresStop(SHARED)).isFalse();
    }

    @Test
    @Tag("RFC4610-3")
    void aRegisterReachesEachOfTheSetOnce() {
        List<IpAddress> reached = List.of(R1, R2, R3).stream()
                .flatMap(first -> part(rp, first).orElseThrow().forwardTo(SENDER).stream()
                        .flatMap(second -> part(rp, second).orElseThrow().forwardTo(first).stream()))
                .toList();

        assertThat(reached).isEmpty();
    }

    @Test
    void whoIsNotTheRpOrNotInTheSetForwardsNothing() {
        assertThat(AnycastRp.of(rp, R1::equals)).as("not the RP").isEmpty();
        assertThat(part(rp, SENDER)).as("not in the set").isEmpty();
        assertThat(part(rp(Set.of()), R1)).as("no set").isEmpty();
    }

    private static Optional<AnycastRp> part(StaticRp rp, IpAddress own) {
        return AnycastRp.of(rp, Set.of(SHARED, own)::contains);
    }

    private static StaticRp rp(Set<IpAddress> peers) {
        return new StaticRp(SHARED, List.of(IpPrefix.parse("224.0.0.0/4")), 0, true, peers);
    }
}
