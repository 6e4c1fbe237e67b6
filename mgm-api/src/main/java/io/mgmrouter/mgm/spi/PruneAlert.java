package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;

/**
 * No receivers are left behind interfaces of other clients.
 *
 * @param sourceGroup for what traffic
 * @param interfaceId for {@code MEMBERSHIP} the interface of the deleted membership, for {@code FORWARDING_ENTRY} the
 *     entry's incoming interface (decision D-11)
 * @param cause a membership was deleted, or an entry lost its last outgoing interface
 */
public record PruneAlert(SourceGroup sourceGroup, InterfaceId interfaceId, Cause cause) {}
