/**
 * How fast the manager's core is, and how much memory it takes. Run all of it with {@code bin/bench}, or one part with
 * its name.
 */
package io.mgmrouter.bench;
