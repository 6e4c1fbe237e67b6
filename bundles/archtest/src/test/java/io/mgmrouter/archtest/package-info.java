/**
 * The sentences of {@code docs/architecture.md} that a machine can check. {@link io.mgmrouter.archtest.Rules} says
 * them, {@code ArchitectureTest} holds the product to them, and {@code RulesTest} shows, with the classes of
 * {@code bad}, that each of them can fail. {@code TutorialTest} holds {@code docs/writing-a-protocol.md} to its code.
 */
package io.mgmrouter.archtest;
