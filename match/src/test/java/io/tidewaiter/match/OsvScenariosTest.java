package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One fact a line: what a record of OSV says of a version, by the schema's evaluation and by each ecosystem's own order.
 * Ranges stand between semicolons, those by tags are of Go's own database; {@code versions} are listed ones; the answer is in, out or ?.
 */
class OsvScenariosTest {
    private static final String TABLE = """
            # the schema's algorithm
            npm      | introduced 0                                        | 0.0.0-alpha | in
            npm      | introduced 0                                        | 99.0.0      | in
            npm      | introduced 0, last 1.2.3                            | 1.2.3       | in
            npm      | introduced 0, last 1.2.3                            | 1.2.4-rc.1  | out
            npm      | introduced 0, last 1.2.3                            | 1.2.3-rc.1  | in
            npm      | introduced 1.0.0, fixed 1.0.5, introduced 2.0.0, fixed 2.0.3 | 1.0.7 | out
            npm      | introduced 1.0.0, fixed 1.0.5, introduced 2.0.0, fixed 2.0.3 | 2.0.0 | in
            npm      | fixed 2.0.3, introduced 2.0.0, fixed 1.0.5, introduced 1.0.0 | 2.0.2 | in
            npm      | introduced 0, fixed 1.0.0; introduced 2.0.0, last 2.1.0      | 2.1.0 | in
            npm      | introduced 0, fixed 1.0.0; introduced 2.0.0, last 2.1.0      | 1.5.0 | out
            npm      | introduced 0, limit 2.0.0                           | 1.9.9       | in
            npm      | introduced 0, limit 2.0.0                           | 2.0.0       | out
            npm      | introduced 0, limit 2.0.0, limit *                  | 3.0.0       | in
            npm      | introduced 0, fixed 1.0.0; versions 3.0.0           | 3.0.0       | in
            npm      | introduced 0, fixed 1.0.0; versions 3.0.0           | 3.0.1       | out
            npm      | git introduced 0, fixed abc; introduced 0, fixed 1.0.0 | 0.5.0    | in
            npm      | git introduced 0, fixed abc; introduced 0, fixed 1.0.0 | 1.0.0    | out
            npm      | git introduced 0, fixed abc                         | 1.0.0       | ?
            npm      | git introduced 0, fixed abc; versions 1.0.0         | 1.0.0       | in
            npm      | git introduced 0, fixed abc; versions 1.0.0         | 1.0.1       | out
            npm      | introduced 0, fixed 0                               | 1.0.0       | out
            # pre-releases and build metadata
            npm      | introduced 0, fixed 2.0.0                           | 2.0.0-rc.1  | in
            npm      | introduced 0, fixed 2.0.0                           | 2.0.0+build | out
            npm      | introduced 0, fixed 2.0.0-rc.2                      | 2.0.0-rc.10 | out
            npm      | introduced 0, fixed 2.0.0-rc.2                      | 2.0.0-rc.1  | in
            crates.io | introduced 0.0.0-0, fixed 0.3.1                    | 0.3.0       | in
            crates.io | introduced 0.0.0-0, fixed 0.3.1                    | 0.3.1+1.2   | out
            Pub      | introduced 0, fixed 1.0.0+2                         | 1.0.0+1     | in
            Hex      | introduced 0, fixed 1.0.0                           | 1.0.0-dev   | in
            NuGet    | introduced 0, fixed 1.0.0                           | 1.0         | out
            NuGet    | introduced 0, fixed 1.0.0.1                         | 1.0.0       | in
            NuGet    | introduced 0, fixed 1.0.0-Beta2                     | 1.0.0-beta2 | out
            # Go
            Go       | introduced 0, fixed 1.21.5                          | 1.21        | in
            Go       | introduced 0, fixed 1.21.5                          | 1.21.5      | out
            Go       | introduced 0, fixed 1.20.12, introduced 1.21.0-0, fixed 1.21.5 | 1.21rc2 | in
            Go       | introduced 0, fixed 1.20.12, introduced 1.21.0-0, fixed 1.21.5 | 1.20.13 | out
            Go       | introduced 0, fixed 0.0.0-20220314234659-1baeb1ce4c0b | v0.0.0-20210921155107-089bfa567519 | in
            Go       | introduced 0, fixed 0.0.0-20220314234659-1baeb1ce4c0b | v0.0.0-20220315000000-aaaaaaaaaaaa | out
            Go       | introduced 0, fixed 0.0.0-20220314234659-1baeb1ce4c0b | v0.1.0    | out
            Go       | introduced 0, fixed 1.4.1                           | v1.4.1-0.20230101000000-aaaaaaaaaaaa | in
            Go       | introduced 0, fixed 1.4.1                           | v1.4.2-0.20230101000000-aaaaaaaaaaaa | out
            Go       | introduced 0, fixed 2.7.1+incompatible              | v2.7.1+incompatible | out
            Go       | introduced 0, fixed 2.7.1                           | v2.7.0+incompatible | in
            Go       | introduced 0, fixed 1.4.1                           | (devel)     | ?
            # Go: tags that the module proxy does not know, beside its own versions
            Go       | introduced 0; tags introduced 0, fixed 1.9.0        | 1.8.9       | in
            Go       | introduced 0; tags introduced 0, fixed 1.9.0        | v1.12.0     | out
            Go       | introduced 0; tags introduced 1.2.0, fixed 1.9.0    | 1.1.0       | out
            Go       | introduced 0; tags introduced 1.2.0, fixed 1.9.0    | v0.0.0-20240314234659-1baeb1ce4c0b | in
            Go       | introduced 0; tags introduced 9.5.0, fixed 9.5.4    | v8.0.0-20240314234659-1baeb1ce4c0b | in
            Go       | introduced 0; tags introduced 9.5.0, fixed 9.5.4    | v9.5.5-0.20240314234659-1baeb1ce4c0b+dirty | in
            Go       | introduced 0, fixed 0.0.0-20250806193153-183891f8d535, introduced 0.1.0; tags introduced 0, fixed 2.3.2 | 2.3.1 | in
            Go       | introduced 0, fixed 0.0.0-20250806193153-183891f8d535, introduced 0.1.0; tags introduced 0, fixed 2.3.2 | 2.3.2 | out
            Go       | introduced 0, fixed 0.0.0-20250806193153-183891f8d535, introduced 0.1.0; tags introduced 0, fixed 2.3.2 | 0.0.0-20260806193153-183891f8d535 | out
            Go       | introduced 0, fixed 0.17.7; tags introduced 0, fixed 17.0.7 | 0.17.6 | in
            Go       | fixed 0.17.7, introduced 0; tags introduced 17.0.0, fixed 17.0.7 | 0.17.6 | in
            Go       | fixed 0.17.7, introduced 0.19.0, introduced 0; tags introduced 17.0.0, fixed 17.0.7 | 0.18.0 | out
            Go       | introduced 0; tags introduced 0, fixed 1.9.0        | (devel)     | ?
            Go       | introduced 2.0.0+incompatible; tags introduced 0, fixed 2.4.16, introduced 2.5.0, fixed 2.5.9 | v2.4.17+incompatible | out
            # PEP 440
            PyPI     | introduced 0, fixed 2.0                             | 2.0rc1      | in
            PyPI     | introduced 0, fixed 2.0                             | 2.0.dev1    | in
            PyPI     | introduced 0, fixed 2.0                             | 2.0.0       | out
            PyPI     | introduced 0, fixed 2.0                             | 2.0.post1   | out
            PyPI     | introduced 0, fixed 2.0                             | 1!1.0       | out
            PyPI     | introduced 0, fixed 2.0                             | 2.0+local.1 | out
            PyPI     | introduced 0, last 2.0                              | 2.0+local.1 | in
            PyPI     | introduced 0, fixed 2.0+local.1                     | 2.0+local.1 | out
            PyPI     | introduced 0, fixed 2.0+local.2                     | 2.0+local.1 | in
            PyPI     | versions 1.0.0, 1.1                                 | 1.0         | in
            PyPI     | versions 1.0.0, 1.1                                 | 1.1.0       | in
            PyPI     | versions 1.0.0, 1.1                                 | 1.1+cu118   | in
            # Go: the main module of a program, built from a commit of which no tag is known
            Go       | introduced 0, fixed 1.4.1                           | v0.0.0-20240314234659-1baeb1ce4c0b commit | ?
            Go       | introduced 1.2.0                                    | v0.0.0-20240314234659-1baeb1ce4c0b commit | ?
            Go       | introduced 0                                        | v0.0.0-20240314234659-1baeb1ce4c0b commit | in
            Go       | introduced 0, fixed 0.0.0-20220314234659-1baeb1ce4c0b | v0.0.0-20210921155107-089bfa567519 commit | in
            Go       | introduced 0, fixed 0.0.0-20220314234659-1baeb1ce4c0b | v0.0.0-20220315000000-aaaaaaaaaaaa commit | out
            Go       | introduced 0; tags introduced 0, fixed 1.9.0        | v0.0.0-20240314234659-1baeb1ce4c0b commit | ?
            Go       | introduced 0, fixed 0.0.0-20250806193153-183891f8d535; tags introduced 0, fixed 2.3.2 | v0.0.0-20250101000000-aaaaaaaaaaaa commit | in
            PyPI     | versions 1.0.0                                      | 1.0.1       | out
            # Maven
            Maven    | introduced 2.0-beta9, fixed 2.15.0                  | 2.0-rc1     | in
            Maven    | introduced 2.0-beta9, fixed 2.15.0                  | 2.0-beta8   | out
            Maven    | introduced 0, fixed 31.1                            | 31.1-jre    | out
            Maven    | introduced 0, fixed 32.0.0-android                  | 31.1-jre    | in
            Maven    | introduced 0, fixed 5.3.20                          | 5.3.20.RELEASE | out
            Maven    | introduced 0, fixed 5.3.20                          | 5.3.20-SNAPSHOT | in
            Maven    | introduced 0, fixed 1.2.3                           | 1.2.3-alpha-1 | in
            Maven    | introduced 0, last 1.2.3                            | 1.2.3.Final | in
            Maven    | introduced 0, fixed 12.10.2.jre11                   | 12.10.2.jre8 | out
            Maven    | introduced 0, fixed 12.10.2                         | 12.10.1.jre11 | in
            Maven    | introduced 0, last 12.10.1.JRE8                     | 12.10.1.jre11 | in
            Maven    | introduced 0, fixed 12.10.1-preview                 | 12.10.1.jre11-preview | out
            Maven    | introduced 0, fixed 32.0.0-jre                      | 32.0.0-android | out
            Maven    | introduced 0, fixed 32.0.1-jre                      | 32.0.0-android | in
            Maven    | introduced 0, fixed 1.0-androidx                      | 1.0-jre     | in
            Maven    | introduced 1.0-jre, fixed 2.0-jre                     | 1.0         | in
            Maven    | introduced 0, fixed 2.0-jre                           | 2.0         | out
            Maven    | introduced 0, fixed 2.0                               | 2.0-jre     | out
            Maven    | introduced 0, last 2.0                                | 2.0-android | in
            Maven    | introduced 0, fixed 1.0-jre                           | 1.0.1-android | out
            Maven    | introduced 0, fixed 1.0.1-android                     | 1.0-jre     | in
            # what a record lists by its range is no word on the fix; without a range a build stands for the others
            Maven    | introduced 0, fixed 12.10.2.jre11; versions 12.10.1.jre11, 12.10.2.jre8 | 12.10.2.jre11 | out
            Maven    | versions 42.2.11.jre7                                 | 42.2.11     | in
            Maven    | versions 42.2.11.jre7                                 | 42.2.12.jre7 | out
            # Bitnami: a revision is a build of its release
            Bitnami  | introduced 0, last 2.3.1                            | 2.3.1-4     | in
            Bitnami  | introduced 0, last 2.3.1-2                          | 2.3.1-4     | out
            Bitnami  | introduced 0, fixed 2.3.1                           | 2.3.1-4     | out
            Bitnami  | introduced 2.0.0-rc-1, last 2.0.0                   | 2.0.0-4     | in
            Bitnami  | introduced 2.0.0-rc-1, last 2.0.0                   | 2.0.0-rc-0  | out
            # RubyGems, Packagist, others
            RubyGems | introduced 0, fixed 1.19.3                          | 1.19.3-aarch64-linux-gnu | out
            RubyGems | introduced 0, fixed 1.19.3                          | 1.19.3-amd64-freebsd-14  | out
            RubyGems | introduced 0, fixed 1.19.3                          | 1.19.3-java | out
            RubyGems | introduced 0, fixed 1.19.3                          | 1.19.3-beta1 | in
            RubyGems | introduced 0, fixed 1.13.2                          | 1.13.2.rc1  | in
            RubyGems | introduced 0, fixed 1.13.2                          | 1.13.2-x86_64-linux | out
            RubyGems | introduced 0, fixed 1.13.2                          | 1.13.1-x86_64-linux | in
            Packagist | introduced 0, fixed 5.4.21                         | v5.4.20     | in
            Packagist | introduced 0, fixed 5.4.21                         | v5.4.21     | out
            Packagist | introduced 0, fixed 5.4.21                         | 5.4.21-RC1  | in
            Packagist | introduced 0, fixed 5.4.21                         | 5.4.21-p1   | out
            Packagist | introduced 0, fixed 5.4.21                         | dev-master  | ?
            CRAN     | introduced 0, fixed 1.2-3                           | 1.2.3       | out
            CRAN     | introduced 0, fixed 1.2-3                           | 1.2         | in
            Hackage  | introduced 1.0, fixed 1.10                          | 1.9.9       | in
            CPAN     | introduced 0, fixed 1.5                             | 1.10        | in
            CPAN     | introduced 0, last 2.055001                         | v2.55.1     | in
            CPAN     | versions 1.1                                        | 1.100       | in
            # distributions
            Debian:12 | introduced 0, fixed 1.0-1                          | 1.0~rc1-1   | in
            Debian:12 | introduced 0, fixed 1.0-1+deb12u1                  | 1.0-1       | in
            Debian:12 | introduced 0, fixed 1.0-1+deb12u1                  | 1.0-1+deb12u1~bpo11+1 | in
            Debian:12 | introduced 0, fixed 1:1.0-1                        | 2.0-1       | in
            Debian:12 | introduced 0, fixed 1.0-1                          | 1.0-1+b2    | out
            Alpine:v3.18 | introduced 0, fixed 1.2.3-r4                    | 1.2.3-r3    | in
            Alpine:v3.18 | introduced 0, fixed 1.2.3-r4                    | 1.2.3-r10   | out
            Alpine:v3.18 | introduced 0, fixed 1.2.3-r0                    | 1.2.3_p1-r0 | out
            Alpine:v3.18 | introduced 0, fixed 1.2.3-r0                    | 1.2.3_rc1-r5 | in
            Alpine:v3.18 | introduced 0, fixed 1.2.3_git20230101-r0        | 1.2.3-r7    | in
            Wolfi    | introduced 0, fixed 0                               | 1.0-r0      | out
            Red Hat:enterprise_linux:9 | introduced 0, fixed 0:1.0-1.el9 | 1.0-1.el9 | out
            Red Hat:enterprise_linux:9 | introduced 0, fixed 0:1.0-1.el9_2.1 | 1.0-1.el9 | in
            Rocky Linux:9 | introduced 0, fixed 0:1.0^git1-1.el9           | 1.0-1.el9   | in
            Rocky Linux:9 | introduced 0, fixed 0:1.0-1.el9                | 1.0~rc1-1.el9 | in
            Rocky Linux:9 | introduced 0, fixed 0:1.0-1.el9                | 1:0.1-1.el9 | out
            Ubuntu:22.04:LTS | introduced 0, fixed 1.0-1ubuntu0.22.04.2    | 1.0-1ubuntu0.22.04.1 | in
            Ubuntu:22.04:LTS | introduced 0, fixed 1.0-1ubuntu0.22.04.2    | 1.0-1ubuntu0.22.04.2+esm1 | out
            Bitnami  | introduced 0, fixed 1.2.3                           | 1.2.3-4     | out
            Bitnami  | introduced 0, fixed 1.2.3                           | 1.2.2-40    | in
            """;

