package io.mgmrouter.testkit.protocols;

import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** DVMRP (RFC 2715, section 4.1): prunes last two hours, and one router of a link is forwarder for a source network. */
public final class Dvmrp extends FloodAndPrune {

    /** How long a prune lasts. */
    public static final Duration PRUNE_LIFE = Duration.ofHours(2);

    private final Map<InterfaceId, Set<IpPrefix>> forwardedByAnother = new HashMap<>();

    public Dvmrp(String name) {
        super(name, PRUNE_LIFE);
    }

    /** All dependent downstream routers of the interface have pruned the flow. */
    public void pruneReceived(InterfaceId on, Sg sg) {
        stop(on, sg, PRUNE_LIFE);
    }

    /** A dependent downstream router wants the flow again; grafts are acknowledged. */
    public void graftReceived(InterfaceId on, Sg sg) {
        send("graft-ack " + sg);
        resume(on, sg);
    }

    /** Another router of the link has the better route: it is the designated forwarder for these sources. */
    public void forwardedByAnother(InterfaceId on, IpPrefix sources) {
        forwardedByAnother.computeIfAbsent(on, _ -> new HashSet<>()).add(sources);
    }

    @Override
    public boolean forwards(InterfaceId on, Sg sg) {
        return super.forwards(on, sg)
                && forwardedByAnother.getOrDefault(on, Set.of()).stream()
                        .noneMatch(sources -> sources.contains(sg.source()));
    }
}
