package io.tidewaiter.catalog.sqlite;

import io.tidewaiter.catalog.sqlite.SqliteDatabase.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes down what a reading told. */
final class Rows implements RowReader {
    final List<String> rows = new ArrayList<>();
    final List<String> lost = new ArrayList<>();
    private final Function<Row, String> text;

    Rows(Function<Row, String> text) {
        this.text = text;
    }

    /** Reads a table; a refusal is something lost. */
    static Rows of(byte[] file, byte[] log, String table, Function<Row, String> text) {
        Rows rows = new Rows(text);
        switch (SqliteDatabase.open(file, log)) {
            case Opening.Refused(String sentence) -> rows.lost.add(sentence);
            case Opening.Opened(SqliteDatabase database) -> {
                database.read(table, rows);
                if (!database.logOddity().isEmpty()) {
                    rows.lost.add(database.logOddity());
                }
            }
        }
        return rows;
    }

    static Rows of(byte[] file, String table, Function<Row, String> text) {
        return of(file, new byte[0], table, text);
    }

    @Override
    public void row(Row row) {
        rows.add(text.apply(row));
    }

    @Override
    public void lost(String place, String sentence) {
        lost.add(place + ": " + sentence);
    }
}
