/** How fast the manager is, and how much memory it takes. docs/testing.md says how to run this. */
package io.mgmrouter.bench;
