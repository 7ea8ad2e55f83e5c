package io.tidewaiter.store;

import java.util.List;

/**
 * A part of a list.
 *
 * @param rows in the list's order
 * @param after the token that asks for the next part; empty on the last
 */
public record Page<T>(List<T> rows, String after) {
    public Page {
        rows = List.copyOf(rows);
    }
}
