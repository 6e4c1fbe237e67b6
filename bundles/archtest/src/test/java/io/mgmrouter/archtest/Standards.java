package io.mgmrouter.archtest;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page docs/standards.md: each statement of the contract, where it comes from, and what proves it; then what RFCs
 * ask of a router.
 *
 * @param statements the statements of docs/contract.md, in order
 * @param requirements of docs/membership.md and docs/pim.md
 * @param proofs which tests there are
 */
record Standards(List<Statement> statements, Requirements requirements, Proofs proofs) {

    private static final Pattern ROW =
            Pattern.compile("^\\| (MGM-\\d{3}) \\| (.+) \\| (.+) \\| (DOC|RFC|INF|DECISION) \\|$", Pattern.MULTILINE);

    /** Tags that are chapters of RFC 2715, not lines of a table. */
    static final String RFC_2715 = "RFC2715-";

    /**
     * A row of the contract's tables.
     *
     * @param id its number, the tag of its tests
     * @param text what it says
     * @param origin documented, from the RFC, inferred, or decided
     */
    record Statement(String id, String text, String origin) {}

    static List<Statement> statementsOf(String contract) {
        return ROW.matcher(contract).results().map(Standards::statement).toList();
    }

    private static Statement statement(MatchResult row) {
        return new Statement(row.group(1), row.group(2), row.group(4));
    }

    /** Numbers of statements without a test. */
    List<String> unproved() {
        return statements.stream()
                .map(Statement::id)
                .filter(id -> proofs.tests(id).isEmpty())
                .toList();
    }

    /** Tags of tests that are no statement's number. */
    SortedSet<String> unknown() {
        SortedSet<String> tags = new TreeSet<>(proofs.tags("MGM-"));
        statements.forEach(statement -> tags.remove(statement.id()));
        return tags;
    }

    String page() {
        return """
            # What is promised, and what proves it

            Made from the tables of [contract.md](contract.md) and from a run of the tests, by
            `mvn -q verify -Dstandards=write`; the build fails if it is not up to date, or if a statement has no test.
            The origin is a public reference page (DOC), RFC 2715 (RFC), what follows from both (INF), or a decision
            where they are silent (DECISION). A test is given by its class and its method; a class without a package
            is in the contract's kit, `bundles/testkit`. What IGMP, MLD and PIM owe to the RFCs follows
            from [membership.md](membership.md) and [pim.md](pim.md) in the same way.

            ## The contract

            %d statements, %d tests.

            | Statement | Says | Origin | Tests | Result |
            | --- | --- | --- | --- | --- |
            %s%s%s\
            """.formatted(
                        statements.size(), tests("MGM-"), rows(), rfc2715(), requirements.text(new TestNames(proofs)));
    }

    private long tests(String beginning) {
        return proofs.tags(beginning).stream()
                .flatMap(tag -> proofs.tests(tag).stream())
                .distinct()
                .count();
    }

    private String rows() {
        return statements.stream()
                .map(statement -> "| %s | %s | %s | %s |\n"
                        .formatted(
                                statement.id(), statement.text(), statement.origin(), testsAndResult(statement.id())))
                .collect(Collectors.joining());
    }

    private String rfc2715() {
        SortedSet<String> tags = proofs.tags(RFC_2715);
        if (tags.isEmpty()) {
            return "";
        }
        return "\n## RFC 2715\n\n| Part | Tests | Result |\n| --- | --- | --- |\n"
                + tags.stream()
                        .map(tag -> "| %s | %s |\n"
                                .formatted(tag.substring(RFC_2715.length()).replace('-', ' '), testsAndResult(tag)))
                        .collect(Collectors.joining());
    }

    private String testsAndResult(String tag) {
        return new TestNames(proofs).of(tag) + " | " + proofs.outcome(tag);
    }
}
