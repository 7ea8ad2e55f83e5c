package io.tidewaiter.store;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.assess.SubAssessmentIds;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.Verdict;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.store.database.ContentHash;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what a job found out: image, contents, matches, verdict, meter, place; closes and opens what changed. */
final class ImageWriter {
    private final Clock clock;

    ImageWriter(Clock clock) {
        this.clock = clock;
    }

    /** Stores the outcomes, or says why they cannot be stored at all. */
    Optional<String> store(Sql sql, ScanRequest request, String subscriptionId, List<JobOutcome> outcomes)
            throws SQLException {
        for (JobOutcome outcome : outcomes) {
            if (digest(request, outcome.image()).isEmpty()) {
                return Optional.of("no digest is known for " + request.repository() + ":" + request.tag()
                        + (outcome instanceof JobOutcome.Judged(ImageIdentity _, ImageAssessment assessment)
                                ? "; " + assessment.verdict().description()
                                : ""));
            }
        }
        Instant now = clock.instant();
        String registryKey = request.registryId().toLowerCase(Locale.ROOT);
        long registry = registry(sql, registryKey, request.registryId(), subscriptionId);
        List<Long> images = new ArrayList<>();
        for (JobOutcome outcome : outcomes) {
            String digest = digest(request, outcome.image());
            long image = switch (outcome) {
                case JobOutcome.Scanned(ScanResult result) -> scanned(sql, digest, result, now);
                case JobOutcome.Judged(ImageIdentity identity, ImageAssessment assessment) ->
                    judged(sql, digest, identity, assessment, now);
                case JobOutcome.Known _ -> known(sql, digest, now);
            };
            if (wasRead(sql, image) && !(outcome instanceof JobOutcome.Judged)) {
                meter(sql, request, subscriptionId, digest, now);
            }
            if (!deletedSince(sql, registryKey, request, digest)) {
                long place = SubAssessmentIds.place(request.registryId(), request.repository(), digest);
                place(sql, new Place(registry, request.repository(), "", image, place, request.receivedAt()), now);
                images.add(image);
                if (!request.tag().isEmpty() && !tagMovedSince(sql, registry, request)) {
                    place(
                            sql,
                            new Place(
                                    registry, request.repository(), request.tag(), image, place, request.receivedAt()),
                            now);
                }
            }
        }
        if (!request.tag().isEmpty() && !images.isEmpty()) {
            moveTag(sql, registry, request, images, now);
        }
        return Optional.empty();
    }

    private static String digest(ScanRequest request, ImageIdentity image) {
        Digest digest = image.digest();
        return digest == null ? request.digest() : digest.toString();
    }

    private static long registry(Sql sql, String registryKey, String registryId, String subscriptionId)
            throws SQLException {
        sql.update("""
                INSERT INTO registry_seen (registry_key, registry_id, subscription_key) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """, registryKey, registryId, subscriptionId.toLowerCase(Locale.ROOT));
        return sql.number("SELECT id FROM registry_seen WHERE registry_key = ?", registryKey);
    }

    // Images

    private static long scanned(Sql sql, String digest, ScanResult result, Instant now) throws SQLException {
        long image = image(sql, digest, result.image(), now);
        sql.update(
                """
                UPDATE image SET media_type = ?, platform = ?, size_bytes = ?, operating_system = ? WHERE id = ?
                """,
                result.image().mediaType(),
                result.image().platform(),
                result.image().sizeBytes(),
                Json.write(result.inventory().operatingSystem()),
                image);
        AdvisorySnapshot advisories = result.assessment().advisories();
        AdvisoryRows.Known snapshot = advisories.digest().isEmpty() ? null : AdvisoryRows.intern(sql, advisories);
        Map<InstalledPackage, Long> packages =
                new InventoryWriter(sql, now).write(image, result.inventory().packages());
        if (snapshot != null) {
            new MatchWriter(sql, snapshot, now)
                    .write(packages, result.assessment().findings());
        }
        verdict(
                sql,
                image,
                result.assessment(),
                new Reading(
                        result.inventory().catalogVersion(), result.inventory().layers(), snapshot),
                now);
        return image;
    }

    private static long judged(Sql sql, String digest, ImageIdentity identity, ImageAssessment assessment, Instant now)
            throws SQLException {
        long image = image(sql, digest, identity, now);
        verdict(sql, image, assessment, new Reading("", List.of(), null), now);
        return image;
    }

    private static long known(Sql sql, String digest, Instant now) throws SQLException {
        long image = sql.first("SELECT id FROM image WHERE digest = ?", row -> row.getLong(1), digest)
                .orElseThrow(() -> new IllegalStateException("never scanned: " + digest));
        sql.update("UPDATE image SET scanned_at = ? WHERE id = ?", now, image);
        return image;
    }

