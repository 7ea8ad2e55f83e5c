package io.tidewaiter.bench.reevaluate;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.assess.Assessor;
import io.tidewaiter.flow.reevaluate.Reevaluator;
import io.tidewaiter.match.Matcher;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.store.State;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Fills a state with images and puts a newer advisory database in the place of the one that judged them. Packages have the
 * names that the newer database knows, so that every one of them can be touched; versions are drawn by lot.
 */
public final class ReevaluateImages {
    private static final int SEEDS = 400;
    private static final int PACKAGES_EACH = 50;
    private static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
    private static final String REGISTRY = "/subscriptions/" + SUBSCRIPTION
            + "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/bench";

    private final Random random = new Random(20_261_128);

    private ReevaluateImages() {}

    /** Arguments: the database of before, the one after, how many images. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("tidewaiter-reevaluate");
        int images = Integer.parseInt(arguments[2]);
        try (AdvisoryDb before = AdvisoryDb.open(Path.of(arguments[0]));
                AdvisoryDb after = AdvisoryDb.open(Path.of(arguments[1]))) {
            new ReevaluateImages().fill(folder, before, after);
            multiply(folder, images);
            try (State state = State.open(folder, Clock.systemUTC())) {
                long start = System.nanoTime();
                Duration used = processor();
                state.images().activate(after.snapshot());
                Reevaluator.Summary done =
                        new Reevaluator(state.reevaluation(), Clock.systemUTC()).run(Optional.of(before), after);
                System.out.printf(
                        Locale.ROOT,
                        "images %d  package versions %d  matched again %d  changed %d  images with other coverage %d"
                                + "  %.2f s  processor %.2f s%n",
                        images,
                        done.seen(),
                        done.matched(),
                        done.changed(),
                        done.images(),
                        (System.nanoTime() - start) / 1e9,
                        processor().minus(used).toMillis() / 1e3);
            }
        } finally {
            delete(folder);
        }
    }

    private static Duration processor() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void fill(Path folder, AdvisoryDb before, AdvisoryDb after) {
        try (State state = State.open(folder, Clock.systemUTC())) {
            for (int seed = 0; seed < SEEDS; seed++) {
                String digest = "sha256:" + String.format(Locale.ROOT, "%064x", seed + 1);
                Inventory inventory = new Inventory(
                        "bench",
                        OperatingSystem.NONE,
                        List.of(),
                        packages(after),
                        new Coverage(CoverageCounts.NONE, List.of()));
                MatchResult matches = new Matcher(before).match(inventory);
                ScanResult result = new ScanResult(
                        new ImageIdentity("bench", Digest.parse(digest), "", "linux/amd64", 1),
                        inventory,
                        Assessor.assess(inventory, matches, List.of()),
                        List.of(),
                        matches.placed());
                state.scanQueue()
                        .enqueue(new ScanRequest(
                                REGISTRY,
                                "bench",
                                "",
                                digest,
                                "",
                                Clock.systemUTC().instant()));
                state.images()
                        .save(state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow(), SUBSCRIPTION, result);
            }
        }
    }

    private List<InstalledPackage> packages(AdvisoryDb db) {
        List<InstalledPackage> packages = new ArrayList<>();
        while (packages.size() < PACKAGES_EACH) {
            String[] key =
                    new String(db.packageKey(random.nextInt(db.packageCount())), StandardCharsets.UTF_8).split("\0", 2);
            String version = random.nextInt(10) + "." + random.nextInt(20) + "." + random.nextInt(10);
            packages.add(new InstalledPackage(
                    Purl.of("generic", "", "bench" + packages.size(), version),
                    Ecosystem.parse(key[0]),
                    key[1],
                    version,
                    null,
                    "",
                    new Evidence("srv/bench", 0, "bench"),
                    0));
        }
        return packages;
    }

    /** Every further image contains what one of the first does. */
    private static void multiply(Path folder, int images) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.executeUpdate("""
                    INSERT INTO image (digest, media_type, platform, size_bytes, operating_system, first_scanned_at,
                        scanned_at, reading)
                    WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1000 + %d)
                    SELECT printf('sha256:%%064x', n.i), s.media_type, s.platform, s.size_bytes, s.operating_system,
                        s.first_scanned_at, s.scanned_at, s.reading
                    FROM n JOIN image s ON s.id = 1 + n.i %% %d
                    """.formatted(images - SEEDS - 1, SEEDS));
            sql.executeUpdate("""
                    INSERT INTO image_package (image, package_version, evidence, evidence_layer, introduced_by, valid_from)
                    SELECT i.id, c.package_version, c.evidence, c.evidence_layer, c.introduced_by, c.valid_from
                    FROM image i JOIN image_package c ON c.image = 1 + i.id %% %d WHERE i.id > %d
                    """.formatted(SEEDS, SEEDS));
            sql.executeUpdate("""
                    INSERT INTO image_verdict (image, health, cause, description, catalog_version, advisory, coverage,
                        layers, valid_from)
                    SELECT i.id, v.health, v.cause, v.description, v.catalog_version, v.advisory, v.coverage, v.layers,
                        v.valid_from
                    FROM image i JOIN image_verdict v ON v.image = 1 + i.id %% %d WHERE i.id > %d
                    """.formatted(SEEDS, SEEDS));
            sql.executeUpdate("""
                    INSERT INTO image_presence (registry, repository, tag, image, place, seen_at, valid_from)
                    SELECT 1, 'bench', '', i.id, i.id, 0, 0 FROM image i WHERE i.id > %d
                    """.formatted(SEEDS));
            connection.commit();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
