/**
 * The Tree Information Base of RFC 7761, section 4.1: (*,G), (S,G) and (S,G,rpt) state of all interfaces, and what
 * follows from it: which Joins and Prunes go upstream, who registers, who asserts, and which memberships the manager is
 * told.
 *
 * <p>What is where:
 *
 * <ul>
 *   <li>{@code GroupTree} is (*,G), {@code SourceTree} is (S,G) with (S,G,rpt); {@code GroupOif} and {@code SourceOif}
 *       are their state on one interface. The macros of section 4.1.6 are methods of these, under the RFC's names.
 *   <li>{@code Tib} holds them together: events come in here, each changes the state of one machine, and {@code
 *       TreeUpdate} then derives everything else anew for the trees touched: JoinDesired, CouldRegister, CouldAssert,
 *       memberships.
 *   <li>{@code RpfTable} knows where sources and RPs are reached, and which trees depend on a route or a neighbour.
 *   <li>{@code JoinPruneIntake}, {@code Asserts}, {@code FirstHop} (Register, section 4.4.1), {@code RendezvousPoint}
 *       (4.4.2) and {@code DataArrival} (4.2) are the RFC's chapters.
 *   <li>{@code PimClient} is the client of the manager; nothing else talks to it but {@code TibLink} and {@code
 *       Programming}.
 * </ul>
 *
 * <p>All of it runs on the loop's thread, {@code FirstHop#encapsulate} excepted. The manager forwards what memberships
 * say: a (*,G) or (S,G) membership for each interface of an immediate_olist; what a source's inherited_olist lacks of
 * that is taken out of its entry with {@code FORWARD_STATE}, and left out again whenever the manager asks.
 *
 * <p>Choices the RFC leaves open, or that the manager imposes:
 *
 * <ul>
 *   <li>The manager knows no negative memberships of hosts: pim_exclude(S,G) is always empty.
 *   <li>(*,*,RP) is gone from the standard; receivers of everything behind other protocols are not served.
 *   <li>Periodic Joins are due in whole seconds, so that those of one neighbour go in few messages.
 *   <li>Keepalive timers look at the entry's counters when they run out: a source is forgotten one to two periods after
 *       its last packet.
 *   <li>An interface that asked for (S,G) only gets its packets also from the shared tree, until they come the shortest
 *       way.
 * </ul>
 */
package io.mgmrouter.pim.tib;
