package io.tidewaiter.graph.database;

import io.tidewaiter.store.database.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * The file of the graph, opened by DuckDB within this process.
 *
 * <p>SQL that is made from a query of a stranger runs here, so the engine is shut before the first one: no files but its
 * own, no network, no extensions, and no statement can open any of it again. What does not fit into memory is spilled
 * into a folder of ours, up to a quota.
 */
public final class GraphDatabase implements AutoCloseable {
    private static final String FILE = "graph.duckdb";

    private final DuckDBConnection first;

    private GraphDatabase(DuckDBConnection first) {
        this.first = first;
    }

    /**
     * Bounds of the engine.
     *
     * @param memoryBytes of the buffers and of all that runs
     * @param threads that work on queries
     * @param spillBytes in the folder, beside the file
     */
    public record Bounds(long memoryBytes, int threads, long spillBytes) {}

    /** Opens the file in a folder, or makes it; one that cannot be opened is thrown away, since it can be made anew. */
    public static GraphDatabase open(Path folder, Bounds bounds) throws SQLException, IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(FILE);
        try {
            return opened(file, folder.resolve("spill"), bounds);
        } catch (SQLException e) {
            if (!Files.exists(file)) {
                throw e;
            }
            Files.delete(file);
            Files.deleteIfExists(folder.resolve(FILE + ".wal"));
            return opened(file, folder.resolve("spill"), bounds);
        }
    }

    private static GraphDatabase opened(Path file, Path spill, Bounds bounds) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", bounds.memoryBytes() / 1024 + "KiB");
        settings.setProperty("threads", Integer.toString(bounds.threads()));
        settings.setProperty("temp_directory", spill.toAbsolutePath().toString());
        settings.setProperty("max_temp_directory_size", bounds.spillBytes() / 1024 + "KiB");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("preserve_insertion_order", "false");
        DuckDBConnection connection = DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), settings)
                .unwrap(DuckDBConnection.class);
        try (Statement statement = connection.createStatement()) {
            for (String table : Tables.all()) {
                statement.execute(table);
            }
            for (String shut : List.of("SET enable_external_access = false", "SET lock_configuration = true")) {
                statement.execute(shut);
            }
            return new GraphDatabase(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** One more connection, without a transaction of its own until it is asked for one. */
    public DuckDBConnection connection() throws SQLException {
        return first.duplicate();
    }

    /** One more connection for statements in transactions. */
    public Sql sql() throws SQLException {
        Connection connection = connection();
        connection.setAutoCommit(false);
        return new Sql(connection);
    }

    @Override
    public void close() throws SQLException {
        first.close();
    }
}
