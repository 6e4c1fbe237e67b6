package io.mgmrouter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {

    @TempDir
    private Path directory;

    @Test
    void aSecondRouterIsKeptOutUntilTheFirstIsGone() throws StartFailure {
        StateDirectory state = StateDirectory.open(Optional.of(directory.resolve("state")));
        try (StateLock _ = StateLock.take(state)) {
            StartFailure refusal = catchThrowableOfType(StartFailure.class, () -> StateLock.take(state));

            assertThat(refusal)
                    .hasMessage("another router uses the state directory " + state.path()
                            + "; stop it, or use another --state directory for this one");
        }

        StateLock.take(state).close();
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        StartFailure failure = catchThrowableOfType(StartFailure.class, () -> StateDirectory.open(Optional.of(file)));

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure).hasMessageContaining(file + " is there and is not a directory");
    }
}
