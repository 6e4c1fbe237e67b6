package io.mgmrouter.pim;

import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import java.util.random.RandomGenerator;

/**
 * What all interfaces share.
 *
 * @param loop runs them
 * @param links their channels
 * @param random for Generation IDs and random delays
 */
record Environment(ControlLoop loop, LinkService links, RandomGenerator random) {}
