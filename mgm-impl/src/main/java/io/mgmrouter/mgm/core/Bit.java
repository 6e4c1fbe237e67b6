package io.mgmrouter.mgm.core;

import io.mgmrouter.mgm.SourceGroup;
import java.util.List;
import java.util.Optional;

/**
 * A short part of a long reading.
 *
 * @param items what was found
 * @param next behind which pair to go on; empty at the end
 */
public record Bit<T>(List<T> items, Optional<SourceGroup> next) {}
