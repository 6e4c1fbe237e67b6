/** The Windows view in OSGi: one object for each bundle that uses it. */
package io.mgmrouter.mgm.win32.osgi;
