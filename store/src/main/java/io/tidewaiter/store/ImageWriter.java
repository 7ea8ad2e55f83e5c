package io.tidewaiter.store;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.assess.SubAssessmentIds;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.PackageContext;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.store.base.ImageChains;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.content.AdvisoryRows;
import io.tidewaiter.store.content.Gaps;
import io.tidewaiter.store.content.InventoryWriter;
import io.tidewaiter.store.content.MatchWriter;
import io.tidewaiter.store.content.VerdictWriter;
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
import java.util.SortedSet;

/** Writes what a job found out: image, contents, matches, verdict, meter, place; closes and opens what changed. */
final class ImageWriter {
    private static final String STAYS = "; what was read of the image before stays";
    private static final String NOT_SHOWN = "; it is not shown here, as only another registry gave it";

    private final Clock clock;
    private final ScanQueue queue;

    ImageWriter(Clock clock, ScanQueue queue) {
        this.clock = clock;
        this.queue = queue;
    }

    /**
     * Stores the outcomes. Says why, where they cannot be stored at all, and where an image that was read before could
     * not be had again: what is under a digest does not change, so what is known of it stays.
     *
     * @param ended whether these are all: until then the tag points to what it pointed to before, too
     */
    Optional<String> store(
            Sql sql, ScanRequest request, String subscriptionId, List<JobOutcome> outcomes, boolean ended)
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
        Where where = new Where(
                registry(sql, request.registryId().toLowerCase(Locale.ROOT), request.registryId()), request, ended);
        if (outcomes.size() == 1
                && outcomes.getFirst() instanceof JobOutcome.Judged index
                && isNotRead(index)
                && holdsImagesOf(sql, where)) {
            return Optional.of(index.assessment().verdict().description());
        }
        boolean tagged = !request.tag().isEmpty() && !tagMovedSince(sql, where);
        List<Long> images = new ArrayList<>();
        String problem = "";
        for (JobOutcome outcome : outcomes) {
            String digest = digest(request, outcome.image());
            Optional<String> kept = kept(sql, digest, outcome);
            boolean firstRead = outcome instanceof JobOutcome.Scanned && !wasRead(sql, digest);
            long image = kept.isPresent() ? there(sql, digest) : write(sql, digest, outcome, now);
            images.add(image);
            if (firstRead) {
                askOthers(sql, where, image, now);
            }
            boolean claimed = kept.isPresent() && outcome instanceof JobOutcome.Judged && !stands(sql, where, image);
            problem = kept.isPresent() ? kept.get() + (claimed ? NOT_SHOWN : STAYS) : problem;
            if (!claimed && !deletedSince(sql, request, digest, "")) {
                if (wasRead(sql, digest) && !(outcome instanceof JobOutcome.Judged)) {
                    meter(sql, request, subscriptionId, digest, now); // what is gone again costs nothing
                }
                place(sql, where, new Pointed(image, digest, ""), now);
                if (tagged && !deletedSince(sql, request, digest, request.tag())) {
                    place(sql, where, new Pointed(image, digest, request.tag()), now);
                }
            }
            Changes.note(sql, now, Change.image(image));
        }
        if (ended && tagged) {
            moveTag(sql, where, images, now);
        }
        if (ended) {
            removeIndex(sql, where, images, now);
        }
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    private static long write(Sql sql, String digest, JobOutcome outcome, Instant now) throws SQLException {
        return switch (outcome) {
            case JobOutcome.Scanned(ScanResult result) -> scanned(sql, digest, result, now);
            case JobOutcome.Judged judged -> judged(sql, digest, judged, now);
            case JobOutcome.Known _ -> known(sql, digest, now);
        };
    }

