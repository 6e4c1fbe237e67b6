package io.mgmrouter.pim.fsm;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.pim.fsm.LanDelays.Told;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Delays and suppression on a link, RFC 7761 section 4.3.3")
@Tag("RFC7761-4.3.3")
class LanDelaysTest {

    private static final Told SELF = new Told(ofMillis(100), ofMillis(3000), true);

    @Test
    void aRouterAloneHasItsOwn() {
        assertThat(LanDelays.effective(SELF, List.of())).isEqualTo(new LanDelays(ofMillis(100), ofMillis(3000), false));
    }

    @Test
    void theLongestOfEachIsInForce() {
        Told one = new Told(ofMillis(700), ofMillis(1000), true);
        Told other = new Told(ofMillis(50), ofMillis(2000), true);

        assertThat(LanDelays.effective(SELF, List.of(Optional.of(one), Optional.of(other))))
                .isEqualTo(new LanDelays(ofMillis(700), ofMillis(3000), false));
    }

    @Test
    void oneThatTellsNothingPutsTheDefaultsInForce() {
        Told one = new Told(ofMillis(700), ofMillis(9000), true);

        assertThat(LanDelays.effective(SELF, List.of(Optional.of(one), Optional.empty())))
                .isEqualTo(new LanDelays(ofMillis(500), ofMillis(2500), true));
    }

    @Test
    void joinsAreSuppressedUnlessAllCanDoWithout() {
        Told suppressing = new Told(ofMillis(1), ofMillis(1), false);

        assertThat(LanDelays.effective(SELF, List.of(Optional.of(SELF), Optional.of(suppressing)))
                        .suppression())
                .isTrue();
        assertThat(LanDelays.effective(suppressing, List.of(Optional.of(SELF))).suppression())
                .isTrue();
    }
}
