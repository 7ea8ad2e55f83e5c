package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.version.Ecosystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries whose fix is reached are passed without being read; that must make no difference. */
class PassedEntriesTest {
    private static final List<String> VERSIONS =
            List.of("0", "1", "1.0", "1.0-1", "1.1~rc1", "1:0.5", "2.0-3+deb12u1", "10", "not a version", "1.0_x", "-");

    @TempDir
    private Path folder;

    @Test
    void whatIsFoundIsWhatEveryEntrySaysByItself() {
        long seed = System.nanoTime();
        System.out.println("PassedEntriesTest seed " + seed);
        Random random = new Random(seed);
        World world = new World(folder);
        for (int i = 0; i < 400; i++) {
            world.file("CVE-2025-%04d.json".formatted(i), document(i, random));
        }
        try (world) {
            for (String ecosystem : List.of("Debian:12", "npm", "PyPI")) {
                for (String version : VERSIONS) {
                    assertThat(found(world, ecosystem, version))
                            .as("%s %s, seed %d", ecosystem, version, seed)
                            .isEqualTo(said(world, ecosystem, version));
                }
            }
        }
    }

    private static Set<String> found(World world, String ecosystem, String version) {
        TreeSet<String> found = new TreeSet<>();
        world.match(Installed.of(ecosystem, "a", version))
                .matches()
                .forEach(pair -> pair.match()
                        .reasons()
                        .forEach((MatchReason reason) -> found.add(reason.record() + " affected")));
        Subject subject = Subject.of(Installed.of(ecosystem, "a", version).get(), OperatingSystem.NONE)
                .orElseThrow();
        Verdicts.of(world.db(), subject).undecided().forEach(one -> found.add(one.record() + " unsure"));
        return found;
    }

    private static Set<String> said(World world, String ecosystem, String version) {
        TreeSet<String> affected = new TreeSet<>();
        TreeSet<String> unsure = new TreeSet<>();
        Subject subject = new Subject(
                Ecosystem.parse(ecosystem),
                "a",
                version,
                ecosystem.equals("Debian:12") ? "binary package" : "package",
                false,
                Subject.Origin.ANYWHERE);
        for (Verdicts.Said said : Verdicts.everything(world.db(), subject, _ -> true)) {
            String record = said.advisory().id();
            switch (said.judgement()) {
                case Judgement.Affected _ -> affected.add(record);
                case Judgement.CannotTell _ -> unsure.add(record);
                case Judgement.NotAffected _ -> {}
            }
        }
        TreeSet<String> said = new TreeSet<>();
        affected.forEach(record -> said.add(record + " affected"));
        unsure.stream().filter(record -> !affected.contains(record)).forEach(record -> said.add(record + " unsure"));
        return said;
    }

    private static String document(int number, Random random) {
        StringBuilder affected = new StringBuilder();
        for (String ecosystem : List.of("Debian:12", "npm", "PyPI")) {
            for (int left = 1 + random.nextInt(2); left > 0; left--) {
                affected.append(affected.isEmpty() ? "" : ", ").append(entry(ecosystem, random));
            }
        }
        return """
                {"schema_version": "1.7.0", "id": "CVE-2025-%04d", "modified": "2025-01-01T00:00:00Z", "affected": [%s]}
                """.formatted(number, affected);
    }

    private static String entry(String ecosystem, Random random) {
        String first = random.nextInt(3) == 0 ? version(random) : "0";
        String end = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> ", {\"last_affected\": \"%s\"}".formatted(version(random));
            default -> ", {\"fixed\": \"%s\"}".formatted(version(random));
        };
        String listed = random.nextInt(5) == 0 ? ", \"versions\": [\"%s\"]".formatted(version(random)) : "";
        return """
                {"package": {"ecosystem": "%s", "name": "a"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "%s"}%s]}]%s}
                """.formatted(ecosystem, first, end, listed);
    }

    private static String version(Random random) {
        return VERSIONS.get(random.nextInt(VERSIONS.size()));
    }
}
