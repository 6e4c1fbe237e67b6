package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.SourceGroup;

/**
 * Receivers exist behind interfaces of other clients.
 *
 * @param sourceGroup for what traffic
 * @param cause a membership was added, or an entry got its first outgoing interface
 */
public record JoinAlert(SourceGroup sourceGroup, Cause cause) {}
