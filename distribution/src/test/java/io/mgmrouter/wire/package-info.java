/**
 * The assembled router on real wires: network namespaces, hosts whose kernels speak IGMP, other routers. Tagged
 * "wire", run by the Maven profile of that name, and skipped, loudly, where root or a tool is missing. Nothing here
 * sleeps for a fixed time: what must come about is waited for with a deadline.
 */
package io.mgmrouter.wire;
