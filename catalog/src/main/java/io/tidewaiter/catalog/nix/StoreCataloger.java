package io.tidewaiter.catalog.nix;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.FolderCataloger;
import io.tidewaiter.catalog.sqlite.LogAlone;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Nix, and Guix, whose store and database are those of Nix at other places: the valid paths of the store. */
public final class StoreCataloger implements FolderCataloger {
    public static final StoreCataloger NIX =
            new StoreCataloger("nix", "nix/store/", "nix/var/nix/db/", "Nix", "nix", "Nix manual, store path");
    public static final StoreCataloger GUIX =
            new StoreCataloger("guix", "gnu/store/", "var/guix/db/", "Guix", "generic", "Guix manual, The Store");

    private static final String DATABASE = "db.sqlite";
    private static final String LOG = "db.sqlite-wal";

    private final String name;
    private final String store;
    private final String folder;
    private final String title;
    private final String purlType;
    private final String specification;

    /**
     * @param store folder of the packages' folders, with a slash at its end
     * @param folder of the database, likewise
     */
    private StoreCataloger(
            String name, String store, String folder, String title, String purlType, String specification) {
        this.name = name;
        this.store = store;
        this.folder = folder;
        this.title = title;
        this.purlType = purlType;
        this.specification = specification;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Declaration declaration() {
        return Declaration.of(title, purlType, specification)
                .reads(3, folder + DATABASE, "packages, with what its write-ahead log has committed")
                .reads(3, store + "HASH-NAME-VERSION/**", "packages, whether a database lists them or not");
    }

    @Override
    public List<String> endings() {
        return List.of(DATABASE, LOG);
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        return path.startsWith(folder) && (path.equals(folder + DATABASE) || path.equals(folder + LOG));
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
        return StoreName.folderChars(path, store);
    }

    @Override
    public void readFolder(String path, Consumer<Fact> facts) {
        StoreParser.folder(name, path, facts);
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (file.name().equals(DATABASE)) {
            StoreParser.parse(name, content, new byte[0], facts);
        } else {
            LogAlone.tell(content, DATABASE, "what it adds to the store's list is not read", facts);
        }
    }

    @Override
    public void readTogether(
            FileEntry file, byte[] content, Map<String, byte[]> companions, Limits limits, Consumer<Fact> facts) {
        StoreParser.parse(name, content, companions.getOrDefault(LOG, new byte[0]), facts);
    }
}
