package io.mgmrouter.control.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandTableTest {

    private final CommandTable commands = new CommandTable();
    private final ControlCommand groups =
            arguments -> Report.of("groups", "arguments").row(arguments).build();

    @BeforeEach
    void addCommands() {
        commands.add("show groups", "the groups", groups);
        commands.add(
                "show interfaces",
                "the interfaces",
                _ -> Report.of("interfaces", "name").build());
        commands.add("show", "everything", _ -> Report.of("everything").build());
    }

    @Test
    void theCommandWithTheLongestNameGetsTheRestAsArguments() throws CommandException {
        assertThat(commands.run(List.of("show", "groups", "239.1.1.1")).rows())
                .containsExactly(List.of(List.of("239.1.1.1")));
        assertThat(commands.run(List.of("show", "less")).name()).isEqualTo("everything");
    }

    @Test
    void aMisspeltCommandNamesTheClosestOne() {
        assertThatThrownBy(() -> commands.run(List.of("shwo", "intrefaces")))
                .isInstanceOf(CommandException.class)
                .hasMessage("there is no command \"shwo intrefaces\"; similar: show interfaces; help lists all");
    }

    @Test
    void aCommandThatResemblesNothingPointsToHelp() {
        assertThatThrownBy(() -> commands.run(List.of("reboot")))
                .hasMessage("there is no command \"reboot\"; help lists all");
        assertThatThrownBy(() -> commands.run(List.of())).hasMessage("no command given; help lists all");
    }

    @Test
    void helpListsAllCommandsOrThoseThatBeginAsAsked() throws CommandException {
        assertThat(commands.run(List.of("help")).rows())
                .extracting(List::getFirst)
                .containsExactly("help", "show", "show groups", "show interfaces");
        assertThat(commands.run(List.of("help", "show", "groups")).rows())
                .containsExactly(List.of("show groups", "the groups"));
    }

    @Test
    void removingAReplacedCommandLeavesItsReplacement() throws CommandException {
        commands.add("show groups", "the new groups", _ -> Report.of("new").build());

        commands.remove("show groups", groups);

        assertThat(commands.run(List.of("show", "groups")).name()).isEqualTo("new");
    }
}
