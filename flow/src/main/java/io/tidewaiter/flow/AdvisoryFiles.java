package io.tidewaiter.flow;

import io.tidewaiter.advisory.DbHeader;
import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.advisory.compile.CompileReport;
import io.tidewaiter.catalog.CatalogVersion;
import io.tidewaiter.oci.hash.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where the compiled advisories are: a file as it is, or a folder of feeds that is compiled once into a cache.
 *
 * <p>A cached file is named by what makes it: the names, sizes and times of the folder's files, and our version.
 */
public final class AdvisoryFiles {
    private static final int DEPTH_MAX = 12;
    private static final long FILES_MAX = 2_000_000;

    private final Path cache;
    private final Consumer<String> talk;

    /**
     * @param cache folder for compiled files; made where it is missing
     * @param talk takes sentences for a person who waits
     */
    public AdvisoryFiles(Path cache, Consumer<String> talk) {
        this.cache = cache;
        this.talk = talk;
    }

    /** The database file for what a user named. */
    public Path compiled(Path given) {
        if (!Files.isDirectory(given)) {
            return given;
        }
        try {
            Path file = cache.resolve("advisories").resolve(fingerprint(given) + ".db");
            if (!Files.exists(file)) {
                compile(given, file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("compile advisories from " + given + " into " + cache + ": " + e, e);
        }
    }

    private void compile(Path folder, Path file) throws IOException {
        talk.accept("compiling the advisories in " + folder + " (once; db build does it beforehand)");
        Files.createDirectories(file.getParent());
        Path unfinished = Files.createTempFile(file.getParent(), "unfinished", ".db");
        try {
            CompileReport report = new AdvisoryCompiler().compile(folder, unfinished);
            report.faults().forEach(fault -> talk.accept("not read: " + fault));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static String fingerprint(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.find(folder, DEPTH_MAX, (path, attributes) -> attributes.isRegularFile())) {
            for (Path file : found.limit(FILES_MAX).toList()) {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                files.put(
                        folder.relativize(file).toString(),
                        attributes.size() + " " + attributes.lastModifiedTime().toMillis());
            }
        }
        MessageDigest digest = ContentHash.sha256();
        digest.update((CatalogVersion.CURRENT + "\n" + DbHeader.FORMAT_VERSION + "\n"
                        + folder.toAbsolutePath().normalize() + "\n")
                .getBytes(StandardCharsets.UTF_8));
        files.forEach((name, facts) -> digest.update((name + " " + facts + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
