package io.mgmrouter.igmp.history;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.Optional;

/**
 * Something that happened.
 *
 * @param at when, for the last time
 * @param kind what
 * @param group to which group, if to one
 * @param source to which of its sources, if to one
 * @param host which host or router it was about, if one
 * @param sinceReport seconds since the group was last reported; -1 if that does not matter
 * @param sinceQuery seconds since anybody asked for reports; -1 if nobody did, or it does not matter
 * @param times how often in a row
 */
public record HistoryEvent(
        Tick at,
        EventKind kind,
        Optional<IpAddress> group,
        Optional<IpAddress> source,
        Optional<IpAddress> host,
        int sinceReport,
        int sinceQuery,
        int times) {}
