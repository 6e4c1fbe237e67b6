package io.mgmrouter.igmp;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a command is to show: arguments in any order, which are told apart by what they look like.
 *
 * @param command as messages name it
 * @param interfaceName one interface, or all
 * @param group one group, or all; a multicast address
 * @param host one host, or all; any other address
 */
record Selection(String command, Optional<String> interfaceName, Optional<IpAddress> group, Optional<IpAddress> host) {

    /** @throws CommandException if something is there twice, or of the other family */
    static Selection parse(String command, Family family, List<String> arguments) throws CommandException {
        Selection selection = new Selection(command, Optional.empty(), Optional.empty(), Optional.empty());
        for (String argument : arguments) {
            selection = selection.with(argument, address(command, family, argument));
        }
        return selection;
    }

    /** @throws CommandException if the interface is none of these */
    void requireOneOf(List<String> names) throws CommandException {
        if (interfaceName.isPresent() && !names.contains(interfaceName.get())) {
            throw new CommandException(
                    command + ": " + interfaceName.get() + " is not configured; these are: " + names);
        }
    }

    boolean isAbout(String name) {
        return interfaceName.isEmpty() || interfaceName.get().equals(name);
    }

    boolean isAbout(Optional<IpAddress> someGroup, Optional<IpAddress> someHost) {
        return (group.isEmpty() || group.equals(someGroup)) && (host.isEmpty() || host.equals(someHost));
    }

    private Selection with(String argument, Optional<IpAddress> address) throws CommandException {
        if (address.isEmpty()) {
            requireAbsent(interfaceName, argument);
            return new Selection(command, Optional.of(argument), group, host);
        }
        if (address.get().isMulticast()) {
            requireAbsent(group, argument);
            return new Selection(command, interfaceName, address, host);
        }
        requireAbsent(host, argument);
        return new Selection(command, interfaceName, group, address);
    }

    private void requireAbsent(Optional<?> known, String argument) throws CommandException {
        if (known.isPresent()) {
            throw new CommandException(command + ": takes [INTERFACE] [GROUP] [HOST], not both \"" + known.get()
                    + "\" and \"" + argument + "\"");
        }
    }

    /** Names of interfaces have neither a colon nor only digits and dots. */
    private static Optional<IpAddress> address(String command, Family family, String argument) throws CommandException {
        if (argument.indexOf(':') < 0 && !argument.matches("[0-9.]+")) {
            return Optional.empty();
        }
        try {
            IpAddress address = IpAddress.parse(argument);
            if (address.family() == family) {
                return Optional.of(address);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(command + ": " + e.getMessage());
        }
        throw new CommandException(command + ": \"" + argument + "\" is of the other family");
    }
}
