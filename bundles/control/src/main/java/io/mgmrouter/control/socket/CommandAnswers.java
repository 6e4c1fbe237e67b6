package io.mgmrouter.control.socket;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.Report;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request line to the whole answer. Whatever a command does, an answer comes out. */
final class CommandAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(CommandAnswers.class);

    private final CommandTable commands;
    private final JsonTable json;

    CommandAnswers(CommandTable commands, JsonTable json) {
        this.commands = commands;
        this.json = json;
    }

    String answer(String line) {
        try {
            if (line.length() >= ControlConnection.LONGEST_LINE) {
                throw new CommandException(
                        "the command line is longer than " + ControlConnection.LONGEST_LINE + " octets");
            }
            CommandLine command = CommandLine.parse(line);
            Report report = commands.run(command.words());
            return "OK\n" + (command.json() ? json.of(report) : TextTable.of(report));
        } catch (CommandException e) {
            return error(e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("control.failed command=\"{}\"", line, e);
            return error("the command failed inside the router (" + e + "); its log has the details");
        }
    }

    private static String error(String sentence) {
        return "ERROR " + sentence.replace('\n', ' ') + "\n";
    }
}
