package io.tidewaiter.store.announce;

import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.ChangeLog;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a stretch of the change sequence touches: images with the time of their first and last change, registries, scans,
 * judgements. What an image was like just before and is like after is read by time, so nothing is kept for it.
 *
 * @param images by row
 * @param registries ids in lower case
 * @param jobs rows of scans
 * @param judgements ids in lower case, with the time from which they hold or no longer hold
 * @param last the last change of the stretch
 */
public record Affected(
        NavigableMap<Long, Window> images,
        Set<String> registries,
        Set<Long> jobs,
        Map<String, Instant> judgements,
        long last) {
    /**
     * Some of the images.
     *
     * @param isLast whether none follows
     */
    public record Part(NavigableMap<Long, Window> images, boolean isLast) {}

    /** The next images behind one, in their order; the first with 0. */
    public Part part(long after, int max) {
        NavigableMap<Long, Window> rest = images.tailMap(after, false);
        NavigableMap<Long, Window> part = new TreeMap<>();
        for (Map.Entry<Long, Window> image : rest.entrySet()) {
            if (part.size() == max) {
                return new Part(part, false);
            }
            part.put(image.getKey(), image.getValue());
        }
        return new Part(part, true);
    }

    /** The first and the last time at which something changed. */
    public record Window(Instant first, Instant last) {
        Window and(Instant time) {
            return new Window(time.isBefore(first) ? time : first, time.isAfter(last) ? time : last);
        }
    }

    /**
     * What changes touch.
     *
     * @param judged the registries, as keys in lower case, that a judgement speaks for, by its scope
     */
    public static Affected by(Sql sql, List<ChangeLog.Entry> entries, Judged judged) throws SQLException {
        Collecting all = new Collecting();
        for (ChangeLog.Entry entry : entries) {
            Instant at = entry.at();
            String key = entry.change().key();
            switch (entry.change().kind()) {
                case IMAGE -> all.image(Long.parseLong(key), at);
                case PACKAGE ->
                    all.images(
                            sql.list(
                                    "SELECT DISTINCT image FROM image_package WHERE package_version = ? AND valid_to IS NULL",
                                    row -> row.getLong(1),
                                    Long.parseLong(key)),
                            at);
                case JOB -> all.jobs.add(Long.parseLong(key));
                case REGISTRY -> all.registries.add(key);
                case JUDGEMENT -> all.judgement(sql, key, at, judged);
                case VULNERABILITY,
                        RECOMMENDATION,
                        SUBSCRIPTION,
                        PLAN,
                        ROLE_ASSIGNMENT,
                        METER,
                        ADVISORIES,
                        RESOURCE,
                        EVERYTHING -> {}
            }
        }
        return new Affected(
                all.images,
                all.registries,
                all.jobs,
                all.judgements,
                entries.getLast().id());
    }

    /** The scopes of the judgements among changes: what {@link Judged} is asked for. */
    public static Set<String> scopes(Sql sql, List<ChangeLog.Entry> entries) throws SQLException {
        Set<String> scopes = new LinkedHashSet<>();
        for (ChangeLog.Entry entry : entries) {
            if (entry.change().kind() == ChangeKind.JUDGEMENT) {
                latest(sql, entry.change().key()).ifPresent(latest -> scopes.add(latest.scope()));
            }
        }
        return scopes;
    }

    private record Latest(String scope, long expiresAt) {}

    private static Optional<Latest> latest(Sql sql, String key) throws SQLException {
        return sql.first("""
                SELECT scope, coalesce(expires_at, 0) FROM judgement
                WHERE resource_key = ? AND kind <> 'removed' ORDER BY id DESC LIMIT 1
                """, row -> new Latest(row.getString(1), row.getLong(2)), key);
    }

    /** Which registries lie in a scope. */
    @FunctionalInterface
    public interface Judged {
        /** Their ids. */
        List<String> registries(String scope);
    }

    private static final class Collecting {
        private final NavigableMap<Long, Window> images = new TreeMap<>();
        private final Set<String> registries = new LinkedHashSet<>();
        private final Set<Long> jobs = new LinkedHashSet<>();
        private final Map<String, Instant> judgements = new LinkedHashMap<>();

        void images(List<Long> touched, Instant at) {
            touched.forEach(image -> image(image, at));
        }

        void image(long image, Instant at) {
            images.merge(image, new Window(at, at), (before, _) -> before.and(at));
        }

        /** One that expired is noted a moment later; what counts is when it stopped to hold. */
        void judgement(Sql sql, String key, Instant at, Judged judged) throws SQLException {
            Optional<Latest> latest = latest(sql, key);
            if (latest.isPresent()) {
                Latest one = latest.get();
                boolean expired = one.expiresAt() > 0 && one.expiresAt() <= at.toEpochMilli();
                Instant since = expired ? Instant.ofEpochMilli(one.expiresAt()) : at;
                judgements.put(key, since);
                for (String registry : judged.registries(one.scope())) {
                    List<Long> lying = sql.list("""
                            SELECT DISTINCT p.image FROM registry_seen r
                            JOIN image_presence p ON p.registry = r.id AND p.valid_to IS NULL
                            WHERE r.registry_key = ?
                            """, row -> row.getLong(1), registry.toLowerCase(Locale.ROOT));
                    images(lying, since);
                    images(lying, at);
                    registries.add(registry.toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    /** Where an image lay at a time or later. */
    public record Lying(String registryId, String digest) {}

    /** The registries that hold an image, or held it at a time. */
    public static List<Lying> lying(Sql sql, long image, Instant since) throws SQLException {
        return new ArrayList<>(
                new LinkedHashSet<>(sql.list("""
                SELECT DISTINCT r.registry_id, i.digest FROM image_presence p
                JOIN image i ON i.id = p.image JOIN registry_seen r ON r.id = p.registry
                WHERE p.image = ? AND (p.valid_to IS NULL OR p.valid_to >= ?)
                """, row -> new Lying(row.getString(1), row.getString(2)), image, since)));
    }

    /** The registry of a scan; empty where there is none. */
    public static String registryOfJob(Sql sql, long job) throws SQLException {
        return sql.first("SELECT registry_id FROM scan_job WHERE id = ?", row -> row.getString(1), job)
                .orElse("");
    }
}
