package io.mgmrouter.igmp.fsm;

import io.mgmrouter.ip.IpAddress;
import java.util.Set;

/**
 * What a host says about one group: the six record types of RFC 3376, section 4.2.12, under the names of its tables.
 */
public sealed interface FilterEvent {

    /** The sources it names. */
    Set<IpAddress> sources();

    /** IS_IN(x): MODE_IS_INCLUDE. */
    record IsIn(Set<IpAddress> sources) implements FilterEvent {
        public IsIn {
            sources = Set.copyOf(sources);
        }
    }

    /** IS_EX(x): MODE_IS_EXCLUDE. */
    record IsEx(Set<IpAddress> sources) implements FilterEvent {
        public IsEx {
            sources = Set.copyOf(sources);
        }
    }

    /** ALLOW(x): ALLOW_NEW_SOURCES. */
    record Allow(Set<IpAddress> sources) implements FilterEvent {
        public Allow {
            sources = Set.copyOf(sources);
        }
    }

    /** BLOCK(x): BLOCK_OLD_SOURCES. */
    record Block(Set<IpAddress> sources) implements FilterEvent {
        public Block {
            sources = Set.copyOf(sources);
        }
    }

    /** TO_IN(x): CHANGE_TO_INCLUDE_MODE. */
    record ToIn(Set<IpAddress> sources) implements FilterEvent {
        public ToIn {
            sources = Set.copyOf(sources);
        }
    }

    /** TO_EX(x): CHANGE_TO_EXCLUDE_MODE. */
    record ToEx(Set<IpAddress> sources) implements FilterEvent {
        public ToEx {
            sources = Set.copyOf(sources);
        }
    }
}
