package io.tidewaiter.store.content;

import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.model.match.PackageContext;
import io.tidewaiter.store.database.ContentHash;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.database.StoreException;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** The rows of package versions: packages with all that decides what speaks for them, without a place in an image. */
final class PackageVersions {
    /** In the order that {@link #installed} reads. */
    static final String COLUMNS = """
            p.purl, p.ecosystem, p.name, p.version, p.source_name, p.source_version, p.architecture, p.attributes
            """;

    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};
    private static final Evidence NOWHERE = new Evidence("", 0, "");

    private PackageVersions() {}

    /** A package as JSON in a context. */
    private record Owner(
            String purl,
            String ecosystem,
            String name,
            String version,
            String sourceName,
            String sourceVersion,
            String architecture,
            SortedMap<String, String> attributes) {
        static @Nullable Owner of(@Nullable InstalledPackage owner) {
            return owner == null
                    ? null
                    : new Owner(
                            owner.purl().toString(),
                            PackageVersions.ecosystem(owner),
                            owner.name(),
                            owner.version(),
                            PackageVersions.sourceName(owner),
                            PackageVersions.sourceVersion(owner),
                            owner.architecture(),
                            owner.attributes());
        }

        InstalledPackage installed() {
            return PackageVersions.installed(
                    List.of(purl, ecosystem, name, version, sourceName, sourceVersion, architecture), attributes);
        }
    }

    private record Context(List<String> channels, @Nullable Owner owner, String note, String sourceNote) {}

    /** The row of a package in its context; one that is new is added to {@code made}. */
    static long intern(Sql sql, PackageContext.Placed placed, Set<Long> made) throws SQLException {
        InstalledPackage installed = placed.installed();
        String context = placed.context().equals(PackageContext.NONE) ? "" : body(placed.context());
        String attributes = Json.write(installed.attributes());
        List<String> values = List.of(
                installed.purl().toString(),
                ecosystem(installed),
                installed.name(),
                installed.version(),
                sourceName(installed),
                sourceVersion(installed),
                installed.architecture(),
                attributes,
                context);
        String identity = ContentHash.of(Json.write(values));
        Optional<Long> known =
                sql.first("SELECT id FROM package_version WHERE identity = ?", row -> row.getLong(1), identity);
        if (known.isPresent()) {
            return known.get();
        }
        long id = sql.insert(
                        """
                        INSERT INTO package_version (identity, purl, ecosystem, name, version, source_name,
                            source_version, architecture, attributes, context, undecided)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                        """,
                        identity,
                        values.get(0),
                        values.get(1),
                        values.get(2),
                        values.get(3),
                        values.get(4),
                        values.get(5),
                        values.get(6),
                        attributes,
                        context.isEmpty() ? null : context(sql, context),
                        placed.undecided())
                .orElseThrow();
        made.add(id);
        return id;
    }

    private static String body(PackageContext context) {
        return Json.write(
                new Context(context.channels(), Owner.of(context.owner()), context.note(), context.sourceNote()));
    }

    private static long context(Sql sql, String body) throws SQLException {
        String hash = ContentHash.of(body);
        sql.update("INSERT INTO package_context (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING", hash, body);
        return sql.number("SELECT id FROM package_context WHERE hash = ?", hash);
    }

    /** A context of the database; {@link PackageContext#NONE} where it is null. */
    static PackageContext context(@Nullable String body) {
        if (body == null) {
            return PackageContext.NONE;
        }
        Context context = Json.read(body, Context.class);
        return new PackageContext(
                context.channels(),
                context.owner() == null ? null : context.owner().installed(),
                context.note(),
                context.sourceNote());
    }

    /** The package of a row that has {@link #COLUMNS} from a column on. */
    static InstalledPackage installed(ResultSet row, int from) throws SQLException {
        List<String> texts = List.of(
                row.getString(from),
                row.getString(from + 1),
                row.getString(from + 2),
                row.getString(from + 3),
                row.getString(from + 4),
                row.getString(from + 5),
                row.getString(from + 6));
        String attributes = row.getString(from + 7);
        return installed(
                texts, attributes.equals("{}") ? new TreeMap<>() : new TreeMap<>(Json.read(attributes, ATTRIBUTES)));
    }

    private static InstalledPackage installed(List<String> texts, SortedMap<String, String> attributes) {
        return new InstalledPackage(
                Purl.parse(texts.get(0))
                        .orElseThrow(() -> new StoreException("read the state: not a purl: " + texts.get(0))),
                texts.get(1).isEmpty() ? null : Ecosystem.parse(texts.get(1)),
                texts.get(2),
                texts.get(3),
                texts.get(4).isEmpty() ? null : new SourcePackage(texts.get(4), texts.get(5)),
                texts.get(6),
                NOWHERE,
                0,
                attributes);
    }

    private static String ecosystem(InstalledPackage installed) {
        Ecosystem ecosystem = installed.ecosystem();
        return ecosystem == null ? "" : ecosystem.toString();
    }

    private static String sourceName(InstalledPackage installed) {
        SourcePackage source = installed.source();
        return source == null ? "" : source.name();
    }

    private static String sourceVersion(InstalledPackage installed) {
        SourcePackage source = installed.source();
        return source == null ? "" : source.version();
    }
}
