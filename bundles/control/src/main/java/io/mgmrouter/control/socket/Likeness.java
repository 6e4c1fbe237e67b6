package io.mgmrouter.control.socket;

/** How far a misspelt name is from a right one. */
final class Likeness {

    private Likeness() {}

    /** Near enough to be offered: at most a third of the letters differ. */
    static boolean similar(String typed, String name) {
        return distance(typed, name) <= Math.max(1, name.length() / 3);
    }

    /** Levenshtein distance: letters to insert, delete or change. */
    static int distance(String a, String b) {
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
