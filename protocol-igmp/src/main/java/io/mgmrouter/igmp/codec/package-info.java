/**
 * IGMP and MLD on the wire: one immutable record per kind of message, shared by both families, and pure functions from
 * and to octets.
 *
 * <ul>
 *   <li>{@link io.mgmrouter.igmp.codec.MembershipQuery}: queries of all versions;
 *   <li>{@link io.mgmrouter.igmp.codec.MembershipReport} and its {@link io.mgmrouter.igmp.codec.GroupRecord}s: IGMPv3
 *       and MLDv2;
 *   <li>{@link io.mgmrouter.igmp.codec.OlderReport}, {@link io.mgmrouter.igmp.codec.LeaveGroup}: the older hosts;
 *   <li>{@link io.mgmrouter.igmp.codec.IgmpCodec} (RFC 3376, RFC 2236, RFC 1112), {@link
 *       io.mgmrouter.igmp.codec.MldCodec} (RFC 3810, RFC 2710): how they look.
 * </ul>
 *
 * <p>A checksum is never a component of a record. What is not a valid message is a {@link
 * io.mgmrouter.link.MalformedPacketException} with one of the reasons in {@link io.mgmrouter.igmp.codec.Reasons}.
 * Counts in a packet are compared with its length before anything is allocated.
 */
package io.mgmrouter.igmp.codec;
