package io.mgmrouter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The options of mgm lab")
class LabOptionsTest {

    @Test
    void withoutAnyTheLabRunsForAWhileAndEnds() {
        assertThat(parse()).isEqualTo(new LabOptions(false, false, Duration.ofSeconds(5)));
    }

    @Test
    void canBeCombined() {
        assertThat(parse("--seconds", "30", "--keep")).isEqualTo(new LabOptions(false, true, Duration.ofSeconds(30)));
    }

    @Test
    void anUnknownOneIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> parse("--kep"))
                .isInstanceOf(LabException.class)
                .hasMessage("unknown option '--kep'; there are --keep, --seconds N and --help");
    }

    @Test
    void aLengthOutOfRangeIsRefusedWithTheRange() {
        for (String bad : List.of("0", "3601", "-1", "five", "99999999999")) {
            assertThatThrownBy(() -> parse("--seconds", bad))
                    .hasMessage("--seconds is '%s', but must be 1 to 3600", bad);
        }
        assertThatThrownBy(() -> parse("--seconds")).hasMessageContaining("must be 1 to 3600");
    }

    private static LabOptions parse(String... arguments) {
        return LabOptions.parse(List.of(arguments));
    }
}
