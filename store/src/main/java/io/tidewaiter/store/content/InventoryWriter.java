package io.tidewaiter.store.content;

import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.PackageContext;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.judge.PackedPackages;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what an image contains; packages and places of evidence are rows that all images share. */
public final class InventoryWriter {
    private final Sql sql;
    private final Instant now;
    private final Map<String, Long> places = new HashMap<>();
    private final Set<Long> newVersions = new HashSet<>();

    public InventoryWriter(Sql sql, Instant now) {
        this.sql = sql;
        this.now = now;
    }

    private record Contained(long packageVersion, long evidence, int layer, int introducedBy) {}

    /** Opens and closes intervals where the contents differ from what is stored; the packages' shared rows. */
    public Map<InstalledPackage, Long> write(long image, List<PackageContext.Placed> packages) throws SQLException {
        Map<Contained, Long> gone = new HashMap<>();
        sql.list(
                        """
                        SELECT id, package_version, evidence, evidence_layer, introduced_by FROM image_package
                        WHERE image = ? AND valid_to IS NULL
                        """,
                        row -> Map.entry(
                                new Contained(row.getLong(2), row.getLong(3), row.getInt(4), row.getInt(5)),
                                row.getLong(1)),
                        image)
                .forEach(entry -> gone.put(entry.getKey(), entry.getValue()));
        Map<InstalledPackage, Long> versions = new HashMap<>();
        Set<Contained> written = new HashSet<>();
        for (PackageContext.Placed placed : packages) {
            InstalledPackage installed = placed.installed();
            long version = PackageVersions.intern(sql, placed, newVersions);
            versions.put(installed, version);
            Evidence evidence = installed.evidence();
            Contained contained = new Contained(version, place(evidence), evidence.layer(), installed.introducedBy());
            if (written.add(contained) && gone.remove(contained) == null) {
                open(image, contained);
            }
        }
        for (long id : gone.values()) {
            sql.update("UPDATE image_package SET valid_to = ? WHERE id = ?", now, id);
        }
        PackedPackages.write(sql, image, versions.values());
        return versions;
    }

    private void open(long image, Contained contained) throws SQLException {
        sql.update(
                """
                INSERT INTO image_package (image, package_version, evidence, evidence_layer, introduced_by, valid_from)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                image,
                contained.packageVersion(),
                contained.evidence(),
                contained.layer(),
                contained.introducedBy(),
                now);
    }

    /** The package versions that no image contained before. */
    public Set<Long> newVersions() {
        return newVersions;
    }

    private long place(Evidence evidence) throws SQLException {
        String key = evidence.cataloger() + ' ' + evidence.path();
        Long known = places.get(key);
        if (known == null) {
            sql.update(
                    "INSERT INTO evidence_place (path, cataloger) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    evidence.path(),
                    evidence.cataloger());
            known = sql.number(
                    "SELECT id FROM evidence_place WHERE path = ? AND cataloger = ?",
                    evidence.path(),
                    evidence.cataloger());
            places.put(key, known);
        }
        return known;
    }
}
