package io.mgmrouter.archtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which tests stand for which tag, and how they went: read from what the test kit's recorder wrote in the last run of
 * each module.
 *
 * @param byTag for each tag its tests, in order, with the outcomes of all their runs
 */
record Proofs(SortedMap<String, SortedMap<String, Set<String>>> byTag) {

    /** Reads the records of modules, given by their folders. */
    static Proofs read(List<Path> modules) throws IOException {
        SortedMap<String, SortedMap<String, Set<String>>> byTag = new TreeMap<>();
        for (Path module : modules) {
            Files.readAllLines(module.resolve("target/proofs.tsv")).forEach(line -> add(byTag, line.split("\t")));
        }
        return new Proofs(byTag);
    }

    private static void add(SortedMap<String, SortedMap<String, Set<String>>> byTag, String[] fields) {
        byTag.computeIfAbsent(Requirements.inReplacedDocument(fields[0]), _ -> new TreeMap<>())
                .computeIfAbsent(fields[1], _ -> new TreeSet<>())
                .add(fields[2]);
    }

    /** The tests of a tag. */
    SortedSet<String> tests(String tag) {
        return new TreeSet<>(byTag.getOrDefault(tag, new TreeMap<>()).keySet());
    }

    /** {@code passes}, unless some run of a test did not. */
    String outcome(String tag) {
        SortedSet<String> outcomes = new TreeSet<>();
        Map<String, Set<String>> tests = byTag.getOrDefault(tag, new TreeMap<>());
        tests.values().forEach(outcomes::addAll);
        return String.join(", ", outcomes);
    }

    /** Tags of which some test failed. */
    SortedSet<String> failures() {
        SortedSet<String> failed = new TreeSet<>(byTag.keySet());
        failed.removeIf(tag -> !outcome(tag).contains("fails"));
        return failed;
    }

    /** Tags that begin so. */
    SortedSet<String> tags(String beginning) {
        SortedSet<String> found = new TreeSet<>(byTag.keySet());
        found.removeIf(tag -> !tag.startsWith(beginning));
        return found;
    }
}
