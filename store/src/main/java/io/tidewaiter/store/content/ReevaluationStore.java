package io.tidewaiter.store.content;

import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.PackageContext;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.type.TypeReference;

/**
 * What is matched again when the advisories change: package versions, never images. A package version that newer
 * advisories have decided keeps their word, so that re-evaluation, scans and a crash in between may come in any order.
 */
public final class ReevaluationStore {
    private static final TypeReference<List<AdvisorySnapshot.Feed>> FEEDS = new TypeReference<>() {};

    private final Database database;
    private final Clock clock;

    public ReevaluationStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A package version that the state knows.
     *
     * @param installed without a place in an image
     * @param decidedBy digest of the database whose word its matches are; empty for none
     */
    public record Known(long id, InstalledPackage installed, PackageContext context, String decidedBy) {}

    /** What new advisories say of a package version. */
    public record Again(long id, List<Match> matches, String undecided) {}

    /**
     * What came of writing it.
     *
     * @param changed how many package versions have other matches than before
     * @param otherwiseUndecided package versions of which something else cannot be told than before
     */
    public record Written(int changed, List<Long> otherwiseUndecided) {}

    /** A re-evaluation that came to its end. */
    public record Done(String advisoryDigest, long packages, long changed, Instant beganAt, Instant doneAt) {}

