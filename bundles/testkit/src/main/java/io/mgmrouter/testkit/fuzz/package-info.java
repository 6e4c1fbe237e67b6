/**
 * Fuzzing: inputs nobody thought of, for everything that reads octets somebody else has written.
 *
 * <p>A target is a subclass of {@link io.mgmrouter.testkit.fuzz.FuzzTest}. Its seeds are text, see
 * {@link io.mgmrouter.testkit.fuzz.Seeds}. Every build runs the seeds, their truncations and random mutations of them;
 * a build with {@code -Pfuzz} runs each target under Jazzer, which looks for inputs that reach new code, for a time
 * that is given. What it finds is a line for the seeds.
 */
package io.mgmrouter.testkit.fuzz;
