package io.mgmrouter.pim.codec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Divides a Bootstrap message so that each part has room in a packet and can be read by itself (RFC 5059, section
 * 4.1.1). Pure.
 */
public final class BootstrapFragmenter {

    private BootstrapFragmenter() {}

    /**
     * The message in one piece if it fits; else the ranges of groups in their order, each in one fragment if it fits
     * into one, and otherwise some of its rendezvous points here and some there. If the message is about a zone, each
     * fragment begins with the zone's range, of whose rendezvous points none need be there.
     *
     * @param mtu octets of the largest IP packet on the link, at least 68 for IPv4 and 1280 for IPv6
     * @return fragments with the same tag; one at least
     * @throws IllegalArgumentException if the MTU is smaller than IP allows
     */
    public static List<Bootstrap> fragments(Bootstrap message, int mtu) {
        Encoding encoding = Encoding.of(message.bsr().family());
        Optional<GroupRps> zone = message.groups().stream().findFirst().filter(GroupRps::adminScope);
        int head = BootstrapFormat.headOctets(encoding)
                + (zone.isPresent() ? BootstrapFormat.groupHeadOctets(encoding) : 0);
        Fragments<GroupRps> fragments =
                new Fragments<>(Fragments.room(encoding.family(), mtu, head), Integer.MAX_VALUE);
        message.groups().forEach(group -> add(fragments, group, encoding));
        return fragments.packets().stream()
                .map(groups ->
                        message.with(zone.map(range -> behind(range, groups)).orElse(groups)))
                .toList();
    }

    private static List<GroupRps> behind(GroupRps zone, List<GroupRps> groups) {
        if (groups.getFirst().group().equals(zone.group())) {
            return groups;
        }
        return Stream.concat(Stream.of(zone.with(List.of())), groups.stream()).toList();
    }

    private static void add(Fragments<GroupRps> fragments, GroupRps group, Encoding encoding) {
        int octets = BootstrapFormat.octets(group, encoding);
        if (octets <= fragments.room()) {
            fragments.add(group, octets);
            return;
        }
        int from = 0;
        while (from < group.rps().size()) {
            int most = fragments.roomFor(BootstrapFormat.groupHeadOctets(encoding), BootstrapFormat.rpOctets(encoding));
            int to = Math.min(group.rps().size(), from + most);
            GroupRps some = group.with(group.rps().subList(from, to));
            fragments.add(some, BootstrapFormat.octets(some, encoding));
            from = to;
        }
    }
}
