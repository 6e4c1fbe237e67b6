package io.mgmrouter.pim.tib;

import io.mgmrouter.testkit.cases.RecordedCase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the trees do with what they are told, between a real manager and a wire of text. */
@DisplayName("Recorded cases of the tree information base")
class RecordedCasesTest {

    static List<RecordedCase> cases() {
        return RecordedCase.below(Path.of("src/test/resources/cases"));
    }

    @ParameterizedTest
    @Tag("RFC7761-4.2")
    @Tag("RFC7761-4.2.1")
    @Tag("RFC7761-4.2.2")
    @Tag("RFC7761-4.4.1")
    @Tag("RFC7761-4.4.2")
    @Tag("RFC7761-4.5.1")
    @Tag("RFC7761-4.5.2")
    @Tag("RFC7761-4.5.3")
    @Tag("RFC7761-4.5.4")
    @Tag("RFC7761-4.5.5")
    @Tag("RFC7761-4.5.6")
    @Tag("RFC7761-4.5.7")
    @Tag("RFC7761-4.6.1")
    @Tag("RFC7761-4.6.2")
    @Tag("RFC7761-4.6.4")
    @MethodSource("cases")
    void theRouterDoesWhatItIsKnownToDo(RecordedCase recorded) {
        recorded.check(new CaseScript().run(recorded.input()));
    }
}
