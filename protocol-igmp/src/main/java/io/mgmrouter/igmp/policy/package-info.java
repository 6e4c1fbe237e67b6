/**
 * What an operator decides about memberships: who may join what ({@link io.mgmrouter.igmp.policy.AccessList}), where
 * only single sources can be joined and which those are ({@link io.mgmrouter.igmp.policy.SsmPolicy}), how much of it
 * there may be ({@link io.mgmrouter.igmp.policy.Quota}, {@link io.mgmrouter.igmp.policy.Watermark}), and what is wanted
 * whoever reports ({@link io.mgmrouter.igmp.policy.StaticGroups}).
 *
 * <p>Everything here is pure and of either family. What is read from text is refused with an
 * {@link java.lang.IllegalArgumentException} whose message says which part of the text is wrong.
 */
package io.mgmrouter.igmp.policy;
