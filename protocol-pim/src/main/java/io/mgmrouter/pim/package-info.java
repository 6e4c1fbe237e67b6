/**
 * PIM-SM and PIM-SSM for IPv4 and IPv6 (RFC 7761, RFC 4607): reserved, not yet written.
 *
 * <p>It will have the shape of every protocol here: {@code PimComponent} (the only class that knows OSGi),
 * {@code PimSettings}, {@code PimRouter} and {@code PimInterface} (shells around the machines), {@code codec} (one
 * record per message) and {@code fsm} (one switch per table of the RFC). It publishes a
 * {@link io.mgmrouter.mgm.spi.MulticastProtocol}, answers the manager's RPF and creation questions, takes local joins
 * from IGMP and MLD, and never touches the forwarder.
 */
package io.mgmrouter.pim;
