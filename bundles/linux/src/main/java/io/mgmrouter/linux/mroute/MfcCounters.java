package io.mgmrouter.linux.mroute;

/**
 * Traffic of an entry.
 *
 * @param packets packets that matched it
 * @param octets their octets
 * @param wrongVif packets that arrived on another VIF than the expected one
 */
public record MfcCounters(long packets, long octets, long wrongVif) {}
