package io.tidewaiter.advisory.cve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import io.tidewaiter.vuln.CvssScore;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records in the shape of {@code github.com/CVEProject/cvelistV5}. */
class CveRecordsTest {
    @TempDir
    private Path folder;

    static String record(String state, String identity, String defaultStatus, String versions) {
        return """
                {"dataType": "CVE_RECORD", "dataVersion": "5.1",
                 "cveMetadata": {"cveId": "CVE-2025-0001", "state": "%s", "assignerOrgId": "x",
                   "datePublished": "2025-01-02T00:00:00.000Z", "dateUpdated": "2025-01-03T00:00:00.000Z"},
                 "containers": {"cna": {
                   "affected": [{"vendor": "acme", "product": "a"%s, "defaultStatus": "%s", "versions": [%s]}],
                   "descriptions": [{"lang": "en", "value": "a flaw in a"}],
                   "metrics": [{"format": "CVSS", "cvssV3_1": {"version": "3.1", "baseScore": 9.8,
                     "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],
                   "references": [{"url": "https://example.org/1", "tags": ["x"]}]},
                  "adp": [{"metrics": [{"other": {"type": "ssvc", "content": {"id": "x"}}}], "title": "CISA ADP"}]}}
                """.formatted(state, identity, defaultStatus, versions);
    }

    private static String version(String text) {
        StringBuilder out = new StringBuilder("{\"versionType\": \"semver\"");
        for (String part : text.split(" ")) {
            String[] pair = part.split("=", 2);
            out.append(", \"%s\": \"%s\"".formatted(pair[0], pair[1]));
        }
        return out.append('}').toString();
    }

    private static final String NPM = ", \"collectionURL\": \"https://registry.npmjs.org\", \"packageName\": \"a\"";

    private Compiled compiled(String record) {
        return Compiled.of(
                new Feeds(folder.resolve("feeds"))
                        .file("cve/2025/0xxx/CVE-2025-0001.json", record)
                        .record(
                                "GHSA-aaaa-aaaa-aaaa",
                                "npm",
                                "other",
                                "introduced 0 fixed 1",
                                "\"aliases\": [\"CVE-2025-0001\"],"),
                folder.resolve("a.db"));
    }

    @ParameterizedTest
    @CsvSource({
        "unaffected, version=1.0.0 status=affected lessThan=1.2.3, 'introduced 1.0.0, fixed 1.2.3'",
        "unaffected, version=0 status=affected lessThanOrEqual=1.2.3, 'introduced 0, last 1.2.3; AFFECTED'",
        "unaffected, version=* status=affected lessThan=1.2.3, 'introduced 0, fixed 1.2.3'",
        "unknown, version=1.5.0 status=affected, 'introduced 1.5.0, last 1.5.0; AFFECTED'",
        "affected, version=2.0.0 status=unaffected lessThan=*, 'introduced 0, fixed 2.0.0'",
        "affected, version=1.4.7 status=unaffected lessThanOrEqual=1.4.*, 'introduced 0, fixed 1.4.7, introduced 1.5'",
        "unaffected, version=1.0.0 status=affected lessThan=*, 'introduced 1.0.0; AFFECTED'",
        "unaffected, version=1.0 status=affected lessThan=2.*, 'introduced 1.0, fixed 3'",
        "unaffected, version=n/a status=affected lessThanOrEqual=<=1.9.5, 'introduced 0, last 1.9.5; AFFECTED'",
        "affected, version=1.9.5 status=unaffected, 'introduced 0, fixed 1.9.5, introduced 1.9.6-0'",
        "affected, version=0 status=unaffected lessThanOrEqual=5.10, 'introduced 5.10.1-0; AFFECTED'",
        "affected, version=2.0.0 status=unknown lessThan=3.0.0, 'introduced 0, fixed 2.0.0, introduced 3.0.0'",
        "affected, version=0 status=unaffected lessThan=1.2.0, 'introduced 1.2.0; AFFECTED'",
    })
    void versionStatus(String defaultStatus, String version, String expected) {
        try (Compiled compiled = compiled(record("PUBLISHED", NPM, defaultStatus, version(version)))) {
            assertThat(compiled.says("npm", "a")).containsExactly("CVE-2025-0001 of CVE: " + expected);
        }
    }

