/** Publishes the packet forwarder, and tells operators whether it works. */
package io.mgmrouter.forwarder;
