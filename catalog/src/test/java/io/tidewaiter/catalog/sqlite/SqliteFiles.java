package io.tidewaiter.catalog.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Databases that SQLite itself writes, and what lies beside them while they are open. */
public final class SqliteFiles {
    /** A database and its write-ahead log, as a crash would leave them. */
    public record Pair(byte[] file, byte[] log) {}

    /** Does something to an open database. */
    public interface Work {
        void on(Connection connection) throws SQLException;
    }

    private SqliteFiles() {}

    /** A database that was closed, after these statements. */
    public static byte[] closed(Path folder, String... statements) {
        Path file = folder.resolve("closed-" + System.nanoTime());
        try (Connection connection = open(file)) {
            run(connection, statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return bytes(file);
    }

    /** A database in WAL mode: the first statements are in its file, what the work does is in its log. */
    public static Pair crashed(Path folder, Work work, String... statements) {
        Path file = folder.resolve("crashed-" + System.nanoTime());
        try (Connection connection = open(file)) {
            run(connection, statements);
            run(connection, "PRAGMA journal_mode = WAL", "PRAGMA wal_autocheckpoint = 0");
            work.on(connection);
            return new Pair(bytes(file), bytes(Path.of(file + "-wal")));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
