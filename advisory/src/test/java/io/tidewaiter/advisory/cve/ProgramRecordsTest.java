package io.tidewaiter.advisory.cve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What records of the CVE list say of programs that are of no registry, as each of their CNAs writes it. */
class ProgramRecordsTest {
    @TempDir
    private Path folder;

    /** {@code "} is written as {@code '}. */
    private static String record(String assigner, String affected) {
        return """
                {"dataType": "CVE_RECORD", "dataVersion": "5.1",
                 "cveMetadata": {"cveId": "CVE-2025-0001", "state": "PUBLISHED", "assignerShortName": "%s",
                   "datePublished": "2025-01-02T00:00:00.000Z", "dateUpdated": "2025-01-03T00:00:00.000Z"},
                 "containers": {"cna": {"affected": [%s],
                   "descriptions": [{"lang": "en", "value": "a flaw"}]},
                  "adp": [{"title": "CISA ADP Vulnrichment", "affected": [{"vendor": "openssl", "product": "openssl",
                   "versions": [{"version": "9.9", "status": "affected"}]}]}]}}
                """.formatted(assigner, affected.replace('\'', '"'));
    }

    private Compiled compiled(String record) {
        return Compiled.of(
                new Feeds(folder.resolve("feeds"))
                        .file("cve/CVE-2025-0001.json", record)
                        .file("nvd/CVE-2025-0001.json", """
                                {"id": "CVE-2025-0001", "published": "2025-01-02T00:00:00.000",
                                 "lastModified": "2025-01-03T00:00:00.000", "vulnStatus": "Analyzed",
                                 "configurations": [{"nodes": [{"operator": "OR", "negate": false, "cpeMatch": [
                                   {"vulnerable": true, "criteria": "cpe:2.3:a:python:python:*:*:*:*:*:*:*:*",
                                    "versionEndIncluding": "3.8.18"},
                                   {"vulnerable": true, "criteria": "cpe:2.3:a:apache:http_server:*:*:*:*:*:*:*:*",
                                    "versionStartIncluding": "2.2.0", "versionEndExcluding": "2.4.56"}]}]}]}
                                """),
                folder.resolve("a.db"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // the CNA of OpenSSL: letters beside numbers
                "openssl | OpenSSL | openssl | {'defaultStatus':'unaffected','vendor':'OpenSSL','product':'OpenSSL','versions':[{'version':'3.0.0','lessThan':'3.0.8','status':'affected','versionType':'semver'},{'version':'1.1.1','lessThan':'1.1.1t','status':'affected','versionType':'custom'},{'version':'1.0.2','lessThan':'1.0.2zg','status':'affected','versionType':'custom'}]} | introduced 1.0.2, fixed 1.0.2zg, introduced 1.1.1, fixed 1.1.1t, introduced 3.0.0, fixed 3.0.8",
                // PHP's: the line with a star, and a default that only what is older can have
                "php | PHP | php | {'defaultStatus':'affected','vendor':'PHP Group','product':'PHP','versions':[{'version':'8.1.*','lessThan':'8.1.28','status':'affected','versionType':'semver'},{'version':'8.3.*','lessThan':'8.3.5','status':'affected','versionType':'semver'}]} | introduced 0, fixed 8.1.28, introduced 8.3, fixed 8.3.5",
                // PostgreSQL's: no vendor
                "PostgreSQL | PostgreSQL | postgresql | {'defaultStatus':'unaffected','vendor':'n/a','product':'PostgreSQL','versions':[{'version':'16','lessThan':'16.2','status':'affected','versionType':'rpm'},{'version':'0','lessThan':'12.18','status':'affected','versionType':'rpm'}]} | introduced 0, fixed 12.18, introduced 16, fixed 16.2",
                // HackerOne for Node.js: lines that are over, and texts instead of versions
                "hackerone | Node.js | node | {'defaultStatus':'unaffected','vendor':'NodeJS','product':'Node','versions':[{'version':'4.0','lessThan':'4.*','status':'affected','versionType':'semver'},{'version':'20.0','lessThan':'20.18.2','status':'affected','versionType':'semver'}]} | introduced 4.0, fixed 5, introduced 20.0, fixed 20.18.2",
                // Apache's: the name once more, as it was written until 2022
                "apache | Apache HTTP Server | httpd | {'vendor':'Apache Software Foundation','product':'Apache HTTP Server','versions':[{'version':'Apache HTTP Server 2.4','lessThanOrEqual':'2.4.52','status':'affected','versionType':'custom'}]} | introduced 2.4, last 2.4.52",
                // CPANSec for Perl: pre-releases as bounds, beside the archive's address
                "CPANSec | Perl | perl | {'collectionURL':'https://cpan.org/modules','packageName':'perl','defaultStatus':'unaffected','vendor':'perl','product':'perl','versions':[{'version':'5.39.0','lessThan':'5.40.2-RC1','status':'affected','versionType':'custom'}]} | introduced 5.39.0, fixed 5.40.2-RC1",
                // F5's for nginx: open to above, with the fixes of the lines as changes
                "f5 | nginx | nginx | {'defaultStatus':'unknown','vendor':'F5','product':'NGINX Open Source','versions':[{'version':'1.5.13','lessThan':'*','status':'affected','versionType':'semver','changes':[{'at':'1.26.2','status':'unaffected'},{'at':'1.27.0','status':'unaffected'}]}]},{'vendor':'F5','product':'NGINX Plus','versions':[{'version':'R4','status':'affected'}]} | introduced 1.5.13, fixed 1.26.2",
                // GitHub's for Redis: ranges as text
                "GitHub_M | Redis | redis | {'vendor':'redis','product':'redis','versions':[{'version':'>= 2.6, < 6.2.16','status':'affected'},{'version':'>= 7.3.0, < 7.4.1','status':'affected'}]} | introduced 2.6, fixed 6.2.16, introduced 7.3.0, fixed 7.4.1",
                // HackerOne's until 2022: the repository in the place of the name
                "hackerone | Node.js | node | {'vendor':'n/a','product':'https://github.com/nodejs/node','versions':[{'version':'16.0.0','lessThan':'16.6.2','status':'affected'}]} | introduced 16.0.0, fixed 16.6.2",
                // the project itself without a vendor, and its name in another case
                "PostgreSQL | PostgreSQL | postgresql | {'defaultStatus':'unaffected','product':'PostgreSQL','versions':[{'version':'16','lessThan':'16.2','status':'affected'}]} | introduced 16, fixed 16.2",
                "apache | Apache HTTP Server | httpd | {'vendor':'Apache','product':'Apache HTTP Server','versions':[{'version':'apache http server 2.4','lessThanOrEqual':'2.4.52','status':'affected'}]} | introduced 2.4, last 2.4.52",
                // line and version, as the conversion of older records wrote it (CVE-2021-41773)
                "apache | Apache HTTP Server | httpd | {'vendor':'Apache Software Foundation','product':'Apache HTTP Server','versions':[{'version':'Apache HTTP Server 2.4 2.4.49','status':'affected'}]} | introduced 2.4.49, last 2.4.49",
                // a default of "affected" beside single versions is meant
                "php | PHP | php | {'defaultStatus':'affected','vendor':'PHP Group','product':'PHP','versions':[{'version':'8.1.0','status':'affected'}]} | introduced 0; AFFECTED",
                // CISA's for ProFTPD: a letter behind the numbers, and a commit in the place of a version
                "mitre | ProFTPD | proftpd | {'defaultStatus':'unknown','vendor':'proftpd','product':'proftpd','versions':[{'version':'0','lessThanOrEqual':'1.3.8b','status':'affected','versionType':'custom'},{'version':'0','lessThan':'cec01cc','status':'affected','versionType':'custom'}]} | introduced 0, last 1.3.8b",
                // Snyk's for Bun: no vendor
                "snyk | Bun | bun | {'vendor':'n/a','product':'bun','versions':[{'version':'0.0.12','lessThan':'1.1.30','status':'affected','versionType':'semver'}]} | introduced 0.0.12, fixed 1.1.30",
                // GitHub's for Deno: one version as text
                "GitHub_M | Deno | deno | {'vendor':'denoland','product':'deno','versions':[{'version':'= 1.39.0','status':'affected'}]} | introduced 1.39.0, last 1.39.0",
                // curl's own: every version as a range of itself
                "curl | curl | curl | {'vendor':'curl','product':'curl','versions':[{'version':'8.6.0','lessThanOrEqual':'8.6.0','status':'affected','versionType':'semver'},{'version':'8.5.0','lessThanOrEqual':'8.5.0','status':'affected','versionType':'semver'}]} | introduced 8.5.0, last 8.5.0, introduced 8.6.0, last 8.6.0",
                // Chrome's: the fix in both places (CVE-2026-11645)
                "Chrome | Chrome | chrome | {'vendor':'Google','product':'Chrome','versions':[{'version':'149.0.7827.103','status':'affected','lessThan':'149.0.7827.103','versionType':'custom'}]} | introduced 0, fixed 149.0.7827.103",
                // a line alone
                "x | Ruby | ruby | {'vendor':'ruby-lang','product':'ruby','versions':[{'version':'3.1.x','status':'affected'}]} | introduced 3.1, fixed 3.2",
            })
    void asEachAssignerWritesIt(String assigner, String ecosystem, String name, String affected, String expected) {
        try (Compiled compiled = compiled(record(assigner, affected))) {
            assertThat(compiled.says(ecosystem, name))
                    .anySatisfy(said -> assertThat(said)
                            .startsWith("CVE-2025-0001 of CVE: " + expected)
                            .doesNotContain("9.9"));
        }
    }

    /** Each line has a fix of its own; in the order of versions alone a second "unaffected" would say nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.27.4, 1.26.3 | fixed 1.26.3, introduced 1.27, fixed 1.27.4",
                "1.24.1, 1.26.3, 1.27.4 | fixed 1.24.1, introduced 1.26, fixed 1.26.3, introduced 1.27, fixed 1.27.4",
                "1.26.2, 1.27.0 | fixed 1.26.2", // the line begins with its fix
                "1.27.0, 1.27.4 | fixed 1.27.0",
                "1.26.3, 1.26.5 | fixed 1.26.3",
                "1.25.0=unknown, 1.26.3 | fixed 1.25.0",
            })
    void fixesOfSeveralLines(String fixes, String expected) {
        String changes = Stream.of(fixes.split(", "))
                .map(fix -> (fix.contains("=") ? fix : fix + "=unaffected").split("="))
                .map(fix -> "{'at':'" + fix[0] + "','status':'" + fix[1] + "'}")
                .collect(Collectors.joining(","));
        String affected =
                "{'defaultStatus':'unknown','vendor':'F5','product':'NGINX Open Source','versions':[{'version':"
                        + "'1.11.4','lessThan':'*','status':'affected','versionType':'semver','changes':[" + changes
                        + "]}]}";
        try (Compiled compiled = compiled(record("f5", affected))) {
            assertThat(compiled.says("nginx", "nginx"))
                    .containsExactly("CVE-2025-0001 of CVE: introduced 1.11.4, " + expected);
        }
    }

    private static final String PYTHON = "{'defaultStatus':'%s','vendor':'%s','product':'CPython',%s'versions':"
            + "[{'version':'0','lessThan':'%s','status':'affected','versionType':'python'}]}";

    /** The project's own word, where it decides on every version, comes before that of the NVD. */
    @ParameterizedTest
    @CsvSource({
        "PSF, unaffected, Python Software Foundation, true",
        "PSF, unknown, Python Software Foundation, false",
        "other, unaffected, Python Software Foundation, false",
    })
    void whoseWordComesFirst(String assigner, String defaultStatus, String vendor, boolean isFirst) {
        try (Compiled compiled = compiled(record(assigner, PYTHON.formatted(defaultStatus, vendor, "", "3.8.19")))) {
            assertThat(compiled.says("CPython", "python"))
                    .containsExactlyInAnyOrder(
                            "CVE-2025-0001 of CVE: introduced 0, fixed 3.8.19",
                            "CVE-2025-0001 of NVD: introduced 0, last 3.8.18; AFFECTED"
                                    + (isFirst ? "; outvoted" : ""));
        }
    }

    /** One fix for all lines, where the NVD has those of each: the fixed releases of older lines are not affected. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "< 8.2.2 | \"versionEndExcluding\": \"6.2.20\" | 8.2.2 | true",
                "< 8.2.2 | \"versionEndExcluding\": \"6.2.20\" | 8.2.3 | false", // they disagree
                "< 8.2.2 | \"versionStartIncluding\": \"6.0\", \"versionEndExcluding\": \"6.2.20\" | 8.2.2 | false", // what is older?
                "< 8.2.2 | \"versionEndIncluding\": \"6.2.19\" | 8.2.2 | false",
                "< 8.2.2 | \"versionEndExcluding\": \"8.2.2\" | 8.2.2 | false", // the very same
                "* | \"versionEndExcluding\": \"6.2.20\" | 8.2.2 | false", // no fix is named
                "< 6.2.19, >= 8.2.0, < 8.2.2 | \"versionEndExcluding\": \"6.2.20\" | 8.2.2 | false",
            })
    void sumsOfLines(String version, String oldest, String newest, boolean isOutvoted) {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file(
                        "cve/CVE-2025-0001.json",
                        record(
                                "GitHub_M",
                                "{'vendor':'redis','product':'redis','versions':[{'version':'%s','status':'affected'}]}"
                                        .formatted(version)))
                .file("nvd/a.json", """
                        {"id": "CVE-2025-0001", "vulnStatus": "Analyzed", "configurations": [{"nodes": [{"operator": "OR",
                          "negate": false, "cpeMatch": [
                          {"vulnerable": true, "criteria": "cpe:2.3:a:redis:redis:*:*:*:*:*:*:*:*", %s},
                          {"vulnerable": true, "criteria": "cpe:2.3:a:redis:redis:*:*:*:*:*:*:*:*",
                           "versionStartIncluding": "8.2.0", "versionEndExcluding": "%s"}]}]}]}
                        """.formatted(oldest, newest));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Redis", "redis"))
                    .hasSize(2)
                    .filteredOn(line -> line.contains("of CVE"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.endsWith("outvoted")).isEqualTo(isOutvoted));
        }
    }

    /** Lines that the NVD has under a condition say nothing of everybody else. */
    @Test
    void sumsOfLinesUnderACondition() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file(
                        "cve/CVE-2025-0001.json",
                        record(
                                "GitHub_M",
                                "{'vendor':'redis','product':'redis','versions':[{'version':'< 8.2.2','status':'affected'}]}"))
                .file("nvd/a.json", """
                        {"id": "CVE-2025-0001", "vulnStatus": "Analyzed", "configurations": [{"operator": "AND", "nodes": [
                          {"operator": "OR", "negate": false, "cpeMatch": [
                          {"vulnerable": true, "criteria": "cpe:2.3:a:redis:redis:*:*:*:*:*:*:*:*",
                           "versionEndExcluding": "6.2.20"},
                          {"vulnerable": true, "criteria": "cpe:2.3:a:redis:redis:*:*:*:*:*:*:*:*",
                           "versionStartIncluding": "8.2.0", "versionEndExcluding": "8.2.2"}]},
                          {"operator": "OR", "negate": false, "cpeMatch": [{"vulnerable": false,
                           "criteria": "cpe:2.3:a:acme:tool:*:*:*:*:*:*:*:*"}]}]}]}
                        """);
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Redis", "redis")).hasSize(2).noneMatch(line -> line.contains("outvoted"));
        }
    }

    /** Where a part of the project's record cannot be read it does not decide on every version. */
    @Test
    void aRecordThatIsReadInPart() {
        String affected = PYTHON.formatted("unaffected", "Python Software Foundation", "", "3.8.19")
                .replace("'versions':[", "'versions':[{'version':'all of 3.7','status':'affected'},");
        try (Compiled compiled = compiled(record("PSF", affected))) {
            assertThat(compiled.says("CPython", "python")).hasSize(2).noneMatch(line -> line.contains("outvoted"));
        }
    }

    @ParameterizedTest
    @CsvSource({"Windows", "Win32"})
    void onAnotherSystemOnly(String system) {
        String affected =
                PYTHON.formatted("unaffected", "Python Software Foundation", "'platforms':['" + system + "'],", "3.9");
        try (Compiled compiled = compiled(record("PSF", affected))) {
            assertThat(compiled.says("CPython", "python"))
                    .containsExactlyInAnyOrder(
                            "CVE-2025-0001 of CVE: NOT_AFFECTED; only on " + system,
                            "CVE-2025-0001 of NVD: introduced 0, last 3.8.18; AFFECTED; outvoted");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "32 bit, with:32 bit",
        "Linux, ''",
        "Windows + 32-bit, with:32-bit",
        "Linux + 32 bit, ''",
        "Linux 6.32, ''",
        "Wind River, ''",
    })
    void onSomeMachinesOnly(String platform, String scope) {
        String affected = PYTHON.formatted(
                "unaffected", "python", "'platforms':['" + platform.replace(" + ", "','") + "'],", "3.9");
        try (Compiled compiled = compiled(record("PSF", affected))) {
            assertThat(compiled.says("CPython", "python"))
                    .contains("CVE-2025-0001 of CVE: introduced 0, fixed 3.9" + (scope.isEmpty() ? "" : "; " + scope));
        }
    }

    /** Another program of the same name, and a vendor that nobody named. */
    @ParameterizedTest
    @CsvSource({"acme, OpenSSL", "n/a, OpenSSL", "OpenSSL, openssl-sys", "python, PHP"})
    void namesThatProveNothing(String vendor, String product) {
        String affected =
                "{'vendor':'%s','product':'%s','versions':[{'version':'0','lessThan':'9','status':'affected'}]}"
                        .formatted(vendor, product);
        try (Compiled compiled = compiled(record("mitre", affected))) {
            assertThat(compiled.says("OpenSSL", "openssl")).isEmpty();
            assertThat(compiled.says("PHP", "php")).isEmpty();
        }
    }

    /** Text in the place of a version says nothing of the rest, and is said to be unread. */
    @Test
    void proseInsteadOfVersions() {
        String affected = "{'vendor':'NodeJS','product':'Node','versions':"
                + "[{'version':'Fixed in 10.12.0 and later','status':'affected'}]}";
        try (Compiled compiled = compiled(record("hackerone", affected))) {
            assertThat(compiled.says("Node.js", "node")).isEmpty();
            assertThat(compiled.report().count("refused parts")).isOne();
        }
    }
}
