package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.database.Rows;
import io.tidewaiter.graph.derive.Contained;
import io.tidewaiter.graph.derive.Interval;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes what images contain. The packages that a layer brought are a bundle, written once for all images that have it,
 * and an image contains bundles: images share most of theirs.
 */
final class Contents {
    private static final int FEW = 32;

    private final Map<Key, Integer> bundles = new HashMap<>();
    private int next;

    /** How many bundles there were when all of them were in use. */
    private int used;

    private final Set<Integer> packages = new HashSet<>();
    private final Set<Integer> evidences = new HashSet<>();

    /** The tables that rows go to, open. */
    record Out(Rows contain, Rows bundle, Rows content, Rows pack, Rows evidence) implements AutoCloseable {
        static Out open(Rows.Opener open) throws SQLException {
            return new Out(
                    open.open("contain"),
                    open.open("bundle"),
                    open.open("content"),
                    open.open("package"),
                    open.open("evidence"));
        }

        @Override
        public void close() throws SQLException {
            for (Rows rows : List.of(contain, bundle, content, pack, evidence)) {
                rows.close();
            }
        }
    }

    /** Begins with what the graph holds. */
    void load(Sql graph) throws SQLException {
        loadBundles(graph);
        packages.clear();
        graph.list("SELECT no FROM package", row -> packages.add(row.getInt(1)));
        evidences.clear();
        graph.list("SELECT no FROM evidence", row -> evidences.add(row.getInt(1)));
    }

    private void loadBundles(Sql graph) throws SQLException {
        bundles.clear();
        next = 0;
        graph.list("SELECT no, key FROM bundle", row -> {
            next = Math.max(next, row.getInt(1) + 1);
            return bundles.put(Key.parse(row.getString(2)), row.getInt(1));
        });
        used = bundles.size();
    }

    /** Takes away bundles that no image has, whenever there are twice as many as when all were in use. */
    void sweep(Sql graph) throws SQLException {
        if (bundles.size() <= 2 * used + FEW) {
            return;
        }
        graph.update("DELETE FROM content WHERE bundle NOT IN (SELECT bundle FROM contain)");
        graph.update("DELETE FROM bundle WHERE no NOT IN (SELECT bundle FROM contain)");
        loadBundles(graph);
    }

    /** Writes the contents of an image, which are in the order of their rows. */
    void put(int image, List<Contained> contents, FindingParts parts, Out out) throws SQLException {
        for (Group group : groups(contents)) {
            Key key = Key.of(0);
            for (Contained one : group.contents()) {
                key = key.and(one.what(), one.where());
            }
            Integer known = bundles.get(key);
            int bundle = known == null ? write(key, group.contents(), parts, out) : known;
            out.contain()
                    .numbers(
                            new int[] {image, bundle},
                            group.valid().from(),
                            group.valid().to());
        }
    }

    private int write(Key key, List<Contained> contents, FindingParts parts, Out out) throws SQLException {
        int number = next++;
        bundles.put(key, number);
        out.bundle().row(number, key.text());
        for (Contained one : contents) {
            out.content()
                    .numbers(new int[] {number, one.packageVersion(), one.evidence(), one.layer(), one.introducedBy()});
            names(one, parts, out);
        }
        return number;
    }

    private void names(Contained one, FindingParts parts, Out out) throws SQLException {
        if (evidences.add(one.evidence())) {
            Evidence evidence = parts.evidence(one.evidence());
            out.evidence().row(one.evidence(), evidence.path(), evidence.cataloger());
        }
        if (packages.add(one.packageVersion())) {
            var installed = parts.installed(one);
            var source = installed.source();
            out.pack()
                    .row(
                            one.packageVersion(),
                            installed.purl().toString(),
                            installed.purl().type(),
                            installed.ecosystem() == null ? "" : String.valueOf(installed.ecosystem()),
                            installed.name(),
                            installed.version(),
                            source == null ? "" : source.name(),
                            source == null ? "" : source.version(),
                            installed.architecture());
        }
    }

    /** What a layer brought, as long as it is the same. */
    private record Group(int layer, Interval valid, List<Contained> contents) {}

    private static List<Group> groups(List<Contained> contents) {
        List<Group> groups = new ArrayList<>();
        for (Contained one : contents) {
            Group own = null;
            for (Group group : groups) {
                if (group.layer == one.introducedBy() && group.valid.equals(one.valid())) {
                    own = group;
                    break;
                }
            }
            if (own == null) {
                own = new Group(one.introducedBy(), one.valid(), new ArrayList<>());
                groups.add(own);
            }
            own.contents.add(one);
        }
        return groups;
    }
}
