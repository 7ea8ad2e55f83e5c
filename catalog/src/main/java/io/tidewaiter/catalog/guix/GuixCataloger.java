package io.tidewaiter.catalog.guix;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.nix.StoreName;
import io.tidewaiter.catalog.nix.StoreParser;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.FolderCataloger;
import io.tidewaiter.catalog.sqlite.SqliteDatabase;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.Map;
import java.util.function.Consumer;

/** Guix: the valid paths of its store. */
public final class GuixCataloger implements FolderCataloger {
    private static final String STORE = "gnu/store/";
    private static final String DATABASE = "db.sqlite";
    private static final String LOG = "db.sqlite-wal";

    @Override
    public String name() {
        return "guix";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Guix", "generic", "Guix manual, The Store")
                .reads(3, "var/guix/db/db.sqlite", "packages, with what its write-ahead log has committed")
                .reads(3, "gnu/store/HASH-NAME-VERSION/**", "packages, whether a database lists them or not");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().startsWith("var/guix/db/")
                && (file.path().equals("var/guix/db/" + DATABASE) || file.path().equals("var/guix/db/" + LOG));
    }

    @Override
    public String belongsTo(FileEntry file) {
        return DATABASE;
    }

    @Override
    public int bytesMax() {
        return 128 << 20;
    }

    @Override
    public int folderChars(String path) {
        return StoreName.folderChars(path, STORE);
    }

    @Override
    public void readFolder(String folder, Consumer<Fact> facts) {
        StoreParser.folder(name(), folder, facts);
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (file.name().equals(DATABASE)) {
            StoreParser.parse(name(), content, new byte[0], facts);
        } else if (SqliteDatabase.isChange(content)) {
            facts.accept(new UnreadFact(
                    Kind.FORMAT_UNREAD,
                    "",
                    "a write-ahead log of " + content.length + " bytes whose database " + DATABASE
                            + " is not in the same layer; what it adds to the store's list is not read"));
        }
    }

    @Override
    public void readTogether(
            FileEntry file, byte[] content, Map<String, byte[]> companions, Limits limits, Consumer<Fact> facts) {
        StoreParser.parse(name(), content, companions.getOrDefault(LOG, new byte[0]), facts);
    }
}
