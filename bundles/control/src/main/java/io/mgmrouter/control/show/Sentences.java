package io.mgmrouter.control.show;

import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.Decision.Why;
import io.mgmrouter.route.Route;
import java.util.List;
import java.util.Map;

/** Says in words what a decision was, with the names of clients and interfaces. */
final class Sentences {

    private final RouterView router;
    private final Map<ComponentId, String> names;

    Sentences(RouterView router, Map<ComponentId, String> names) {
        this.router = router;
        this.names = names;
    }

    String client(Decision decision) {
        return decision.client()
                .map(id -> names.getOrDefault(id, id.toString()))
                .orElse("");
    }

    String where(Decision decision) {
        return decision.interfaceId().map(router::name).orElse("");
    }

    List<String> interfaces(Decision decision) {
        return decision.interfaces().stream().map(router::name).toList();
    }

    // CHECKSTYLE.SUPPRESS: MethodLength: one sentence per kind
    String of(Decision decision) {
        String client = client(decision);
        String where = where(decision);
        String list = list(decision);
        String detail = detail(decision);
        return switch (decision.kind()) {
            case FLOW_ARRIVED -> "a packet without entry arrived on " + where;
            case RENEWAL_BEGAN -> "its life span is over and it has traffic: decided again";
            case REROUTE_BEGAN -> "the way to the source, or its owner, changed: decided again";
            case DECISION_WANTED -> client + " wanted the entry to be decided upon";
            case ROUTE_FOUND -> "the source is reached through " + where + detail;
            case NO_ROUTE -> "there is no route to the source";
            case IIF_UNOWNED -> "nobody owns " + where;
            case IIF_CHANGED_HANDS -> where + " changed hands meanwhile: all over again";
            case RPF_ASKED -> client + " asked whether it expects the flow on " + where;
            case RPF_ACCEPTED -> client + " agreed";
            case RPF_CHANGED -> client + " expects it on " + where;
            case RPF_IGNORED -> client + " named " + where + ", which it does not own: no change";
            case CREATION_ASKED -> client + " asked about " + list;
            case CREATION_ANSWERED -> client + " left out " + (list.isEmpty() ? "nothing" : list);
            case ANSWER_LATE -> client + " did not answer in time: no change";
            case ANSWER_FAILED -> client + " failed to answer: no change";
            case ASKED_CLIENT_GONE -> client + " went away while asked: no change";
            case NOT_ASKED -> client + " not asked, because an earlier answer is overdue: no change";
            case INSTALLED -> "forwarded from " + where + (list.isEmpty() ? " to nowhere" : " out of " + list);
            case INSTALLED_NEGATIVE -> "not forwarded";
            case LIFETIME_ASKED -> client + " asked how long the entry without receivers is to live";
            case LIFETIME_SET -> client + " set the life span" + detail;
            case OIF_ADDED -> client + " added " + where + through(decision);
            case OIF_REMOVED -> client + " took " + where + " out" + through(decision);
            case NEIGHBOR_SET -> client + " set the upstream neighbour";
            case REMOVED -> "entry removed: " + why(decision);
            case JOINED -> client + " has receivers behind " + where + detail;
            case LEFT -> client + " has none behind " + where + " any more, " + why(decision) + detail;
            case NO_RECEIVERS ->
                "no receivers left: " + client + " was the last, behind " + where + ", " + why(decision);
            case JOIN_ALERT -> client + " told of receivers behind others" + rerouted(decision);
            case PRUNE_ALERT ->
                client + " told that "
                        + (decision.why().isPresent()
                                ? "the source is reached through another client's interface now"
                                : "the receivers behind others are gone");
            case ENTRY_JOIN_ALERT -> client + " told that the entry has outgoing interfaces";
            case ENTRY_PRUNE_ALERT -> client + " told that the entry has no outgoing interfaces";
            case LOCAL_JOIN -> client + " told of local members behind " + where;
            case LOCAL_LEAVE -> client + " told that the local members behind " + where + " are gone";
            case WRONG_INTERFACE_ALERT -> client + " told of packets on the wrong interface " + where;
            case TAKEN -> client + " took " + where;
            case RELEASED -> client + " no longer has " + where + ": " + why(decision);
            case HANDED_OVER -> client + " was given " + where;
            case ATTACHED -> client + " came";
            case HELD -> client + " is away, and its state held";
            case ENDED -> client + " is gone";
            case ANSWERS_AGAIN -> client + " answers again";
        };
    }

    private String list(Decision decision) {
        return String.join(", ", interfaces(decision));
    }

    private static String detail(Decision decision) {
        return switch (decision.detail().orElse(null)) {
            case Decision.Via(Route route) ->
                route.nextHop().map(hop -> ", next hop " + hop).orElse("") + " (" + route.prefix() + " "
                        + route.origin() + ")";
            case Decision.Lifetime(var timeout) -> ": " + timeout.toSeconds() + " s";
            case Decision.Through _ -> "";
            case Decision.Clients(int number) -> clients(number);
            case null -> "";
        };
    }

    private static String clients(int number) {
        return switch (number) {
            case 0 -> "";
            case 1 -> "; one client wants it";
            case 2 -> "; two clients want it";
            default -> "; three or more clients want it";
        };
    }

    private static String through(Decision decision) {
        return decision.detail().orElse(null) instanceof Decision.Through(var membership)
                ? " by " + membership
                : " by forward state";
    }

    private static String rerouted(Decision decision) {
        return decision.why().isPresent() ? ": the source is reached through its interface now" : "";
    }

    private static String why(Decision decision) {
        return switch (decision.why().orElse(Why.DELETED)) {
            case DELETED -> "it left";
            case RELEASED -> "interface released";
            case NOT_CONFIRMED -> "not confirmed after its return";
            case HOLD_OVER -> "the hold time is over";
            case CLIENT_GONE -> "the client is gone";
            case INTERFACE_VANISHED -> "the interface vanished";
            case OWNER_CHANGED -> "the owner of the interface changes";
            case IDLE -> "life span over, no traffic";
            case ROUTE_CHANGED -> "the route changed";
        };
    }
}
