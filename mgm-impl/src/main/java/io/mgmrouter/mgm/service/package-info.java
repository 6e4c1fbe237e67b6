/**
 * The manager's rim: one lock around {@link io.mgmrouter.mgm.core.GroupManager}, and delivery of its effects.
 *
 * <p>Under the lock effects are only handed over: callbacks to the client's own loop, table operations to the
 * forwarder's queue, slow errands to the manager's own loop. Nothing is called that could wait or come back, so a
 * slow, stuck or throwing client delays nobody else. Answers come back as further calls.
 */
package io.mgmrouter.mgm.service;