    private static long image(Sql sql, String digest, ImageIdentity identity, Instant now) throws SQLException {
        sql.update(
                """
                INSERT INTO image (digest, media_type, platform, size_bytes, operating_system, first_scanned_at,
                    scanned_at)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                digest,
                identity.mediaType(),
                identity.platform(),
                identity.sizeBytes(),
                Json.write(OperatingSystem.NONE),
                now,
                now);
        return known(sql, digest, now);
    }

    /** How an image was read: empty and null where it was not. */
    private record Reading(String catalogVersion, List<LayerRecord> layers, AdvisoryRows.@Nullable Known advisories) {}

    private record VerdictRow(
            String health,
            String cause,
            String description,
            String catalogVersion,
            long advisory,
            long coverage,
            String layers) {}

    /** Opens a new interval where anything differs from what holds. */
    private static void verdict(Sql sql, long image, ImageAssessment assessment, Reading reading, Instant now)
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
    }

    private static long coverage(Sql sql, String body) throws SQLException {
        String hash = ContentHash.of(body);
        sql.update("INSERT INTO coverage (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING", hash, body);
        return sql.number("SELECT id FROM coverage WHERE hash = ?", hash);
    }

    private static boolean wasRead(Sql sql, long image) throws SQLException {
        return sql.number("""
                        SELECT count(*) FROM image_verdict
                        WHERE image = ? AND valid_to IS NULL AND catalog_version <> ''
                        """, image) > 0;
    }

    private static void meter(Sql sql, ScanRequest request, String subscriptionId, String digest, Instant now)
            throws SQLException {
        sql.update(
                """
                INSERT INTO meter (subscription_key, digest, period, registry_id, repository, metered_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                subscriptionId.toLowerCase(Locale.ROOT),
                digest,
                YearMonth.from(now.atOffset(ZoneOffset.UTC)).toString(),
                request.registryId(),
                request.repository(),
                now);
    }

    // Places

    private record Place(long registry, String repository, String tag, long image, long place, Instant seenAt) {}

    private static void place(Sql sql, Place place, Instant now) throws SQLException {
        int there = sql.update(
                """
                UPDATE image_presence SET seen_at = CASE WHEN seen_at < ? THEN ? ELSE seen_at END
                WHERE registry = ? AND repository = ? AND image = ? AND tag = ? AND valid_to IS NULL
                """, place.seenAt(), place.seenAt(), place.registry(), place.repository(), place.image(), place.tag());
        if (there == 0) {
            sql.update(
                    """
                    INSERT INTO image_presence (registry, repository, tag, image, place, seen_at, valid_from)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                    place.registry(),
                    place.repository(),
                    place.tag(),
                    place.image(),
                    place.place(),
                    place.seenAt(),
                    now);
        }
    }

    /** Whether the registry said after the request's event that the image is gone. */
    private static boolean deletedSince(Sql sql, String registryKey, ScanRequest request, String digest)
            throws SQLException {
        return sql.number("""
                        SELECT count(*) FROM image_deletion
                        WHERE registry_key = ? AND repository = ? AND deleted_at > ?
                          AND (digest = ? OR (digest = '' AND (tag = ? OR tag = '')))
                        """, registryKey, request.repository(), request.receivedAt(), digest, request.tag()) > 0;
    }

    private static boolean tagMovedSince(Sql sql, long registry, ScanRequest request) throws SQLException {
        return sql.number("""
                        SELECT count(*) FROM image_presence
                        WHERE registry = ? AND repository = ? AND tag = ? AND valid_to IS NULL AND seen_at > ?
                        """, registry, request.repository(), request.tag(), request.receivedAt()) > 0;
    }

    /** The tag stops pointing to every other image that it was said to point to before. */
    private static void moveTag(Sql sql, long registry, ScanRequest request, List<Long> images, Instant now)
            throws SQLException {
        record Pointer(long id, long image) {}
        List<Pointer> pointers = sql.list(
                """
                SELECT id, image FROM image_presence
                WHERE registry = ? AND repository = ? AND tag = ? AND valid_to IS NULL AND seen_at <= ?
                """,
                row -> new Pointer(row.getLong(1), row.getLong(2)),
                registry,
                request.repository(),
                request.tag(),
                request.receivedAt());
        for (Pointer pointer : pointers) {
            if (!images.contains(pointer.image())) {
                sql.update("UPDATE image_presence SET valid_to = ? WHERE id = ?", now, pointer.id());
            }
        }
    }
}
