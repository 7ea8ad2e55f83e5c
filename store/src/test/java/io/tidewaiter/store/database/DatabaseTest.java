package io.tidewaiter.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static Sql open(Path file) throws Exception {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        connection.setAutoCommit(false);
        return new Sql(connection);
    }

    /** As it does where the disk is full. */
    @Test
    void aTransactionThatSqliteEndsItselfCostsNoLaterOne(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("one.db");
        Sql writer = open(file);
        writer.update("CREATE TABLE event (id INTEGER PRIMARY KEY)");
        writer.connection().commit();
        try (Database database = new Database(writer, List.of(open(file)))) {
            database.write(sql -> sql.update("INSERT INTO event VALUES (1)"));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> database.write(sql -> {
                            sql.update("INSERT INTO event VALUES (2)");
                            return sql.update("INSERT OR ROLLBACK INTO event VALUES (1)");
                        }))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("UNIQUE"); // what went wrong, not what came of it
            }
            database.write(sql -> sql.update("INSERT INTO event VALUES (3)"));
            assertThat(database.<Long>read(sql -> sql.number("SELECT sum(id) FROM event")))
                    .isEqualTo(4);
        }
    }

    @Test
    void aReadingWhoseTransactionSqliteEndsCostsNoLaterOne(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("one.db");
        Sql writer = open(file);
        writer.update("CREATE TABLE event (id INTEGER PRIMARY KEY)");
        writer.update("INSERT INTO event VALUES (1)");
        writer.connection().commit();
        try (Database database = new Database(writer, List.of(open(file)))) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> database.read(sql -> sql.update("INSERT OR ROLLBACK INTO event VALUES (1)")))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("UNIQUE");
            }
            assertThat(database.<Long>read(sql -> sql.number("SELECT sum(id) FROM event")))
                    .isEqualTo(1);
        }
    }
}
