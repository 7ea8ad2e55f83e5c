package io.tidewaiter.catalog.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * A SQLite database that lies in memory, with its write-ahead log applied, to be read table by table (SQLite's "Database
 * File Format").
 *
 * <p>There is no SQL and no native code: a cataloger needs rows of one table, so the b-tree is walked. Nothing of it is
 * trusted: pages, cells and rows that are broken are told as lost, each for itself, and the reading costs no more than a
 * few times the bytes. Tables WITHOUT ROWID, views and virtual tables are refused by name.
 */
public final class SqliteDatabase {
    private static final int SQL_BYTES_MAX = 1 << 20;
    private static final int TABLES_MAX = 10_000;

    private final Pages pages;
    private final WriteAheadLog log;
    private final TableTree.Budget budget;
    private final List<Table> tables = new ArrayList<>();
    private final List<String> lost = new ArrayList<>(1);

    private record Table(String type, String name, long root, String sql) {}

    private SqliteDatabase(Pages pages, WriteAheadLog log) {
        this.pages = pages;
        this.log = log;
        this.budget = new TableTree.Budget(2 * pages.bytes());
        walk(1, TableColumns.SCHEMA, new RowReader() {
            @Override
            public void row(Row row) {
                if (tables.size() < TABLES_MAX && !row.text("type", 16).equals("index")) {
                    tables.add(new Table(
                            row.text("type", 16),
                            row.text("name", 256),
                            row.integer("rootpage"),
                            row.text("sql", SQL_BYTES_MAX)));
                }
            }

            @Override
            public void lost(String place, String sentence) {
                if (lost.isEmpty()) {
                    lost.add(place + " of its list of tables: " + sentence);
                }
            }
        });
    }

    /** What became of opening a file. */
    public sealed interface Opening {
        /** It can be read. */
        record Opened(SqliteDatabase database) implements Opening {}

        /** It is no database that can be read. */
        record Refused(String sentence) implements Opening {}
    }

    /** Whether the bytes begin as a database does. */
    public static boolean isOne(byte[] file) {
        return Pages.isOne(file);
    }

    /**
     * Opens a database.
     *
     * @param log bytes of its write-ahead log; empty where there is none
     */
    public static Opening open(byte[] file, byte[] log) {
        try {
            WriteAheadLog read = WriteAheadLog.read(log);
            return new Opening.Opened(new SqliteDatabase(new Pages(file, read), read));
        } catch (SqliteFault fault) {
            return new Opening.Refused(fault.sentence());
        }
    }

    /** Whether a write-ahead log has changes that a database does not have without it, or may have had some. */
    public static boolean isChange(byte[] log) {
        WriteAheadLog read = WriteAheadLog.read(log);
        return !read.frames().isEmpty() || !read.oddity().isEmpty();
    }

    /** Why the write-ahead log, or its rest, was not applied; empty where that is as it should be. */
    public String logOddity() {
        return log.oddity();
    }

    /** Whether there is such a table. */
    public boolean has(String table) {
        return tables.stream().anyMatch(t -> t.name.equalsIgnoreCase(table));
    }

    /** Reads all rows of a table; false where none could be read, which was told then. */
    public boolean read(String table, RowReader reader) {
        Table found = null;
        for (Table candidate : tables) {
            if (found == null && candidate.name.equalsIgnoreCase(table) && !candidate.type.equals("trigger")) {
                found = candidate;
            }
        }
        if (found == null) {
            String why = lost.isEmpty() ? "" : " that could be found; " + lost.getFirst();
            reader.lost("the whole file", "it has no table " + table + why);
            return false;
        }
        TableColumns columns = new TableColumns(found.sql);
        if (!found.type.equals("table") || found.root == 0) {
            reader.lost("the whole file", table + " is no plain table but a " + kind(found.type));
            return false;
        }
        if (columns.isWithoutRowNumber()) {
            reader.lost("the whole file", "the table " + table + " is WITHOUT ROWID, which is not read");
            return false;
        }
        walk(found.root, columns, reader);
        return true;
    }

    private static String kind(String type) {
        return type.equals("view") ? "view" : "virtual table";
    }

    private void walk(long root, TableColumns columns, RowReader reader) {
        new TableTree(pages, budget, new TableTree.Cells() {
                    @Override
                    public void cell(String place, long number, byte[] payload) {
                        reader.row(new Row(place, number, payload, pages.charset(), columns));
                    }

                    @Override
                    public void lost(String place, SqliteFault fault) {
                        reader.lost(place, fault.sentence());
                    }
                })
                .walk(root);
    }
}
