package io.tidewaiter.version.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.testkit.SharedFiles;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of an order over the versions that the advisories of each ecosystem name. */
class RealVersionsTest {
    private static final long SEED = 20261125L;
    private static final int DOCUMENTS_MAX = 600;
    private static final int ROUNDS = 20_000;
    private static final Pattern EVENT =
            Pattern.compile("\"(?:introduced|fixed|last_affected)\"\\s*:\\s*\"([^\"\\\\]{1,200})\"");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AlmaLinux",
                "Alpaquita",
                "Alpine",
                "Azure Linux",
                "BellSoft Hardened Containers",
                "Bitnami",
                "CRAN",
                "CleanStart",
                "Debian",
                "Docker Hardened Images",
                "GHC",
                "Go",
                "Hackage",
                "Hex",
                "Julia",
                "Kubernetes",
                "Maven",
                "NuGet",
                "Packagist",
                "PyPI",
                "RubyGems",
                "SwiftURL",
                "Ubuntu",
                "crates.io",
                "npm"
            })
    void areReadAndTotallyOrdered(String ecosystem) throws IOException {
        VersionScheme scheme = VersionSchemes.of(Ecosystem.parse(ecosystem)).orElseThrow();
        Random random = new Random(SEED);
        List<String> versions = versions(SharedFiles.require("data", "advisories", ecosystem, "all.zip"), random);
        List<String> read = versions.stream().filter(scheme::reads).toList();
        assertThat(read.size())
                .as("read of %d, not read %s", versions.size(), unread(versions, scheme))
                .isGreaterThanOrEqualTo((int) Math.floor(versions.size() * 0.97));
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String a = read.get(random.nextInt(read.size()));
            String b = read.get(random.nextInt(read.size()));
            String c = read.get(random.nextInt(read.size()));
            if (!holds(scheme, a, b, c)) {
                wrong.add(a + " " + b + " " + c);
            }
        }
        assertThat(wrong).as("seed %d", SEED).isEmpty();
    }

    private static boolean holds(VersionScheme scheme, String a, String b, String c) {
        Order ab = scheme.compare(a, b);
        Order bc = scheme.compare(b, c);
        Order ac = scheme.compare(a, c);
        boolean isReflexive = scheme.compare(a, a) == Order.EQUAL;
        boolean isAntisymmetric = scheme.compare(b, a) == ab.reversed();
        boolean isTransitive = ab == Order.EQUAL ? ac == bc : (bc != ab && bc != Order.EQUAL) || ac == ab;
        return ab != Order.CANNOT_TELL && isReflexive && isAntisymmetric && isTransitive;
    }

    private static List<String> unread(List<String> versions, VersionScheme scheme) {
        return versions.stream()
                .filter(version -> !scheme.reads(version))
                .limit(20)
                .toList();
    }

    private static List<String> versions(Path zip, Random random) throws IOException {
        TreeSet<String> versions = new TreeSet<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            List<ZipEntry> entries = new ArrayList<>(Collections.list(file.entries()));
            Collections.shuffle(entries, random);
            for (ZipEntry entry : entries.subList(0, Math.min(entries.size(), DOCUMENTS_MAX))) {
                String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                Matcher event = EVENT.matcher(text);
                while (event.find()) {
                    if (!COMMIT.matcher(event.group(1)).matches()) {
                        versions.add(event.group(1));
                    }
                }
            }
        }
        versions.remove("0");
        return List.copyOf(versions);
    }
}
