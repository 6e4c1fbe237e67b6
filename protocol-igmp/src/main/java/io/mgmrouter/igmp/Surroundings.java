package io.mgmrouter.igmp;

import io.mgmrouter.igmp.policy.Quota;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;

/**
 * What all interfaces of a router share.
 *
 * @param loop runs them
 * @param links their channels
 * @param sources counts what their tables hold together
 */
record Surroundings(ControlLoop loop, LinkService links, Quota sources) {}
