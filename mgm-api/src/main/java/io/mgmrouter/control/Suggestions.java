package io.mgmrouter.control;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names somebody may have meant, for messages about words that are not known. */
public final class Suggestions {

    private Suggestions() {}

    /**
     * The names near enough to {@code typed} to be offered, that is, with at most a third of their letters inserted,
     * deleted or changed; the nearest first.
     *
     * @param limit largest number of names returned
     */
    public static List<String> similar(String typed, Collection<String> names, int limit) {
        return names.stream()
                .filter(name -> distance(typed, name) <= Math.max(1, name.length() / 3))
                .sorted(Comparator.comparingInt(name -> distance(typed, name)))
                .limit(limit)
                .toList();
    }

    /** Levenshtein distance: letters to insert, delete or change. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
