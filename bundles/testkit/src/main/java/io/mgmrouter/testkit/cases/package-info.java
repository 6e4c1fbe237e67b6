/**
 * Recorded cases: what a protocol is told, and what it did, as text that a person can write and review. A case is a
 * folder with {@code about.md}, {@code in.txt} and {@code out.txt}; see
 * {@link io.mgmrouter.testkit.cases.RecordedCase}.
 */
package io.mgmrouter.testkit.cases;
