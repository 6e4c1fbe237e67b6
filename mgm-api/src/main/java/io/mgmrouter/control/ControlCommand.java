package io.mgmrouter.control;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command of {@code mgmctl}. Publish it as a service with {@link #COMMAND} (its words, as typed: {@code igmp groups})
 * and {@link #HELP} (one line: arguments and what it shows).
 */
@FunctionalInterface
@ConsumerType
public interface ControlCommand {

    String COMMAND = "mgm.command";
    String HELP = "mgm.command.help";

    /**
     * Runs on a thread of its own, and may take its time.
     *
     * @param arguments the words behind the command, options included, {@code --json} excepted
     * @throws CommandException if the arguments are wrong or it cannot be done; its message goes to the operator
     */
    Report run(List<String> arguments) throws CommandException;
}
