package io.mgmrouter.archtest.bad;

import io.mgmrouter.mgm.core.CoreStandIn;

/** Reaches past the contract into the manager. */
public final class CoreUser {

    public CoreStandIn core() {
        return new CoreStandIn();
    }
}
