/**
 * Which RP a group has, and how the routers of a domain come to agree on it.
 *
 * <ul>
 *   <li>{@link io.mgmrouter.pim.rp.RpSet}: RP(G) (RFC 7761, section 4.7; RFC 6226), from {@code RpRange} with static
 *       and learned RPs, {@code RpHash} and {@code EmbeddedRp} (RFC 3956).
 *   <li>{@link io.mgmrouter.pim.rp.Bootstrapping}: bootstrap routers (RFC 5059). A {@code Zone} has an {@code Election}
 *       ({@code CandidateBsrState}, section 3.1.1, or {@code NonCandidateBsrState}, 3.1.2) and an {@code RpTable};
 *       {@code Candidacies} ({@code CandidateRpState}, 3.2) offer this router as an RP.
 *   <li>{@link io.mgmrouter.pim.rp.AnycastRp}: to which other RPs a Register goes on (RFC 4610).
 *   <li>{@link io.mgmrouter.pim.rp.RpSettings}, {@link io.mgmrouter.pim.rp.BsrSettings}, {@link
 *       io.mgmrouter.pim.rp.CandidateRpSettings}: configuration; {@link io.mgmrouter.pim.rp.RpTables}: what commands
 *       show.
 * </ul>
 *
 * <p>The shell asks {@code Bootstrapping} when a message has come, a neighbour is new, or {@code due()}; it sends what
 * is returned, gives {@code Learned} ranges to {@code RpSet}, and tells the trees which ranges that changed.
 *
 * <p>Nothing here knows a packet, a thread or a clock: messages are records, time is an argument, and what is to be
 * sent is returned. {@code null} is neither accepted nor returned. One object per family, for one thread.
 */
package io.mgmrouter.pim.rp;
