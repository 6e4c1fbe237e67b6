package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.GroupRps;
import java.util.List;
import java.util.Optional;

/**
 * What an interface does not let through of Bootstrap messages, in either direction: those of zones, and ranges, within
 * its {@code boundary} (RFC 5059, sections 1.3 and 3.1.3).
 *
 * @param ranges of groups that stay on this side; none for an interface within the domain
 */
public record ScopeBoundary(List<IpPrefix> ranges) {

    public static final ScopeBoundary NONE = new ScopeBoundary(List.of());

    public ScopeBoundary {
        ranges = List.copyOf(ranges);
    }

    /** What passes of a message; empty if it is about groups that stay on this side. */
    public Optional<Bootstrap> across(Bootstrap message) {
        if (ranges.isEmpty()) {
            return Optional.of(message);
        }
        IpPrefix about =
                Zone.rangeOf(message).orElse(RpAddresses.allGroups(message.bsr().family()));
        return bars(about) ? Optional.empty() : Optional.of(without(message));
    }

    private Bootstrap without(Bootstrap message) {
        List<GroupRps> passing =
                message.groups().stream().filter(group -> !bars(group.group())).toList();
        return new Bootstrap(
                message.fragmentTag(),
                message.hashMaskLength(),
                message.priority(),
                message.bsr(),
                message.noForward(),
                passing);
    }

    private boolean bars(IpPrefix groups) {
        return ranges.stream().anyMatch(range -> RpAddresses.contains(range, groups));
    }
}
