package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.util.function.Predicate;

/**
 * Which groups the operator lets have an RP, apart from naming it.
 *
 * @param family of the groups
 * @param sourceSpecific the groups of {@code ssm.range}, which have no RP
 * @param embedded whether groups of ff70::/12 have the RP that they contain, and no other
 */
public record RpPolicy(Family family, Predicate<IpAddress> sourceSpecific, boolean embedded) {}
