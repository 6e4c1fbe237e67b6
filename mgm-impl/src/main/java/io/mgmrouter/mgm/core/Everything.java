package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.StarStar;

/** The wildcard receivers of one family. */
final class Everything extends Members {

    private final StarStar pair;

    Everything(Family family) {
        this.pair = new StarStar(family);
    }

    @Override
    StarStar sourceGroup() {
        return pair;
    }

    @Override
    Family family() {
        return pair.family();
    }
}
