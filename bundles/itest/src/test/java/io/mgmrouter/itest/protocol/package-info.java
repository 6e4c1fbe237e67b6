/** A protocol as a vendor would write it, packed into a bundle by the test. */
package io.mgmrouter.itest.protocol;
