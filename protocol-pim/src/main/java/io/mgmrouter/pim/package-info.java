/**
 * PIM-SM and PIM-SSM for IPv4 and IPv6 (RFC 7761, RFC 4607), the shell: what knows configuration, links and OSGi.
 *
 * <p>What is where:
 *
 * <ul>
 *   <li>{@code codec}: messages from and to octets; {@code fsm}: the RFC's machines; {@code rp}: which router is the RP
 *       of a group; {@code policy}: lists of rules. All pure. {@code tib}: the trees, and the client of the manager.
 *   <li>{@code PimFamilies}: the configuration of both families ({@code PimConfiguration}, {@code InterfaceSettings},
 *       {@code PimSettings}), links, routes, readiness; it makes a {@code PimRouter} for each family with an interface.
 *   <li>{@code PimRouter}: interfaces, trees ({@code Tib}) and {@code RendezvousPoints} of one family, and who hears
 *       what; {@code UnicastRoutes} sends to routers beyond the links.
 *   <li>{@code PimInterface}: one running interface. {@code HelloSender} and {@code Neighborhood} are the shells around
 *       the machines of section 4.3, {@code JoinPruneSender} gathers and paces, {@code HeaderCheck} and {@code
 *       MessageDecoder} decide what is dropped.
 *   <li>{@code PimTables}: what {@code mgmctl pim} shows.
 *   <li>{@code PimComponent} and, for each further kind of configuration, a {@code PartComponent}: the only classes
 *       that know OSGi.
 * </ul>
 *
 * <p>Everything happens on the bundle's loop. Only decoding runs on the I/O thread, Registers of data are sent by the
 * thread that has the packet ({@code UnicastRoutes}, {@code Transmitter}), and commands turn answers into text on their
 * own.
 *
 * <p>{@code null} is neither accepted nor returned.
 */
package io.mgmrouter.pim;
