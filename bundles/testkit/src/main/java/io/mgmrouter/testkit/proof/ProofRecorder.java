package io.mgmrouter.testkit.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes the outcome of every tagged test of a run to {@code target/proofs.tsv} of its module: lines of tag, test and
 * outcome, separated by tabs. JUnit finds it by itself, see {@code junit-platform.properties}.
 */
public final class ProofRecorder implements TestWatcher {

    private static final Path PROOFS = Path.of("target", "proofs.tsv");

    private static boolean begun;

    @Override
    public void testSuccessful(ExtensionContext test) {
        record(test, "passes");
    }

    @Override
    public void testFailed(ExtensionContext test, Throwable cause) {
        record(test, "fails");
    }

    @Override
    public void testAborted(ExtensionContext test, Throwable cause) {
        record(test, "is skipped");
    }

    @Override
    public void testDisabled(ExtensionContext test, Optional<String> reason) {
        record(test, "is skipped");
    }

    private static void record(ExtensionContext test, String outcome) {
        StringBuilder lines = new StringBuilder();
        for (String tag : proofs(test)) {
            lines.append(tag)
                    .append('\t')
                    .append(name(test))
                    .append('\t')
                    .append(outcome)
                    .append('\n');
        }
        if (!lines.isEmpty()) {
            write(lines);
        }
    }

    /** Tags that name a statement or a section; others say when a test is to run. */
    private static List<String> proofs(ExtensionContext test) {
        return test.getTags().stream().filter(tag -> tag.contains("-")).toList();
    }

    /** The class the test is written in, and its method. */
    private static String name(ExtensionContext test) {
        return test.getRequiredTestMethod().getDeclaringClass().getName() + "."
                + test.getRequiredTestMethod().getName();
    }

    /** The first lines replace what an earlier run has left. */
    private static synchronized void write(CharSequence lines) {
        try {
            Files.createDirectories(PROOFS.getParent());
            if (begun) {
                Files.writeString(PROOFS, lines, StandardOpenOption.APPEND);
            } else {
                Files.writeString(PROOFS, lines);
                begun = true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
