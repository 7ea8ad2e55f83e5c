package io.tidewaiter.store.arm;

import io.tidewaiter.store.database.Audit;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * ARM resources of every type that has no table of its own.
 *
 * <p>Ids are compared without regard to case and returned as first written. A write checks its precondition, ends the
 * version before it and tells the audit in one transaction.
 */
public final class ArmResourceStore {
    private final Database database;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong();

    public ArmResourceStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is to be written: an id, its type, and a body of JSON object text. */
    public record Wanted(String id, String type, String body) {}

    /** Creates or replaces. */
    public Written put(Wanted wanted, Precondition when, String by) {
        Written written = database.write(sql -> put(sql, wanted, when, by));
        changes.incrementAndGet();
        return written;
    }

    private Written put(Sql sql, Wanted wanted, Precondition when, String by) throws SQLException {
        Optional<ArmResource> before = ArmRows.now(sql, wanted.id());
        if (!when.holds(before.map(ArmResource::etag))) {
            return new Written.Refused();
        }
        Instant now = clock.instant();
        ArmResource made =
                ArmRows.put(sql, new ArmResource(wanted.id(), wanted.type(), wanted.body(), "", now, by, now, by));
        Audit.append(sql, now, by, new Audit.Change(before.isPresent() ? "update" : "create", made.id(), ""));
        return before.isPresent() ? new Written.Replaced(made) : new Written.Created(made);
    }

    /** Ends a resource and all below it; empty where the precondition did not hold, else whether it was there. */
    public Optional<Boolean> delete(String id, Precondition when, String by) {
        Optional<Boolean> deleted = database.write(sql -> {
            Optional<ArmResource> before = ArmRows.now(sql, id);
            if (!when.holds(before.map(ArmResource::etag))) {
                return Optional.empty();
            }
            if (before.isPresent()) {
                endWithAll(sql, before.get().id(), clock.instant(), by);
            }
            return Optional.of(before.isPresent());
        });
        changes.incrementAndGet();
        return deleted;
    }

    /** Ends a resource and everything below it within a transaction, and tells the audit. */
    public static void endWithAll(Sql sql, String id, Instant now, String by) throws SQLException {
        for (ArmResource below : ArmRows.under(sql, id)) {
            ArmRows.end(sql, below.id(), now);
            Audit.append(sql, now, by, new Audit.Change("delete", below.id(), "with " + id));
        }
        if (ArmRows.end(sql, id, now)) {
            Audit.append(sql, now, by, new Audit.Change("delete", id, ""));
        }
    }

    /** The resource with an id. */
    public Optional<ArmResource> get(String id) {
        return database.read(sql -> ArmRows.now(sql, id));
    }

    /** The resource as it was at a time. */
    public Optional<ArmResource> get(String type, String id, Instant at) {
        return database.read(sql -> ArmRows.at(sql, type, id, at));
    }

    /**
     * The resources of a type whose ids begin with a prefix, by id.
     *
     * @param prefix ends in a slash, or is empty for all
     * @param after an id; only what follows it
     */
    public List<ArmResource> list(String type, String prefix, String after, int max) {
        return database.read(sql -> ArmRows.below(sql, type, prefix, after, max));
    }

    /** All of a type. */
    public List<ArmResource> list(String type) {
        return list(type, "", "", Integer.MAX_VALUE);
    }

    /** The resources of a type as they were at a time. */
    public List<ArmResource> list(String type, String prefix, Instant at) {
        return database.read(sql -> ArmRows.belowAt(sql, type, prefix, at));
    }

    /** Counts the writes of this process: whoever keeps a picture of the resources sees that it is an old one. */
    public long changes() {
        return changes.get();
    }

    /** To be called by who writes rows in a transaction of their own, after the commit. */
    public void changed() {
        changes.incrementAndGet();
    }
}
