package io.tidewaiter.graph.follow;

import io.tidewaiter.assess.SubAssessmentIds;
import io.tidewaiter.graph.database.Rows;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for the keys of findings; 0 is that of an image without any. */
final class Kinds {
    /** Where the second half of a sub-assessment's name begins. */
    static final int HALF = 19;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> added = new ArrayList<>();

    /** Begins with what the graph holds. */
    void load(Sql graph) throws SQLException {
        numbers.clear();
        added.clear();
        graph.list("SELECT no, key FROM kind", row -> numbers.put(row.getString(2), row.getInt(1)));
        number(SubAssessmentIds.NO_FINDING);
    }

    int number(String key) {
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        int next = numbers.size();
        numbers.put(key, next);
        added.add(key);
        return next;
    }

    /** Writes the numbers that were given since the last time. */
    void write(Rows.Opener graph) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        try (Rows rows = graph.open("kind")) {
            for (String key : added) {
                rows.row(
                        numbers.getOrDefault(key, 0),
                        key,
                        SubAssessmentIds.name(0, key).substring(HALF));
            }
        }
        added.clear();
    }
}
