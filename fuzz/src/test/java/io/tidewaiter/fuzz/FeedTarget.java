package io.tidewaiter.fuzz;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.advisory.compile.CompileLimits;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.scheme.VersionSchemes;
import io.tidewaiter.vuln.OsvLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One file of a feed folder, compiled beside a record that is well. Whatever the file holds, a database comes of it that
 * still has that record, and in which everything can be read and compared.
 */
record FeedTarget(String name, String path) {
    private static final String WELL = """
            {"id": "CVE-1999-0001", "modified": "2025-01-01T00:00:00Z", "affected": [
             {"package": {"ecosystem": "Hex", "name": "well"}, "versions": ["1.0.0"]}]}
            """;
    private static final CompileLimits LIMITS =
            new CompileLimits(OsvLimits.DEFAULT, 1_000, 16 << 20, 100, 1_000, 100, 20);
    private static final List<String> VERSIONS = List.of("0", "1", "1.2.3-4", "2:1.0~rc1", "v1.0.0-beta.2+x", "");

    /** The feeds that have no documents of the shared data to test them, and every way to pack one. */
    static List<FeedTarget> all() {
        return List.of(
                new FeedTarget("feed-gentoo", "gentoo-glsa/glsa-202401-01.xml"),
                new FeedTarget("feed-cve", "cve/CVE-2025-0001.json"),
                new FeedTarget("feed-nvd", "nvd/page-1.json"),
                new FeedTarget("feed-msrc", "msrc-csaf/msrc_cve-2025-0001.json"),
                new FeedTarget("feed-kubernetes", "kubernetes-cve-feed/index.json"),
                new FeedTarget("feed-own", "own/document.json"),
                new FeedTarget("feed-zip", "own/all.zip"),
                new FeedTarget("feed-tar", "own/all.tar"),
                new FeedTarget("feed-tar-gz", "own/all.tar.gz"),
                new FeedTarget("feed-tar-bz2", "own/all.tar.bz2"),
                new FeedTarget("feed-tar-xz", "own/all.tar.xz"),
                new FeedTarget("feed-tar-zst", "own/all.tar.zst"),
                new FeedTarget("feed-kev", "kev/known_exploited_vulnerabilities.json"),
                new FeedTarget("feed-epss", "epss/scores.csv"));
    }

    void check(byte[] input) throws IOException {
        Path folder = Files.createTempDirectory("fuzz");
        try {
            Path feeds = folder.resolve("feeds");
            write(feeds.resolve("Hex/CVE-1999-0001.json"), WELL.getBytes(StandardCharsets.UTF_8));
            write(feeds.resolve(path), input);
            Path file = folder.resolve("a.db");
            new AdvisoryCompiler(LIMITS).compile(feeds, file);
            try (AdvisoryDb db = AdvisoryDb.open(file)) {
                readAll(db);
            }
        } finally {
            delete(folder);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static void readAll(AdvisoryDb db) {
        if (!db.isIntact()) {
            throw new IllegalStateException("the database that was just written is damaged");
        }
        boolean isThere = false;
        for (int i = 0; i < db.packageCount(); i++) {
            String[] key = new String(db.packageKey(i), StandardCharsets.UTF_8).split("\0", 2);
            Ecosystem ecosystem = Ecosystem.parse(key[0]);
            List<AffectedPackage> entries = db.lookup(ecosystem, key[1]);
            if (entries.size() != db.entries(i).size()) {
                throw new IllegalStateException("a package is not found under its own name");
            }
            for (AffectedPackage entry : entries) {
                isThere |= key[1].equals("well");
                db.enrichment(db.advisory(entry.advisory()).id());
                entry.ranges().forEach(range -> compare(ecosystem, range));
            }
        }
        if (!isThere) {
            throw new IllegalStateException("a file took the record of another one with it");
        }
    }

    private static void compare(Ecosystem ecosystem, VersionRange range) {
        VersionSchemes.of(ecosystem).ifPresent(scheme -> VERSIONS.forEach(version -> range.contains(scheme, version)));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.toList().reversed()) {
                Files.delete(path);
            }
        }
    }
}
