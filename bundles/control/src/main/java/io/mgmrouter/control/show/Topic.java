package io.mgmrouter.control.show;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.Suggestions;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import java.util.Arrays;
import java.util.List;

/** What {@code explain} is asked about. */
sealed interface Topic {

    /** A flow, or all of a group. */
    record Traffic(SourceGroup sourceGroup) implements Topic {}

    /** All of an interface. */
    record Interface(InterfaceId interfaceId) implements Topic {}

    String USAGE = "explain takes SOURCE,GROUP or GROUP or INTERFACE";
    String ANY = "*";
    int SUGGESTIONS = 3;

    /**
     * Reads {@code 10.1.0.2,239.1.1.1}, the same as two words, {@code 239.1.1.1}, {@code *,239.1.1.1}, or the name or
     * index of an interface.
     *
     * @throws CommandException saying what is wrong, with interfaces of a similar name
     */
    static Topic parse(List<String> words, RouterView router) throws CommandException {
        List<String> parts = words.stream()
                .flatMap(word -> Arrays.stream(word.split("[(),]")))
                .filter(part -> !part.isEmpty())
                .toList();
        return switch (parts.size()) {
            case 1 -> one(parts.getFirst(), router);
            case 2 -> traffic(parts.getFirst(), parts.getLast());
            default -> throw new CommandException(USAGE + ", not \"" + String.join(" ", words) + "\"");
        };
    }

    private static Topic one(String word, RouterView router) throws CommandException {
        var known = router.interfaceIndex(word);
        if (known.isPresent()) {
            return new Interface(InterfaceId.of(known.getAsInt()));
        }
        if (word.matches("[1-9][0-9]{0,8}")) {
            // Also an index that is not in use any more: why its flows went is remembered.
            return new Interface(InterfaceId.of(Integer.parseInt(word)));
        }
        if (!word.matches("[0-9.]*\\.[0-9.]*|.*:.*")) {
            List<String> similar = Suggestions.similar(word, router.interfaceNames(), SUGGESTIONS);
            throw new CommandException("there is no interface " + word
                    + (similar.isEmpty() ? "" : "; similar: " + String.join(", ", similar)) + "; " + USAGE);
        }
        if (!isGroup(word)) {
            throw new CommandException(
                    word + " is no group; a source needs its group: explain " + word + ",GROUP shows a flow");
        }
        return traffic(ANY, word);
    }

    /** In either order, as with the other commands. */
    private static Topic traffic(String first, String second) throws CommandException {
        boolean groupFirst = !ANY.equals(first) && isGroup(first) && (ANY.equals(second) || !isGroup(second));
        if (groupFirst) {
            return traffic(second, first);
        }
        IpAddress group = address(second);
        try {
            return new Traffic(ANY.equals(first) ? new StarG(group) : new Sg(address(first), group));
        } catch (MgmException e) {
            throw new CommandException(e.getMessage() + "; " + USAGE);
        }
    }

    private static boolean isGroup(String word) throws CommandException {
        return address(word).isMulticast();
    }

    private static IpAddress address(String word) throws CommandException {
        try {
            return IpAddress.parse(word);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage() + "; " + USAGE);
        }
    }
}
