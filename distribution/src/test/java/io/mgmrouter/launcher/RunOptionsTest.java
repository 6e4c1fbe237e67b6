package io.mgmrouter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunOptionsTest {

    @Test
    void bothFilesMayBeNamed() throws StartFailure {
        assertThat(RunOptions.parse(List.of("--state", "/tmp/s", "--conf", "/tmp/c")))
                .isEqualTo(new RunOptions(Optional.of(Path.of("/tmp/c")), Optional.of(Path.of("/tmp/s"))));
    }

    @Test
    void anUnknownOptionIsRefusedWithTheUsage() {
        StartFailure failure =
                catchThrowableOfType(StartFailure.class, () -> RunOptions.parse(List.of("--config", "x")));

        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure).hasMessage("mgm run has no option --config; usage: mgm run [--conf FILE] [--state DIR]");
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        StartFailure failure = catchThrowableOfType(StartFailure.class, () -> RunOptions.parse(List.of("--state")));

        assertThat(failure).hasMessageStartingWith("--state needs a value");
    }
}
