package io.mgmrouter.pim.fsm;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * How long routers of a link wait for each other, and whether their Joins may stand in for one another (RFC 7761,
 * section 4.3.3).
 *
 * @param propagationDelay Effective_Propagation_Delay(I)
 * @param overrideInterval Effective_Override_Interval(I)
 * @param suppression Suppression_Enabled(I)
 */
public record LanDelays(Duration propagationDelay, Duration overrideInterval, boolean suppression) {

    private static final Duration PROPAGATION_DELAY_DEFAULT = Duration.ofMillis(500);
    private static final Duration OVERRIDE_INTERVAL_DEFAULT = Duration.ofMillis(2500);

    /**
     * The LAN Prune Delay option of one router.
     *
     * @param propagationDelay expected on the link
     * @param overrideInterval within which it delays Joins that override a Prune
     * @param tracking its T bit: it can do without suppression of Joins
     */
    public record Told(Duration propagationDelay, Duration overrideInterval, boolean tracking) {}

    /**
     * What holds on a link: the longest times that anybody tells, or the defaults if somebody tells none.
     *
     * @param self what this router tells
     * @param neighbors what each neighbour tells
     */
    public static LanDelays effective(Told self, Collection<Optional<Told>> neighbors) {
        if (neighbors.stream().anyMatch(Optional::isEmpty)) {
            return new LanDelays(PROPAGATION_DELAY_DEFAULT, OVERRIDE_INTERVAL_DEFAULT, true);
        }
        Duration propagation = self.propagationDelay();
        Duration override = self.overrideInterval();
        boolean tracking = self.tracking();
        for (Optional<Told> neighbor : neighbors) {
            Told told = neighbor.orElseThrow();
            propagation = longer(propagation, told.propagationDelay());
            override = longer(override, told.overrideInterval());
            tracking &= told.tracking();
        }
        return new LanDelays(propagation, override, !tracking);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
