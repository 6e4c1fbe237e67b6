/**
 * The router side of IGMPv1, v2 and v3 (RFC 1112, appendix I; RFC 2236; RFC 3376 and RFC 9776) and of MLDv1 and v2 (RFC
 * 2710; RFC 3810 and RFC 9777; RFC 4604 for the source-specific range of both): learns which groups and sources the
 * hosts of a link want, and tells the manager. One code for both families, and two clients of the manager.
 *
 * <p>What is where:
 *
 * <ul>
 *   <li>{@code codec}: messages from and to octets; {@code fsm}: the RFC's machines. Both are pure.
 *   <li>{@code MembershipRouter}: brings together configuration, links and the manager's session, and decides which
 *       interfaces run; {@code RouterConfiguration} and {@code InterfaceSettings} are its view
 *       of the properties.
 *   <li>{@code MembershipInterface}: one running interface, the shell around the machines; {@code GroupTable} and
 *       {@code DeadlineQueue} hold its groups, {@code MgmInterface} its side of the manager, {@code HeaderCheck} and
 *       {@code MessageDecoder} decide what is dropped, {@code QueryWriter} words its queries.
 *   <li>{@code policy}, {@code host}, {@code history}, {@code discovery}: what operators decide, what is known of
 *       single hosts, why groups came and went, and Multicast Router Discovery. All pure. {@code InterfacePolicy} is
 *       their configuration; {@code ReportIntake} applies it to what hosts say, {@code HostWatch}, {@code FillLevels},
 *       {@code Chronicle}, {@code RouterAdvertiser} and {@code LocalJoins} are their shells.
 *   <li>{@code Resync}: confirming what the manager held while this bundle was away.
 *   <li>{@code StatusTables}, {@code HostTables}: the tables of {@code mgmctl igmp ...} and {@code mgmctl mld ...}.
 *   <li>{@code RouterComponent}, {@code InterfaceComponent} and their two subclasses each: the only classes that know
 *       OSGi.
 * </ul>
 *
 * <p>A report's way: I/O thread, {@code MessageDecoder}; then on the loop {@code HeaderCheck}, {@code
 * MembershipInterface}, {@code ReportIntake}, {@code GroupTable}, one step of {@code GroupState}, and what changed
 * through {@code MgmInterface} to the manager. It costs some lookups and one move in a heap, however many groups there
 * are; rules that are not configured cost the test of a field.
 *
 * <p>Choices the RFCs leave open, or that the manager imposes:
 *
 * <ul>
 *   <li>The manager knows no negative membership. INCLUDE(A) becomes one (S,G) per source, EXCLUDE(X,Y) one (*,G): a
 *       source that everybody excludes is still forwarded. Its state is kept, so nothing is lost on the way back.
 *   <li>The first queries ask for answers within a second ({@code startup.query.response.interval}), so that members
 *       are back that soon after the bundle was replaced.
 *   <li>A stopping bundle withdraws nothing: the manager holds it. A deleted configuration, or a link that goes down,
 *       withdraws everything on that interface.
 *   <li>Timers are lowered for another router's specific query only while that router is the querier (RFC 2236).
 *   <li>Termination of router discovery is told whenever the bundle stops: it cannot know whether it will be back.
 *   <li>On an interface configured for an older version, reports of newer versions are ignored: the queries make hosts
 *       fall back.
 *   <li>Both clients share one loop. MLD without a configured interface is ready, silent, and not rehearsed.
 * </ul>
 *
 * <p>Nothing a packet contains can grow memory beyond the configured limits, or write more than a few log lines.
 */
package io.mgmrouter.igmp;
