package io.tidewaiter.store.content;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.Verdict;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.store.database.ContentHash;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.judge.PackedPackages;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what holds for an image as long as nothing is found in it. */
public final class VerdictWriter {
    private VerdictWriter() {}

    /** How an image was read: empty and null where it was not. */
    public record Reading(String catalogVersion, List<LayerRecord> layers, AdvisoryRows.@Nullable Known advisories) {}

    private record VerdictRow(
            String health,
            String cause,
            String description,
            String catalogVersion,
            long advisory,
            long coverage,
            String layers) {}

    /** Opens a new interval where anything differs from what holds. */
    public static void write(Sql sql, long image, ImageAssessment assessment, Reading reading, Instant now)
            throws SQLException {
        Verdict verdict = assessment.verdict().health() == Health.UNHEALTHY
                ? Assessor.verdictWithoutFindings(assessment.coverage())
                : assessment.verdict();
        AdvisoryRows.Known advisories = reading.advisories();
        VerdictRow next = new VerdictRow(
                verdict.health().label(),
                verdict.cause(),
                verdict.description(),
                reading.catalogVersion(),
                advisories == null ? 0 : advisories.id(),
                coverage(sql, Json.write(assessment.coverage())),
                Json.write(reading.layers()));
        Optional<VerdictRow> current = sql.first(
                """
                SELECT health, cause, description, catalog_version, coalesce(advisory, 0), coverage, layers
                FROM image_verdict WHERE image = ? AND valid_to IS NULL
                """,
                row -> new VerdictRow(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getString(7)),
                image);
        if (current.isPresent() && current.get().equals(next)) {
            return;
        }
        sql.update("UPDATE image_verdict SET valid_to = ? WHERE image = ? AND valid_to IS NULL", now, image);
        sql.update(
                """
                INSERT INTO image_verdict (image, health, cause, description, catalog_version, advisory, coverage,
                    layers, valid_from)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                image,
                next.health(),
                next.cause(),
                next.description(),
                next.catalogVersion(),
                advisories == null ? null : advisories.id(),
                next.coverage(),
                next.layers(),
                now);
        PackedPackages.writeHealth(sql, image, next.health());
    }

    /** The row of an account of a reading. */
    public static long coverage(Sql sql, String body) throws SQLException {
        String hash = ContentHash.of(body);
        sql.update("INSERT INTO coverage (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING", hash, body);
        return sql.number("SELECT id FROM coverage WHERE hash = ?", hash);
    }
}
