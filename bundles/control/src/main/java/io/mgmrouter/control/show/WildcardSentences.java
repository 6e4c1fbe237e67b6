package io.mgmrouter.control.show;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.Wildcard.Absent;
import io.mgmrouter.mgm.Wildcard.Installed;
import java.util.Set;
import java.util.stream.Collectors;

/** The (*,G) entry of a group in words, or why there is none. */
final class WildcardSentences {

    private WildcardSentences() {}

    static String of(Wildcard wildcard, RouterView router) {
        return switch (wildcard) {
            case Installed(var group, var iifs, var oifs) ->
                "new sources are forwarded by the entry " + group + ", from " + names(iifs, router) + " out of "
                        + names(oifs, router);
            case Absent(_, var obstacle) -> "each source has an entry of its own: " + because(obstacle);
        };
    }

    private static String because(Wildcard.Obstacle obstacle) {
        return switch (obstacle) {
            case SWITCHED_OFF -> "wildcard.entries of io.mgmrouter.mgm is off";
            case FORWARDER -> "the forwarder takes no entries for all sources";
            case WILDCARD_RECEIVER -> "a protocol wants all traffic, and has to hear of every source";
            case LINKS_TOLD_APART -> "packets came from an interface whose links have owners of their own";
            case SOURCES_ASKED -> "the owner of an interface that packets came from wants to be asked about each";
            case NO_SOURCE_INTERFACE -> "no packet has come yet from an interface that a protocol is on";
            case LINK_LOCAL -> "the group is link-local, and never forwarded";
            case SINGLE_SOURCES -> "there are receivers of single sources";
            case RECEIVERS_ASKED -> "a protocol with receivers wants to be asked about each";
            case RECEIVERS_AT_SOURCE -> "an interface that packets came from has receivers too";
            case NO_RECEIVERS -> "there are no receivers of the group";
            case NONE -> "the entry for all is being made";
        };
    }

    private static String names(Set<InterfaceId> interfaces, RouterView router) {
        return interfaces.stream().sorted().map(router::name).collect(Collectors.joining(", "));
    }
}