    /** What a record excepts by commits alone is not known: it does not make every version affected. */
    @Test
    void exceptionsThatCannotBeComparedSayNothing() {
        String version = """
                {"version": "1b9b3f0", "status": "unaffected", "versionType": "git"}
                """;
        try (Compiled compiled = compiled(record("PUBLISHED", NPM, "affected", version))) {
            assertThat(compiled.says("npm", "a")).isEmpty();
            assertThat(compiled.report().count("refused parts")).isOne();
        }
    }

    @Test
    void changesOfTheStatusWithinARange() {
        String version = """
                {"version": "1.0.0", "status": "affected", "lessThan": "2.0.0", "versionType": "semver",
                 "changes": [{"at": "1.4.2", "status": "unaffected"}, {"at": "1.5.0", "status": "affected"}]}
                """;
        try (Compiled compiled = compiled(record("PUBLISHED", NPM, "unaffected", version))) {
            assertThat(compiled.says("npm", "a"))
                    .containsExactly(
                            "CVE-2025-0001 of CVE: introduced 1.0.0, fixed 1.4.2, introduced 1.5.0, fixed 2.0.0");
        }
    }

    /** The format's own document, "Version Status Decisions" and "Version Status Changes". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // unaffected until a change, and with an end that is in it
                "{'version':'0','lessThan':'*','status':'unaffected','changes':[{'at':'1.2','status':'affected'},{'at':'2.5.2','status':'unaffected'}]} | introduced 1.2, fixed 2.5.2",
                "{'version':'1.0','lessThanOrEqual':'2.0','status':'affected','changes':[{'at':'1.4','status':'unaffected'},{'at':'1.5','status':'affected'}]} | introduced 1.5, last 2.0, introduced 1.0, fixed 1.4",
                // changes in any order, and the fix behind the last affected version
                "{'version':'2.0.0','lessThan':'2.*','status':'affected','changes':[{'at':'2.6.3','status':'unaffected'},{'at':'2.5.2','status':'unaffected'},{'at':'2.6.0','status':'affected'}]} | introduced 2.0.0, fixed 2.5.2, introduced 2.6.0, fixed 2.6.3",
                "{'version':'n/a','lessThanOrEqual':'1.9.5','status':'affected','changes':[{'at':'2.0','status':'unaffected'}]} | introduced 0, fixed 2.0",
                // the first entry that matches decides
                "{'version':'1.4.7','status':'unaffected'},{'version':'1.0','lessThan':'2.0','status':'affected'} | introduced 1.0, fixed 1.4.7, introduced 1.4.8-0, fixed 2.0",
                // the way up to the fix, where the record says nothing else of it
                "{'version':'1.0','lessThanOrEqual':'1.5','status':'affected','changes':[{'at':'2.1','status':'unaffected'}]},{'version':'1.6','lessThan':'2.0','status':'unaffected'} | introduced 1.0, fixed 1.6, introduced 2.0, fixed 2.1",
                "{'version':'2.0','lessThanOrEqual':'2.0.2','status':'affected','changes':[{'at':'3.0.5','status':'unaffected'},{'at':'2.0.3','status':'unaffected'}]},{'version':'3.0','lessThanOrEqual':'3.0.4','status':'affected'} | introduced 3.0, last 3.0.4, introduced 2.0, fixed 2.0.3",
                // ranges as text, each of them
                "{'version':'>= 1.0, < 1.5, >= 2.0, < 2.3','status':'affected'} | introduced 1.0, fixed 1.5, introduced 2.0, fixed 2.3",
                "{'version':'> 1.0, < 1.5','status':'affected'} | introduced 1.0.1-0, fixed 1.5",
                "{'version':'< 1.5, >= 1.0','status':'affected'} | introduced 1.0, fixed 1.5",
                "{'version':'1.0','lessThan':'1.5','status':'affected'},{'version':'2.0','lessThan':'2.3','status':'affected'} | introduced 1.0, fixed 1.5, introduced 2.0, fixed 2.3",
            })
    void theFirstEntryThatMatchesDecides(String versions, String expected) {
        try (Compiled compiled = compiled(record("PUBLISHED", NPM, "unaffected", versions.replace('\'', '"')))) {
            assertThat(compiled.says("npm", "a")).containsExactly("CVE-2025-0001 of CVE: " + expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", \"packageURL\": \"pkg:pypi/Some.Name\" | PyPI | some-name",
                ", \"collectionURL\": \"https://repo.maven.apache.org/maven2\", \"packageName\": \"org.acme:core\" | Maven | org.acme:core",
                ", \"collectionURL\": \"https://pkg.go.dev\", \"packageName\": \"golang.org/x/net\" | Go | golang.org/x/net",
                ", \"collectionURL\": \"https://wordpress.org/plugins\", \"packageName\": \"contact-form-7\" | WordPress | wordpress-plugin/contact-form-7",
                ", \"collectionURL\": \"https://wordpress.org/themes/\", \"packageName\": \"astra\" | WordPress | wordpress-theme/astra",
                ", \"collectionURL\": \"https://wordpress.org/plugins/Akismet/?x=1\", \"packageName\": \"\" | WordPress | wordpress-plugin/akismet",
                ", \"collectionURL\": \"https://de.wordpress.org/plugins//\", \"packageName\": \"akismet\" | WordPress | wordpress-plugin/akismet",
                ", \"collectionURL\": \"https://en-gb.wordpress.org/themes/astra/\", \"packageName\": \"Astra Theme\" | WordPress | wordpress-theme/astra",
                ", \"collectionURL\": \"http://plugins.svn.wordpress.org/akismet/\", \"packageName\": \"Akismet!\" | WordPress | wordpress-plugin/akismet",
                ", \"collectionURL\": \"https://plugins.trac.wordpress.org/browser/akismet\", \"packageName\": \"akismet\" | WordPress | wordpress-plugin/akismet",
                ", \"collectionURL\": \"https://crates.io\", \"packageName\": \"serde\" | crates.io | serde",
            })
    void identityThatIsProven(String identity, String ecosystem, String name) {
        String version = version("version=0 status=affected lessThan=2");
        try (Compiled compiled = compiled(record("PUBLISHED", identity, "unaffected", version))) {
            assertThat(compiled.says(ecosystem, name)).hasSize(1);
        }
    }

    /** What stands behind an excepted version begins with the lowest that its ecosystem can have there. */
    @ParameterizedTest
    @CsvSource({
        "pypi, PyPI, 1.4.7.post0.dev0",
        "maven/org.acme, Maven, 1.4.7-sp",
        "gem, RubyGems, 1.4.7.1-0",
        "nuget, NuGet, 1.4.7.1-0",
        "cargo, crates.io, 1.4.8-0"
    })
    void whatStandsBehindAnExceptedVersion(String type, String ecosystem, String first) {
        String identity = ", \"packageURL\": \"pkg:" + type + "/a\"";
        String version = version("version=1.4.7 status=unaffected");
        try (Compiled compiled = compiled(record("PUBLISHED", identity, "affected", version))) {
            assertThat(compiled.says(ecosystem, ecosystem.equals("Maven") ? "org.acme:a" : "a"))
                    .containsExactly("CVE-2025-0001 of CVE: introduced 0, fixed 1.4.7, introduced " + first);
        }
    }

