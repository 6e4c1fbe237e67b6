package io.mgmrouter.testkit.protocols;

import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** PIM-DM (RFC 2715, section 4.3): prunes last minutes, wait for an override, and asserts are lost. */
public final class PimDm extends FloodAndPrune {

    /** How long a prune lasts (RFC 3973, section 4.8). */
    public static final Duration PRUNE_LIFE = Duration.ofSeconds(210);
    /** How long a neighbour may override another one's prune. */
    public static final Duration OVERRIDE_INTERVAL = Duration.ofSeconds(3);
    /** How long a lost assert keeps the interface silent. */
    public static final Duration ASSERT_LIFE = Duration.ofSeconds(180);

    private record Pending(InterfaceId on, Sg sg) {}

    private final Map<Pending, LoopTimer> pending = new HashMap<>();

    public PimDm(String name) {
        super(name, PRUNE_LIFE);
    }

    /** A downstream neighbour no longer wants the flow; the others of the link have a moment to disagree. */
    public void pruneReceived(InterfaceId on, Sg sg) {
        pending.computeIfAbsent(new Pending(on, sg), _ -> loop().timer("prune of " + sg, () -> overrideIsOver(on, sg)))
                .set(loop().now().plus(OVERRIDE_INTERVAL));
    }

    private void overrideIsOver(InterfaceId on, Sg sg) {
        pending.remove(new Pending(on, sg));
        stop(on, sg, PRUNE_LIFE);
    }

    /** A downstream neighbour overrides another one's prune. */
    public void joinReceived(InterfaceId on, Sg sg) {
        LoopTimer timer = pending.remove(new Pending(on, sg));
        if (timer != null) {
            timer.cancel();
        }
        resume(on, sg);
    }

    /** A downstream neighbour wants the flow again; grafts are acknowledged. */
    public void graftReceived(InterfaceId on, Sg sg) {
        send("graft-ack " + sg);
        joinReceived(on, sg);
    }

    /** A router of the link that is nearer to the source forwards the flow there. */
    public void assertLost(InterfaceId on, Sg sg) {
        stop(on, sg, ASSERT_LIFE);
    }
}
