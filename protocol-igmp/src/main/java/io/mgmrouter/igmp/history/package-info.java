/**
 * Why groups came and went: the last events of each interface, kept in arrays so that writing one down costs next to
 * nothing. Text is made of them when somebody asks. Pure, of either family.
 */
package io.mgmrouter.igmp.history;
