package io.mgmrouter.igmp;

import io.mgmrouter.igmp.policy.StaticGroups;
import io.mgmrouter.igmp.policy.Wanted;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the router itself has joined on an interface, as a host does: its system reports it to the other routers of the
 * link. For the loop's thread.
 */
final class LocalJoins {

    private static final Logger LOG = LoggerFactory.getLogger(LocalJoins.class);

    private final Dialect dialect;
    private final Link link;
    private final LinkService links;
    private final Map<Join, LinkService.GroupJoin> open = new HashMap<>();

    private record Join(IpAddress group, Optional<IpAddress> source) {}

    LocalJoins(Dialect dialect, Link link, LinkService links) {
        this.dialect = dialect;
        this.link = link;
        this.links = links;
    }

    /** Joins what is new here, and leaves what is no longer. What the system refuses is logged, and not tried again. */
    void configure(StaticGroups groups) {
        Set<Join> wanted = new HashSet<>();
        groups.groups().forEach((group, sources) -> addAll(wanted, group, sources));
        open.entrySet().removeIf(join -> {
            boolean leaves = !wanted.contains(join.getKey());
            if (leaves) {
                join.getValue().close();
            }
            return leaves;
        });
        wanted.stream().filter(join -> !open.containsKey(join)).forEach(this::join);
    }

    void close() {
        open.values().forEach(LinkService.GroupJoin::close);
        open.clear();
    }

    private static void addAll(Set<Join> wanted, IpAddress group, Wanted sources) {
        if (sources.anySource()) {
            wanted.add(new Join(group, Optional.empty()));
        } else {
            sources.sources().forEach(source -> wanted.add(new Join(group, Optional.of(source))));
        }
    }

    private void join(Join join) {
        try {
            open.put(join, links.join(link.index(), join.group, join.source));
        } catch (LinkException e) {
            LOG.error(
                    "{}.local-join.failed if={} group={} source={} reason=\"{}\"",
                    dialect.name(),
                    link.name(),
                    join.group,
                    join.source.map(IpAddress::toString).orElse("*"),
                    e.getMessage());
        }
    }
}