    private record Row(String ecosystem, String record, String version, String expected) {}

    @TempDir
    private Path folder;

    private static Stream<Row> rows() {
        return TABLE.lines().filter(line -> !line.startsWith("#")).map(line -> {
            String[] cells = line.split("\\s+\\|\\s+", -1);
            return new Row(cells[0], cells[1], cells[2], cells[3].strip());
        });
    }

    private static String affected(Row row, String name) {
        List<String> ranges = new ArrayList<>();
        String versions = "";
        for (String part : row.record().split("; ")) {
            if (part.startsWith("versions ")) {
                versions = Stream.of(part.substring(9).split(", "))
                        .map(OsvScenariosTest::quoted)
                        .collect(Collectors.joining(","));
                continue;
            }
            boolean isGit = part.startsWith("git ");
            boolean isTags = part.startsWith("tags ");
            String other = row.record().contains("tags ") && !isTags ? "SEMVER" : "ECOSYSTEM";
            String type = isGit ? "GIT\", \"repo\": \"https://example.org/x" : other;
            ranges.add("{\"type\": \"" + type + "\", \"events\": ["
                    + Stream.of((isGit ? part.substring(4) : isTags ? part.substring(5) : part).split(", "))
                            .map(OsvScenariosTest::event)
                            .collect(Collectors.joining(","))
                    + "]}");
        }
        return "{\"package\": {\"ecosystem\": \"" + row.ecosystem() + "\", \"name\": \"" + name + "\"}, \"ranges\": "
                + ranges + ", \"versions\": [" + versions + "]}";
    }

