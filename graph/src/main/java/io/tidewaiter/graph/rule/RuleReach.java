package io.tidewaiter.graph.rule;

import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.assess.rule.RuleHandle;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.judge.RuleHistory;
import io.tidewaiter.store.judge.RuleTimeline;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which images a rule that was written or has ended may show otherwise: found by what is narrowest in it, for most rules
 * are about a few vulnerabilities and not about everything below their scope.
 */
public final class RuleReach {
    private static final int WORDS_AT_ONCE = 500;

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
        List<String> known = state.list(
                "SELECT registry_key FROM registry UNION SELECT registry_key FROM registry_seen",
                row -> row.getString(1));
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
            graph.update("DELETE FROM below");
            for (String registry : here) {
                graph.update("INSERT INTO below SELECT DISTINCT registry FROM spot WHERE scope = ?", registry);
            }
            images.addAll(found(rules.stream()
                    .filter(rule -> rule.scope().equals(scope))
                    .map(Rule::handle)
                    .toList()));
        }
    }

    /** A document may hold thousands of statements: what they are found by is looked for together. */
    private Set<Long> found(Collection<RuleHandle> handles) throws SQLException {
        Set<String> digests = new HashSet<>();
        Set<String> repositories = new HashSet<>();
        Set<String> ids = new HashSet<>();
        Set<String> packages = new HashSet<>();
        for (RuleHandle handle : handles) {
            switch (handle) {
                case RuleHandle.Digests one -> digests.addAll(one.digests());
                case RuleHandle.Repositories one -> repositories.addAll(one.names());
                case RuleHandle.Ids one -> ids.addAll(one.ids());
                case RuleHandle.Packages one -> packages.addAll(one.names());
                case RuleHandle.Anything _ -> {
                    return new TreeSet<>(
                            images("SELECT DISTINCT image FROM spot WHERE registry IN (SELECT registry FROM below)"));
                }
            }
        }
        Set<Long> images = new TreeSet<>();
        images.addAll(digests.isEmpty() ? List.of() : spots("digest", digests));
        images.addAll(repositories.isEmpty() ? List.of() : spots("repository", repositories));
        images.addAll(ids.isEmpty() ? List.of() : vulnerable(ids));
        images.addAll(packages.isEmpty() ? List.of() : containing(packages));
        return images;
    }

    /** Whether what hangs on management groups may hang over other registries now. */
    public static boolean isMoved(Set<String> resourceKeys) {
        return resourceKeys.stream().anyMatch(key -> key.startsWith("/providers/microsoft.management/"));
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
                    SELECT c.image FROM contain c JOIN content b ON b.bundle = c.bundle JOIN package p ON p.no = b.package
                    WHERE p.name IN (SELECT word FROM asked)
                    UNION ALL
                    SELECT f.image FROM finding f JOIN detail d ON d.no = f.detail JOIN kind k ON k.no = d.kind
                    WHERE split_part(k.key, '|', 3) IN (SELECT word FROM asked))
                """);
    }

    private void ask(Set<String> words) throws SQLException {
        graph.update("DELETE FROM asked");
        List<String> all = List.copyOf(words);
        for (int from = 0; from < all.size(); from += WORDS_AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + WORDS_AT_ONCE));
            graph.update(
                    "INSERT INTO asked VALUES " + String.join(", ", Collections.nCopies(some.size(), "(?)")),
                    some.toArray());
        }
    }

    private List<Long> images(String query) throws SQLException {
        return graph.list(query, row -> row.getLong(1));
    }
}
