package io.mgmrouter.control.socket;

import io.mgmrouter.control.Report;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a report as aligned columns; numbers to the right, headings upper case, {@code -} for "none". */
final class TextTable {

    private static final String GAP = "  ";

    private TextTable() {}

    static String of(Report report) {
        List<String> headings =
                report.columns().stream().map(TextTable::heading).toList();
        List<List<String>> cells = report.rows().stream()
                .map(row -> row.stream().map(TextTable::cell).toList())
                .toList();
        int[] widths = widths(headings, cells);
        StringBuilder out = new StringBuilder();
        append(out, headings, widths, numeric(report));
        cells.forEach(row -> append(out, row, widths, numeric(report)));
        return out.toString();
    }

    /** {@code upstreamNeighbor} becomes {@code UPSTREAM NEIGHBOR}. */
    private static String heading(String column) {
        return column.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toUpperCase(Locale.ROOT);
    }

    private static String cell(Object value) {
        String text = value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(value);
        return text.isEmpty() ? "-" : printable(text);
    }

    /** One row is one line, whatever a name or message contains. */
    private static String printable(String text) {
        return text.chars()
                .mapToObj(c -> Character.isISOControl(c) ? " " : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    private static int[] widths(List<String> headings, List<List<String>> cells) {
        return IntStream.range(0, headings.size())
                .map(i -> Math.max(
                        headings.get(i).length(),
                        cells.stream()
                                .mapToInt(row -> row.get(i).length())
                                .max()
                                .orElse(0)))
                .toArray();
    }

    private static boolean[] numeric(Report report) {
        boolean[] numeric = new boolean[report.columns().size()];
        for (int i = 0; i < numeric.length; i++) {
            int column = i;
            numeric[i] = !report.rows().isEmpty()
                    && report.rows().stream().allMatch(row -> row.get(column) instanceof Number);
        }
        return numeric;
    }

    private static void append(StringBuilder out, List<String> row, int[] widths, boolean[] numeric) {
        String line = IntStream.range(0, row.size())
                .mapToObj(i -> padded(row.get(i), widths[i], numeric[i]))
                .collect(Collectors.joining(GAP));
        out.append(line.stripTrailing()).append('\n');
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(width - text.length());
        return right ? blanks + text : text + blanks;
    }
}
