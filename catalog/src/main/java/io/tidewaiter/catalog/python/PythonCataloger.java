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
import java.util.regex.Pattern;

/** Packages that pip, setuptools, a distribution or anything else installed for Python. */
public final class PythonCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 160 << 20;
    private static final String TYPE = "pypi";

    /**
     * How pip begins the name of a folder that it moves out of the way, now and before 2019; nobody imports from it, nor
     * from what lies in it.
     */
    private static final List<String> SET_ASIDE = List.of("~", "-");

    private static final Pattern IN_SET_ASIDE = Pattern.compile("(?:^|/)(?:site|dist)-packages/[~-][^/]*/");

    private static final String EGG_METADATA = "EGG-INFO/PKG-INFO";
    private static final int METADATA_BYTES_MAX = 4 << 20;
    private static final int APPLICATION_PACKAGES_MAX = 20_000;
    private static final int END_RECORD_BYTES = 22;

    /** A comment of 65,535 bytes may follow the end record. */
    private static final int END_BYTES_MAX = END_RECORD_BYTES + 65_535;

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
                .reads(13, "**/*.egg", "distributions in eggs that are archives")
                .reads(22, "**/*.pyz, **/*.pex", "distributions in applications that are archives")
                .reads(
                        24,
                        "**/*.dist-info/sboms/*.json, **/pip/_vendor/bom.cdx.json",
                        "what a distribution says that it bundles: crates, Python and npm packages, OpenSSL and other"
                                + " programs that have advisories (PEP 770, CycloneDX)");
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
        if (SET_ASIDE.stream().anyMatch(PythonFile.stem(file)::startsWith)
                || IN_SET_ASIDE.matcher(file.path()).find()) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.NOTE,
                    "",
                    "pip set this package aside to remove it, and did not: it is not installed"));
            return;
        }
        switch (kind.get()) {
            case METADATA -> tellPackage(PythonFile.stem(file), content, "", facts);
            case EGG -> tellEgg(file, content, limits, facts);
            case APPLICATION -> tellApplication(content, limits, facts);
            case BUNDLED -> {
                if (file.name().endsWith(".json")) {
                    BundledSoftware.tell(PythonFile.stem(file), content, facts);
                } else {
                    BundledSoftware.unread("is written in a form that is not read", facts);
                }
            }
            case RECORD -> tellOwned(file, FileList.ofRecord(content, parent(file.folder())), facts);
            case INSTALLED_FILES -> tellOwned(file, FileList.ofInstalledFiles(content, file.folder()), facts);
        }
    }

    /** @param stem what its folder or file is named after */
    private static void tellPackage(String stem, byte[] content, String inner, Consumer<Fact> facts) {
        Metadata metadata = Metadata.parse(content).orFromStem(stem);
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
                    tellPackage(PythonFile.stem(file), zip.read(entry, METADATA_BYTES_MAX), "!/" + EGG_METADATA, facts);
                    break;
                }
            }
        } catch (ArchiveException e) {
            facts.accept(
                    new Fact.UnreadFact(CoverageFact.Kind.FILE_UNREADABLE, "", "read Python egg: " + e.getMessage()));
        }
        facts.accept(new Fact.OpenedFact(Fact.Opened.ARCHIVE, 1));
    }

    /** What lies in it, wherever: shiv has it in {@code site-packages}, pex in {@code .deps}, zipapp beside the program. */
    private static void tellApplication(byte[] content, Limits limits, Consumer<Fact> facts) {
        if (!hasDirectory(content)) {
            return; // a script, or anything else of that name
        }
        try {
            applicationPackages(ZipArchive.open(content, limits), facts);
        } catch (ArchiveException e) {
            unreadApplication("", e, facts);
        }
        facts.accept(new Fact.OpenedFact(Fact.Opened.ARCHIVE, 1));
    }

    private static void applicationPackages(ZipArchive zip, Consumer<Fact> facts) {
        int count = 0;
        for (ZipEntry entry : zip.entries()) {
            String path = entry.path().value();
            if (!path.endsWith(".dist-info/METADATA") && !path.endsWith(".egg-info/PKG-INFO")) {
                continue;
            }
            if (++count > APPLICATION_PACKAGES_MAX) {
                facts.accept(new Fact.UnreadFact(
                        CoverageFact.Kind.LIMIT_REACHED, "", "read Python application: it has too many packages"));
                return;
            }
            try {
                byte[] metadata = zip.read(entry, METADATA_BYTES_MAX);
                tellPackage(PythonFile.stemInArchive(path), metadata, "!/" + path, facts);
            } catch (ArchiveException e) {
                unreadApplication("!/" + path, e, facts); // the others are read all the same
            }
        }
    }

    private static void unreadApplication(String inner, ArchiveException fault, Consumer<Fact> facts) {
        facts.accept(new Fact.UnreadFact(
                CoverageFact.Kind.FILE_UNREADABLE, inner, "read Python application: " + fault.getMessage()));
    }

    /** Whether a zip's end record is where it can be (APPNOTE.TXT 4.3.16), or the beginning is that of one. */
    private static boolean hasDirectory(byte[] content) {
        if (content.length > 1 && content[0] == 'P' && content[1] == 'K') {
            return true;
        }
        for (int at = content.length - END_RECORD_BYTES; at >= Math.max(0, content.length - END_BYTES_MAX); at--) {
            if (content[at] == 'P' && content[at + 1] == 'K' && content[at + 2] == 5 && content[at + 3] == 6) {
                return true;
            }
        }
        return false;
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