    /** Maven's order has circles; what is named in one costs its product, never the load. */
    @Test
    void versionsInACircle() {
        List<String> forms =
                List.of("1,1.x.2,1-alpha,1-1.x,1.x-1,1-sp,1.sp.1,1.1,1-1,1.0.x,1-x-1,1.alpha.1,1x2".split(","));
        Random random = new Random(13); // with which Java's sort sees the circle
        String versions = Stream.generate(() -> forms.get(random.nextInt(forms.size())))
                .limit(1000)
                .map(form -> version("version=" + form + " status=affected"))
                .collect(Collectors.joining(","));
        String identity = ", \"packageURL\": \"pkg:maven/org.acme/a\"";
        try (Compiled compiled = compiled(record("PUBLISHED", identity, "unaffected", versions))) {
            assertThat(compiled.report().count("refused parts")).isOne();
        }
    }

    /** As many as a list may hold, each decided by itself: no product is lost for being long. */
    @Test
    void tensOfThousandsOfNamedVersions() {
        String versions = IntStream.range(0, 20_000)
                .mapToObj(i -> version("version=1.%d.0 status=%s".formatted(i, i % 2 == 0 ? "affected" : "unaffected")))
                .collect(Collectors.joining(","));
        try (Compiled compiled = compiled(record("PUBLISHED", NPM, "unaffected", versions))) {
            assertThat(compiled.says("npm", "a"))
                    .singleElement()
                    .satisfies(said -> assertThat(said)
                            .contains("introduced 1.19998.0, last 1.19998.0")
                            .doesNotContain("1.19999.0"));
        }
    }

