package io.mgmrouter.pim;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.util.function.Predicate;

/** Which trees a command is to show, as it is typed: {@code (S,G)}, {@code S,G}, {@code (*,G)}, or a group. */
final class TreeSelection {

    private TreeSelection() {}

    /**
     * A group is about all its trees.
     *
     * @param command as messages name it
     * @throws CommandException if it is none of these
     */
    static Predicate<SourceGroup> of(String command, String text) throws CommandException {
        String inner = text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
        int comma = inner.indexOf(',');
        IpAddress group = group(command, inner.substring(comma + 1));
        if (comma < 0) {
            return what -> what.group().equals(group);
        }
        String source = inner.substring(0, comma).strip();
        if (source.equals("*")) {
            return what -> what.group().equals(group) && !(what instanceof Sg);
        }
        try {
            Sg sg = new Sg(address(command, source), group);
            return sg::equals;
        } catch (MgmException e) {
            throw new CommandException(command + ": " + text + ": " + e.getMessage());
        }
    }

    /** @throws CommandException if it is not a multicast group */
    static IpAddress group(String command, String text) throws CommandException {
        IpAddress group = address(command, text.strip());
        if (!group.isMulticast()) {
            throw new CommandException(
                    command + ": " + text + " is not a multicast group; give a group, (*,G) or (S,G)");
        }
        return group;
    }

    private static IpAddress address(String command, String text) throws CommandException {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException(command + ": " + e.getMessage());
        }
    }
}
