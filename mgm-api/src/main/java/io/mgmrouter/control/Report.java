package io.mgmrouter.control;

import java.util.ArrayList;
import java.util.List;

/**
 * A table, shown as aligned text or, with stable names, as JSON: {@code {"name": [{"column": value, ...}, ...]}}.
 *
 * @param name name of the list in JSON, lower case: {@code interfaces}
 * @param columns names of the columns, camel case: {@code lastReporter}
 * @param rows one list per row, as long as {@code columns}; a value is a {@link String}, {@link Number},
 *     {@link Boolean}, or a {@link List} of these; the empty string stands for "none"
 */
public record Report(String name, List<String> columns, List<List<Object>> rows) {

    /** @throws IllegalArgumentException if a row is not as long as {@code columns} */
    public Report {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        name + ": a row has " + row.size() + " values for " + columns.size() + " columns");
            }
        }
    }

    /** Starts a table. */
    public static Builder of(String name, String... columns) {
        return new Builder(name, List.of(columns));
    }

    /** Collects rows. Not for several threads at once. */
    public static final class Builder {
        private final String name;
        private final List<String> columns;
        private final List<List<Object>> rows = new ArrayList<>();

        private Builder(String name, List<String> columns) {
            this.name = name;
            this.columns = columns;
        }

        /** Adds a row: one value per column. */
        public Builder row(Object... values) {
            rows.add(List.of(values));
            return this;
        }

        public Report build() {
            return new Report(name, columns, rows);
        }
    }
}
