package io.tidewaiter.store.content;

import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/** Puts an image's inventory together again, so that it can be matched as when it was read. */
public final class InventoryReader {
    private static final TypeReference<List<LayerRecord>> LAYERS = new TypeReference<>() {};

    private InventoryReader() {}

    /** The inventory of an image, without its base; empty where it was not read, or by a version that kept less. */
    public static Optional<Inventory> read(Sql sql, long image) throws SQLException {
        List<InstalledPackage> packages = sql.list(
                "SELECT e.path, c.evidence_layer, e.cataloger, c.introduced_by, " + PackageVersions.COLUMNS + """
                        FROM image_package c JOIN package_version p ON p.id = c.package_version
                        JOIN evidence_place e ON e.id = c.evidence
                        WHERE c.image = ? AND c.valid_to IS NULL
                        """,
                InventoryReader::installed,
                image);
        return sql.first(
                """
                SELECT v.catalog_version, i.operating_system, v.layers, c.body
                FROM image i JOIN image_verdict v ON v.image = i.id AND v.valid_to IS NULL
                JOIN coverage c ON c.id = i.reading
                WHERE i.id = ? AND v.catalog_version <> ''
                """,
                row -> new Inventory(
                        row.getString(1),
                        Json.read(row.getString(2), OperatingSystem.class),
                        Json.read(row.getString(3), LAYERS),
                        packages,
                        Json.read(row.getString(4), Coverage.class)),
                image);
    }

    private static InstalledPackage installed(ResultSet row) throws SQLException {
        InstalledPackage known = PackageVersions.installed(row, 5);
        return new InstalledPackage(
                known.purl(),
                known.ecosystem(),
                known.name(),
                known.version(),
                known.source(),
                known.architecture(),
                new Evidence(row.getString(1), row.getInt(2), row.getString(3)),
                row.getInt(4),
                known.attributes());
    }
}
