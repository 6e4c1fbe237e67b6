package io.mgmrouter.testkit.conformance;

import java.time.Duration;

/**
 * What the contract leaves to configuration.
 *
 * @param entryLifetime life span of a forwarding entry whose owner says nothing about it
 * @param questionDeadline how long a client may take for an answer before it counts as "no change"
 * @param hold how long the state of a client whose bundle stopped is kept; zero removes it at once
 * @param wrongInterfaceInterval least time between two wrong-interface alerts of one flow
 */
public record ManagerSettings(
        Duration entryLifetime, Duration questionDeadline, Duration hold, Duration wrongInterfaceInterval) {

    public static final ManagerSettings DEFAULTS = new ManagerSettings(
            Duration.ofSeconds(900), Duration.ofMillis(250), Duration.ofSeconds(180), Duration.ofSeconds(3));

    public ManagerSettings withHold(Duration newHold) {
        return new ManagerSettings(entryLifetime, questionDeadline, newHold, wrongInterfaceInterval);
    }
}
