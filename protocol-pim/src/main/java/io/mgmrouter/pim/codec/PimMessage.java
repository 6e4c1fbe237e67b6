package io.mgmrouter.pim.codec;

/**
 * A message of PIM version 2, of either family (RFC 7761, section 4.9). Immutable; all addresses of a message are of
 * the family of the packet that carries it.
 */
public sealed interface PimMessage
        permits Hello, Register, RegisterStop, JoinPrune, Bootstrap, Assert, CandidateRpAdvertisement {}