    /** Package versions after an id that a database has not decided, in the order of their ids. */
    public List<Known> pending(AdvisorySnapshot advisories, long after, int max) {
        return database.read(sql -> sql.list(
                "SELECT p.id, c.body, coalesce(a.digest, ''), " + PackageVersions.COLUMNS + """
                        FROM package_version p LEFT JOIN package_context c ON c.id = p.context
                        LEFT JOIN advisory_snapshot a ON a.id = p.decided_by
                        WHERE p.id > ? AND coalesce(p.decided_by, 0) <>
                            coalesce((SELECT id FROM advisory_snapshot WHERE digest = ?), -1)
                        ORDER BY p.id LIMIT ?
                        """,
                ReevaluationStore::known,
                after,
                advisories.digest(),
                max));
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                row.getLong(1),
                PackageVersions.installed(row, 4),
                PackageVersions.context(row.getString(2)),
                row.getString(3));
    }

    /** Whether a package version is left that a database has not decided. */
    public boolean isPending(AdvisorySnapshot advisories) {
        return database.read(sql -> sql.number("""
                        SELECT EXISTS (SELECT 1 FROM package_version WHERE decided_by < s.id OR decided_by > s.id
                            OR decided_by IS NULL)
                        FROM advisory_snapshot s WHERE s.digest = ?
                        """, advisories.digest())) > 0;
    }

    /** The package versions for which one of the vulnerabilities speaks now. */
    public Set<Long> packagesWith(Collection<String> vulnerabilities) {
        return database.read(sql -> {
            Set<Long> packages = new HashSet<>();
            for (String vulnerability : vulnerabilities) {
                packages.addAll(sql.list("""
                        SELECT DISTINCT package_version FROM package_match
                        WHERE vulnerability_name = ? AND valid_to IS NULL
                        """, row -> row.getLong(1), vulnerability));
            }
            return packages;
        });
    }

    /** Writes what new advisories say of some package versions, in one transaction. */
    public Written write(AdvisorySnapshot advisories, List<Again> again) {
        return database.write(sql -> {
            Instant now = clock.instant();
            MatchWriter writer = new MatchWriter(sql, AdvisoryRows.intern(sql, advisories, now), now, Set.of());
            int changed = 0;
            List<Long> undecided = new ArrayList<>();
            for (Again one : again) {
                changed += writer.write(one.id(), one.matches()) ? 1 : 0;
                int differs = sql.update(
                        "UPDATE package_version SET undecided = ? WHERE id = ? AND undecided <> ?",
                        one.undecided(),
                        one.id(),
                        one.undecided());
                if (differs > 0) {
                    undecided.add(one.id());
                }
            }
            return new Written(changed, undecided);
        });
    }

    /**
     * Says that a database decides everything that another one decided and that was not written since, because the two
     * do not differ in it.
     */
    public void confirm(AdvisorySnapshot advisories, String before) {
        database.write(sql -> sql.update(
                """
                UPDATE package_version SET decided_by = ?
                WHERE decided_by = (SELECT id FROM advisory_snapshot WHERE digest = ?)
                """, AdvisoryRows.intern(sql, advisories, clock.instant()).id(), before));
    }

    /** Says that every package version is judged by a database, and with them every image that was read before. */
    public void finish(AdvisorySnapshot advisories, long packages, long changed, Instant beganAt) {
        database.write(sql -> {
            Instant now = clock.instant();
            long advisory = AdvisoryRows.intern(sql, advisories, now).id();
            sql.update(
                    "INSERT INTO reevaluation (advisory, packages, changed, began_at, done_at) VALUES (?, ?, ?, ?, ?)",
                    advisory,
                    packages,
                    changed,
                    beganAt,
                    now);
            Changes.note(sql, now, new Change(ChangeKind.ADVISORIES, Long.toString(advisory)));
            return true;
        });
    }

    /** The last re-evaluation that came to its end. */
    public Optional<Done> last() {
        return database.read(sql -> sql.first(
                """
                SELECT a.digest, e.packages, e.changed, e.began_at, e.done_at
                FROM reevaluation e JOIN advisory_snapshot a ON a.id = e.advisory ORDER BY e.id DESC LIMIT 1
                """,
                row -> new Done(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        Instant.ofEpochMilli(row.getLong(5)))));
    }

    // EPSS

    /** The probability that is stored for each vulnerability that was ever found. */
    public Map<String, Double> epss() {
        return database.read(sql -> {
            Map<String, Double> stored = new HashMap<>();
            sql.list("SELECT name, epss FROM vulnerability", row -> Map.entry(row.getString(1), row.getDouble(2)))
                    .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
            return stored;
        });
    }

    /** Replaces probabilities. */
    public void writeEpss(Map<String, Double> changed) {
        database.write(sql -> {
            for (Map.Entry<String, Double> one : changed.entrySet()) {
                sql.update("UPDATE vulnerability SET epss = ? WHERE name = ?", one.getValue(), one.getKey());
                Changes.note(sql, clock.instant(), new Change(ChangeKind.VULNERABILITY, one.getKey()));
            }
            return true;
        });
    }

    // Images of which something else cannot be told than before

    /** The feeds of the database that everything was judged by before; none where there was none. */
    public List<AdvisorySnapshot.Feed> feedsBefore(AdvisorySnapshot advisories) {
        return database.read(sql -> sql.first("""
                        SELECT a.feeds FROM advisory_snapshot a LEFT JOIN reevaluation e ON e.advisory = a.id
                        WHERE a.digest <> ? ORDER BY coalesce(e.id, 0) DESC, a.rank DESC LIMIT 1
                        """, row -> Json.read(row.getString(1), FEEDS), advisories.digest())
                .orElse(List.of()));
    }

    /** The ecosystems, as OSV spells them, of all package versions. */
    public List<String> ecosystems() {
        return database.read(sql -> sql.list(
                "SELECT DISTINCT ecosystem FROM package_version WHERE ecosystem <> ''", row -> row.getString(1)));
    }

    /** The images that contain one of the package versions. */
    public Set<Long> imagesWith(Collection<Long> packages) {
        return database.read(sql -> {
            Set<Long> images = new HashSet<>();
            for (long one : packages) {
                images.addAll(images(sql, one));
            }
            return images;
        });
    }

    private static List<Long> images(Sql sql, long packageVersion) throws SQLException {
        return sql.list(
                "SELECT DISTINCT image FROM image_package WHERE package_version = ? AND valid_to IS NULL",
                row -> row.getLong(1),
                packageVersion);
    }

    /** The images with packages of an ecosystem. */
    public Set<Long> imagesWith(String ecosystem) {
        return database.read(sql -> new HashSet<>(sql.list("""
                SELECT DISTINCT c.image FROM package_version p
                JOIN image_package c ON c.package_version = p.id AND c.valid_to IS NULL
                WHERE p.ecosystem = ?
                """, row -> row.getLong(1), ecosystem)));
    }

    /** What an image contains, as far as it was read; empty where it was not, or by a version that kept less. */
    public Optional<Inventory> inventory(long image) {
        return database.read(sql -> InventoryReader.read(sql, image));
    }

    /** Writes what holds for an image from now on as long as nothing is found in it. */
    public void writeVerdict(long image, Inventory inventory, ImageAssessment assessment) {
        database.write(sql -> {
            Instant now = clock.instant();
            VerdictWriter.write(
                    sql,
                    image,
                    assessment,
                    new VerdictWriter.Reading(
                            inventory.catalogVersion(),
                            inventory.layers(),
                            AdvisoryRows.intern(sql, assessment.advisories(), now)),
                    now);
            Changes.note(sql, now, Change.image(image));
            return true;
        });
    }
}
