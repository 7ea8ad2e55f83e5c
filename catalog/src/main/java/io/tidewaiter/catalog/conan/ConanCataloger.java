package io.tidewaiter.catalog.conan;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.sqlite.Row;
import io.tidewaiter.catalog.sqlite.RowReader;
import io.tidewaiter.catalog.sqlite.SqliteDatabase;
import io.tidewaiter.catalog.sqlite.SqliteDatabase.Opening;
import io.tidewaiter.catalog.text.Troubles;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Binaries in the cache of conan(1): by folders up to version 1, in a database since version 2. */
public final class ConanCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 64 << 20;
    private static final int REFERENCE_BYTES_MAX = 400;
    private static final String INFO = "/conaninfo.txt";
    private static final String DATABASE = "/cache.sqlite3";
    private static final Pattern PATH = Pattern.compile(
            "(?:.{0,3000}/)?data/([^/]{2,100})/([^/]{1,100})/[^/]+/[^/]+/package/[^/]+/conaninfo\\.txt");
    private static final Pattern REFERENCE =
            Pattern.compile("([a-z0-9_][a-zA-Z0-9_+.-]{1,100})/([^/@#\\s]{1,100})(?:[@#].*)?");

    @Override
    public String name() {
        return "conan";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Conan", "conan", "Conan documentation, \"cache\"")
                .reads(9, "**/data/foo/1.0/_/_/package/*/conaninfo.txt", "binaries of version 1's cache")
                .reads(9, "**/p/cache.sqlite3", "binaries of version 2's cache");
    }

    @Override
    public List<String> endings() {
        return List.of(INFO, DATABASE);
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(INFO)
                ? PATH.matcher(file.path()).matches()
                : file.path().endsWith("/p" + DATABASE);
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Matcher path = PATH.matcher(file.path());
        if (path.matches()) {
            facts.accept(Fact.InstalledFact.of("conan", "", path.group(1), path.group(2), ""));
        } else {
            database(content, facts);
        }
    }

    private static void database(byte[] content, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        switch (SqliteDatabase.open(content, new byte[0])) {
            case Opening.Refused(String sentence) -> troubles.lost("read the cache of conan: " + sentence);
            case Opening.Opened(SqliteDatabase database) -> {
                SortedSet<String> references = new TreeSet<>();
                database.read("packages", new RowReader() {
                    @Override
                    public void row(Row row) {
                        references.add(row.text("reference", REFERENCE_BYTES_MAX));
                    }

                    @Override
                    public void lost(String place, String sentence) {
                        troubles.lost("read the cache of conan, " + place + ": " + sentence);
                    }
                });
                references.forEach(reference -> tell(reference, troubles, facts));
            }
        }
        troubles.finish();
    }

    private static void tell(String text, Troubles troubles, Consumer<Fact> facts) {
        Matcher reference = REFERENCE.matcher(text);
        if (reference.matches()) {
            facts.accept(Fact.InstalledFact.of("conan", "", reference.group(1), reference.group(2), ""));
        } else {
            troubles.lost("the cache of conan has a binary of " + Troubles.quote(text));
        }
    }
}
