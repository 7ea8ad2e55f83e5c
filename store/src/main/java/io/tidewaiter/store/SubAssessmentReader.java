package io.tidewaiter.store;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.assess.RemediationPlan;
import io.tidewaiter.assess.SubAssessmentIds;
import io.tidewaiter.assess.rule.RulePlace;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.store.base.ImageChains;
import io.tidewaiter.store.database.FindingColumns;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.judge.Judging;
import io.tidewaiter.vuln.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Walks the images of a scope and makes their rows. An image's place is one row of {@code image_presence} with the empty
 * tag; places are walked by their number, so that a page costs what it shows, however many images there are.
 */
final class SubAssessmentReader {
    private static final int PLACES_AT_ONCE = 64;

    private static final String PLACE_COLUMNS = """
            SELECT p.id, p.registry, r.registry_key, r.registry_id, p.repository, p.image, p.place, p.valid_from,
                i.digest, i.media_type, i.platform, i.operating_system, i.scanned_at,
                v.health, v.cause, v.description, v.catalog_version,
                coalesce((
                    SELECT d.digest FROM reevaluation e JOIN advisory_snapshot d ON d.id = e.advisory
                    WHERE a.id IS NOT NULL AND e.done_at >= v.valid_from AND e.done_at <= ?
                    ORDER BY e.done_at DESC LIMIT 1), a.digest, ''),
                c.body
            FROM image_presence p
            JOIN registry_seen r ON r.id = p.registry
            JOIN image i ON i.id = p.image
            JOIN image_verdict v ON v.image = i.id AND v.valid_from <= ? AND (v.valid_to IS NULL OR v.valid_to > ?)
            JOIN coverage c ON c.id = v.coverage
            LEFT JOIN advisory_snapshot a ON a.id = v.advisory
            WHERE p.tag = '' AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to > ?)
            """;

    /** How often that asks for the time. */
    private static final int PLACE_TIMES = 5;

    private final Sql sql;
    private final long at;
    private final Judging judging;
    private final RuleSet rules;
    private final long millis;

    /** @param asOf the time that is asked about; null for now */
    SubAssessmentReader(Sql sql, Judging judging, @Nullable Instant asOf) throws SQLException {
        this.sql = sql;
        this.at = asOf == null ? Long.MAX_VALUE : asOf.toEpochMilli();
        this.judging = judging;
        this.rules = judging.rules(sql, asOf);
        this.millis = judging.millis(asOf);
    }

    private record Registry(long id, String key) {}

