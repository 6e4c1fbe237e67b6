/**
 * Which RP a group has, and how the routers of a domain come to agree on it.
 *
 * <ul>
 *   <li>{@link io.mgmrouter.pim.rp.RpSet}: RP(G) (RFC 7761, section 4.7; RFC 6226), from {@code RpRange} with static and
 *       learned RPs, {@code RpHash} and {@code EmbeddedRp} (RFC 3956).
 * </ul>
 *
 * <p>Nothing here knows a packet, a thread or a clock: messages are records, time is an argument, and what is to be sent
 * is returned. {@code null} is neither accepted nor returned. One object per family, for one thread.
 */
package io.mgmrouter.pim.rp;
