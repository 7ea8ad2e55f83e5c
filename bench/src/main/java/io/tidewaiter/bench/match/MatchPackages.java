package io.tidewaiter.bench.match;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.match.Matcher;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Opens an advisory database, matches an inventory and closes it again, many times in one JVM, and times both.
 *
 * <p>The packages are what an image of a distribution has: three of four are of one release, of which every package that
 * has advisories is as likely as any other; the rest are of languages. Every tenth has a version drawn by lot, so that
 * about half of its ranges hold; the others are newer than nearly all fixes.
 */
public final class MatchPackages {
    private static final int WARM_UPS = 50;
    private static final long SEED = 20_261_128;

    private MatchPackages() {}

    /** Arguments: the database, the release ({@code Debian:12}), how many packages, how many rounds. */
    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        Inventory inventory = inventory(file, arguments[1], count);
        double[] opening = new double[rounds];
        double[] matching = new double[rounds];
        double[] again = new double[rounds];
        double[] processor = new double[rounds];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int matches = 0;
        for (int round = -WARM_UPS; round < rounds; round++) {
            long start = System.nanoTime();
            try (AdvisoryDb db = AdvisoryDb.open(file)) {
                long open = System.nanoTime();
                long used = threads.getCurrentThreadCpuTime();
                MatchResult first = new Matcher(db).match(inventory);
                long matched = System.nanoTime();
                used = threads.getCurrentThreadCpuTime() - used;
                matches = first.matches().size()
                        + new Matcher(db).match(inventory).matches().size();
                if (round >= 0) {
                    opening[round] = (open - start) / 1e6;
                    matching[round] = (matched - open) / 1e6;
                    processor[round] = used / 1e6;
                    again[round] = (System.nanoTime() - matched) / 1e6;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "packages %d  matches %d  rounds %d%nopening %s ms%nmatching %s ms%nthe same, processor %s ms%nagain %s ms%n",
                count,
                matches / 2,
                rounds,
                quantiles(opening),
                quantiles(matching),
                quantiles(processor),
                quantiles(again));
    }

    private static String quantiles(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "p50 %.2f, p95 %.2f", sorted[sorted.length / 2], sorted[sorted.length * 95 / 100]);
    }

    private static Inventory inventory(Path file, String release, int count) {
        Random random = new Random(SEED);
        List<String[]> ofRelease = new ArrayList<>();
        List<String[]> ofLanguages = new ArrayList<>();
        try (AdvisoryDb db = AdvisoryDb.open(file)) {
            for (int i = 0; i < db.packageCount(); i++) {
                String[] key = new String(db.packageKey(i), StandardCharsets.UTF_8).split("\0", 2);
                if (key[0].equals(release)) {
                    ofRelease.add(key);
                } else if (List.of("npm", "PyPI", "Maven", "Go").contains(key[0])) {
                    ofLanguages.add(key);
                }
            }
        }
        List<InstalledPackage> packages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String[]> from = i % 4 == 3 || ofRelease.isEmpty() ? ofLanguages : ofRelease;
            packages.add(installed(from.get(random.nextInt(from.size())), random, i));
        }
        return new Inventory(
                "bench", OperatingSystem.NONE, List.of(), packages, new Coverage(CoverageCounts.NONE, List.of()));
    }

    private static InstalledPackage installed(String[] key, Random random, int number) {
        String version = (number % 10 == 0 ? "" : "9") + random.nextInt(10) + "." + random.nextInt(20) + "."
                + random.nextInt(10);
        return new InstalledPackage(
                Purl.of("generic", "", "bench" + number, version),
                Ecosystem.parse(key[0]),
                key[1],
                version,
                null,
                "",
                new Evidence("srv/bench", 0, "bench"),
                0);
    }
}
