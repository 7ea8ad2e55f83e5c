package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newer feeds, from the document to the match. */
class OwnFeedsTest {
    @TempDir
    private Path folder;

    private World world = new World(Path.of(System.getProperty("java.io.tmpdir"), "none"));

    @BeforeEach
    void build() {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void gentoosRevisionsDecide() {
        world.file("gentoo-glsa/glsa-202401-01.xml", """
                <?xml version="1.0" encoding="utf-8"?>
                <!DOCTYPE glsa SYSTEM "http://www.gentoo.org/dtd/glsa.dtd">
                <glsa id="202401-01"><title>x</title><affected><package name="net-misc/curl" auto="yes" arch="*">
                <unaffected range="ge">8.5.0</unaffected><unaffected range="rge">8.4.0-r2</unaffected>
                <vulnerable range="lt">8.5.0</vulnerable></package></affected>
                <references><uri link="https://x">CVE-2025-0001</uri></references></glsa>
                """);
        assertThat(world.found(Installed.of("Gentoo", "net-misc/curl", "8.4.0-r1")))
                .hasSize(1);
        assertThat(world.found(Installed.of("Gentoo", "net-misc/curl", "8.4.0-r2")))
                .isEmpty();
        assertThat(world.found(Installed.of("Gentoo", "net-misc/curl", "8.4.0-r7")))
                .isEmpty();
        assertThat(world.found(Installed.of("Gentoo", "net-misc/curl", "8.4.1")))
                .hasSize(1);
        assertThat(world.found(Installed.of("Gentoo", "net-misc/curl", "8.5.0")))
                .isEmpty();
        assertThat(world.found(Installed.of("Gentoo", "net-misc/curl", "8.0.0")))
                .hasSize(1);
    }

    /** Records of no release in particular cover every release, unless others have records of their own. */
    @Test
    void recordsOfNoReleaseCoverEveryRelease() {
        world.osv("x_1 | Alpaquita | curl | introduced 0 | \"upstream\": [\"CVE-2025-0001\"],");
        assertThat(world.facts(Installed.of("Alpaquita:23", "bash", "5.2-r0"))).isEmpty();
        assertThat(world.facts(Installed.of("Alpaquita", "bash", "5.2-r0"))).isEmpty();
    }

    @Test
    void recordsOfAnotherReleaseAndOfNoneCoverNoRelease() {
        world.osv("""
                x_1 | Alpaquita | curl | introduced 0 | "upstream": ["CVE-2025-0001"],
                x_2 | Alpaquita:25 | curl | introduced 0 | "upstream": ["CVE-2025-0002"],
                """);
        assertThat(world.facts(Installed.of("Alpaquita:23", "bash", "5.2-r0")))
                .singleElement()
                .asString()
                .startsWith("NO_ADVISORIES");
        assertThat(world.facts(Installed.of("Alpaquita:25", "bash", "5.2-r0"))).isEmpty();
    }

    /** OSV puts a record into the archive of each ecosystem that it names. */
    @Test
    void recordsOfAnotherEcosystemThatNameAPackageAreNotItsAdvisories() {
        recordsOfNpm();
        assertThat(world.found(Installed.of("Go", "example.org/x", "1.0.0"))).hasSize(1);
        assertThat(world.facts(Installed.of("Go", "example.org/y", "1.0.0")))
                .singleElement()
                .asString()
                .startsWith("NO_ADVISORIES the advisory database has no feed for Go");
        assertThat(world.facts(Installed.of("npm", "y", "1.0.0"))).isEmpty();
    }

    @Test
    void aRecordInTheFolderOfAnEcosystemIsItsAdvisory() {
        recordsOfNpm();
        world.file("Go/GHSA-1.json", record("GHSA-1", affecting("npm", "left", "Go", "example.org/x")));
        assertThat(world.facts(Installed.of("Go", "example.org/y", "1.0.0"))).isEmpty();
    }

    private void recordsOfNpm() {
        for (int i = 1; i < 6; i++) {
            String second = i > 2 ? "npm" : "Go";
            world.file(
                    "npm/GHSA-" + i + ".json",
                    record("GHSA-" + i, affecting("npm", "left", second, "example.org/" + (i == 1 ? "x" : "z"))));
        }
    }

    private static String affecting(String... ecosystemsAndNames) {
        StringJoiner affected = new StringJoiner(",");
        for (int i = 0; i < ecosystemsAndNames.length; i += 2) {
            affected.add("""
                    {"package": {"ecosystem": "%s", "name": "%s"},
                     "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}]}""".formatted(ecosystemsAndNames[i], ecosystemsAndNames[i + 1]));
        }
        return affected.toString();
    }

    private static String record(String id, String affected) {
        return "{\"id\": \"%s\", \"modified\": \"2025-01-01T00:00:00Z\", \"affected\": [%s]}".formatted(id, affected);
    }

    @Test
    void windowsIsComparedByRevisionWithinItsBuild() {
        world.file("msrc-csaf/1.json", """
                {"document": {"category": "csaf_vex", "csaf_version": "2.0", "title": "a flaw",
                  "publisher": {"category": "vendor", "name": "Microsoft Security Response Center", "namespace": "https://msrc.microsoft.com"},
                  "tracking": {"current_release_date": "2024-04-09T07:00:00Z", "id": "msrc_1", "status": "final", "version": "1",
                    "initial_release_date": "2024-04-09T07:00:00Z"}},
                 "product_tree": {"branches": [{"category": "vendor", "name": "Microsoft", "branches": [
                   {"category": "product_name", "name": "Windows Server 2022", "branches": [
                     {"category": "product_version_range", "name": "<10.0.20348.2402", "product": {"name": "a", "product_id": "1"}},
                     {"category": "product_version", "name": "10.0.20348.2402", "product": {"name": "b", "product_id": "2"}}]},
                   {"category": "product_name", "name": "Windows Server 2019", "branches": [
                     {"category": "product_version_range", "name": "<10.0.17763.5696", "product": {"name": "c", "product_id": "3"}}]}]}]},
                 "vulnerabilities": [{"cve": "CVE-2025-0001", "product_status": {"fixed": ["2"], "known_affected": ["1", "3"]}}]}
                """);
        assertThat(world.found(Installed.of("Windows:20348", "windows", "10.0.20348.999")))
                .containsExactly("windows: CVE-2025-0001, 10.0.20348.2402");
        assertThat(world.found(Installed.of("Windows:20348", "windows", "10.0.20348.2402")))
                .isEmpty();
        assertThat(world.found(Installed.of("Windows:17763", "windows", "10.0.17763.5695")))
                .containsExactly("windows: CVE-2025-0001, 10.0.17763.5696");
        assertThat(world.facts(Installed.of("Windows:26100", "windows", "10.0.26100.1")))
                .singleElement()
                .asString()
                .startsWith("NO_ADVISORIES");
    }

    /** As Patchstack publishes: the address is the folder of plugins, and the version with the fix a change. */
    @Test
    void aPluginOfWordPressIsProvenByTheFolderOfPlugins() {
        world.file("cve/CVE-2025-0001.json", """
                {"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": {"cveId": "CVE-2025-0001", "state": "PUBLISHED"},
                 "containers": {"cna": {"affected": [{"vendor": "x", "product": "X Forms",
                   "collectionURL": "https://wordpress.org/plugins", "packageName": "x-forms",
                   "defaultStatus": "unaffected", "versions": [{"version": "n/a", "status": "affected",
                   "lessThanOrEqual": "1.10.2", "versionType": "custom",
                   "changes": [{"at": "1.10.3", "status": "unaffected"}]}]}]}}}
                """);
        assertThat(world.found(Installed.of("WordPress", "wordpress-plugin/x-forms", "1.9")))
                .containsExactly("wordpress-plugin/x-forms: CVE-2025-0001, 1.10.3");
        assertThat(world.found(Installed.of("WordPress", "wordpress-plugin/x-forms", "1.10.3")))
                .isEmpty();
        assertThat(world.found(Installed.of("WordPress", "wordpress-theme/x-forms", "1.9")))
                .isEmpty();
    }

    @Test
    void aCveRecordWithAProvenPackageIsAMatchAndItsScoreIsEverybodys() {
        world.file("cve/CVE-2025-0001.json", """
                {"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": {"cveId": "CVE-2025-0001", "state": "PUBLISHED"},
                 "containers": {"cna": {"affected": [{"vendor": "x", "product": "y", "packageURL": "pkg:pypi/jinja2",
                   "defaultStatus": "unaffected", "versions": [{"version": "0", "status": "affected", "lessThan": "3.1.4",
                   "versionType": "python"}]}], "metrics": [{"cvssV3_1": {"version": "3.1",
                   "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}]}}}
                """)
                .osv("x_1 | npm | b | introduced 0 fixed 2.0.0 | \"aliases\": [\"CVE-2025-0001\"],");
        assertThat(world.found(Installed.of("PyPI", "Jinja2", "3.1.4rc1")))
                .containsExactly("Jinja2: CVE-2025-0001, 3.1.4");
        assertThat(world.found(Installed.of("PyPI", "Jinja2", "3.1.4"))).isEmpty();
        assertThat(world.match(Installed.of("npm", "b", "1.0.0"))
                        .matches()
                        .getFirst()
                        .match()
                        .vulnerability()
                        .severity())
                .hasToString("CRITICAL");
    }

    @Test
    void photonNamesSourcesAndOfLateSingleBinaryPackages() {
        world.file("photon/cve_data_photon5.0.json", """
                [{"cve_id": "CVE-2025-0001", "pkg": "curl", "cve_score": 9.8, "res_ver": "8.1.2-4.ph5", "status": "Fixed"},
                 {"cve_id": "CVE-2025-0001", "pkg": "curl-libs", "cve_score": 9.8, "res_ver": "8.1.2-4.ph5", "status": "Fixed"},
                 {"cve_id": "CVE-2025-0002", "pkg": "curl-libs", "cve_score": 3.7, "res_ver": "8.1.2-5.ph5", "status": "Fixed"}]
                """);
        Installed libs =
                Installed.of("Photon OS:5.0", "curl-libs", "8.1.2-3.ph5").source("curl", "8.1.2-3.ph5");
        assertThat(world.found(libs))
                .containsExactly("curl-libs: CVE-2025-0001, 8.1.2-4.ph5", "curl-libs: CVE-2025-0002, 8.1.2-5.ph5");
        assertThat(world.match(libs).matches())
                .extracting(one -> one.match().vulnerability().severity().label())
                .containsExactly("Critical", "Low");
        assertThat(world.found(
                        Installed.of("Photon OS:5.0", "curl", "8.1.2-3.ph5").source("curl", "8.1.2-3.ph5")))
                .hasSize(1);
    }

    @Test
    void anUpdateOfBodhiSpeaksForWhatIsBuiltFromItsSources() {
        world.file("bodhi/FEDORA-2025-1.json", """
                {"alias": "FEDORA-2025-1", "title": "httpd-2.4.55-1.fc40", "type": "security", "status": "stable", "severity": "medium",
                 "date_stable": "2025-02-03 01:39:02", "release": {"name": "F40", "version": "40", "id_prefix": "FEDORA"},
                 "bugs": [{"security": true, "title": "CVE-2025-0001 httpd: smuggling [fedora-all]"}],
                 "builds": [{"nvr": "httpd-2.4.55-1.fc40", "type": "rpm", "epoch": 0}]}
                """);
        assertThat(world.found(Installed.of("Fedora:40", "httpd-tools", "2.4.54-1.fc40")
                        .source("httpd", "2.4.54-1.fc40")))
                .containsExactly("httpd-tools: CVE-2025-0001, 2.4.55-1.fc40");
        assertThat(world.found(Installed.of("Fedora:40", "httpd-tools", "2.4.55-1.fc40")
                        .source("httpd", "2.4.55-1.fc40")))
                .isEmpty();
    }

    /** The shape of Chainguard's records in OSV: packages as installed, each of one architecture. */
    @Test
    void chainguardsRecordsNameWhatIsInstalledAndItsArchitecture() {
        world.file("chainguard/osv/all.json", "[{\"id\": \"CGA-1\", \"modified\": \"2026-02-24T13:07:08.98Z\"}]")
                .file("chainguard/osv/CGA-1.json", """
                {"id": "CGA-1", "modified": "2026-02-24T13:07:08Z", "upstream": ["CVE-2025-0001", "GHSA-aaaa-aaaa-aaaa"],
                 "affected": [
                  {"package": {"ecosystem": "Chainguard", "name": "app-worker", "purl": "pkg:apk/chainguard/app-worker?arch=x86_64"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.153.0-r0"}]}]},
                  {"package": {"ecosystem": "Wolfi", "name": "app-worker", "purl": "pkg:apk/wolfi/app-worker?distro=x&arch=aarch64"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.154.0-r0"}]}]}]}
                """);
        Installed worker =
                Installed.of("Chainguard", "app-worker", "3.152.0-r0").source("app", "3.152.0-r0");
        assertThat(world.found(worker.on("x86_64"))).containsExactly("app-worker: CVE-2025-0001, 3.153.0-r0");
        assertThat(world.found(worker.on("aarch64"))).isEmpty();
        Installed wolfi = Installed.of("Wolfi", "app-worker", "3.153.0-r0");
        assertThat(world.found(wolfi.on("aarch64"))).containsExactly("app-worker: CVE-2025-0001, 3.154.0-r0");
        assertThat(world.found(wolfi.on("x86_64"))).isEmpty();
    }

    /** Files of RapidFort's repository; what they repeat of the distribution's builds is not asked for. */
    @Test
    void rapidFortSpeaksOfItsOwnBuilds() {
        world.file("rapidfort/OS/ubuntu/openjpeg_advisory.json", """
                {"package_name": "openjpeg", "advisory": {
                  "22.04": {"CVE-2025-0001": {"cve_id": "CVE-2025-0001", "title": "a flaw", "severity": "LOW", "status": "fixed",
                    "events": [{"introduced": "0:2.5.2-1", "fixed": "0:2.5.2-1ubuntu9"}, {"fixed": "0:2.5.2-1build1+rf.2"}]}},
                  "24.04": {"CVE-2025-0001": {"events": [{"fixed": "0:2.5.2-1build1+rf.2"}]},
                    "CVE-2025-0002": {"status": "open", "events": [{"introduced": "0:2.5.2-1build1+rf.1"}]},
                    "CVE-2025-0003": {"events": [{"introduced": "0:1", "fixed": "0:9", "identifier": "ubuntu"}]}}}}
                """)
                .file("rapidfort/OS/redhat/rf-curl_advisory.json", """
                {"package_name": "rf-curl", "advisory": {"el9": {"CVE-2025-0004": {"severity": "HIGH",
                  "events": [{"introduced": "0:8.18.0-11.rf", "fixed": "0:8.18.0-12", "identifier": "rf"}]}}}}
                """)
                .osv("UBUNTU-1 | Ubuntu:22.04:LTS | openjpeg | introduced 0 | \"upstream\": [\"CVE-2025-0005\"],");
        String ubuntu = "Ubuntu:22.04:LTS";
        Installed first =
                Installed.of(ubuntu, "libopenjp2-7", "2.5.2-1build1+rf.1").source("openjpeg", "2.5.2-1build1+rf.1");
        assertThat(world.found(first))
                .containsExactly("libopenjp2-7: CVE-2025-0001, 0:2.5.2-1build1+rf.2", "libopenjp2-7: CVE-2025-0002");
        assertThat(world.found(Installed.of(ubuntu, "openjpeg", "2.5.2-1build1+rf.2")))
                .containsExactly("openjpeg: CVE-2025-0002");
        assertThat(world.found(Installed.of(ubuntu, "openjpeg", "2.5.2-1"))).containsExactly("openjpeg: CVE-2025-0005");
        Installed curl = Installed.of("Red Hat:enterprise_linux:9", "rf-curl", "8.18.0-11.rf");
        assertThat(world.found(curl)).containsExactly("rf-curl: CVE-2025-0004, 0:8.18.0-12");
        assertThat(world.facts(first)).isEmpty();
        assertThat(world.facts(Installed.of("Debian:12", "openjpeg", "2.5.2-1+rf.1")))
                .singleElement()
                .asString()
                .contains("built by RapidFort");
    }
}
