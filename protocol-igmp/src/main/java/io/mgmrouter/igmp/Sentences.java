package io.mgmrouter.igmp;

import io.mgmrouter.igmp.history.HistoryEvent;
import io.mgmrouter.ip.IpAddress;

/** What happened, in words for operators. */
final class Sentences {

    private Sentences() {}

    // CHECKSTYLE.SUPPRESS: MethodLength: one sentence per kind of event
    static String of(HistoryEvent event) {
        String host = event.host()
                .filter(known -> !known.isUnspecified())
                .map(IpAddress::toString)
                .orElse("a host without address");
        String what = event.source().map(source -> "source " + source).orElse("the group");
        return switch (event.kind()) {
            case JOINED -> host + " wants the group";
            case SOURCE_JOINED -> host + " wants " + what;
            case LEAVE_HEARD -> host + " leaves; are there others?";
            case LEFT ->
                "nobody wants " + what + " any more: " + host + " left, and nobody has reported it for "
                        + event.sinceReport() + " s";
            case LEFT_AT_ONCE -> "nobody wants " + what + " any more: " + host + " left, and counts at once";
            case EXPIRED ->
                "nobody has reported " + what + " for " + event.sinceReport() + " s, the last was " + host + "; "
                        + asked(event.sinceQuery());
            case GENERAL_QUERY_SENT -> "everybody was asked what they want";
            case GROUP_QUERY_SENT -> "all were asked who wants the group";
            case SOURCE_QUERY_SENT -> "all were asked who wants some of its sources";
            case QUERY_HEARD -> "the router " + host + " asked";
            case QUERIER_CHANGED ->
                event.host().filter(IpAddress::isUnspecified).isPresent()
                        ? "there is no querier any more"
                        : "the querier is " + host;
            case DENIED -> "the access list refused " + host;
            case SOURCE_NEEDED -> host + " named no source, and the group is source-specific";
            case GROUP_LIMIT -> "the interface has as many groups as are allowed; " + host + " was refused";
            case SOURCE_LIMIT -> "there are as many sources as are allowed; " + host + " was refused some";
            case HOST_GROUP_LIMIT -> host + " has as many groups as a host is allowed";
            case RATE_LIMIT -> host + " reported too often; what was over the limit was dropped";
            case STATIC_CHANGED -> "other static groups were configured";
            case STARTED -> "the interface is used from now on";
            case STOPPED -> "the interface is no longer used: down, gone or not configured";
            case RESYNCED -> "what was held from before a restart is confirmed or dropped";
        };
    }

    private static String asked(int seconds) {
        return seconds < 0 ? "nobody ever asked for reports" : "it was last asked for " + seconds + " s ago";
    }
}
