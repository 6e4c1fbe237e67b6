package io.mgmrouter.control.show;

import io.mgmrouter.control.CommandException;
import java.util.List;

/** Checks on the words behind a command. */
final class Arguments {

    private Arguments() {}

    static void requireNone(String command, List<String> arguments) throws CommandException {
        if (!arguments.isEmpty()) {
            throw new CommandException(command + " takes no arguments, not \"" + String.join(" ", arguments) + "\"");
        }
    }

    static void refuseOptions(String command, List<String> arguments) throws CommandException {
        for (String argument : arguments) {
            if (argument.startsWith("-")) {
                throw new CommandException(command + " has no option " + argument);
            }
        }
    }
}
