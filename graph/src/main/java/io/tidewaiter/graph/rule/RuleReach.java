package io.tidewaiter.graph.rule;

import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.assess.rule.RuleHandle;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.judge.RuleHistory;
import io.tidewaiter.store.judge.RuleTimeline;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which images a rule that was written or has ended may show otherwise: found by what is narrowest in it, for most rules
 * are about a few vulnerabilities and not about everything below their scope.
 */
public final class RuleReach {
    private final Sql state;
    private final Sql graph;
    private final RuleTimeline timeline;

    /** @param timeline of the picture of the state that the graph is brought up to */
    public RuleReach(Sql state, Sql graph, RuleTimeline timeline) {
        this.state = state;
        this.graph = graph;
        this.timeline = timeline;
    }

    /** Adds the images, and the registries that the rules hang over. */
    public void add(Set<String> resourceKeys, Set<Long> images, Set<String> registries) throws SQLException {
        if (resourceKeys.isEmpty()) {
            return;
        }
        graph.update("CREATE TEMP TABLE IF NOT EXISTS asked (word VARCHAR)");
        graph.update("CREATE TEMP TABLE IF NOT EXISTS below (registry INTEGER)");
        List<String> known = state.list("SELECT registry_key FROM registry_seen", row -> row.getString(1));
        Set<Rule> rules = new LinkedHashSet<>();
        for (String key : resourceKeys) {
            rules.addAll(RuleHistory.everOf(state, key));
        }
        Set<String> scopes = new TreeSet<>();
        rules.forEach(rule -> scopes.add(rule.scope()));
        for (String scope : scopes) {
            List<String> here = known.stream()
                    .filter(registry -> timeline.chain(registry).contains(scope))
                    .toList();
            registries.addAll(here);
            fill("below", "SELECT DISTINCT registry FROM spot WHERE scope = ?", here);
            Set<RuleHandle> handles = new LinkedHashSet<>();
            rules.stream().filter(rule -> rule.scope().equals(scope)).forEach(rule -> handles.add(rule.handle()));
            for (RuleHandle handle : handles) {
                images.addAll(of(handle));
            }
        }
    }

    /** Whether what hangs on management groups may hang over other registries now. */
    public static boolean isMoved(Set<String> resourceKeys) {
        return resourceKeys.stream().anyMatch(key -> key.startsWith("/providers/microsoft.management/"));
    }

    private void fill(String table, String query, Collection<String> words) throws SQLException {
        graph.update("DELETE FROM " + table);
        for (String word : words) {
            graph.update("INSERT INTO " + table + " " + query, word);
        }
    }

    private List<Long> of(RuleHandle handle) throws SQLException {
        return switch (handle) {
            case RuleHandle.Digests(var digests) -> spots("digest", digests);
            case RuleHandle.Repositories(var names) -> spots("repository", names);
            case RuleHandle.Ids(var ids) -> vulnerable(ids);
            case RuleHandle.Packages(var names) -> containing(names);
            case RuleHandle.Anything _ ->
                images("SELECT DISTINCT image FROM spot WHERE registry IN (SELECT registry FROM below)");
        };
    }

    private List<Long> spots(String column, Set<String> words) throws SQLException {
        ask(words);
        return images("SELECT DISTINCT image FROM spot WHERE registry IN (SELECT registry FROM below) AND " + column
                + " IN (SELECT word FROM asked)");
    }

    /** By the name of a vulnerability or one of its aliases. */
    private List<Long> vulnerable(Set<String> ids) throws SQLException {
        ask(ids);
        return images("""
                SELECT DISTINCT f.image FROM finding f
                WHERE f.registry IN (SELECT registry FROM below) AND f.detail IN (
                    SELECT d.no FROM detail d WHERE d.vulnerability IN (
                        SELECT name FROM (
                            SELECT name, unnest(list_append(from_json(aliases, '["VARCHAR"]'), name)) AS id
                            FROM vulnerability)
                        WHERE upper(id) IN (SELECT word FROM asked)))
                """);
    }

    private List<Long> containing(Set<String> names) throws SQLException {
        ask(names);
        return images("""
                SELECT DISTINCT s.image FROM spot s
                WHERE s.registry IN (SELECT registry FROM below) AND s.image IN (
                    SELECT c.image FROM contain c JOIN package p ON p.no = c.package
                    WHERE p.name IN (SELECT word FROM asked)
                    UNION ALL
                    SELECT f.image FROM finding f JOIN kind k ON k.no = f.kind
                    WHERE split_part(k.key, '|', 3) IN (SELECT word FROM asked))
                """);
    }

    private void ask(Set<String> words) throws SQLException {
        fill("asked", "SELECT ?", words);
    }

    private List<Long> images(String query) throws SQLException {
        return graph.list(query, row -> row.getLong(1));
    }
}
