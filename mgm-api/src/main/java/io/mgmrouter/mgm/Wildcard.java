package io.mgmrouter.mgm;

import java.util.Set;

/**
 * Whether new sources of a group are forwarded by one (*,G) entry of the forwarder, without asking anybody, or each by
 * an (S,G) entry of its own. That entry is the forwarder's alone: the contract's entries are (S,G), and go first.
 */
public sealed interface Wildcard {

    /** The group. */
    StarG starG();

    /**
     * The forwarder has a (*,G) entry.
     *
     * @param starG the group
     * @param incomingInterfaces where packets of any source are accepted
     * @param outgoingInterfaces where copies go
     */
    record Installed(StarG starG, Set<InterfaceId> incomingInterfaces, Set<InterfaceId> outgoingInterfaces)
            implements Wildcard {
        public Installed {
            incomingInterfaces = Set.copyOf(incomingInterfaces);
            outgoingInterfaces = Set.copyOf(outgoingInterfaces);
        }
    }

    /**
     * Each source of the group has an entry of its own.
     *
     * @param starG the group
     * @param obstacle the first reason that was found
     */
    record Absent(StarG starG, Obstacle obstacle) implements Wildcard {}

    /** Why there is no (*,G) entry. */
    enum Obstacle {
        /** {@code wildcard.entries} of the manager's configuration is off. */
        SWITCHED_OFF,
        /** No forwarder of the family takes (*,G) entries. */
        FORWARDER,
        /** Somebody wants everything, (*,*), and so has to hear of every source. */
        WILDCARD_RECEIVER,
        /** Links of a point-to-multipoint interface that packets came from are told apart. */
        LINKS_TOLD_APART,
        /** The owner of an interface that packets came from wants to be asked about each source. */
        SOURCES_ASKED,
        /** No packet has come yet from an interface that somebody owns. */
        NO_SOURCE_INTERFACE,
        /** The group is never forwarded. */
        LINK_LOCAL,
        /** Somebody asked for single sources of the group. */
        SINGLE_SOURCES,
        /** A client with receivers wants to be asked about each entry. */
        RECEIVERS_ASKED,
        /** An interface that packets came from has receivers of the group itself. */
        RECEIVERS_AT_SOURCE,
        /** Nobody has receivers of the group. */
        NO_RECEIVERS,
        /** None; the entry is made in a moment. */
        NONE
    }
}
