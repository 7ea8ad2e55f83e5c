package io.tidewaiter.catalog.freebsd;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.sqlite.Row;
import io.tidewaiter.catalog.sqlite.RowReader;
import io.tidewaiter.catalog.sqlite.SqliteDatabase;
import io.tidewaiter.catalog.sqlite.SqliteDatabase.Opening;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** {@code local.sqlite} of pkg(8): the table {@code packages}, and {@code files} with what belongs to each of them. */
final class PkgParser {
    private static final int WORD_BYTES_MAX = 512;
    private static final int PATH_BYTES_MAX = 4096;

    private final Troubles troubles;
    private final Consumer<Fact> facts;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, List<String>> paths = new TreeMap<>();
    private final Map<Long, List<String>> digests = new TreeMap<>();

    private PkgParser(Troubles troubles, Consumer<Fact> facts) {
        this.troubles = troubles;
        this.facts = facts;
    }

    /**
     * Reads a database.
     *
     * @param log bytes of the write-ahead log; empty where there is none
     */
    static void parse(byte[] content, byte[] log, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        switch (SqliteDatabase.open(content, log)) {
            case Opening.Refused(String sentence) -> troubles.lost("read the database of pkg: " + sentence);
            case Opening.Opened(SqliteDatabase database) -> {
                if (!database.logOddity().isEmpty()) {
                    troubles.lost("read the write-ahead log of pkg's database: " + database.logOddity());
                }
                PkgParser parser = new PkgParser(troubles, facts);
                if (database.read("packages", parser.reader(parser::installed))) {
                    facts.accept(new OpenedFact(Opened.DATABASE, 1));
                    parser.files(database, content.length + log.length);
                }
            }
        }
        troubles.finish();
    }

    private void files(SqliteDatabase database, int databaseBytes) {
        if (!database.has("files")) {
            return;
        }
        database.read("files", reader(row -> {
            long id = row.integer("package_id");
            if (names.containsKey(id)) {
                paths.computeIfAbsent(id, i -> new ArrayList<>()).add(row.text("path", PATH_BYTES_MAX));
                digests.computeIfAbsent(id, i -> new ArrayList<>()).add(digest(row.text("sha256", WORD_BYTES_MAX)));
            }
        }));
        OwnedPaths owned = new OwnedPaths(databaseBytes, troubles, facts);
        paths.forEach((id, found) -> {
            List<String> recorded = digests.getOrDefault(id, List.of());
            for (int i = 0; i < found.size(); i++) {
                owned.add("", found.get(i), recorded.get(i));
            }
            owned.finish(names.getOrDefault(id, ""));
        });
    }

    /** Begins with the number of its kind: 1 is SHA-256 in hexadecimal. */
    private static String digest(String text) {
        return text.startsWith("1$") ? text.substring(2) : "";
    }

    private void installed(Row row) {
        String name = row.text("name", WORD_BYTES_MAX);
        String abi = row.text("arch", WORD_BYTES_MAX);
        String origin = row.text("origin", WORD_BYTES_MAX);
        SortedMap<String, String> attributes = new TreeMap<>();
        if (!origin.isBlank()) {
            attributes.put("origin", origin.strip());
        }
        names.put(row.integer("id"), name);
        new SystemPackage(
                        "freebsd",
                        name,
                        row.text("version", WORD_BYTES_MAX),
                        "",
                        "",
                        abi.substring(abi.lastIndexOf(':') + 1),
                        new TreeMap<>(),
                        attributes)
                .tell(troubles, facts);
    }

    private RowReader reader(Consumer<Row> rows) {
        return new RowReader() {
            @Override
            public void row(Row row) {
                rows.accept(row);
            }

            @Override
            public void lost(String place, String sentence) {
                troubles.lost("read the database of pkg, " + place + ": " + sentence);
            }
        };
    }
}
