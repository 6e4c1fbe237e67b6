package io.mgmrouter.igmp.fsm;

import io.mgmrouter.ip.IpAddress;
import java.util.List;

/** A specific query to be sent. */
public sealed interface GroupAction {

    /**
     * Group-Specific Query.
     *
     * @param suppress the S flag
     */
    record SendGroupQuery(boolean suppress) implements GroupAction {}

    /**
     * Group-and-Source-Specific Query.
     *
     * @param sources at least one, in order
     * @param suppress the S flag
     */
    record SendSourceQuery(List<IpAddress> sources, boolean suppress) implements GroupAction {}
}
