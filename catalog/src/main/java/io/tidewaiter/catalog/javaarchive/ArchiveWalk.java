package io.tidewaiter.catalog.javaarchive;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.archive.zip.ZipArchive;
import io.tidewaiter.archive.zip.ZipEntry;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.model.inventory.CoverageFact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One pass over an archive and the archives in it. Of the entries only descriptors, the manifest and nested archives
 * are expanded; of nested archives one at a time is in memory, and those it lies in.
 */
final class ArchiveWalk {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String RELEASES = "META-INF/versions/"; // of multi-release jars: says nothing of identity
    private static final int POM_BYTES_MAX = 64 << 10;
    private static final int PROJECT_BYTES_MAX = 1 << 20;
    private static final int MANIFEST_BYTES_MAX = 1 << 20;
    private static final int NESTED_BYTES_MAX = 96 << 20;
    private static final int PACKAGES_MAX = 20_000;
    private static final int UNREAD_MAX = 100;
    private static final int SHOWN_CHARS_MAX = 1024;

    private final WalkBudget budget;
    private final Consumer<Fact> facts;
    private int opened;
    private int packages;
    private int unread;

    ArchiveWalk(Limits limits, long archiveBytes, Consumer<Fact> facts) {
        this.budget = new WalkBudget(limits, archiveBytes);
        this.facts = facts;
    }

