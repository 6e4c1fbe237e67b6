/**
 * Multicast Router Discovery (RFC 4286): telling snooping switches where the multicast routers are, without their
 * having to guess it from queries. Messages ({@link io.mgmrouter.igmp.discovery.DiscoveryMessage}), when to send them
 * ({@link io.mgmrouter.igmp.discovery.AdvertiserState}) and who else does
 * ({@link io.mgmrouter.igmp.discovery.DiscoveredRouters}). Pure, of either family.
 */
package io.mgmrouter.igmp.discovery;
