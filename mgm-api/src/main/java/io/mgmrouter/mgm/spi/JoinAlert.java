package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.SourceGroup;

/**
 * Receivers exist behind interfaces of other clients.
 *
 * @param sourceGroup for what traffic
 * @param cause a membership was added, or its source is reached through the client's interface now; or an entry got its
 *     first outgoing interface
 */
public record JoinAlert(SourceGroup sourceGroup, Cause cause) {}
