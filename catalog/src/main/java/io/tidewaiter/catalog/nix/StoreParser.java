package io.tidewaiter.catalog.nix;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.sqlite.Row;
import io.tidewaiter.catalog.sqlite.RowReader;
import io.tidewaiter.catalog.sqlite.SqliteDatabase;
import io.tidewaiter.catalog.sqlite.SqliteDatabase.Opening;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The table {@code ValidPaths} of the store's database: every path that is in the store, each package told once. */
final class StoreParser {
    private static final int PATH_BYTES_MAX = 1024;

    private StoreParser() {}

    /**
     * Reads a database.
     *
     * @param type of the packages: {@code nix} or {@code guix}
     * @param log bytes of the write-ahead log; empty where there is none
     */
    static void parse(String type, byte[] content, byte[] log, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        String what = "read the store's database: ";
        switch (SqliteDatabase.open(content, log)) {
            case Opening.Refused(String sentence) -> troubles.lost(what + sentence);
            case Opening.Opened(SqliteDatabase database) -> {
                if (!database.logOddity().isEmpty()) {
                    troubles.lost("read the write-ahead log of the store's database: " + database.logOddity());
                }
                if (read(type, database, troubles, facts)) {
                    facts.accept(new OpenedFact(Opened.DATABASE, 1));
                }
            }
        }
        troubles.finish();
    }

    /** The package of one path of the store. */
    static void tell(String type, StoreName name, Troubles troubles, Consumer<Fact> facts) {
        new SystemPackage(type, name.name(), name.version(), "", "", "", new TreeMap<>()).tell(troubles, facts);
    }

    /** Tells the package that a folder of the store is, if it is one, and that it is its own. */
    static void folder(String type, String folder, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        StoreName.parse(folder.substring(folder.lastIndexOf('/') + 1)).ifPresent(name -> {
            tell(type, name, troubles, facts);
            facts.accept(new Fact.OwnedFact(name.name(), List.of(folder + "/")));
        });
    }

    private static boolean read(String type, SqliteDatabase database, Troubles troubles, Consumer<Fact> facts) {
        Set<StoreName> told = new HashSet<>();
        return database.read("ValidPaths", new RowReader() {
            @Override
            public void row(Row row) {
                String path = row.text("path", PATH_BYTES_MAX);
                Optional<StoreName> name = StoreName.parse(path.substring(path.lastIndexOf('/') + 1));
                if (path.isEmpty()) {
                    troubles.lost("read the store's database, " + row.place() + ": it has no path");
                } else if (name.isPresent() && told.add(name.get())) {
                    tell(type, name.get(), troubles, facts);
                }
            }

            @Override
            public void lost(String place, String sentence) {
                troubles.lost("read the store's database, " + place + ": " + sentence);
            }
        });
    }
}
