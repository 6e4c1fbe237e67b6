/**
 * The state machines of a multicast router's side of IGMP and MLD: pure functions of state, event and time.
 *
 * <ul>
 *   <li>{@link io.mgmrouter.igmp.fsm.QuerierState}: who asks on a link (RFC 3376, section 6.6.2; RFC 2236, section 7);
 *   <li>{@link io.mgmrouter.igmp.fsm.FilterTable} over {@link io.mgmrouter.igmp.fsm.FilterState} and
 *       {@link io.mgmrouter.igmp.fsm.FilterEvent}: the two tables of RFC 3376, section 6.4, row by row; {@link
 *       io.mgmrouter.igmp.fsm.SourceTimers}: the sources in it;
 *   <li>{@link io.mgmrouter.igmp.fsm.GroupState}: one group on one link: the table above, its timers (6.5), its
 *       specific queries and their retransmission (6.6.3), and the older hosts on it (7.3.2);
 *   <li>{@link io.mgmrouter.igmp.fsm.Timing}: the timers and counters of section 8.
 * </ul>
 *
 * <p>Nothing here knows a packet, a thread, a clock or a logger. States are immutable and carry their own deadlines;
 * the shell calls a machine again when {@code due()} has come. Addresses are of either family: the machines of RFC
 * 3810 are those of RFC 3376 under other section numbers.
 */
package io.mgmrouter.igmp.fsm;
