/**
 * The manager's core against a reference: random sequences of calls, answers and events are carried out by both, and
 * after each step everything that can be seen must agree.
 *
 * <p>{@code Step} is one thing that happens, as data; {@code Sequences} makes them by chance; {@code SideBySide}
 * carries them out; {@code Shrinking} makes a failing sequence small. The reference ({@code Tables}, and the rules
 * {@code Wanting}, {@code Flowing}, {@code Rerouting}, {@code Owning}, {@code Belonging}) is docs/contract.md in plain
 * lists and definitions: slow, and nowhere clever.
 */
package io.mgmrouter.mgm.model;