    /** Tells all that an archive holds; never throws for what the bytes are. */
    void walk(byte[] content, String path) {
        try {
            open(content, path, "", 1);
        } catch (ArchiveException e) {
            unread("", e);
        }
        if (opened > 0) {
            facts.accept(new Fact.OpenedFact(Fact.Opened.ARCHIVE, opened));
        }
        if (unread > UNREAD_MAX) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.FILE_UNREADABLE,
                    "",
                    "read archive: %d more parts of it could not be read".formatted(unread - UNREAD_MAX)));
        }
    }

    /** An archive being read: where it lies, and what of it was found so far. */
    private static final class Opened {
        final ZipArchive zip;
        final String inner;
        final Map<Coordinates, String> places = new LinkedHashMap<>(); // of descriptors, each once
        final List<ZipEntry> nested = new ArrayList<>();
        final Set<String> described = new HashSet<>(); // folders that have a pom.properties
        final List<ZipEntry> projects = new ArrayList<>(); // each a pom.xml
        JarAttributes attributes = JarAttributes.NONE;
        boolean manifestSeen;
        boolean hasClasses;

        Opened(ZipArchive zip, String inner) {
            this.zip = zip;
            this.inner = inner;
        }

        String place(ZipEntry entry) {
            return inner + "!/" + shown(entry.path().value());
        }
    }

    /**
     * Reads one archive.
     *
     * @throws ArchiveException only where a bound of the whole walk was reached
     */
    private void open(byte[] content, String path, String inner, int depth) {
        boolean zipLike = content.length >= 4 && content[0] == 'P' && content[1] == 'K';
        if (!zipLike && (content.length == 0 || !ArchiveName.isCertain(path))) {
            return;
        }
        Limits limits = budget.archive();
        ZipArchive zip;
        try {
            zip = ZipArchive.open(content, limits);
        } catch (ArchiveException e) {
            unread(inner, e);
            return;
        }
        opened++;
        Opened archive = new Opened(zip, inner);
        for (ZipEntry entry : zip.entries()) {
            look(archive, entry);
        }
        lookAtProjects(archive);
        tell(archive, path);
        for (ZipEntry entry : archive.nested) {
            descend(archive, entry, depth);
        }
    }

    private void look(Opened archive, ZipEntry entry) {
        String path = entry.path().value();
        if (entry.directory() || path.isEmpty()) {
            return;
        }
        if (path.endsWith(".class")) {
            archive.hasClasses = true;
        } else if (ArchiveName.isArchive(path)) {
            archive.nested.add(entry);
        } else if (path.equalsIgnoreCase(MANIFEST) && !archive.manifestSeen) {
            archive.manifestSeen = true;
            byte[] content = read(archive, entry, MANIFEST_BYTES_MAX, true);
            archive.attributes = JarAttributes.parse(content);
        } else if (path.contains(Coordinates.FOLDER) && !path.startsWith(RELEASES)) {
            lookAtDescriptor(archive, entry, path);
        }
    }

    private void lookAtDescriptor(Opened archive, ZipEntry entry, String path) {
        if (path.endsWith(Coordinates.FILE)) {
            archive.described.add(folder(path));
            byte[] content = read(archive, entry, POM_BYTES_MAX, false);
            described(archive, entry, Coordinates.ofPomProperties(content, path));
        } else if (path.endsWith(Coordinates.PROJECT)) {
            archive.projects.add(entry);
        }
    }

    /** What a project's own file tells where Maven's archiver did not write the properties beside it. */
    private void lookAtProjects(Opened archive) {
        for (ZipEntry entry : archive.projects) {
            String path = entry.path().value();
            if (!archive.described.contains(folder(path))) {
                byte[] content = read(archive, entry, PROJECT_BYTES_MAX, false);
                described(archive, entry, ProjectFile.coordinates(content, path));
            }
        }
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static void described(Opened archive, ZipEntry entry, Coordinates pom) {
        if (!pom.group().isEmpty() && !pom.artifact().isEmpty()) {
            archive.places.putIfAbsent(pom, archive.place(entry));
        }
        if (archive.places.size() > PACKAGES_MAX) {
            throw ArchiveException.limit("archive", 0, "packagesMax", PACKAGES_MAX, archive.places.size());
        }
    }

    private void tell(Opened archive, String path) {
        List<Coordinates> poms = List.copyOf(archive.places.keySet());
        int own = -1;
        String ownVersion = "";
        switch (JarIdentity.of(path, poms, archive.attributes)) {
            case JarIdentity.Described(int index, String version) -> {
                own = index;
                ownVersion = version;
            }
            case JarIdentity.Inferred(Coordinates coordinates) -> installed(coordinates, archive.inner);
            case JarIdentity.Unknown unknown -> tellUnknown(archive, unknown);
        }
        for (int i = 0; i < poms.size(); i++) {
            Coordinates pom = poms.get(i);
            if (i == own) {
                installed(pom.version().isEmpty() ? pom.withVersion(ownVersion) : pom, archive.inner);
            } else {
                installed(pom, archive.places.getOrDefault(pom, archive.inner));
            }
        }
    }

    /** A library without a name leaves a hole in the proof; what holds other archives, or has no version, does not. */
    private void tellUnknown(Opened archive, JarIdentity.Unknown unknown) {
        if (!archive.hasClasses || archive.attributes.isJavaRuntime()) {
            return;
        }
        boolean library = unknown.versioned() && archive.nested.isEmpty() && archive.places.isEmpty();
        String detail = "read archive: saw no Maven group in it; its name may be %s, its version %s"
                .formatted(ArchiveException.quote(unknown.name()), ArchiveException.quote(unknown.version()));
        CoverageFact.Kind kind = library ? CoverageFact.Kind.NOTHING_RECOGNISED : CoverageFact.Kind.NOTE;
        unread(new Fact.UnreadFact(kind, archive.inner, detail));
    }

    private void installed(Coordinates coordinates, String inner) {
        if (++packages > PACKAGES_MAX) {
            throw ArchiveException.limit("nested archives", 0, "packagesMax", PACKAGES_MAX, packages);
        }
        facts.accept(Fact.InstalledFact.of(
                "maven", coordinates.group(), coordinates.artifact(), coordinates.version(), inner));
    }

    private void descend(Opened archive, ZipEntry entry, int depth) {
        String path = entry.path().value();
        String inner = archive.place(entry);
        if (depth >= budget.depthMax()) {
            unread(inner, ArchiveException.limit("nested archive", 0, "depthMax", budget.depthMax(), depth + 1L));
            return;
        }
        byte[] content = read(archive, entry, NESTED_BYTES_MAX, false);
        budget.hold(content.length);
        try {
            open(content, path, inner, depth + 1);
        } finally {
            budget.release(content.length);
        }
    }

    /**
     * The entry's content; empty, with a fact, where it cannot be read or is too long.
     *
     * @param cut whether the first {@code bytesMax} bytes are enough
     */
    private byte[] read(Opened archive, ZipEntry entry, int bytesMax, boolean cut) {
        byte[] content = new byte[0];
        try {
            content = cut ? head(archive.zip, entry, bytesMax) : whole(archive.zip, entry, bytesMax);
        } catch (ArchiveException e) {
            unread(archive.place(entry), e);
        }
        budget.expanded(content.length);
        return content;
    }

    private static byte[] whole(ZipArchive zip, ZipEntry entry, int bytesMax) {
        if (entry.expandedBytes() > bytesMax) {
            throw ArchiveException.limit(
                    "zip entry", entry.localHeaderOffset(), "bytesMax", bytesMax, entry.expandedBytes());
        }
        return zip.read(entry, bytesMax);
    }

    private static byte[] head(ZipArchive zip, ZipEntry entry, int bytesMax) {
        try (InputStream stream = zip.stream(entry, Long.MAX_VALUE)) {
            return stream.readNBytes(bytesMax);
        } catch (IOException e) {
            throw new UncheckedIOException("read from memory", e);
        }
    }

    private void unread(String inner, ArchiveException e) {
        CoverageFact.Kind kind = e.code() == ArchiveException.Code.LIMIT
                ? CoverageFact.Kind.LIMIT_REACHED
                : CoverageFact.Kind.FILE_UNREADABLE;
        unread(new Fact.UnreadFact(kind, inner, String.valueOf(e.getMessage())));
    }

    private void unread(Fact.UnreadFact fact) {
        if (++unread <= UNREAD_MAX) {
            facts.accept(fact);
        }
    }

    /** A path as evidence shows it: bounded and without control characters. */
    private static String shown(String path) {
        String cut = path.length() <= SHOWN_CHARS_MAX ? path : path.substring(0, SHOWN_CHARS_MAX) + "…";
        boolean plain = cut.chars().noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0));
        return plain ? cut : cut.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "?");
    }
}
