/** The manager in OSGi: services come and go, the manager hears of it. No multicast logic here. */
package io.mgmrouter.mgm.osgi;
