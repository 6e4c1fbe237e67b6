/** Writes down which statements the tests of a module prove; docs/standards.md is made from it. */
package io.mgmrouter.testkit.proof;
