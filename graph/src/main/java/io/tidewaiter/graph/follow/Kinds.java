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
    private final List<String> keys = new ArrayList<>();
    private final List<String> added = new ArrayList<>();

    /** Numbers of vulnerabilities, and by the number of a key that of its vulnerability. */
    private final Map<String, Integer> vulnerabilities = new HashMap<>();

    private final List<Integer> ofKeys = new ArrayList<>();

    /** Begins with what the graph holds. */
    void load(Sql graph) throws SQLException {
        numbers.clear();
        keys.clear();
        added.clear();
        vulnerabilities.clear();
        ofKeys.clear();
        graph.list("SELECT key FROM kind ORDER BY no", row -> know(row.getString(1)));
        number(SubAssessmentIds.NO_FINDING);
    }

    int number(String key) {
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        added.add(key);
        return know(key);
    }

    private int know(String key) {
        int next = keys.size();
        numbers.put(key, next);
        keys.add(key);
        int end = key.indexOf('|'); // behind the vulnerability's name; were it in that, more would have the same number
        String vulnerability = end < 0 ? key : key.substring(0, end);
        ofKeys.add(vulnerabilities.computeIfAbsent(vulnerability, _ -> vulnerabilities.size()));
        return next;
    }

    /** A number that keys of the same vulnerability share. */
    int vulnerability(int number) {
        return ofKeys.get(number);
    }

    /** The second half of the name of a finding with the key of a number. */
    String half(int number) {
        return SubAssessmentIds.name(0, keys.get(number)).substring(HALF);
    }

    /** A number that orders halves of names as their text does. */
    static long rank(String half) {
        return Long.parseUnsignedLong(half.replace("-", ""), 16) ^ Long.MIN_VALUE;
    }

    /** Writes the numbers that were given since the last time. */
    void write(Rows.Opener graph) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        try (Rows rows = graph.open("kind")) {
            for (String key : added) {
                rows.row(numbers.getOrDefault(key, 0), key);
            }
        }
        added.clear();
    }
}
