package io.tidewaiter.store.database;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One thread that writes, a few connections that read.
 *
 * <p>SQLite takes one writer at a time, so all writes go through one thread; whoever waits while a commit reaches the
 * disk shares the next one (one fsync for up to {@value #BATCH_MAX} units of work). Each unit stands in its own
 * savepoint: one that fails takes nothing else with it. A caller gets its answer only after the commit. Readers see the
 * last commit and never wait for the writer (write-ahead log).
 */
public final class Database implements AutoCloseable {
    private static final int BATCH_MAX = 64;

    private final BlockingQueue<Unit<?>> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<Sql> readers;
    private final List<Sql> allReaders;
    private final Sql writer;
    private final Thread thread;
    private volatile boolean closed;

    public Database(Sql writer, List<Sql> readers) {
        this.writer = writer;
        this.allReaders = List.copyOf(readers);
        this.readers = new ArrayBlockingQueue<>(readers.size(), true, readers);
        this.thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::writeUntilClosed);
        thread.start();
    }

    /** Something to be done with a connection within a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    private record Unit<T>(Work<T> work, CompletableFuture<T> answer) {
        /** Runs the work and says how to tell the caller once the commit has succeeded. */
        Runnable run(Sql sql) throws SQLException {
            T result = work.run(sql);
            return () -> answer.complete(result);
        }
    }

    /** Runs the work in the writing thread and returns after its commit is on disk. */
    public <T> T write(Work<T> work) {
        Unit<T> unit = new Unit<>(work, new CompletableFuture<>());
        waiting.add(unit);
        if (closed) {
            refuseWaiting();
        }
        try {
            return unit.answer().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for a commit; it may or may not have happened", e);
        } catch (ExecutionException e) {
            throw failure("write", e.getCause() == null ? e : e.getCause());
        }
    }

    /** Runs the work on one consistent picture of the state. */
    public <T> T read(Work<T> work) {
        Sql sql;
        try {
            if (closed) {
                throw new StoreException("the state is closed");
            }
            sql = readers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for a connection", e);
        }
        try {
            T result = work.run(sql);
            sql.connection().rollback();
            return result;
        } catch (SQLException e) {
            rollback(sql, e);
            throw failure("read", e);
        } catch (RuntimeException | Error e) {
            rollback(sql, e);
            throw e;
        } finally {
            readers.add(sql);
        }
    }

    private static RuntimeException failure(String verb, Throwable cause) {
        return cause instanceof RuntimeException known && !(cause instanceof StoreException)
                ? known
                : new StoreException(verb + " the state: " + cause.getMessage(), cause, isFull(cause));
    }

    /** SQLite says that there is no room, or that a write was cut off: by the disk or by a limit on the file. */
    private static boolean isFull(Throwable cause) {
        return cause instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_WRITE);
    }

    private void writeUntilClosed() {
        List<Unit<?>> batch = new ArrayList<>();
        while (!closed) {
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                continue; // closing
            }
            waiting.drainTo(batch, BATCH_MAX - 1);
            commit(batch);
            batch.clear();
        }
        refuseWaiting();
    }

    private void commit(List<Unit<?>> batch) {
        List<Runnable> answers = new ArrayList<>(batch.size());
        try {
            for (Unit<?> unit : batch) {
                answers.add(runInSavepoint(unit));
            }
            writer.connection().commit();
        } catch (SQLException | RuntimeException | Error e) {
            rollback(writer, e);
            batch.forEach(unit -> unit.answer().completeExceptionally(e));
            return;
        }
        answers.forEach(Runnable::run);
    }

    private Runnable runInSavepoint(Unit<?> unit) throws SQLException {
        Savepoint before = writer.connection().setSavepoint();
        try {
            Runnable answer = unit.run(writer);
            writer.connection().releaseSavepoint(before);
            return answer;
        } catch (SQLException | RuntimeException e) {
            try {
                writer.connection().rollback(before);
                writer.connection().releaseSavepoint(before);
            } catch (SQLException gone) { // with the whole transaction
                e.addSuppressed(gone);
                throw e;
            }
            return () -> unit.answer().completeExceptionally(e);
        }
    }

    private static void rollback(Sql sql, Throwable reason) {
        try {
            sql.connection().rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
            beginAnew(sql, reason);
        }
    }

    /**
     * SQLite ends a transaction itself where the disk is full, one that only reads, too (it sorts in files). The driver begins
     * none then, and no commit and no rollback would succeed.
     */
    private static void beginAnew(Sql sql, Throwable reason) {
        try (Statement begin = sql.connection().createStatement()) {
            begin.execute("BEGIN");
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void refuseWaiting() {
        for (Unit<?> unit = waiting.poll(); unit != null; unit = waiting.poll()) {
            unit.answer().completeExceptionally(new StoreException("the state is closed"));
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
            for (int i = 0; i < allReaders.size(); i++) {
                readers.take(); // whoever reads finishes first
            }
            for (Sql reader : allReaders) {
                reader.close();
            }
            writer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new StoreException("close the state: " + e.getMessage(), e);
        }
    }
}