    private static String event(String text) {
        String[] words = text.split(" ");
        return "{\"" + (words[0].equals("last") ? "last_affected" : words[0]) + "\": " + quoted(words[1]) + "}";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    @Test
    void everyLineHolds() {
        List<Row> rows = rows().toList();
        Map<Row, String> answers = new LinkedHashMap<>();
        try (World world = new World(folder)) {
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                String name = row.ecosystem().equals("Go") && row.version().matches("1\\.2.*") ? "stdlib" : "a:p" + i;
                world.file("r" + i + ".json", """
                        {"schema_version": "1.7.0", "id": "CVE-2025-%d", "modified": "2025-01-01T00:00:00Z", "affected": [%s]}
                        """.formatted(10_000 + i, affected(row, name)));
            }
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                String name = row.ecosystem().equals("Go") && row.version().matches("1\\.2.*") ? "stdlib" : "a:p" + i;
                String[] version = row.version().split(" ");
                Installed one = Installed.of(row.ecosystem(), name, version[0]);
                if (version.length > 1) {
                    one.with(version[1], "");
                }
                String id = "CVE-2025-" + (10_000 + i);
                boolean in = world.found(one).stream().anyMatch(line -> line.contains(id));
                boolean unsure = world.facts(one).stream().anyMatch(fact -> fact.contains(id));
                answers.put(row, in ? "in" : unsure ? "?" : "out");
            }
        }
        assertThat(rows).hasSizeGreaterThan(90);
        List<String> wrong = new ArrayList<>();
        answers.forEach((row, answer) -> {
            if (!answer.equals(row.expected())) {
                wrong.add(row + " is " + answer);
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** Of a record with both kinds of ranges it is said which decided, whether it speaks for the version or not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.8.9  | version range by the record's tags, which decide over the module proxy's versions",
                "1.12.0 | fixed in 1.9.0 by the record's tags, which decide over the module proxy's versions",
                "0.9.0-rc.1 | before the vulnerability: introduced in 1.0.0 by the record's tags, which decide over",
                "1.9.1-0.20240314234659-1baeb1ce4c0b | version range by the module proxy's versions, as it stands for a commit",
            })
    void rangesThatDecideAreNamed(String version, String rule) {
        try (World world = new World(folder)) {
            Row row = new Row("Go", "introduced 0; tags introduced 1.0.0, fixed 1.9.0", version, "");
            world.file("r.json", """
                    {"schema_version": "1.7.0", "id": "CVE-2025-10000", "modified": "2025-01-01T00:00:00Z", "affected": [%s]}
                    """.formatted(affected(row, "example.org/a")));
            assertThat(world.explained("CVE-2025-10000", Installed.of("Go", "example.org/a", version)))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains(rule));
        }
    }
}
