package io.mgmrouter.mgm;

import java.util.List;

/**
 * A part of a longer list.
 *
 * @param <T> type of the records
 * @param items the records, in the order of the list
 * @param more true if records follow ({@code ERROR_MORE_DATA}), false at the end ({@code ERROR_NO_MORE_ITEMS}, MGM-095)
 */
public record Page<T>(List<T> items, boolean more) {
    public Page {
        items = List.copyOf(items);
    }
}
