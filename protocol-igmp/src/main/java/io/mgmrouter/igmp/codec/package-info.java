/**
 * IGMP on the wire: one immutable record per message, and pure functions from and to octets.
 *
 * <ul>
 *   <li>{@link io.mgmrouter.igmp.codec.MembershipQuery}: queries of all three versions (RFC 3376, section 4.1);
 *   <li>{@link io.mgmrouter.igmp.codec.MembershipReportV3} and its {@link io.mgmrouter.igmp.codec.GroupRecord}s
 *       (section 4.2);
 *   <li>{@link io.mgmrouter.igmp.codec.MembershipReportV1}, {@link io.mgmrouter.igmp.codec.MembershipReportV2},
 *       {@link io.mgmrouter.igmp.codec.LeaveGroup}: the older hosts (RFC 1112, appendix I; RFC 2236, section 2).
 * </ul>
 *
 * <p>The checksum is verified when a message is read and computed when it is written; it is never a component of a
 * record. What is not a valid message is a {@link io.mgmrouter.link.MalformedPacketException} with one of the reasons
 * in {@link io.mgmrouter.igmp.codec.Reasons}. Counts in a packet are compared with its length before anything is
 * allocated.
 */
package io.mgmrouter.igmp.codec;