    /** Vendor and product prove nothing, whatever they are called; the score is kept for those who speak of packages. */
    @Test
    void withoutAnIdentityOnlyTheScoreIsKept() {
        String version = version("version=0 status=affected lessThan=2");
        try (Compiled compiled = compiled(record("PUBLISHED", "", "affected", version))) {
            assertThat(compiled.says("npm", "a")).isEmpty();
            assertThat(compiled.db().enrichment("CVE-2025-0001").scores().stream()
                            .map(CvssScore::source))
                    .containsExactly("CVE");
            assertThat(compiled.report().count("enrichments")).isOne();
            assertThat(compiled.report().count("advisories")).isOne();
        }
    }

    @Test
    void rejectedAndBrokenRecords() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("x/a.json", record("REJECTED", NPM, "affected", ""))
                .file("x/b.json", "{\"dataType\": \"CVE_RECORD\"}")
                .file("x/c.json", record("PUBLISHED", NPM, "affected", "").substring(0, 400))
                .file(
                        "x/d.json",
                        record("PUBLISHED", NPM, "unaffected", version("version=since status=affected lessThan=2")))
                .record("CVE-2025-0002", "npm", "b", "introduced 0", "");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("npm", "a")).isEmpty();
            assertThat(compiled.report().count("refused")).isEqualTo(2);
            assertThat(compiled.report().count("refused parts")).isOne();
            assertThat(compiled.report().count("notes")).isOne();
        }
    }

    /** As CISA's container has it (Vulnrichment), and the NVD; an author cannot say it of his own. */
    @Test
    void cisaSaysInItsOwnContainerWhatIsExploited() {
        String kev = "{\"other\": {\"type\": \"%s\", \"content\": {\"dateAdded\": \"2024-04-12\", \"id\": [[1]]}}}";
        String record = "{\"dataType\": \"CVE_RECORD\", \"cveMetadata\": {\"cveId\": \"%s\", \"state\": \"PUBLISHED\"},"
                + " \"containers\": {\"cna\": {\"affected\": [], \"metrics\": [%s]}, \"adp\": [{\"metrics\": [%s]}]}}";
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file(
                        "cve/CVE-2025-0001.json",
                        record.formatted("CVE-2025-0001", "", kev.formatted("ssvc") + "," + kev.formatted("kev")))
                .file(
                        "cve/CVE-2025-0002.json",
                        record.formatted("CVE-2025-0002", kev.formatted("kev"), kev.formatted("ssvc")))
                .file("nvd/3.json", "{\"id\": \"CVE-2025-0003\", \"cisaExploitAdd\": \"2022-01-10\"}");
        for (int i = 1; i <= 3; i++) {
            feeds.record("x_" + i, "npm", "b", "introduced 0", "\"aliases\": [\"CVE-2025-000" + i + "\"],");
        }
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.report().refused()).isEmpty();
            assertThat(compiled.db().enrichment("CVE-2025-0001").knownExploited())
                    .isTrue();
            assertThat(compiled.db().enrichment("CVE-2025-0002").knownExploited())
                    .isFalse();
            assertThat(compiled.db().enrichment("CVE-2025-0003").knownExploited())
                    .isTrue();
        }
    }
}
