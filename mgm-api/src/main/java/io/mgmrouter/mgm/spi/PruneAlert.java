package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;

/**
 * No receivers are left behind interfaces of other clients, or what they want no longer comes through one of the
 * client's own.
 *
 * @param sourceGroup for what traffic
 * @param interfaceId for {@code MEMBERSHIP} the interface of the deleted membership, or the RPF interface until the
 *     route to the source changed; for {@code FORWARDING_ENTRY} the entry's incoming interface (decision D-11)
 * @param cause a membership was deleted, or its source is reached through another client's interface now; or an entry
 *     lost its last outgoing interface
 */
public record PruneAlert(SourceGroup sourceGroup, InterfaceId interfaceId, Cause cause) {}