    private record Place(
            long id,
            long registry,
            String registryKey,
            String registryId,
            String repository,
            long image,
            long name,
            Instant since,
            String digest,
            String mediaType,
            String platform,
            OperatingSystem operatingSystem,
            Instant scannedAt,
            Health health,
            String cause,
            String description,
            String catalogVersion,
            String advisoryDigest,
            Coverage coverage) {
        static Place read(ResultSet row, FindingColumns columns) throws SQLException {
            return new Place(
                    row.getLong(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getLong(6),
                    row.getLong(7),
                    Instant.ofEpochMilli(row.getLong(8)),
                    row.getString(9),
                    row.getString(10),
                    row.getString(11),
                    columns.operatingSystem(row.getString(12)),
                    Instant.ofEpochMilli(row.getLong(13)),
                    Health.ofLabel(row.getString(14)),
                    row.getString(15),
                    row.getString(16),
                    row.getString(17),
                    row.getString(18),
                    Json.read(row.getString(19), Coverage.class));
        }
    }

    private Place place(ResultSet row) throws SQLException {
        return Place.read(row, judging.columns());
    }

    /** A row and the token that asks for what follows it. */
    private record Numbered(SubAssessmentRow row, PageToken token) {}

    Page<SubAssessmentRow> page(SubAssessmentQuery query) throws SQLException {
        PageToken after = PageToken.parse(query.after());
        int enough = query.limit() == Integer.MAX_VALUE ? Integer.MAX_VALUE : query.limit() + 1;
        List<Numbered> rows = new ArrayList<>();
        for (Range range : ranges(query.scopes(), after.registryKey())) {
            for (Registry registry : registries(range, after.registryKey())) {
                PageToken from = registry.key().equals(after.registryKey()) ? after : PageToken.FIRST;
                walk(registry, query.digest(), from, enough, rows);
                if (rows.size() >= enough) {
                    break;
                }
            }
            if (rows.size() >= enough) {
                break;
            }
        }
        boolean more = rows.size() > query.limit();
        List<Numbered> shown = more ? rows.subList(0, query.limit()) : rows;
        return new Page<>(
                shown.stream().map(Numbered::row).toList(),
                more ? shown.getLast().token().text() : "");
    }

    /** Registry keys from one on, before another. */
    private record Range(String from, String before) {}

    /**
     * What is at or below some scopes and does not end before a key, in order and apart: whoever walks the ranges one by one
     * meets the registries in the order of their keys, each once, and asks for no more of them than fill a page.
     */
    private static List<Range> ranges(List<String> scopes, String fromKey) {
        List<Range> all = new ArrayList<>();
        for (String scope : scopes) {
            String key = scope.toLowerCase(Locale.ROOT);
            while (key.endsWith("/")) {
                key = key.substring(0, key.length() - 1);
            }
            all.add(new Range(key, key + ' ')); // itself: ids have no character before the space
            all.add(new Range(key + '/', key + '0')); // '0' is the character after '/': all ids below the scope
        }
        all.sort(Comparator.comparing(Range::from));
        List<Range> apart = new ArrayList<>();
        String end = "";
        for (Range range : all) {
            if (range.from().compareTo(end) >= 0) { // else it lies in the one before: prefixes lie within or apart
                end = range.before();
                if (end.compareTo(fromKey) > 0) {
                    apart.add(range);
                }
            }
        }
        return apart;
    }

    private List<Registry> registries(Range range, String fromKey) throws SQLException {
        return sql.list(
                """
                SELECT id, registry_key FROM registry_seen
                WHERE registry_key >= ? AND registry_key < ? AND registry_key >= ? ORDER BY registry_key
                """, row -> new Registry(row.getLong(1), row.getString(2)), range.from(), range.before(), fromKey);
    }

    private void walk(Registry registry, String digest, PageToken after, int enough, List<Numbered> rows)
            throws SQLException {
        long from = after.place();
        boolean within = !after.isFirst();
        while (rows.size() < enough) {
            List<Place> places = places(registry, digest, from);
            for (Place place : places) {
                boolean started = within && place.id() == after.place();
                add(place, started ? after : PageToken.FIRST, enough - rows.size(), rows);
                if (rows.size() >= enough) {
                    return;
                }
            }
            if (places.size() < PLACES_AT_ONCE) {
                return;
            }
            from = places.getLast().id() + 1;
        }
    }

    private List<Place> places(Registry registry, String digest, long from) throws SQLException {
        return digest.isEmpty()
                ? places("p.registry = ? AND p.id >= ? ORDER BY p.id LIMIT ?", registry.id(), from, PLACES_AT_ONCE)
                : places("""
                        p.image = (SELECT id FROM image WHERE digest = ?) AND p.registry = ? AND p.id >= ?
                        ORDER BY p.id LIMIT ?
                        """, digest, registry.id(), from, PLACES_AT_ONCE);
    }

    /** The places of which a condition holds, as they were at the time. */
    private List<Place> places(String condition, Object... arguments) throws SQLException {
        List<Object> all = new ArrayList<>(Collections.nCopies(PLACE_TIMES, at));
        all.addAll(List.of(arguments));
        return sql.list(PLACE_COLUMNS + " AND " + condition, this::place, all.toArray());
    }

    /**
     * The rows of one place that follow a finding, or all where the token is the first. An image of which nothing counts
     * has a row of its own, before those of its findings.
     */
    private void add(Place place, PageToken after, int max, List<Numbered> rows) throws SQLException {
        List<String> chain = judging.chain(place.registryKey());
        RulePlace here =
                new RulePlace(chain, place.repository(), place.digest(), RulePlace.word(place.operatingSystem()));
        FindingReader reader =
                new FindingReader(sql, at, judging.columns(), new FindingReader.Judge(rules, here, millis));
        List<FindingReader.Found> found = reader.read(place.image(), after, max);
        Shared shared = new Shared(
                tags(place), base(place), rules.exemption(chain, millis).orElse(null));
        if (after.isFirst() && countsNothing(reader, place, found, max)) {
            rows.add(new Numbered(row(place, shared, null), PageToken.of(place.registryKey(), place.id())));
        }
        for (FindingReader.Found one : found) {
            rows.add(new Numbered(
                    row(place, shared, one), PageToken.of(place.registryKey(), place.id(), one.finding())));
        }
    }

    private static boolean countsNothing(FindingReader reader, Place place, List<FindingReader.Found> found, int max)
            throws SQLException {
        if (found.stream().anyMatch(one -> one.suppression() == null)) {
            return false;
        }
        return found.size() < max
                || reader.read(place.image(), PageToken.FIRST, Integer.MAX_VALUE).stream()
                        .allMatch(one -> one.suppression() != null);
    }

    /** What all rows of a place have in common. */
    private record Shared(
            List<String> tags,
            @Nullable BaseImage base,
            @Nullable Suppression exempt) {}

    /** What a row says of its state. */
    private record Status(Health health, String cause, String description) {
        static Status of(Place place, Shared shared, FindingReader.@Nullable Found found) {
            Suppression out = shared.exempt() != null || found == null ? shared.exempt() : found.suppression();
            if (out != null) {
                return new Status(Health.NOT_APPLICABLE, out.cause(), out.sentence());
            }
            return found == null
                    ? new Status(place.health(), place.cause(), place.description())
                    : new Status(Health.UNHEALTHY, Assessor.FINDINGS_PRESENT, "");
        }
    }

    private @Nullable BaseImage base(Place place) throws SQLException {
        ImageChains.Registry registry = new ImageChains.Registry(place.registry(), place.registryKey());
        return ImageChains.base(sql, place.image(), registry, at).orElse(null);
    }

    private List<String> tags(Place place) throws SQLException {
        return sql.list("""
                SELECT tag FROM image_presence
                WHERE image = ? AND registry = ? AND repository = ? AND tag <> ''
                  AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
                ORDER BY tag
                """, row -> row.getString(1), place.image(), place.registry(), place.repository(), at, at);
    }

    private static SubAssessmentRow row(Place place, Shared shared, FindingReader.@Nullable Found found) {
        Finding finding = found == null ? null : found.finding();
        Instant firstSeen =
                found == null || found.firstSeen().isBefore(place.since()) ? place.since() : found.firstSeen();
        Status status = Status.of(place, shared, found);
        return new SubAssessmentRow(
                SubAssessmentIds.name(place.name(), finding == null ? SubAssessmentIds.NO_FINDING : finding.key()),
                place.registryId(),
                place.repository(),
                shared.tags(),
                place.digest(),
                place.mediaType(),
                place.scannedAt(),
                status.health(),
                status.cause(),
                status.description(),
                finding,
                place.operatingSystem(),
                place.platform(),
                place.coverage(),
                place.catalogVersion(),
                place.advisoryDigest(),
                place.since(),
                firstSeen,
                shared.base(),
                shared.exempt() != null || found == null ? shared.exempt() : found.suppression(),
                found == null ? List.of() : found.notes());
    }

    /**
     * The images of a repository, the newest first.
     *
     * @param max the most images that are looked at
     */
    RepositorySummary repository(String registryKey, String repository, int max) throws SQLException {
        List<Place> places = places(
                "r.registry_key = ? AND p.repository = ? ORDER BY p.id DESC LIMIT ?", registryKey, repository, max + 1);
        Sum sum = new Sum();
        for (Place place : places.subList(0, Math.min(max, places.size()))) {
            sum.add(rows(place));
        }
        return new RepositorySummary(
                repository,
                sum.images,
                sum.findings,
                sum.suppressed,
                RemediationPlan.of(sum.counted, RepositorySummary.STEPS_MAX),
                places.size() <= max,
                rules.exemption(judging.chain(registryKey), millis).orElse(null));
    }

    /** What to do about all images of a registry; empty where it has more than so many, or they more findings. */
    Optional<List<RemediationPlan.Step>> plan(String registryKey, int max, int findingsMax) throws SQLException {
        List<Place> places = places("r.registry_key = ? ORDER BY p.id LIMIT ?", registryKey, max + 1);
        if (places.size() > max || hasMore(places, findingsMax)) {
            return Optional.empty();
        }
        Sum sum = new Sum();
        for (Place place : places) {
            sum.add(rows(place));
        }
        return Optional.of(RemediationPlan.of(sum.counted, RegistrySummary.STEPS_MAX));
    }

    /** Counts without reading what the findings are, and stops where it knows. */
    private boolean hasMore(List<Place> places, int findingsMax) throws SQLException {
        long findings = 0;
        for (Place place : places) {
            findings += FindingReader.count(sql, place.image(), at);
            if (findings > findingsMax) {
                return true;
            }
        }
        return false;
    }

    private List<Numbered> rows(Place place) throws SQLException {
        List<Numbered> rows = new ArrayList<>();
        add(place, PageToken.FIRST, Integer.MAX_VALUE, rows);
        return rows;
    }

    /** Images and their findings, counted. */
    private static final class Sum {
        private final Map<Health, Long> images = new EnumMap<>(Health.class);
        private final Map<Severity, Long> findings = new EnumMap<>(Severity.class);
        private final List<RemediationPlan.Counted> counted = new ArrayList<>();
        private long suppressed;

        /** Adds the rows of an image. */
        void add(List<Numbered> rows) {
            Health health = rows.getFirst().row().status();
            for (Numbered one : rows) {
                Optional<Finding> finding = one.row().found();
                if (finding.isPresent() && one.row().status() == Health.UNHEALTHY) {
                    health = Health.UNHEALTHY;
                    findings.merge(finding.get().match().vulnerability().severity(), 1L, Long::sum);
                    counted.add(
                            new RemediationPlan.Counted(finding.get(), one.row().base()));
                } else {
                    suppressed += finding.isPresent() ? 1 : 0;
                }
            }
            images.merge(health, 1L, Long::sum);
        }
    }

    /** The names of a registry's repositories that hold an image, from after one on. */
    List<String> repositories(String registryKey, String after, int max) throws SQLException {
        return sql.list("""
                SELECT DISTINCT p.repository FROM registry_seen r
                JOIN image_presence p ON p.registry = r.id AND p.tag = ''
                  AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to > ?)
                WHERE r.registry_key = ? AND p.repository > ? ORDER BY p.repository LIMIT ?
                """, row -> row.getString(1), at, at, registryKey, after, max);
    }

    /** Adds the rows of a place that count now and would not under other rules. */
    void hiddenBy(RuleSet others, long presence, int max, List<SubAssessmentRow> into) throws SQLException {
        for (Place place : places("p.id = ?", presence)) {
            List<Numbered> now = rows(place);
            RulePlace here = new RulePlace(
                    judging.chain(place.registryKey()),
                    place.repository(),
                    place.digest(),
                    RulePlace.word(place.operatingSystem()));
            FindingReader then =
                    new FindingReader(sql, at, judging.columns(), new FindingReader.Judge(others, here, millis));
            Set<String> hidden = then.read(place.image(), PageToken.FIRST, Integer.MAX_VALUE).stream()
                    .filter(found -> found.suppression() != null)
                    .map(found -> found.finding().key())
                    .collect(Collectors.toSet());
            now.stream()
                    .map(Numbered::row)
                    .filter(row -> row.status() == Health.UNHEALTHY
                            && row.found()
                                    .map(Finding::key)
                                    .filter(hidden::contains)
                                    .isPresent())
                    .limit(max)
                    .forEach(into::add);
        }
    }

    /** The row of a name: its first half leads to the places, the whole to the finding. */
    Optional<SubAssessmentRow> byName(String registryId, String name) throws SQLException {
        UUID uuid;
        try {
            uuid = UUID.fromString(name);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        List<Place> places = places(
                "p.place = ? AND r.registry_key = ? ORDER BY p.id",
                uuid.getMostSignificantBits(),
                registryId.toLowerCase(Locale.ROOT));
        for (Place place : places) {
            for (Numbered row : rows(place)) {
                if (row.row().name().equals(uuid.toString())) {
                    return Optional.of(row.row());
                }
            }
        }
        return Optional.empty();
    }
}
