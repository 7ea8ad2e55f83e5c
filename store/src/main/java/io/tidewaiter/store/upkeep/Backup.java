package io.tidewaiter.store.upkeep;

import io.tidewaiter.store.database.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Copies the state while it is in use, and puts a copy back. A copy is one consistent picture (SQLite's VACUUM INTO,
 * which reads within a transaction and lets others write meanwhile), whole or not there: it takes its name at the end.
 */
public final class Backup {
    private static final String STATE = "state.db";
    private static final String LOCK = "state.lock";

    private Backup() {}

    /**
     * Writes a copy; the service may run.
     *
     * @throws StoreException where there is no state, the file is there already, or it cannot be written
     */
    public static void write(Path dataFolder, Path target) {
        Path state = dataFolder.resolve(STATE);
        if (!Files.exists(state)) {
            throw new StoreException("back up " + dataFolder + ": there is no state in it");
        }
        if (Files.exists(target)) {
            throw new StoreException("back up to " + target + ": it is there already; name another file");
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(unfinished);
            try (Connection source = DriverManager.getConnection("jdbc:sqlite:" + state.toAbsolutePath());
                    PreparedStatement copy = source.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, unfinished.toAbsolutePath().toString());
                copy.execute();
            }
            check(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException | IOException e) {
            throw failed("back up to " + target, unfinished, e);
        }
    }

    /**
     * Puts a copy in the place of the state, which is kept beside it as {@code state.db.before-restore}; no service may
     * run on the folder.
     *
     * @throws StoreException where a process holds the folder, or the copy is not sound
     */
    public static void restore(Path copy, Path dataFolder) {
        Path unfinished = dataFolder.resolve(STATE + ".part");
        try {
            Files.createDirectories(dataFolder);
            try (FileChannel channel = FileChannel.open(
                            dataFolder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock(channel)) {
                if (held == null || !held.isValid()) {
                    throw new StoreException("restore into " + dataFolder + ": a service runs on it; end it first");
                }
                check(copy);
                Files.copy(copy, unfinished, StandardCopyOption.REPLACE_EXISTING);
                check(unfinished);
                Path state = dataFolder.resolve(STATE);
                if (Files.exists(state)) {
                    settle(state);
                    Files.move(
                            state, dataFolder.resolve(STATE + ".before-restore"), StandardCopyOption.REPLACE_EXISTING);
                }
                // What the old write-ahead log holds belongs to the old file.
                Files.deleteIfExists(dataFolder.resolve(STATE + "-wal"));
                Files.deleteIfExists(dataFolder.resolve(STATE + "-shm"));
                Files.move(unfinished, state, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (SQLException | IOException e) {
            throw failed("restore " + copy, unfinished, e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return held;
            }
        } catch (OverlappingFileLockException e) {
            throw new StoreException("restore: a service runs on the folder; end it first", e);
        }
        throw new StoreException("restore: a service runs on the folder; end it first");
    }

    /** Writes what is only in the write-ahead log into the file, so that it can be moved alone. */
    private static void settle(Path state) throws SQLException {
        try (Connection sql = DriverManager.getConnection("jdbc:sqlite:" + state.toAbsolutePath());
                Statement statement = sql.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void check(Path file) throws SQLException {
        if (!Files.exists(file)) {
            throw new StoreException("read " + file + ": there is no such file");
        }
        try (Connection sql = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement statement = sql.createStatement()) {
            try (ResultSet answer = statement.executeQuery("PRAGMA quick_check")) {
                if (!answer.next() || !answer.getString(1).equals("ok")) {
                    throw new StoreException("read " + file + ": it is damaged");
                }
            }
            try (ResultSet answer =
                    statement.executeQuery("SELECT count(*) FROM sqlite_schema WHERE name = 'image_presence'")) {
                if (!answer.next() || answer.getInt(1) == 0) {
                    throw new StoreException("read " + file + ": it is no state of Tidewaiter");
                }
            }
        }
    }

    private static StoreException failed(String what, Path unfinished, Exception cause) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new StoreException(what + ": " + cause.getMessage(), cause);
    }
}
