package io.tidewaiter.catalog.sqlite;

/** Takes the rows of a table in the order of their numbers. */
public interface RowReader {
    /** A row that could be read. */
    void row(Row row);

    /**
     * A part of the table could not be read.
     *
     * @param place {@code page 7}
     * @param sentence what was wrong, in words of ours
     */
    void lost(String place, String sentence);
}
