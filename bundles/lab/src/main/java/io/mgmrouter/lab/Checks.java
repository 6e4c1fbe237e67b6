package io.mgmrouter.lab;

import java.util.ArrayList;
import java.util.List;

/** What is proved and what is not. */
final class Checks {

    private final List<String> lines = new ArrayList<>();
    private int failed;

    /** @param finding what was seen, in words that do for both outcomes */
    void check(boolean passed, String finding, Object... details) {
        lines.add((passed ? "PASS  " : "FAIL  ") + finding.formatted(details));
        failed += passed ? 0 : 1;
    }

    boolean allPassed() {
        return failed == 0;
    }

    /** One line per check, and the verdict. */
    List<String> report() {
        List<String> report = new ArrayList<>(lines);
        report.add("");
        report.add(
                allPassed()
                        ? "PASS: all %d checks".formatted(lines.size())
                        : "FAIL: %d of %d checks".formatted(failed, lines.size()));
        return report;
    }
}
