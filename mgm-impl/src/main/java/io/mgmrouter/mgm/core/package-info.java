/**
 * The manager itself: plain tables and rules. No OSGi, no thread, no lock, no clock, no I/O.
 *
 * <p>{@link io.mgmrouter.mgm.core.GroupManager} has one method per call of the contract, per answer and per event.
 * Each checks, changes the tables, and leaves what is to be done about it as a list of
 * {@link io.mgmrouter.mgm.core.Effect}, in order. The rules stand in six classes over the same
 * {@link io.mgmrouter.mgm.core.Tables}:
 *
 * <ul>
 *   <li>{@code Clients}: registration, holding the state of a client whose bundle is away, sweeping it;
 *   <li>{@code Ownerships}: taking and releasing interfaces, and the bracket around IGMP;
 *   <li>{@code Memberships}: who wants what, and the alerts that follow by counting (RFC 2715, section 3.1);
 *   <li>{@code Flows}: forwarding entries from the first packet to the last (RFC 2715, section 2);
 *   <li>{@code Rerouting}: what follows a route when it changes, memberships and entries alike (rule 1);
 *   <li>{@code Wildcards}: which groups the forwarder has one entry for, instead of asking about each source;
 * </ul>
 *
 * and {@code Views} reads. For one thread at a time: the caller brings the lock and the time.
 */
package io.mgmrouter.mgm.core;
