package io.mgmrouter.archtest.bad;

import java.lang.foreign.Arena;

/** Makes native calls outside the bundle for them. */
public final class NativeCaller {

    public Arena memory() {
        return Arena.ofAuto();
    }
}
