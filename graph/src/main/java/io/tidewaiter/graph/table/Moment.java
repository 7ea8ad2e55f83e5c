package io.tidewaiter.graph.table;

import io.tidewaiter.graph.database.Tables;
import java.time.Instant;
import java.util.Optional;

/**
 * The time that a query asks about.
 *
 * @param at empty for now
 */
public record Moment(Optional<Instant> at) {
    /** What holds now. */
    public static final Moment NOW = new Moment(Optional.empty());

    /** What was known at a time. */
    public static Moment of(Instant at) {
        return new Moment(Optional.of(at));
    }

    /**
     * The digest of the advisories that an image was last judged by: its own, or that of a later judgement of
     * everything.
     *
     * @param place a row of {@code place}
     */
    String advisoryDigest(String place) {
        String until = at.map(Instant::toEpochMilli)
                .map(millis -> " WHERE e.done_at <= " + millis)
                .orElse("");
        String latest = "(SELECT max_by(e.digest, e.done_at) FROM reevaluation e" + until + ")";
        String when = "(SELECT max(e.done_at) FROM reevaluation e" + until + ")";
        return "CASE WHEN " + place + ".advisory_digest <> '' AND " + when + " >= " + place + ".judged_from THEN "
                + latest + " ELSE " + place + ".advisory_digest END";
    }

    /** The condition that a row of a table holds then. */
    String holds(String table) {
        return at.map(Instant::toEpochMilli)
                .map(millis -> table + ".valid_from <= " + millis + " AND " + table + ".valid_to > " + millis)
                .orElse(table + ".valid_to = " + Tables.OPEN);
    }
}
