package io.tidewaiter.catalog.rpm;

import io.tidewaiter.catalog.sqlite.Row;
import io.tidewaiter.catalog.sqlite.RowReader;
import io.tidewaiter.catalog.sqlite.SqliteDatabase;
import io.tidewaiter.catalog.sqlite.SqliteDatabase.Opening;

/** Reads the table {@code Packages} of an rpmdb.sqlite: {@code hnum}, the row's own number, and {@code blob}. */
final class SqliteForm {
    private SqliteForm() {}

    /**
     * Reads a database; false where its table could not be read, which was told then.
     *
     * @param log bytes of its write-ahead log; empty where there is none
     */
    static boolean read(byte[] content, byte[] log, RpmPackages packages) {
        return switch (SqliteDatabase.open(content, log)) {
            case Opening.Refused(String sentence) -> throw new RpmFault(sentence);
            case Opening.Opened(SqliteDatabase database) -> {
                if (!database.logOddity().isEmpty()) {
                    packages.lost("its write-ahead log", new RpmFault(database.logOddity()));
                }
                yield read(database, packages);
            }
        };
    }

    private static boolean read(SqliteDatabase database, RpmPackages packages) {
        return database.read("Packages", new RowReader() {
            @Override
            public void row(Row row) {
                packages.accept(row.place(), row.blob("blob").orElse(new byte[0]));
            }

            @Override
            public void lost(String place, String sentence) {
                packages.lost(place, new RpmFault(sentence));
            }
        });
    }
}