    /** Why an outcome says less than what is known already, and so does not take its place; empty where it does. */
    private static Optional<String> kept(Sql sql, String digest, JobOutcome outcome) throws SQLException {
        Optional<Long> image = id(sql, digest);
        if (image.isEmpty()) {
            return Optional.empty();
        }
        return switch (outcome) {
            case JobOutcome.Judged judged
            when isNotRead(judged) && wasRead(sql, digest) ->
                Optional.of(judged.assessment().verdict().description());
            case JobOutcome.Scanned(ScanResult result) -> poorer(sql, image.get(), result.inventory());
            case JobOutcome _ -> Optional.empty();
        };
    }

    /** Why a reading is of less of the image than the one before; empty where it is not. */
    private static Optional<String> poorer(Sql sql, long image, Inventory inventory) throws SQLException {
        record Before(String catalogVersion, Coverage coverage) {}
        Optional<Before> before =
                sql.first("""
                SELECT v.catalog_version, c.body FROM image_verdict v JOIN coverage c ON c.id = v.coverage
                WHERE v.image = ? AND v.valid_to IS NULL AND v.catalog_version <> ''
                """, row -> new Before(row.getString(1), Json.read(row.getString(2), Coverage.class)), image);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        boolean sameCode = before.get().catalogVersion().equals(inventory.catalogVersion());
        SortedSet<CoverageFact> gaps = Gaps.of(inventory.coverage(), sameCode);
        return gaps.size() > Gaps.of(before.get().coverage(), sameCode).size()
                ? Optional.of(gaps.getFirst().detail())
                : Optional.empty();
    }

    private static boolean isNotRead(JobOutcome.Judged judged) {
        return Assessor.NOT_READ.contains(judged.assessment().verdict().cause());
    }

    private static String digest(ScanRequest request, ImageIdentity image) {
        Digest digest = image.digest();
        return digest == null ? request.digest() : digest.toString();
    }

    private static long registry(Sql sql, String registryKey, String registryId) throws SQLException {
        sql.update(
                "INSERT INTO registry_seen (registry_key, registry_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                registryKey,
                registryId);
        return sql.number("SELECT id FROM registry_seen WHERE registry_key = ?", registryKey);
    }

    // Images

    private static long scanned(Sql sql, String digest, ScanResult result, Instant now) throws SQLException {
        long image = image(sql, digest, result.image(), now);
        sql.update(
                """
                UPDATE image SET media_type = ?, platform = ?, size_bytes = ?, operating_system = ?, reading = ?,
                    cell_deaths = CASE WHEN ? THEN cell_deaths + 1 ELSE 0 END
                WHERE id = ?
                """,
                result.image().mediaType(),
                result.image().platform(),
                result.image().sizeBytes(),
                Json.write(result.inventory().operatingSystem()),
                VerdictWriter.coverage(sql, Json.write(result.inventory().coverage())),
                Gaps.died(result.inventory().coverage()) ? 1 : 0,
                image);
        ImageChains.write(sql, image, result.inventory());
        AdvisorySnapshot advisories = result.assessment().advisories();
        AdvisoryRows.Known snapshot = advisories.digest().isEmpty() ? null : AdvisoryRows.intern(sql, advisories, now);
        InventoryWriter contents = new InventoryWriter(sql, now);
        Map<InstalledPackage, Long> packages = contents.write(image, placed(result));
        if (snapshot != null) {
            new MatchWriter(sql, snapshot, now, contents.newVersions())
                    .write(packages, result.assessment().findings());
        }
        VerdictWriter.write(
                sql,
                image,
                result.assessment(),
                new VerdictWriter.Reading(
                        result.inventory().catalogVersion(), result.inventory().layers(), snapshot),
                now);
        return image;
    }

    /** The packages with their contexts; whoever made a result without any said that nothing around them matters. */
    private static List<PackageContext.Placed> placed(ScanResult result) {
        return result.placed().isEmpty()
                ? result.inventory().packages().stream()
                        .map(installed -> new PackageContext.Placed(installed, PackageContext.NONE, ""))
                        .toList()
                : result.placed();
    }

