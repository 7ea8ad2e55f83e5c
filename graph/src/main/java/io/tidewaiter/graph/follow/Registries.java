package io.tidewaiter.graph.follow;

import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Registries that images were seen in, by their row; forgotten before each batch, since login servers change. */
final class Registries {
    private final Map<Long, Registry> known = new ConcurrentHashMap<>();

    /**
     * A registry.
     *
     * @param key its resource id in lower case
     * @param id the resource id as written
     * @param host its login server; empty where the resource is gone
     */
    record Registry(long row, String key, String id, String host) {
        /** The segment of the id that follows a word; empty where there is none. */
        private String after(String word) {
            String[] segments = key.split("/", -1);
            for (int i = 0; i + 1 < segments.length; i++) {
                if (segments[i].equals(word)) {
                    return segments[i + 1];
                }
            }
            return "";
        }

        String subscription() {
            return after("subscriptions");
        }

        String resourceGroup() {
            return after("resourcegroups");
        }
    }

    void forget() {
        known.clear();
    }

    Registry of(Sql state, long row) throws SQLException {
        Registry found = known.get(row);
        if (found == null) {
            found = state.first("""
                            SELECT r.registry_key, r.registry_id, coalesce(g.login_server, '')
                            FROM registry_seen r LEFT JOIN registry g ON g.registry_key = r.registry_key
                            WHERE r.id = ?
                            """, at -> new Registry(row, at.getString(1), at.getString(2), at.getString(3)), row)
                    .orElseThrow(() -> new IllegalStateException("no registry of row " + row));
            known.put(row, found);
        }
        return found;
    }
}
