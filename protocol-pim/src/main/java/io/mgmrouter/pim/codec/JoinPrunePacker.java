package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes as many Join/Prune messages of what is to be said to a neighbour as the link's MTU requires (RFC 7761, section
 * 4.9.5.2). Pure.
 *
 * @param upstreamNeighbor as in each message
 * @param holdtime as in each message
 * @param mtu octets of the largest IP packet on the link, at least 68 for IPv4 and 1280 for IPv6
 */
public record JoinPrunePacker(IpAddress upstreamNeighbor, int holdtime, int mtu) {

    private static final int MOST_GROUPS = 255;

    /**
     * The groups in their order, each in one message if it fits into one. Of a group that does not, the Join(*,G)
     * stands in one message with all its Prunes(S,G,rpt): what a message leaves out is joined again (section 4.5.3). If
     * even these are too many, those of the lowest sources are said, and the others' packets come along the shared
     * tree.
     *
     * @return empty if there are no groups
     * @throws IllegalArgumentException if the MTU is smaller than IP allows
     */
    public List<JoinPrune> pack(List<GroupEntry> groups) {
        if (groups.isEmpty()) {
            return List.of();
        }
        Encoding encoding = Encoding.of(upstreamNeighbor.family());
        int room = Fragments.room(encoding.family(), mtu, JoinPruneFormat.headOctets(encoding));
        Packing packing = new Packing(encoding, new Fragments<>(room, MOST_GROUPS));
        groups.forEach(packing::add);
        return packing.messages.packets().stream()
                .map(some -> new JoinPrune(upstreamNeighbor, holdtime, some))
                .toList();
    }

    /**
     * The messages so far.
     *
     * @param encoding of the neighbour's family
     */
    private record Packing(Encoding encoding, Fragments<GroupEntry> messages) {

        private static final Predicate<SourceEntry> SHARED_TREE = SourceEntry::wildcard;
        private static final Predicate<SourceEntry> OFF_SHARED_TREE = entry -> entry.rpt() && !entry.wildcard();

        void add(GroupEntry group) {
            if (JoinPruneFormat.octets(group, encoding) <= messages.room()) {
                put(group);
                return;
            }
            if (group.joins().stream().noneMatch(SHARED_TREE)) {
                addInPieces(group, group.joins(), group.prunes());
                return;
            }
            put(sharedTree(group));
            addInPieces(group, without(SHARED_TREE, group.joins()), without(OFF_SHARED_TREE, group.prunes()));
        }

        private void put(GroupEntry group) {
            messages.add(group, JoinPruneFormat.octets(group, encoding));
        }

        private GroupEntry sharedTree(GroupEntry group) {
            List<SourceEntry> joins = group.joins().stream().filter(SHARED_TREE).toList();
            int sources = (messages.room() - JoinPruneFormat.groupHeadOctets(encoding)) / encoding.sourceOctets();
            List<SourceEntry> prunes = group.prunes().stream()
                    .filter(OFF_SHARED_TREE)
                    .sorted(Comparator.comparing(SourceEntry::address))
                    .limit(Math.max(0, sources - joins.size()))
                    .toList();
            return new GroupEntry(group.group(), joins, prunes);
        }

        private void addInPieces(GroupEntry group, List<SourceEntry> joins, List<SourceEntry> prunes) {
            List<SourceEntry> said = new ArrayList<>(joins);
            said.addAll(prunes);
            int from = 0;
            while (from < said.size()) {
                int most = messages.roomFor(JoinPruneFormat.groupHeadOctets(encoding), encoding.sourceOctets());
                int to = Math.min(said.size(), from + most);
                int border = Math.clamp(joins.size(), from, to);
                put(new GroupEntry(group.group(), said.subList(from, border), said.subList(border, to)));
                from = to;
            }
        }

        private static List<SourceEntry> without(Predicate<SourceEntry> some, List<SourceEntry> entries) {
            return entries.stream().filter(some.negate()).toList();
        }
    }
}
