/**
 * Tests inside a real framework: what only shows when bundles are resolved, wired, started and taken away.
 *
 * <p>{@code EmbeddedRouter} starts Felix with bundles of the reactor in less than a second, {@code TestBundle} makes a
 * bundle of test classes. The types of {@code io.mgmrouter.*} come from the mgm-api bundle itself: the test's own
 * copies of them are other classes. Built with {@code sharingApi()}, the framework takes the packages of the API from
 * the test's class path instead, and the test can use them.
 */
package io.mgmrouter.itest;
