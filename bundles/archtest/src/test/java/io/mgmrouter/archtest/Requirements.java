package io.mgmrouter.archtest;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What RFCs ask of a router, and what answers it: the tables of docs/membership.md and docs/pim.md.
 *
 * @param chapters in the page's order
 * @param proofs which tests there are
 */
record Requirements(List<Chapter> chapters, Proofs proofs) {

    private static final Pattern HEADING = Pattern.compile("^## (.+)$");
    private static final Pattern ROW = Pattern.compile("^\\| (RFC\\d+-[\\w.]+) \\| (.+?) \\| (.*?)\\s*\\|$");
    private static final Pattern REASON = Pattern.compile("not built: .+|host side");

    /**
     * The requirements of one document, or of one and its successor.
     *
     * @param title of the document
     */
    record Chapter(String title, List<Requirement> requirements) {}

    /**
     * One line.
     *
     * @param id document and section, the tag of its tests
     * @param text what is asked
     * @param reason why there is no test, or not for all of it; empty if there is nothing to say
     */
    record Requirement(String id, String text, String reason) {}

    /** Reads the page. */
    static List<Chapter> chaptersOf(String page) {
        List<Chapter> chapters = new ArrayList<>();
        page.lines().forEach(line -> {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                chapters.add(new Chapter(heading.group(1), new ArrayList<>()));
            } else if (row.matches()) {
                chapters.getLast().requirements().add(new Requirement(row.group(1), row.group(2), row.group(3)));
            }
        });
        return chapters;
    }

    /** The tag of the same section in the document that was replaced: RFC 9776 and 9777 have kept the numbers. */
    static String inReplacedDocument(String tag) {
        return tag.replaceFirst("^RFC9776-", "RFC3376-").replaceFirst("^RFC9777-", "RFC3810-");
    }

    /** Lines without a test and without a reason. */
    List<String> unanswered() {
        return all().filter(line ->
                        proofs.tests(line.id()).isEmpty() && line.reason().isEmpty())
                .map(Requirement::id)
                .toList();
    }

    /** Lines whose reason is none. */
    List<String> idleReasons() {
        return all().filter(line -> !line.reason().isEmpty()
                        && !REASON.matcher(line.reason()).matches())
                .map(Requirement::id)
                .toList();
    }

    /** Lines that occur twice. */
    List<String> repeated() {
        List<String> ids = all().map(Requirement::id).toList();
        return ids.stream().filter(id -> ids.indexOf(id) != ids.lastIndexOf(id)).toList();
    }

    /** Tags of tests that are no line, those that belong to another page left out. */
    SortedSet<String> unknown(String otherPage) {
        SortedSet<String> tags = new TreeSet<>(proofs.tags("RFC"));
        tags.removeIf(tag -> tag.startsWith(otherPage));
        all().forEach(line -> tags.remove(line.id()));
        return tags;
    }

    /** The chapters as Markdown, each line with its tests. */
    String text(TestNames names) {
        return chapters.stream().map(chapter -> text(chapter, names)).collect(Collectors.joining());
    }

    private String text(Chapter chapter, TestNames names) {
        return "\n## %s\n\n| Part | Asks of a router | Tests | Result |\n| --- | --- | --- | --- |\n"
                        .formatted(chapter.title())
                + chapter.requirements().stream()
                        .map(line -> "| %s | %s | %s | %s |\n"
                                .formatted(line.id(), line.text(), names.of(line.id()), result(line)))
                        .collect(Collectors.joining());
    }

    private String result(Requirement line) {
        return Stream.of(proofs.outcome(line.id()), line.reason())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private Stream<Requirement> all() {
        return chapters.stream().flatMap(chapter -> chapter.requirements().stream());
    }
}
