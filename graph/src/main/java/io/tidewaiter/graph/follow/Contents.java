package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.database.Rows;
import io.tidewaiter.graph.derive.Brought;
import io.tidewaiter.graph.derive.Contained;
import io.tidewaiter.graph.derive.Key;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Writes what images contain. The packages that a layer brought are a bundle, written once for all images that have it,
 * and an image contains bundles: images share most of theirs.
 */
final class Contents {
    private static final int FEW = 32;

    private static final Staged BROUGHT = new Staged(
            "brought",
            "bundle INTEGER, introduced INTEGER, packages INTEGER[], evidences INTEGER[], layers INTEGER[]",
            """
            INSERT INTO content
            SELECT bundle, unnest(packages), unnest(evidences), unnest(layers), introduced FROM brought
            """);

    private final Map<Key, Integer> bundles = new HashMap<>();
    private int next;

    /** How many bundles there were when all of them were in use. */
    private int used;

    private final BitSet packages = new BitSet();
    private final BitSet evidences = new BitSet();

    /** The tables that rows go to, open. */
    record Out(Rows contain, Rows bundle, Rows brought, Rows pack, Rows evidence) {
        static Out open(Rows.Together open) throws SQLException {
            return new Out(
                    open.open("contain"),
                    open.open("bundle"),
                    BROUGHT.open(open),
                    open.open("package"),
                    open.open("evidence"));
        }
    }

    /** Begins with what the graph holds. */
    void load(Sql graph) throws SQLException {
        BROUGHT.load(graph);
        loadBundles(graph);
        packages.clear();
        graph.list("SELECT no FROM package", row -> flag(packages, row.getInt(1)));
        evidences.clear();
        graph.list("SELECT no FROM evidence", row -> flag(evidences, row.getInt(1)));
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

    /** Puts the contents of all bundles that are new since the last time. */
    void flush(Sql graph) throws SQLException {
        BROUGHT.flush(graph);
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

    /** Writes the contents of an image. */
    void put(int image, List<Brought> contents, FindingParts parts, Out out) throws SQLException {
        for (Brought brought : contents) {
            Integer known = bundles.get(brought.key());
            int bundle = known == null ? write(brought.key(), brought.contents(), parts, out) : known;
            out.contain()
                    .numbers(
                            new int[] {image, bundle},
                            brought.valid().from(),
                            brought.valid().to());
        }
    }

    private int write(Key key, List<Contained> contents, FindingParts parts, Out out) throws SQLException {
        int number = next++;
        bundles.put(key, number);
        out.bundle().row(number, key.text());
        out.brought()
                .lists(
                        new int[] {number, contents.getFirst().introducedBy()},
                        new long[0],
                        all(contents, Contained::packageVersion),
                        all(contents, Contained::evidence),
                        all(contents, Contained::layer));
        for (Contained one : contents) {
            names(one, parts, out);
        }
        return number;
    }

    private static int[] all(List<Contained> contents, ToIntFunction<Contained> what) {
        return contents.stream().mapToInt(what).toArray();
    }

    /** Adds a number; whether it was not there. */
    private static boolean flag(BitSet numbers, int number) {
        boolean isNew = !numbers.get(number);
        numbers.set(number);
        return isNew;
    }

    private void names(Contained one, FindingParts parts, Out out) throws SQLException {
        if (flag(evidences, one.evidence())) {
            Evidence evidence = parts.evidence(one.evidence());
            out.evidence().row(one.evidence(), evidence.path(), evidence.cataloger());
        }
        if (flag(packages, one.packageVersion())) {
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
}
