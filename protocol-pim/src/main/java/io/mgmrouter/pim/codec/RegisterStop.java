package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;

/**
 * Register-Stop (RFC 7761, section 4.9.4): the rendezvous point does not want the source's packets in Registers.
 *
 * @param group a host prefix, that of the group
 * @param source unspecified for all sources of the group
 */
public record RegisterStop(IpPrefix group, IpAddress source) implements PimMessage {}
