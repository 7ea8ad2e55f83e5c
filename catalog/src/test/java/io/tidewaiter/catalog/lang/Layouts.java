package io.tidewaiter.catalog.lang;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.testkit.SharedFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Real image layouts, read with other people's code, and catalogers run on their files as the core runs them. */
public final class Layouts {
    private static final int HEAD_BYTES = 64;

    private Layouts() {}

    /** Every regular file of every layer of the layout. */
    public static void files(String layout, BiConsumer<FileEntry, byte[]> taker) throws IOException {
        Path blobs = SharedFiles.require("data", "images", layout, "blobs", "sha256");
        List<Path> files;
        try (var listed = Files.list(blobs)) {
            files = listed.sorted().toList();
        }
        for (Path blob : files) {
            try (InputStream raw = new BufferedInputStream(Files.newInputStream(blob))) {
                raw.mark(2);
                boolean layer = raw.read() == 0x1f && raw.read() == 0x8b;
                raw.reset();
                if (layer) {
                    files(new GZIPInputStream(raw, 1 << 16), taker);
                }
            }
        }
    }

    private static void files(InputStream layer, BiConsumer<FileEntry, byte[]> taker) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(layer)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && !entry.isLink()) {
                    String path = entry.getName().replaceFirst("^\\./", "");
                    taker.accept(new FileEntry(path, entry.getSize(), entry.getMode()), tar.readAllBytes());
                }
            }
        }
    }

    /** What a cataloger says of a file, or nothing where it does not want it. */
    public static List<Fact> facts(Cataloger cataloger, FileEntry file, byte[] content) {
        byte[] head = Arrays.copyOf(content, Math.min(HEAD_BYTES, content.length));
        List<Fact> facts = new ArrayList<>();
        if (cataloger.wants(file) || cataloger.wantsHead(file, head, head.length)) {
            cataloger.read(file, content, Limits.standard(), facts::add);
        }
        return facts;
    }

    /** A file with mode 0644. */
    public static FileEntry file(String path, byte[] content) {
        return new FileEntry(path, content.length, 0644);
    }

    /** {@code type:namespace/name@version inner} of every package, in order. */
    public static List<String> packages(List<Fact> facts) {
        return facts.stream()
                .filter(Fact.InstalledFact.class::isInstance)
                .map(Fact.InstalledFact.class::cast)
                .map(p -> p.type() + ":" + (p.namespace().isEmpty() ? "" : p.namespace() + "/") + p.name() + "@"
                        + p.version() + (p.inner().isEmpty() ? "" : " " + p.inner()))
                .toList();
    }

    /** {@code KIND inner} of everything that was not read. */
    public static List<String> unread(List<Fact> facts) {
        return facts.stream()
                .filter(Fact.UnreadFact.class::isInstance)
                .map(Fact.UnreadFact.class::cast)
                .map(u -> u.kind() + (u.inner().isEmpty() ? "" : " " + u.inner()))
                .toList();
    }
}
