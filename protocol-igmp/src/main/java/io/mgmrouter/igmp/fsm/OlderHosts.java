package io.mgmrouter.igmp.fsm;

import io.mgmrouter.igmp.fsm.FilterEvent.Block;
import io.mgmrouter.igmp.fsm.FilterEvent.ToEx;
import io.mgmrouter.igmp.fsm.FilterEvent.ToIn;
import io.mgmrouter.loop.Tick;
import java.util.Optional;
import java.util.Set;

/**
 * Hosts of older versions among the members of a group, and what must be ignored on their account (RFC 3376, section
 * 7.3.2): they keep silent when another host has just reported, so nobody else's word may end the group for them.
 *
 * @param v1Present the IGMPv1 Host Present timer
 * @param v2Present the IGMPv2 Host Present timer
 */
public record OlderHosts(Optional<Tick> v1Present, Optional<Tick> v2Present) {

    static final OlderHosts NONE = new OlderHosts(Optional.empty(), Optional.empty());

    /** The Group Compatibility Mode. */
    public HostVersion mode(Tick now) {
        return isRunning(v1Present, now) ? HostVersion.V1 : isRunning(v2Present, now) ? HostVersion.V2 : HostVersion.V3;
    }

    OlderHosts reported(HostVersion version, Tick presentUntil) {
        return switch (version) {
            case V1 -> new OlderHosts(Optional.of(presentUntil), v2Present);
            case V2 -> new OlderHosts(v1Present, Optional.of(presentUntil));
            case V3 -> this;
        };
    }

    /** What is left of a statement in this mode; empty if it is ignored. */
    Optional<FilterEvent> admit(FilterEvent event, Tick now) {
        HostVersion mode = mode(now);
        return switch (event) {
            case Block _ when mode != HostVersion.V3 -> Optional.empty();
            case ToIn _ when mode == HostVersion.V1 -> Optional.empty();
            case ToEx _ when mode != HostVersion.V3 -> Optional.of(new ToEx(Set.of()));
            default -> Optional.of(event);
        };
    }

    private static boolean isRunning(Optional<Tick> timer, Tick now) {
        return timer.isPresent() && !now.reached(timer.get());
    }
}
