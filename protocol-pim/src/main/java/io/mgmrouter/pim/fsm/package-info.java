/**
 * The state machines of PIM sparse mode: pure functions of state, event and time, one table of RFC 7761 each.
 *
 * <ul>
 *   <li>{@link io.mgmrouter.pim.fsm.DownstreamState}: what the routers on an interface have joined, (*,G) and (S,G)
 *       (sections 4.5.1 and 4.5.2); {@link io.mgmrouter.pim.fsm.DownstreamRptState}: which sources they do not want
 *       from the shared tree (4.5.3);
 *   <li>{@link io.mgmrouter.pim.fsm.UpstreamState}: what this router has joined (4.5.4 and 4.5.5);
 *       {@link io.mgmrouter.pim.fsm.UpstreamRptState}: which sources it has pruned off the shared tree (4.5.7);
 *   <li>{@link io.mgmrouter.pim.fsm.RegisterState}: whether packets of a source go to the RP in Registers (4.4.1);
 *   <li>{@link io.mgmrouter.pim.fsm.AssertState} over {@link io.mgmrouter.pim.fsm.AssertMetric}: which of several
 *       routers forwards onto a link (4.6).
 * </ul>
 *
 * <p>Nothing here knows a packet, a thread, a clock or a logger. States are immutable and carry their own deadlines;
 * the shell calls a machine again when {@code due()} has come. Times that the RFC draws at random are part of the
 * event. Timers of no state (Keepalive) are deadlines in the shell. A holdtime is a length: 65535 s, for ever, is
 * {@link io.mgmrouter.pim.fsm.Holdtime#NEVER}.
 */
package io.mgmrouter.pim.fsm;
