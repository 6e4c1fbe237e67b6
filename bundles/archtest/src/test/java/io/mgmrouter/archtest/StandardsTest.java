package io.mgmrouter.archtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every statement of the contract has a test, and docs/standards.md says which. */
class StandardsTest {

    private static final Path ROOT = Path.of("../..");
    private static final Path PAGE = ROOT.resolve("docs/standards.md");

    private final Standards standards = read();

    private static Standards read() {
        try {
            String contract = Files.readString(ROOT.resolve("docs/contract.md"));
            return new Standards(Standards.statementsOf(contract), Proofs.read(modules()));
        } catch (IOException e) {
            throw new AssertionError("run `mvn verify`: the tests of the manager have left no records", e);
        }
    }

    /** Modules whose tests prove statements. This one depends on each, so that it comes after them. */
    private static List<Path> modules() {
        return Stream.of("mgm-impl", "bundles/win32")
                .map(ROOT::resolve)
                .filter(Files::isDirectory)
                .toList();
    }

    @Test
    void theContractHasAllItsStatements() {
        assertThat(standards.statements()).hasSize(107);
    }

    @Test
    void everyStatementHasATest() {
        assertThat(standards.unproved()).as("statements without a test").isEmpty();
    }

    @Test
    void everyTagIsAStatement() {
        assertThat(standards.unknown())
                .as("tags of tests that are no statement")
                .isEmpty();
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        if ("write".equals(System.getProperty("standards"))) {
            Files.writeString(PAGE, standards.page());
        }
        String committed = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        assertThat(changes(committed, standards.page()))
                .as("docs/standards.md is out of date; write it with: mvn -q verify -Dstandards=write")
                .isEmpty();
    }

    private static List<String> changes(String before, String after) {
        List<String> changes = new ArrayList<>();
        before.lines().filter(line -> !after.contains(line)).forEach(line -> changes.add("- " + line));
        after.lines().filter(line -> !before.contains(line)).forEach(line -> changes.add("+ " + line));
        return changes;
    }
}
