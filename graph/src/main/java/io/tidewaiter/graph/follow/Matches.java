package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.derive.Brought;
import io.tidewaiter.graph.derive.Contained;
import io.tidewaiter.graph.derive.Joins;
import io.tidewaiter.graph.derive.Key;
import io.tidewaiter.graph.derive.Matched;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What speaks for package versions, read once and kept until it changes. */
final class Matches {
    private static final Matched[] NONE = {};
    private static final int KEPT_MAX = 400_000;
    private static final int JOINED_MAX = 200_000;
    private static final int LAYERS_MAX = 400_000;
    private static final String COLUMNS = """
            SELECT package_version, id, vulnerability_name, ecosystem, subject_name, subject_version, first_seen,
                valid_from, valid_to
            FROM package_match
            """;

    private final Kinds kinds;
    /** By the number of the package version, which the state counts up; null where nothing was read yet. */
    private @Nullable Matched[][] byPackage = {};

    private int kept;
    /** By what a layer brought; empty where that was met once. */
    private final Map<Key, Optional<Joins>> joins = new HashMap<>();

    /** How many findings are in them. */
    private int joined;

    Matches(Kinds kinds) {
        this.kinds = kinds;
    }

    /**
     * What speaks for what a layer of an image brought; kept from the second time on, since most of what is met twice is
     * met often.
     */
    Joins joins(Brought brought) {
        Optional<Joins> known = joins.get(brought.key());
        if (known != null && known.isPresent()) {
            return known.get();
        }
        Joins made = Joins.of(brought.contents(), this::of);
        if (known == null) {
            joins.put(brought.key(), Optional.empty());
        } else {
            joins.put(brought.key(), Optional.of(made));
            joined += made.size();
        }
        return made;
    }

    private void forgetJoins() {
        joins.clear();
        joined = 0;
    }

    /** What was read of a package version. */
    Matched[] of(int packageVersion) {
        return Objects.requireNonNull(byPackage[packageVersion], "read before asked");
    }

    /** Forgets package versions whose matches changed. */
    void forget(Collection<Integer> packageVersions) {
        if (!packageVersions.isEmpty()) {
            forgetJoins();
        }
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
        if (joined > JOINED_MAX || joins.size() > LAYERS_MAX) {
            forgetJoins();
        }
    }

    void clear() {
        byPackage = new Matched[0][];
        kept = 0;
        forgetJoins();
    }

    /** Reads what is not known yet of the packages of images. */
    void read(Sql state, List<ImageFacts> images) throws SQLException {
        for (ImageFacts image : images) {
            for (Brought brought : image.brought) {
                Optional<Joins> known = joins.get(brought.key());
                if (known == null || known.isEmpty()) {
                    for (Contained contained : brought.contents()) {
                        read(state, contained.packageVersion());
                    }
                }
            }
        }
    }

    private void read(Sql state, int version) throws SQLException {
        if (version >= byPackage.length) {
            byPackage = Arrays.copyOf(byPackage, Math.max(version + 1, byPackage.length * 2));
        }
        if (byPackage[version] == null) {
            List<Matched> found = new ArrayList<>();
            state.list(COLUMNS + "WHERE package_version = ? ORDER BY id", row -> found.add(matched(row)), version);
            byPackage[version] = found.isEmpty() ? NONE : found.toArray(NONE);
            kept++;
        }
    }

    private Matched matched(ResultSet row) throws SQLException {
        String key = row.getString(3) + '|' + row.getString(4) + '|' + row.getString(5) + '|' + row.getString(6);
        return new Matched(row.getLong(2), kinds.number(key), row.getLong(7), StateReader.valid(row, 8));
    }
}
