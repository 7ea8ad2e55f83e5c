package io.tidewaiter.bench.match;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.PackageFormats;
import io.tidewaiter.version.Purl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an image of a distribution has, drawn by lot: three of four packages are of one release, of which every package
 * that has advisories is as likely as any other; the rest are of languages. Every tenth has a version drawn by lot, so
 * that about half of its ranges hold; the others are newer than nearly all fixes.
 */
final class DrawnImage {
    static final Inventory NONE = inventory(List.of());

    private static final long SEED = 20_261_128;
    private static final Map<String, String> LANGUAGES =
            Map.of("npm", "npm", "PyPI", "pypi", "Maven", "maven", "Go", "golang");
    private static final SortedMap<String, String> MAINTAINED =
            new TreeMap<>(Map.of("maintainer", "Debian Base Maintainers <base@lists.debian.org>"));

    private record Key(Ecosystem ecosystem, String name) {}

    private final List<Key> ofRelease = new ArrayList<>();
    private final List<Key> ofLanguages = new ArrayList<>();
    private final Random random = new Random(SEED);

    DrawnImage(Path database, String release) {
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            for (int i = 0; i < db.packageCount(); i++) {
                String[] parts = new String(db.packageKey(i), StandardCharsets.UTF_8).split("\0", 2);
                Key key = new Key(Ecosystem.parse(parts[0]), parts[1]);
                if (parts[0].equals(release)) {
                    ofRelease.add(key);
                } else if (LANGUAGES.containsKey(parts[0])) {
                    ofLanguages.add(key);
                }
            }
        }
    }

    Inventory inventory(int count) {
        List<InstalledPackage> packages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Key> from = i % 4 == 3 || ofRelease.isEmpty() ? ofLanguages : ofRelease;
            packages.add(installed(from.get(random.nextInt(from.size())), i));
        }
        return inventory(packages);
    }

    private static Inventory inventory(List<InstalledPackage> packages) {
        return new Inventory(
                "bench", OperatingSystem.NONE, List.of(), packages, new Coverage(CoverageCounts.NONE, List.of()));
    }

    private InstalledPackage installed(Key key, int number) {
        String version = (number % 10 == 0 ? "" : "9") + random.nextInt(10) + "." + random.nextInt(20) + "."
                + random.nextInt(10);
        String language = LANGUAGES.getOrDefault(key.ecosystem().name(), "");
        Purl purl = language.isEmpty()
                ? Purl.of(
                        PackageFormats.of(key.ecosystem()).orElse("generic"),
                        key.ecosystem().name().toLowerCase(Locale.ROOT),
                        "bench" + number,
                        version)
                : Purl.of(language, "bench", "bench" + number, version);
        return new InstalledPackage(
                purl,
                key.ecosystem(),
                key.name(),
                version,
                null,
                "",
                new Evidence("srv/bench", 0, "bench"),
                0,
                language.isEmpty() ? MAINTAINED : new TreeMap<>());
    }
}
