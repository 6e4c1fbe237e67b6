package io.mgmrouter.testkit.conformance;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.RecordingProtocol;
import java.util.Arrays;
import java.util.Set;

/**
 * A protocol on the {@link Router}, with the calls it makes. Its callbacks run when the router settles.
 *
 * @param <P> what hears its callbacks
 */
public final class Client<P extends RecordingProtocol> {

    private static final Set<MembershipFlag> FORWARD = Set.of(MembershipFlag.FORWARD_STATE);

    private final Router router;
    private final ComponentId id;
    private final Role role;
    private final Set<Family> families;
    private final P protocol;

    Client(Router router, ComponentId id, Role role, Set<Family> families, P protocol) {
        this.router = router;
        this.id = id;
        this.role = role;
        this.families = families;
        this.protocol = protocol;
    }

    public ComponentId id() {
        return id;
    }

    /** What hears its callbacks, and answers them. */
    public P protocol() {
        return protocol;
    }

    public MgmSession session() {
        return protocol.session();
    }

    /** Its hold on an interface. */
    public InterfaceOwnership on(InterfaceId interfaceId) {
        return protocol.owned(interfaceId);
    }

    /** Takes interfaces. */
    public Client<P> owns(InterfaceId... interfaces) {
        for (InterfaceId each : interfaces) {
            router.complete(() -> session().takeOwnership(each));
        }
        return this;
    }

    /** Adds memberships on an interface. */
    public Client<P> joins(InterfaceId on, SourceGroup... pairs) {
        InterfaceOwnership ownership = on(on);
        Arrays.stream(pairs).forEach(ownership::join);
        return this;
    }

    /** Deletes memberships on an interface. */
    public Client<P> leaves(InterfaceId on, SourceGroup... pairs) {
        InterfaceOwnership ownership = on(on);
        Arrays.stream(pairs).forEach(ownership::leave);
        return this;
    }

    /** Puts an interface into the one entry. */
    public void forwards(InterfaceId on, SourceGroup pair) {
        on(on).add(pair, FORWARD);
    }

    /** Takes an interface out of the one entry. */
    public void stopsForwarding(InterfaceId on, SourceGroup pair) {
        on(on).delete(pair, FORWARD);
    }

    /** Releases interfaces. */
    public void releases(InterfaceId... interfaces) {
        for (InterfaceId each : interfaces) {
            InterfaceOwnership ownership = on(each);
            router.complete(ownership::close);
        }
    }

    /** Ends its session. */
    public void deregisters() {
        MgmSession session = session();
        router.complete(session::close);
    }

    /** Its bundle stops. */
    public void stops() {
        router.underTest().bundleStopped(id, protocol);
    }

    /** Its bundle is uninstalled. */
    public void isUninstalled() {
        router.underTest().bundleUninstalled(id, protocol);
    }

    /** Registers; again, if its bundle had stopped or it had deregistered. */
    public void registers() {
        router.underTest().attach(id, role, families, protocol);
        router.settle();
    }

    /** Hears nothing until {@link #listens}: its callbacks stay in its queue. */
    public void goesDeaf() {
        router.setDeaf(protocol.loop(), true);
    }

    /** Hears everything that came meanwhile. */
    public void listens() {
        router.setDeaf(protocol.loop(), false);
        router.settle();
    }
}
