/**
 * What operators decide about neighbours and groups: lists of rules, pure and immutable.
 *
 * <p>One configuration serves both families. A rule that names a prefix is about that prefix's family, one that names
 * none is about both. The first rule that matches decides; what none matches gets the opposite of the family's last
 * rule, so that a list of exceptions and a list of permissions both mean what they seem to.
 */
package io.mgmrouter.pim.policy;
