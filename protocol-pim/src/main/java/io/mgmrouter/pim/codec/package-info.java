/**
 * PIM on the wire: one immutable record per kind of message, shared by both families, and pure functions from and to
 * octets (RFC 7761, section 4.9; RFC 5059, section 4).
 *
 * <ul>
 *   <li>{@link io.mgmrouter.pim.codec.Hello}, {@link io.mgmrouter.pim.codec.JoinPrune} with its {@link
 *       io.mgmrouter.pim.codec.GroupEntry}s, {@link io.mgmrouter.pim.codec.Assert}: to the routers of a link;
 *   <li>{@link io.mgmrouter.pim.codec.Register} and {@link io.mgmrouter.pim.codec.RegisterStop}: to a rendezvous point
 *       and back;
 *   <li>{@link io.mgmrouter.pim.codec.Bootstrap} with its {@link io.mgmrouter.pim.codec.GroupRps}, and {@link
 *       io.mgmrouter.pim.codec.CandidateRpAdvertisement}: which rendezvous points there are;
 *   <li>{@link io.mgmrouter.pim.codec.PimCodec}: how they look; the {@code ...Format} classes for the longer ones, and
 *       {@code Encoding} for the addresses in them;
 *   <li>{@link io.mgmrouter.pim.codec.JoinPrunePacker} and {@link io.mgmrouter.pim.codec.BootstrapFragmenter}: what is
 *       too long for one packet.
 * </ul>
 *
 * <p>A checksum is never a component of a record. What is not a valid message is a {@link
 * io.mgmrouter.link.MalformedPacketException} with one of the reasons in {@link io.mgmrouter.pim.codec.Reasons}. Counts
 * and lengths in a packet are compared with its length before anything is allocated. A record refuses values that its
 * message has no room for, so that this router does not send them.
 */
package io.mgmrouter.pim.codec;
