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
            String rfcs = Files.readString(ROOT.resolve("docs/membership.md"))
                    + Files.readString(ROOT.resolve("docs/pim.md"));
            Proofs proofs = Proofs.read(modules());
            return new Standards(
                    Standards.statementsOf(contract), new Requirements(Requirements.chaptersOf(rfcs), proofs), proofs);
        } catch (IOException e) {
            throw new AssertionError("run `mvn verify`: the tests of a module have left no records", e);
        }
    }

    /** Modules whose tests prove statements. This one depends on each, so that it comes after them. */
    private static List<Path> modules() {
        return Stream.of("mgm-impl", "bundles/win32", "protocol-igmp", "protocol-pim")
                .map(ROOT::resolve)
                .filter(Files::isDirectory)
                .toList();
    }

    @Test
    void theContractHasAllItsStatements() {
        assertThat(standards.statements()).hasSize(110);
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
    void whatTheRfcsAskOfARouterHasATestOrAReason() {
        assertThat(standards.requirements().unanswered())
                .as("lines of docs/membership.md or docs/pim.md without a test and without a reason")
                .isEmpty();
        assertThat(standards.requirements().idleReasons())
                .as("lines of docs/membership.md or docs/pim.md whose reason is neither `not built: ...` nor `host"
                        + " side`")
                .isEmpty();
        assertThat(standards.requirements().repeated())
                .as("lines that occur twice")
                .isEmpty();
    }

    @Test
    void everyTagOfAnRfcIsALine() {
        assertThat(standards.requirements().unknown(Standards.RFC_2715))
                .as("tags of tests that are no line of docs/membership.md or docs/pim.md")
                .isEmpty();
    }

    @Test
    void everyProofPasses() {
        assertThat(standards.proofs().failures())
                .as("tags with a test that did not pass")
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
