package io.mgmrouter.archtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tutorial shows the code that the build compiles, word for word. */
class TutorialTest {

    private static final Path DOCS = Path.of("../../docs");

    @TestFactory
    Stream<DynamicTest> everyFileIsShownAsItIs() throws IOException {
        String tutorial = Files.readString(DOCS.resolve("writing-a-protocol.md"));
        return files().map(file -> DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> assertThat(tutorial.contains("\n" + Files.readString(file) + "```\n"))
                        .as("docs/writing-a-protocol.md shows %s word for word", file.normalize())
                        .isTrue()));
    }

    private static Stream<Path> files() throws IOException {
        Path example = DOCS.resolve("examples/staticjoin");
        try (Stream<Path> sources = Files.walk(example.resolve("src"))) {
            return Stream.concat(
                    Stream.of(example.resolve("pom.xml")), sources.filter(Files::isRegularFile).toList().stream());
        }
    }
}
