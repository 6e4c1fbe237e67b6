package io.mgmrouter.mgm;

/**
 * One client's statement that there are receivers behind an interface.
 *
 * @param sourceGroup for what traffic
 * @param interfaceId behind which interface
 * @param client who says so
 * @param stale true while its client is away and may come back to confirm it
 */
public record Membership(SourceGroup sourceGroup, InterfaceId interfaceId, ComponentId client, boolean stale) {}
