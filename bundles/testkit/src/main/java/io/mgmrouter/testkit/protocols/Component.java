package io.mgmrouter.testkit.protocols;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.util.List;

/** One component of a multicast border router (RFC 2715, section 1): a protocol that stands for its domain. */
public interface Component {

    /** It has taken its interfaces: it catches up with the router's memberships and says what it always wants. */
    void started();

    /** The domain wants this traffic delivered out of an interface. */
    void receiversCame(InterfaceId on, SourceGroup pair);

    /** The domain no longer wants it there. */
    void receiversWent(InterfaceId on, SourceGroup pair);

    /** True if by its own state copies of this flow go out of this interface, should they arrive on another. */
    boolean forwards(InterfaceId on, Sg sg);

    /** Messages toward sources, rendezvous point or neighbours since the last call, such as {@code join (*,G)}. */
    List<String> takeSent();
}
