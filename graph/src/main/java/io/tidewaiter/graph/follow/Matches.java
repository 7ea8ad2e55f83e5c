package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.derive.Matched;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What speaks for package versions, read once and kept until it changes. */
final class Matches {
    private static final Matched[] NONE = {};
    private static final int KEPT_MAX = 400_000;
    private static final String COLUMNS = """
            SELECT package_version, id, vulnerability_name, ecosystem, subject_name, subject_version, first_seen,
                valid_from, valid_to
            FROM package_match
            """;

    private final Kinds kinds;
    private final Map<Integer, Matched[]> byPackage = new HashMap<>();

    Matches(Kinds kinds) {
        this.kinds = kinds;
    }

    /** What was read of a package version. */
    Matched[] of(int packageVersion) {
        return Objects.requireNonNull(byPackage.get(packageVersion), "read before asked");
    }

    /** Forgets package versions whose matches changed. */
    void forget(Collection<Integer> packageVersions) {
        packageVersions.forEach(byPackage::remove);
    }

    /** Forgets everything, where that has become much. */
    void trim() {
        if (byPackage.size() > KEPT_MAX) {
            byPackage.clear();
        }
    }

    void clear() {
        byPackage.clear();
    }

    /** Reads what is not known yet of the packages of images. */
    void read(Sql state, List<ImageFacts> images) throws SQLException {
        for (ImageFacts image : images) {
            for (var contained : image.contents) {
                int version = contained.packageVersion();
                if (!byPackage.containsKey(version)) {
                    List<Matched> found = new ArrayList<>();
                    state.list(
                            COLUMNS + "WHERE package_version = ? ORDER BY id", row -> found.add(matched(row)), version);
                    byPackage.put(version, found.isEmpty() ? NONE : found.toArray(NONE));
                }
            }
        }
    }

    private Matched matched(ResultSet row) throws SQLException {
        String key = row.getString(3) + '|' + row.getString(4) + '|' + row.getString(5) + '|' + row.getString(6);
        return new Matched(row.getLong(2), kinds.number(key), row.getLong(7), StateReader.valid(row, 8));
    }
}
