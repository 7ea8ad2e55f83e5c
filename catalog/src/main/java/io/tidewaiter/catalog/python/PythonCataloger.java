package io.tidewaiter.catalog.python;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.archive.zip.ZipArchive;
import io.tidewaiter.archive.zip.ZipEntry;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Packages that pip, setuptools, a distribution or anything else installed for Python. */
public final class PythonCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 32 << 20;
    private static final String TYPE = "pypi";
    private static final String EGG_METADATA = "EGG-INFO/PKG-INFO";
    private static final int EGG_METADATA_BYTES_MAX = 4 << 20;

    @Override
    public String name() {
        return "python";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Python", "pypi", "PyPA: recording installed projects, core metadata")
                .reads(1, "**/*.dist-info/METADATA", "distributions")
                .reads(1, "**/*.egg-info, **/*.egg-info/PKG-INFO, **/EGG-INFO/PKG-INFO", "distributions")
                .reads(1, "**/*.dist-info/RECORD, **/*.egg-info/installed-files.txt", "files that they own")
                .reads(13, "**/*.egg", "distributions in eggs that are archives");
    }

    @Override
    public List<String> endings() {
        return PythonFile.ENDINGS;
    }

    @Override
    public boolean wants(FileEntry file) {
        return PythonFile.of(file).isPresent();
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Optional<PythonFile> kind = PythonFile.of(file);
        if (kind.isEmpty()) {
            return;
        }
        switch (kind.get()) {
            case METADATA -> tellPackage(file, content, "", facts);
            case EGG -> tellEgg(file, content, limits, facts);
            case RECORD -> tellOwned(file, FileList.ofRecord(content, parent(file.folder())), facts);
            case INSTALLED_FILES -> tellOwned(file, FileList.ofInstalledFiles(content, file.folder()), facts);
        }
    }

    private static void tellPackage(FileEntry file, byte[] content, String inner, Consumer<Fact> facts) {
        Metadata metadata = Metadata.parse(content).orFromStem(PythonFile.stem(file));
        if (metadata.name().isEmpty()) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.FILE_UNREADABLE, inner, "read Python metadata: saw no name in it"));
            return;
        }
        facts.accept(Fact.InstalledFact.of(TYPE, "", Metadata.normalised(metadata.name()), metadata.version(), inner));
    }

    private static void tellEgg(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (content.length < 2 || content[0] != 'P' || content[1] != 'K') {
            return; // a link of easy_install, or anything else of that name
        }
        try {
            ZipArchive zip = ZipArchive.open(content, limits);
            for (ZipEntry entry : zip.entries()) {
                if (entry.path().value().equals(EGG_METADATA)) {
                    tellPackage(file, zip.read(entry, EGG_METADATA_BYTES_MAX), "!/" + EGG_METADATA, facts);
                    break;
                }
            }
        } catch (ArchiveException e) {
            facts.accept(
                    new Fact.UnreadFact(CoverageFact.Kind.FILE_UNREADABLE, "", "read Python egg: " + e.getMessage()));
        }
        facts.accept(new Fact.OpenedFact(Fact.Opened.ARCHIVE, 1));
    }

    private static void tellOwned(FileEntry file, FileList list, Consumer<Fact> facts) {
        Metadata owner = new Metadata("", "").orFromStem(PythonFile.stem(file));
        if (!owner.name().isEmpty() && !list.paths().isEmpty()) {
            facts.accept(new Fact.OwnedFact(Metadata.normalised(owner.name()), list.paths(), list.digests()));
        }
        if (list.escaping() > 0) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.ENTRY_REFUSED,
                    "",
                    "read Python's list of installed files: %d paths lead out of the image"
                            .formatted(list.escaping())));
        }
        if (list.cut()) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.LIMIT_REACHED,
                    "",
                    "read Python's list of installed files: kept the first %d"
                            .formatted(list.paths().size())));
        }
    }

    private static String parent(String folder) {
        int slash = folder.lastIndexOf('/');
        return slash < 0 ? "" : folder.substring(0, slash);
    }
}
