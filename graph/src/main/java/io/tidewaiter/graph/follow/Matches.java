package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.derive.Matched;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    /** By the number of the package version, which the state counts up; null where nothing was read yet. */
    private @Nullable Matched[][] byPackage = {};

    private int kept;

    Matches(Kinds kinds) {
        this.kinds = kinds;
    }

    /** What was read of a package version. */
    Matched[] of(int packageVersion) {
        return Objects.requireNonNull(byPackage[packageVersion], "read before asked");
    }

    /** Forgets package versions whose matches changed. */
    void forget(Collection<Integer> packageVersions) {
        for (int version : packageVersions) {
            if (version < byPackage.length && byPackage[version] != null) {
                byPackage[version] = null;
                kept--;
            }
        }
    }

    /** Forgets everything, where that has become much. */
    void trim() {
        if (kept > KEPT_MAX) {
            clear();
        }
    }

    void clear() {
        byPackage = new Matched[0][];
        kept = 0;
    }

    /** Reads what is not known yet of the packages of images. */
    void read(Sql state, List<ImageFacts> images) throws SQLException {
        for (ImageFacts image : images) {
            for (var contained : image.contents) {
                int version = contained.packageVersion();
                if (version >= byPackage.length) {
                    byPackage = Arrays.copyOf(byPackage, Math.max(version + 1, byPackage.length * 2));
                }
                if (byPackage[version] == null) {
                    List<Matched> found = new ArrayList<>();
                    state.list(
                            COLUMNS + "WHERE package_version = ? ORDER BY id", row -> found.add(matched(row)), version);
                    byPackage[version] = found.isEmpty() ? NONE : found.toArray(NONE);
                    kept++;
                }
            }
        }
    }

    private Matched matched(ResultSet row) throws SQLException {
        String key = row.getString(3) + '|' + row.getString(4) + '|' + row.getString(5) + '|' + row.getString(6);
        return new Matched(row.getLong(2), kinds.number(key), row.getLong(7), StateReader.valid(row, 8));
    }
}
