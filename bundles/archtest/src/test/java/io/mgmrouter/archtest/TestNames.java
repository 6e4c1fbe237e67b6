package io.mgmrouter.archtest;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the page names tests.
 *
 * @param proofs which there are
 */
record TestNames(Proofs proofs) {

    /** What need not be said of a test's class: that it is ours, and in the contract's kit. */
    private static final Pattern OBVIOUS = Pattern.compile("^io\\.mgmrouter\\.(testkit\\.conformance\\.)?");

    /** The tests of a tag, as a list in a cell. */
    String of(String tag) {
        return proofs.tests(tag).stream()
                .map(test -> "`" + OBVIOUS.matcher(test).replaceFirst("") + "`")
                .collect(Collectors.joining(", "));
    }
}
