package io.mgmrouter.mgm.core;

import java.util.HashMap;
import java.util.Map;

/**
 * The steps of a {@link Story}: for each its kind, then the parts it has. Flows that went the same way by the same
 * clients have the same steps, and keep them once.
 */
final class Steps {

    final Object[] parts;
    private final int hash;

    Steps(Object[] parts) {
        this.parts = parts;
        int sum = 1;
        for (Object part : parts) {
            sum = 31 * sum + System.identityHashCode(part);
        }
        this.hash = sum;
    }

    /** Compares what the parts are, not what they say: cheap, and the tables keep each interface and client once. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Steps steps) || steps.hash != hash || steps.parts.length != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] != steps.parts[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The ways flows took lately. */
    static final class Pool {

        /** More are begun anew; stories that have theirs keep them. */
        private static final int MOST = 1024;

        private final Map<Steps, Steps> known = new HashMap<>();

        Steps shared(Steps steps) {
            Steps first = known.putIfAbsent(steps, steps);
            if (first != null) {
                return first;
            }
            if (known.size() > MOST) {
                known.clear();
            }
            return steps;
        }
    }
}
