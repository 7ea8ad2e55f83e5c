package io.tidewaiter.store;

import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is to be scanned: durable, each job worked on by one worker at a time for as long as its lease lasts, and so is
 * what a digest of a registry stands for: whoever asks for it meanwhile finds it known afterwards.
 */
public final class ScanQueue {
    /** Of the jobs that are not at an end those of whose image no other is being worked on; the parameter is now. */
    private static final String FREE = """
            FROM scan_job j WHERE j.state IN ('waiting', 'leased') AND NOT EXISTS (
                SELECT 1 FROM scan_job other
                WHERE other.state = 'leased' AND other.registry_key = j.registry_key AND other.digest = j.digest
                  AND other.id <> j.id AND other.due_at > ?
                  AND (j.digest <> '' OR (other.repository = j.repository AND other.tag = j.tag)))
            """;

    private final Database database;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;

    ScanQueue(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A leased job.
     *
     * @param attempt 1 for the first
     * @param forced whether the image is read again although it is known
     */
    public record Job(long id, ScanRequest request, int attempt, boolean forced) {}

    /** How many jobs are in which state. */
    public record Counts(long waiting, long leased, long failed) {}

    /** A job that was given up. */
    public record FailedJob(long id, ScanRequest request, int attempt, Instant failedAt, String why) {}

    /** Adds a request; where the same one is waiting already, that one stands for it and counts as asked for now. */
    public void enqueue(ScanRequest request) {
        database.write(sql -> {
            add(sql, request);
            return true;
        });
        wake();
    }

    void add(Sql sql, ScanRequest request) throws SQLException {
        Optional<Long> added = sql.insert(
                """
                INSERT INTO scan_job
                    (registry_key, registry_id, repository, tag, digest, media_type, received_at, state, due_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?)
                ON CONFLICT DO NOTHING RETURNING id
                """,
                request.registryId().toLowerCase(Locale.ROOT),
                request.registryId(),
                request.repository(),
                request.tag(),
                request.digest(),
                request.mediaType(),
                request.receivedAt(),
                clock.instant());
        if (added.isPresent()) {
            changed(sql, added.get());
        } else {
            join(sql, request, "state = 'waiting'");
        }
    }

    /**
     * As {@link #add}, for what a listing saw: one that is being worked on stands for it, too. Nothing need have changed
     * for a listing to see it, and what comes to nothing the next one asks for again.
     */
    void addListed(Sql sql, ScanRequest request) throws SQLException {
        if (join(sql, request, "state = 'leased'") == 0) {
            add(sql, request); // which joins what waits
        } else {
            join(sql, request, "state = 'waiting'"); // it takes the other's place, should that come to nothing
        }
    }

    /** The image was there, and the tag pointed to it, as late as the later of the two requests says. */
    private static int join(Sql sql, ScanRequest request, String states) throws SQLException {
        return sql.update(
                """
                UPDATE scan_job SET received_at = max(received_at, ?)
                WHERE registry_key = ? AND repository = ? AND tag = ? AND digest = ? AND\s""" + states,
                request.receivedAt(),
                request.registryId().toLowerCase(Locale.ROOT),
                request.repository(),
                request.tag(),
                request.digest());
    }

    /** What a job is about as of now: others may have joined it since it was leased. */
    ScanRequest joined(Sql sql, Job job) throws SQLException {
        ScanRequest request = job.request();
        Optional<Instant> receivedAt = sql.first(
                "SELECT received_at FROM scan_job WHERE id = ?", row -> Instant.ofEpochMilli(row.getLong(1)), job.id());
        return new ScanRequest(
                request.registryId(),
                request.repository(),
                request.tag(),
                request.digest(),
                request.mediaType(),
                receivedAt.orElse(request.receivedAt()));
    }

    private void changed(Sql sql, long id) throws SQLException {
        Changes.note(sql, clock.instant(), Change.job(id));
    }

    /**
     * Takes the job that has been due longest, for a time; after it the job can be leased again. A job for a digest
     * waits while another one for the same digest of the same registry is being worked on.
     */
    public Optional<Job> lease(Duration leaseFor) {
        return database.write(sql -> {
            Instant now = clock.instant();
            Optional<Job> due = sql.first(
                    """
                    SELECT id, registry_id, repository, tag, digest, media_type, received_at, attempt + 1, forced
                    """ + FREE + " AND j.due_at <= ? ORDER BY j.due_at, j.id LIMIT 1",
                    row -> new Job(row.getLong(1), request(row), row.getInt(8), row.getInt(9) != 0),
                    now,
                    now);
            if (due.isPresent()) {
                sql.update(
                        """
                        UPDATE scan_job SET state = 'leased', attempt = ?, due_at = ?,
                            started_at = coalesce(started_at, ?)
                        WHERE id = ?
                        """,
                        due.get().attempt(),
                        now.plus(leaseFor),
                        now,
                        due.get().id());
                changed(sql, due.get().id());
            }
            return due;
        });
    }

    private static ScanRequest request(ResultSet row) throws SQLException {
        return new ScanRequest(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)));
    }

    /** Lengthens the lease, unless the job is another's by now. */
    public void renew(Job job, Duration leaseFor) {
        database.write(sql -> sql.update(
                "UPDATE scan_job SET due_at = ? WHERE id = ? AND state = 'leased' AND attempt = ?",
                clock.instant().plus(leaseFor),
                job.id(),
                job.attempt()));
    }

    /** Gives the job back, to be leased again after a time; a new request for the same image takes its place. */
    public void retryLater(Job job, Duration delay, String why) {
        database.write(sql -> {
            int superseded = sql.update("""
                    UPDATE scan_job SET state = 'done', finished_at = ?, note = 'a newer request took its place'
                    WHERE id = ? AND state = 'leased' AND attempt = ? AND EXISTS (
                        SELECT 1 FROM scan_job other WHERE other.state = 'waiting'
                          AND other.registry_key = scan_job.registry_key AND other.repository = scan_job.repository
                          AND other.tag = scan_job.tag AND other.digest = scan_job.digest)
                    """, clock.instant(), job.id(), job.attempt());
            if (superseded > 0 && job.forced()) {
                force(sql, job.request());
            } else if (superseded == 0) {
                sql.update("""
                        UPDATE scan_job SET state = 'waiting', due_at = ?, note = ?
                        WHERE id = ? AND state = 'leased' AND attempt = ?
                        """, clock.instant().plus(delay), why, job.id(), job.attempt());
            }
            changed(sql, job.id());
            return true;
        });
        wake();
    }

    /** Asks for scans by hand: the images are read again although they may be known. */
    public void enqueueForced(List<ScanRequest> requests) {
        database.write(sql -> {
            for (ScanRequest request : requests) {
                add(sql, request);
                force(sql, request);
            }
            return true;
        });
        wake();
    }

    private static void force(Sql sql, ScanRequest request) throws SQLException {
        sql.update(
                """
                UPDATE scan_job SET forced = 1
                WHERE state = 'waiting' AND registry_key = ? AND repository = ? AND tag = ? AND digest = ?
                """,
                request.registryId().toLowerCase(Locale.ROOT),
                request.repository(),
                request.tag(),
                request.digest());
    }

    /** Takes up a job that was given up; whether there was one. One that waits already for the same image stands for it. */
    public boolean retry(long id) {
        boolean found = database.write(sql -> {
            Optional<ScanRequest> request = sql.first("""
                    SELECT id, registry_id, repository, tag, digest, media_type, received_at FROM scan_job
                    WHERE id = ? AND state = 'failed'
                    """, ScanQueue::request, id);
            if (request.isPresent()) {
                add(sql, request.get());
            }
            return request.isPresent();
        });
        wake();
        return found;
    }

    /** Ends a job that is not to be done, because nothing covers its registry any more. */
    public void drop(Job job, String why) {
        database.write(sql -> {
            changed(sql, job.id());
            return sql.update(
                    "UPDATE scan_job SET state = 'done', finished_at = ?, note = ? WHERE id = ? AND state = 'leased'",
                    clock.instant(),
                    why,
                    job.id());
        });
        wake();
    }

    /** Gives the job up and keeps it, with the reason, for people to see. */
    public void fail(Job job, String why) {
        database.write(sql -> fail(sql, job, why));
        wake();
    }

    int fail(Sql sql, Job job, String why) throws SQLException {
        changed(sql, job.id());
        return sql.update("""
                UPDATE scan_job SET state = 'failed', finished_at = ?, note = ?
                WHERE id = ? AND state = 'leased' AND attempt = ?
                """, clock.instant(), why, job.id(), job.attempt());
    }

    /** Ends the job; a result is a result, whoever holds the lease by now. */
    void complete(Sql sql, Job job) throws SQLException {
        changed(sql, job.id());
        sql.update("""
                UPDATE scan_job SET state = 'done', finished_at = ?, note = ''
                WHERE id = ? AND state IN ('waiting', 'leased')
                """, clock.instant(), job.id());
    }

    /** How many jobs are waiting, leased and given up. */
    public Counts counts() {
        return database.read(sql -> new Counts(
                sql.number("SELECT count(*) FROM scan_job WHERE state = 'waiting'"),
                sql.number("SELECT count(*) FROM scan_job WHERE state = 'leased'"),
                sql.number("SELECT count(*) FROM scan_job WHERE state = 'failed'")));
    }

    /** Jobs that were given up, the latest first. */
    public List<FailedJob> failed(int max) {
        return database.read(sql -> sql.list(
                """
                SELECT id, registry_id, repository, tag, digest, media_type, received_at, attempt, finished_at, note
                FROM scan_job WHERE state = 'failed' ORDER BY id DESC LIMIT ?
                """,
                row -> new FailedJob(
                        row.getLong(1),
                        request(row),
                        row.getInt(8),
                        Instant.ofEpochMilli(row.getLong(9)),
                        row.getString(10)),
                max));
    }

    /** Whoever held a lease when the last process ended is gone. */
    void releaseLeases() {
        database.write(sql -> sql.update("UPDATE scan_job SET due_at = 0 WHERE state = 'leased'"));
    }

    /**
     * Waits until a job may be leased, at most for a time; work that is added in this process wakes it at once.
     *
     * @return whether a job may be leased
     */
    public boolean awaitWork(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = changes();
            Optional<Instant> next = nextDue();
            Instant now = clock.instant();
            if (next.isPresent() && !next.get().isAfter(now)) {
                return true;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            long untilDue = next.map(due -> Duration.between(now, due))
                    .filter(wait -> wait.compareTo(atMost) < 0)
                    .map(Duration::toNanos)
                    .orElse(Long.MAX_VALUE);
            awaitChange(seen, Math.min(left, untilDue));
        }
    }

    private Optional<Instant> nextDue() {
        return database.read(sql -> sql.first(
                "SELECT j.due_at " + FREE + " ORDER BY j.due_at LIMIT 1",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                clock.instant()));
    }

    void wake() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange(long seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
