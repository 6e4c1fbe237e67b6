package io.mgmrouter.control.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.control.CommandException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void wordsAreSplitAtAnyNumberOfBlanks() throws CommandException {
        assertThat(CommandLine.parse("  show\tmfe   --stats "))
                .isEqualTo(new CommandLine(List.of("show", "mfe", "--stats"), false));
    }

    @Test
    void quotesKeepBlanksAndABackslashKeepsAQuote() throws CommandException {
        assertThat(CommandLine.parse("bundle install \"/tmp/my \\\"own\\\" bundle.jar\" \"\"")
                        .words())
                .containsExactly("bundle", "install", "/tmp/my \"own\" bundle.jar", "");
    }

    @Test
    void theJsonOptionMayStandAnywhereAndIsNotAnArgument() throws CommandException {
        assertThat(CommandLine.parse("show --json mfe")).isEqualTo(new CommandLine(List.of("show", "mfe"), true));
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThatThrownBy(() -> CommandLine.parse("show \"mfe"))
                .isInstanceOf(CommandException.class)
                .hasMessage("a quote is not closed in: show \"mfe");
    }
}
