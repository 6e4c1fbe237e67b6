package io.mgmrouter.control.show;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import java.util.List;
import java.util.Optional;

/**
 * What part of a table is asked for: addresses or prefixes in any order, a multicast one selecting groups, any other
 * one sources.
 *
 * @param source sources shown; empty for all
 * @param group groups shown; empty for all
 */
record Selection(Optional<IpPrefix> source, Optional<IpPrefix> group) {

    /** @throws CommandException if a word is neither an address nor a prefix, or a part is given twice */
    static Selection parse(List<String> words) throws CommandException {
        Selection selection = new Selection(Optional.empty(), Optional.empty());
        for (String word : words) {
            selection = selection.and(prefix(word));
        }
        return selection;
    }

    boolean selects(SourceGroup sg) {
        return matches(source, sg.source()) && matches(group, sg.group());
    }

    /** True if traffic of the group may belong to this, of whatever source. */
    boolean selectsGroup(StarG starG) {
        return matches(group, starG.group());
    }

    /** The one flow asked for, if both addresses are given in full. */
    Optional<Sg> exact() {
        return source.filter(Selection::isHost)
                .flatMap(s ->
                        group.filter(g -> isHost(g) && sameFamily(s, g)).map(g -> new Sg(s.network(), g.network())));
    }

    private Selection and(IpPrefix prefix) throws CommandException {
        boolean isGroup = prefix.network().isMulticast();
        if ((isGroup ? group : source).isPresent()) {
            throw new CommandException("one source and one group at most may be given, and " + prefix + " is a second "
                    + (isGroup ? "group" : "source"));
        }
        return isGroup ? new Selection(source, Optional.of(prefix)) : new Selection(Optional.of(prefix), group);
    }

    private static IpPrefix prefix(String word) throws CommandException {
        try {
            return IpPrefix.parse(word);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage() + "; a source or a group is expected");
        }
    }

    private static boolean matches(Optional<IpPrefix> wanted, IpAddress address) {
        return wanted.map(prefix -> prefix.contains(address)).orElse(true);
    }

    private static boolean isHost(IpPrefix prefix) {
        return prefix.length() == prefix.network().family().bits()
                && !prefix.network().isUnspecified();
    }

    private static boolean sameFamily(IpPrefix one, IpPrefix other) {
        return one.network().family() == other.network().family();
    }
}