    private static long judged(Sql sql, String digest, JobOutcome.Judged judged, Instant now) throws SQLException {
        long image = image(sql, digest, judged.image(), now);
        VerdictWriter.write(sql, image, judged.assessment(), new VerdictWriter.Reading("", List.of(), null), now);
        return image;
    }

    private static Optional<Long> id(Sql sql, String digest) throws SQLException {
        return sql.first("SELECT id FROM image WHERE digest = ?", row -> row.getLong(1), digest);
    }

    private static long known(Sql sql, String digest, Instant now) throws SQLException {
        long image = there(sql, digest);
        sql.update("UPDATE image SET scanned_at = ? WHERE id = ?", now, image);
        return image;
    }

    private static long there(Sql sql, String digest) throws SQLException {
        return id(sql, digest).orElseThrow(() -> new IllegalStateException("never scanned: " + digest));
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

    private static boolean wasRead(Sql sql, String digest) throws SQLException {
        return sql.number("""
                        SELECT count(*) FROM image_verdict v JOIN image i ON i.id = v.image
                        WHERE i.digest = ? AND v.valid_to IS NULL AND v.catalog_version <> ''
                        """, digest) > 0;
    }

    private static void meter(Sql sql, ScanRequest request, String subscriptionId, String digest, Instant now)
            throws SQLException {
        Optional<Long> metered = sql.insert(
                """
                INSERT INTO meter (subscription_key, digest, period, registry_id, repository, metered_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id
                """,
                subscriptionId.toLowerCase(Locale.ROOT),
                digest,
                YearMonth.from(now.atOffset(ZoneOffset.UTC)).toString(),
                request.registryId(),
                request.repository(),
                now);
        if (metered.isPresent()) {
            Changes.note(sql, now, new Change(ChangeKind.METER, Long.toString(metered.get())));
        }
    }

    // Places

    /** @param ended whether all that was asked for is there */
    private record Where(long registry, ScanRequest request, boolean ended) {}

    /** @param tag empty where the repository itself points to the image */
    private record Pointed(long image, String digest, String tag) {}

    /** Until all that was asked for is there, an image stands for itself: the next listing asks for the whole. */
    private static void place(Sql sql, Where where, Pointed pointed, Instant now) throws SQLException {
        ScanRequest request = where.request();
        int there = sql.update(
                """
                UPDATE image_presence SET asked = CASE WHEN ? AND seen_at <= ? THEN ? ELSE asked END,
                    seen_at = CASE WHEN seen_at < ? THEN ? ELSE seen_at END
                WHERE registry = ? AND repository = ? AND image = ? AND tag = ? AND valid_to IS NULL
                """,
                where.ended() ? 1 : 0,
                request.receivedAt(),
                request.digest(),
                request.receivedAt(),
                request.receivedAt(),
                where.registry(),
                request.repository(),
                pointed.image(),
                pointed.tag());
        if (there == 0) {
            sql.update(
                    """
                    INSERT INTO image_presence (registry, repository, tag, image, place, asked, seen_at, valid_from)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    where.registry(),
                    request.repository(),
                    pointed.tag(),
                    pointed.image(),
                    SubAssessmentIds.place(request.registryId(), request.repository(), pointed.digest()),
                    where.ended() ? request.digest() : pointed.digest(),
                    request.receivedAt(),
                    now);
        }
    }

    /** Whether the image stands in this registry, which gave it then. */
    private static boolean stands(Sql sql, Where where, long image) throws SQLException {
        return sql.number(
                        "SELECT count(*) FROM image_presence WHERE registry = ? AND image = ? AND valid_to IS NULL",
                        where.registry(),
                        image)
                > 0;
    }

    /**
     * An image is read for the first time. Other registries only said that they have it, and whoever may read theirs need
     * not be one to read this: it stands there when they have given it.
     */
    private void askOthers(Sql sql, Where where, long image, Instant now) throws SQLException {
        List<ScanRequest> others = sql.list(
                """
                SELECT r.registry_id, p.repository, p.tag, coalesce(nullif(p.asked, ''), i.digest), i.media_type, p.seen_at
                FROM image_presence p
                JOIN registry_seen r ON r.id = p.registry JOIN image i ON i.id = p.image
                WHERE p.image = ? AND p.registry <> ? AND p.valid_to IS NULL
                """,
                row -> new ScanRequest(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6))),
                image,
                where.registry());
        sql.update(
                "UPDATE image_presence SET valid_to = ? WHERE image = ? AND registry <> ? AND valid_to IS NULL",
                now,
                image,
                where.registry());
        for (ScanRequest other : others) {
            queue.add(sql, other);
        }
    }

    /** Whether the registry said after the request's event that the image, or the tag if one is given, is gone. */
    private static boolean deletedSince(Sql sql, ScanRequest request, String digest, String tag) throws SQLException {
        return sql.number(
                        """
                        SELECT count(*) FROM image_deletion
                        WHERE registry_key = ? AND repository = ? AND deleted_at > ?
                          AND (digest = ? OR (digest = '' AND (tag = ? OR tag = '')))
                        """,
                        request.registryId().toLowerCase(Locale.ROOT),
                        request.repository(),
                        request.receivedAt(),
                        digest,
                        tag)
                > 0;
    }

    private static boolean tagMovedSince(Sql sql, Where where) throws SQLException {
        return sql.number(
                        """
                        SELECT count(*) FROM image_presence
                        WHERE registry = ? AND repository = ? AND tag = ? AND valid_to IS NULL AND seen_at > ?
                        """,
                        where.registry(),
                        where.request().repository(),
                        where.request().tag(),
                        where.request().receivedAt())
                > 0;
    }

    /** Whether images that were read stand here, because the index that is asked for lists them. */
    private static boolean holdsImagesOf(Sql sql, Where where) throws SQLException {
        return sql.number(
                        """
                        SELECT count(*) FROM image_presence p
                        JOIN image i ON i.id = p.image AND i.digest <> p.asked
                        JOIN image_verdict v ON v.image = i.id AND v.valid_to IS NULL AND v.catalog_version <> ''
                        WHERE p.registry = ? AND p.repository = ? AND p.tag = ? AND p.asked = ? AND p.valid_to IS NULL
                        """,
                        where.registry(),
                        where.request().repository(),
                        where.request().tag(),
                        where.request().digest())
                > 0;
    }

    /** An index that could not be pulled once stood here as an image of its own; its images stand here now. */
    private static void removeIndex(Sql sql, Where where, List<Long> images, Instant now) throws SQLException {
        Optional<Long> index = id(sql, where.request().digest());
        if (index.isPresent() && !images.contains(index.get())) {
            int closed = sql.update("""
                    UPDATE image_presence SET valid_to = ?
                    WHERE registry = ? AND repository = ? AND image = ? AND valid_to IS NULL
                    """, now, where.registry(), where.request().repository(), index.get());
            if (closed > 0) {
                Changes.note(sql, now, Change.image(index.get()));
            }
        }
    }

    /** The tag stops pointing to every image that it was said to point to before. */
    private static void moveTag(Sql sql, Where where, List<Long> images, Instant now) throws SQLException {
        record Pointer(long id, long image) {}
        List<Pointer> pointers = sql.list(
                """
                SELECT id, image FROM image_presence
                WHERE registry = ? AND repository = ? AND tag = ? AND valid_to IS NULL
                """,
                row -> new Pointer(row.getLong(1), row.getLong(2)),
                where.registry(),
                where.request().repository(),
                where.request().tag());
        for (Pointer pointer : pointers) {
            if (!images.contains(pointer.image())) {
                sql.update("UPDATE image_presence SET valid_to = ? WHERE id = ?", now, pointer.id());
                Changes.note(sql, now, Change.image(pointer.image()));
            }
        }
    }
}
