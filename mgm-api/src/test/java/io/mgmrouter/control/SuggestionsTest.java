package io.mgmrouter.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    private static final List<String> NAMES = List.of("query.interval", "query.response.interval", "version");

    @Test
    void aSlipOfTheKeyboardFindsTheNameMeant() {
        assertThat(Suggestions.similar("query.intreval", NAMES, 3)).containsExactly("query.interval");
    }

    @Test
    void whatResemblesNothingFindsNothing() {
        assertThat(Suggestions.similar("colour", NAMES, 3)).isEmpty();
    }

    @Test
    void theNearestComesFirstAndTheLimitHolds() {
        assertThat(Suggestions.similar("ab", List.of("ac", "ab", "b"), 2)).containsExactly("ab", "ac");
    }
}
