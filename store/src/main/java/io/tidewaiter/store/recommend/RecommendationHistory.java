package io.tidewaiter.store.recommend;

import io.tidewaiter.assess.Recommendation;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recommendations that registries had. What a registry is recommended follows from its images and the rules, and is
 * computed whenever it is read; since when it stands does not, and is kept here.
 */
public final class RecommendationHistory {
    private static final String COLUMNS =
            "SELECT code, cause, description, first_at, changed_at FROM recommendation WHERE registry_key = ? AND ";

    private final Database database;

    public RecommendationHistory(Database database) {
        this.database = database;
    }

    /** What is known of a registry's recommendation now, or at a time; empty where it was not looked at yet. */
    public Optional<Evaluation> of(String registryId, @Nullable Instant asOf) {
        return database.read(sql -> asOf == null
                ? now(sql, registryId)
                : sql.first(
                        COLUMNS + "valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)",
                        RecommendationHistory::read,
                        key(registryId),
                        asOf,
                        asOf));
    }

    /** What is known of it now, in the picture that a connection sees. */
    public static Optional<Evaluation> now(Sql sql, String registryId) throws SQLException {
        return sql.first(COLUMNS + "valid_to IS NULL", RecommendationHistory::read, key(registryId));
    }

    private static Evaluation read(ResultSet row) throws SQLException {
        return new Evaluation(
                Health.ofLabel(row.getString(1)),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)));
    }

    /**
     * Notes what a registry is recommended. What is known already is not written again, and a registry that has gone
     * meanwhile has no recommendation.
     *
     * @param at since when; not before what is known of it
     * @return whether it was new
     */
    public boolean note(String registryId, Recommendation recommendation, Instant at) {
        return !isKnown(registryId, recommendation)
                && database.write(sql -> write(sql, registryId, recommendation, at));
    }

    private boolean isKnown(String registryId, Recommendation recommendation) {
        return of(registryId, null).filter(known -> known.isOf(recommendation)).isPresent();
    }

    private static boolean write(Sql sql, String registryId, Recommendation recommendation, Instant at)
            throws SQLException {
        Optional<Evaluation> before = now(sql, registryId);
        boolean isThere = sql.number("SELECT count(*) FROM registry WHERE registry_key = ?", key(registryId)) > 0;
        if (!isThere || before.filter(known -> known.isOf(recommendation)).isPresent()) {
            return false;
        }
        end(sql, registryId, at);
        boolean isSame = before.filter(known -> known.status() == recommendation.status())
                .isPresent();
        sql.update(
                """
                INSERT INTO recommendation (registry_key, code, cause, description, first_at, changed_at, valid_from)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                key(registryId),
                recommendation.status().label(),
                recommendation.cause(),
                recommendation.description(),
                before.map(Evaluation::first).orElse(at),
                isSame ? before.get().changed() : at,
                at);
        Changes.note(sql, at, new Change(ChangeKind.RECOMMENDATION, key(registryId)));
        return true;
    }

    /** Writes that a registry has none any more. */
    public static void end(Sql sql, String registryId, Instant at) throws SQLException {
        sql.update(
                "UPDATE recommendation SET valid_to = max(valid_from, ?) WHERE registry_key = ? AND valid_to IS NULL",
                at,
                key(registryId));
    }

    private static String key(String registryId) {
        return registryId.toLowerCase(Locale.ROOT);
    }
}
