package io.mgmrouter.mgm.spi;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A multicast routing protocol: a client of the manager. Publish it as a service with
 *
 * <ul>
 *   <li>{@link #PROTOCOL_ID} (Integer) and {@link #COMPONENT_ID} (Integer, default 0): its identity;
 *   <li>{@link #ROLE} (String, default {@code ROUTING}): one of {@link Role};
 *   <li>{@link #FAMILIES} (String[], default both): which of {@code IPV4}, {@code IPV6} it handles;
 *   <li>{@link #NAME} (String): a readable name for tools, default the protocol id.
 * </ul>
 *
 * A service with bad properties, or whose identity is taken, is {@link #refused} and not attached; it is tried again
 * when its properties change or another client leaves.
 *
 * <p>Every method below {@link #callbacks} runs on {@link #loop}. Defaults make a simple protocol: it accepts every
 * question as asked, mirrors local members as its own, and ignores the rest.
 */
@ConsumerType
public interface MulticastProtocol {

    String PROTOCOL_ID = "mgm.protocol.id";
    String COMPONENT_ID = "mgm.component.id";
    String ROLE = "mgm.role";
    String FAMILIES = "mgm.families";
    String NAME = "mgm.name";

    /** The loop callbacks run on. Asked once, before {@link #attached}. */
    ControlLoop loop();

    /**
     * Which callbacks this protocol wants; the others are skipped as if it had answered "no change" (MGM-009). A
     * protocol that needs no {@link Callback#RPF} and {@link Callback#CREATION_ALERT} spares every new flow a question;
     * without {@link Callback#WRONG_INTERFACE} too, new sources may be forwarded before the manager has heard of them.
     * Asked once, before {@link #attached}.
     */
    default Set<Callback> callbacks() {
        return EnumSet.allOf(Callback.class);
    }

    /**
     * The manager has registered this protocol. Past joins are not replayed (MGM-010): enumerate the groups. May come
     * again with a new session after {@link #detached}, when the manager's bundle was replaced.
     */
    void attached(MgmSession session);

    /**
     * The manager has not registered this protocol. It is tried again, and may be refused again, as long as its service
     * is there.
     *
     * @param reason {@code ALREADY_EXISTS} if its identity or its role is taken (MGM-002, decision D-20);
     *     {@code INVALID_PARAMETER} with {@link io.mgmrouter.mgm.Reason#BAD_PROPERTIES} for its service properties
     */
    default void refused(MgmException reason) {}

    /** The session is over; nothing can be done with it any more. */
    default void detached() {}

    /**
     * A packet of a new flow arrived, and this client owns the interface toward its source (MGM-077).
     *
     * @return where the data is expected and from whom; an interface this client does not own is ignored (MGM-080)
     */
    default RpfDecision onRpf(RpfQuery query) {
        return query.accept();
    }

    /**
     * A forwarding entry is about to be made with interfaces of this client in it (MGM-081).
     *
     * @return those of the candidates to leave out (MGM-083)
     */
    default Set<InterfaceId> onCreation(CreationAlert alert) {
        return Set.of();
    }

    /** Receivers appeared behind other clients' interfaces: request the data and deliver it here. */
    default void onJoinAlert(JoinAlert alert) {}

    /**
     * The last receivers behind other clients' interfaces went.
     *
     * @return for {@link io.mgmrouter.mgm.Cause#FORWARDING_ENTRY}: how long the entry without outgoing interfaces is to
     *     live, in whole seconds; empty for the default of 900 s (MGM-088). Ignored otherwise
     */
    default Optional<Duration> onPruneAlert(PruneAlert alert) {
        return Optional.empty();
    }

    /** IGMP found members on an interface this client owns (MGM-072). The default declares them as its own. */
    default void onLocalJoin(LocalMembership membership) {
        membership.ownership().join(membership.sourceGroup());
    }

    /** The local members are gone (MGM-073). */
    default void onLocalLeave(LocalMembership membership) {
        membership.ownership().leave(membership.sourceGroup());
    }

    /** A packet of a known flow arrived on this client's interface, which is not the expected one (MGM-091). */
    default void onWrongInterface(WrongInterface alert) {}
}
