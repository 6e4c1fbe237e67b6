package io.mgmrouter.pim.tib;

import io.mgmrouter.testkit.cases.RecordedCase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the trees do with what they are told, between a real manager and a wire of text. */
@DisplayName("Recorded cases of the tree information base")
class RecordedCasesTest {

    static List<RecordedCase> cases() {
        return RecordedCase.below(Path.of("src/test/resources/cases"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRouterDoesWhatItIsKnownToDo(RecordedCase recorded) {
        recorded.check(new CaseScript().run(recorded.input()));
    }
}
