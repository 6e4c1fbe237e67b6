/**
 * The forwarder on Linux: entries in the kernel's multicast tables, one forwarder for each family.
 *
 * <p>{@link io.mgmrouter.forwarder.kernel.KernelForwarder} takes wishes from the manager's thread and fulfils them on
 * its control loop. {@link io.mgmrouter.forwarder.kernel.VifMap} gives interfaces their small numbers, {@link
 * io.mgmrouter.forwarder.kernel.EntryProgram} writes entries, and only what differs. Nothing here knows OSGi.
 */
package io.mgmrouter.forwarder.kernel;
