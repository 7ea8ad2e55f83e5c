package io.tidewaiter.advisory.updateinfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents in the shape of {@code errata.almalinux.org/8/errata.json} and {@code errata.full.json}. */
class ErrataReaderTest {
    private static final String UPDATES = """
            [{"_id": {"$oid": "5f"}, "bs_repo_id": {"$oid": "60"}, "updateinfo_id": "ALSA-2022:6158", "type": "security",
              "issued_date": {"$date": 1661299200000}, "updated_date": {"$date": 1661385600000}, "severity": "Moderate",
              "title": "Moderate: php:7.4 security update",
              "references": [{"href": "https://access.redhat.com/errata/RHSA-2022:6158", "type": "rhsa", "id": "RHSA-2022:6158"},
                {"href": "https://example.org/CVE-2022-31625", "type": "cve", "id": "CVE-2022-31625", "title": ""}],
              "pkglist": {"name": "almalinux-8-for-x86_64-appstream-rpms__8", "shortname": "x", "packages": [
                 {"name": "php", "src": "php-7.4.19-4.src.rpm", "arch": "x86_64", "epoch": "0", "version": "7.4.19",
                  "release": "4.module_el8.6.0+3238+624bf8b8", "sum": "aa", "reboot_suggested": 0},
                 {"name": "php", "arch": "src", "epoch": "0", "version": "7.4.19", "release": "4.module_el8.6.0+3238+624bf8b8"},
                 {"name": "apcu-panel", "arch": "noarch", "epoch": 1, "version": "5.1", "release": "1.module_el8"}],
                "module": {"name": "php", "stream": "7.4", "arch": "x86_64", "context": "c", "version": 8060020220523}}},
             {"updateinfo_id": "ALSA-2022:0001", "type": "security", "references": [{"type": "cve", "id": "CVE-2022-0001"}],
              "pkglist": {"packages": [{"name": "bash", "arch": "x86_64", "epoch": "0", "version": "4.4", "release": "1.el8"}],
                "module": {}}},
             {"updateinfo_id": "ALBA-2022:0002", "type": "bugfix", "references": [{"type": "cve", "id": "CVE-2022-0002"}],
              "pkglist": {"packages": [{"name": "bash", "arch": "x86_64", "version": "9", "release": "1"}]}},
             {"updateinfo_id": "ALSA-2022:0003", "type": "security", "pkglist": {"packages": [{"name": "bash"}]}},
             {"type": "security"}]
            """;

    @TempDir
    private Path folder;

    private void check(String name, String document) {
        Feeds feeds = new Feeds(folder.resolve("feeds")).file("alma/8/" + name, document);
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("AlmaLinux:8", "php"))
                    .containsExactly("ALSA-2022:6158 of AlmaLinux 8: introduced 0,"
                            + " fixed 7.4.19-4.module_el8.6.0+3238+624bf8b8; php:7.4");
            assertThat(compiled.says("AlmaLinux:8", "apcu-panel"))
                    .containsExactly("ALSA-2022:6158 of AlmaLinux 8: introduced 0, fixed 1:5.1-1.module_el8; php:7.4");
            assertThat(compiled.says("AlmaLinux:8", "bash"))
                    .containsExactly("ALSA-2022:0001 of AlmaLinux 8: introduced 0, fixed 4.4-1.el8");
            assertThat(compiled.report().count("refused parts")).isEqualTo(2);
            assertThat(compiled.db().advisory(1).published()).isEqualTo("2022-08-24T00:00:00Z");
        }
    }

    @Test
    void updatesWithTheirModuleStreams() {
        check("errata.json", UPDATES);
    }

    @Test
    void eachCollectionHasItsOwnModule() {
        Feeds feeds = new Feeds(folder.resolve("feeds")).file("alma/8/errata.json", """
                [{"updateinfo_id": "ALSA-1", "type": "security", "references": [{"type": "cve", "id": "CVE-2022-0001"}],
                  "pkglist": [
                    {"packages": [{"name": "php", "arch": "x86_64", "version": "7.4.9", "release": "1"}],
                     "module": {"name": "php", "stream": "7.4"}},
                    {"module": {"name": "php", "stream": "8.0"},
                     "packages": [{"name": "php", "arch": "x86_64", "version": "8.0.9", "release": "1"}]}]}]
                """);
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("AlmaLinux:8", "php"))
                    .containsExactlyInAnyOrder(
                            "ALSA-1 of AlmaLinux 8: introduced 0, fixed 7.4.9-1; php:7.4",
                            "ALSA-1 of AlmaLinux 8: introduced 0, fixed 8.0.9-1; php:8.0");
        }
    }

    @Test
    void theSameUnderDataOfTheFullForm() {
        check("errata.full.json", "{\"data\": " + UPDATES + ", \"total\": 5}");
    }

    /** A module's packages of two minor releases in one update: whoever has the first has the fix. Trivy's own case. */
    @Test
    void ofSeveralBuildsForOneArchitectureTheFirstHasTheFix() {
        Feeds feeds = new Feeds(folder.resolve("feeds")).file("alma/8/errata.json", """
                [{"updateinfo_id": "ALSA-2021:0551", "type": "security", "references": [{"type": "cve", "id": "CVE-2020-7754"}],
                  "pkglist": {"module": {"name": "nodejs", "stream": "14"}, "packages": [
                    {"name": "nodejs-nodemon", "arch": "noarch", "version": "2.0.3", "release": "1.module_el8.10.0+2522+3bd42762"},
                    {"name": "nodejs-nodemon", "arch": "noarch", "version": "2.0.3", "release": "1.module_el8.3.0+2022+0cf59502"},
                    {"name": "npm", "arch": "x86_64", "version": "6.14", "release": "2"},
                    {"name": "curl", "arch": "x86_64", "version": "7.76", "release": "26.el8_7.2"},
                    {"name": "curl", "arch": "x86_64", "version": "7.76", "release": "23.el8_6.4"},
                    {"name": "curl", "arch": "x86_64", "version": "7.76", "release": "23.el8_6.5"},
                    {"name": "npm", "arch": "aarch64", "version": "6.14", "release": "1"},
                    {"name": "npm", "arch": "aarch64", "version": "6.14", "release": "3"}]}}]
                """);
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("AlmaLinux:8", "nodejs-nodemon"))
                    .containsExactly("ALSA-2021:0551 of AlmaLinux 8: introduced 0,"
                            + " fixed 2.0.3-1.module_el8.3.0+2022+0cf59502; nodejs:14");
            assertThat(compiled.says("AlmaLinux:8", "npm"))
                    .containsExactlyInAnyOrder(
                            "ALSA-2021:0551 of AlmaLinux 8: introduced 0, fixed 6.14-1; aarch64; nodejs:14",
                            "ALSA-2021:0551 of AlmaLinux 8: introduced 0, fixed 6.14-2; x86_64; nodejs:14");
            // 26.el8_7 came between the two, without the fix
            assertThat(compiled.says("AlmaLinux:8", "curl"))
                    .containsExactly("ALSA-2021:0551 of AlmaLinux 8: introduced 0, fixed 7.76-23.el8_6.4,"
                            + " introduced 7.76-26, fixed 7.76-26.el8_7.2; nodejs:14");
        }
    }

    /** Repositories list the same notice with packages of their own, and need not have dated it alike. */
    @ParameterizedTest
    @CsvSource({"2021-01-02, 2021-01-02", "2021-01-02, 2021-01-01", "2021-01-01, 2021-01-02"})
    void aNoticeHasThePackagesOfEveryRepository(String ofBase, String ofApplications) {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("rocky/8/BaseOS/updateinfo.xml", update(ofBase, "bind-libs", "2"))
                .file("rocky/8/AppStream/updateinfo.xml", update(ofApplications, "bind", "2"))
                .file("rocky/8/old/updateinfo.xml", update("2020-12-31", "bind", "1"));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Rocky Linux:8", "bind"))
                    .containsExactly("RLSA-2021:1 of Rocky Linux 8: introduced 0, fixed 2-1.el8");
            assertThat(compiled.says("Rocky Linux:8", "bind-libs"))
                    .containsExactly("RLSA-2021:1 of Rocky Linux 8: introduced 0, fixed 2-1.el8");
        }
    }

    /** What an older form lists counts only for packages that no later one lists, in whichever order they are read. */
    @ParameterizedTest
    @CsvSource({"a, b, c", "b, a, c", "c, a, b", "a, c, b", "b, c, a", "c, b, a"})
    void ofEachPackageTheLatestFormOfANoticeThatListsItDecides(String first, String second, String third) {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("rocky/8/" + first + "/updateinfo.xml", update("2021-01-03", "bind-libs", "2"))
                .file("rocky/8/" + second + "/updateinfo.xml", update("2021-01-02", "bind", "2"))
                .file("rocky/8/" + third + "/updateinfo.xml", update("2021-01-01", "bind", "1"));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Rocky Linux:8", "bind"))
                    .containsExactly("RLSA-2021:1 of Rocky Linux 8: introduced 0, fixed 2-1.el8");
            assertThat(compiled.says("Rocky Linux:8", "bind-libs"))
                    .containsExactly("RLSA-2021:1 of Rocky Linux 8: introduced 0, fixed 2-1.el8");
        }
    }

    private static String update(String date, String name, String version) {
        return """
                <updates><update type="security"><id>RLSA-2021:1</id><issued date="%s 00:00:00"/><updated date="%s 00:00:00"/>
                <references><reference id="CVE-2021-0001" type="cve"/></references><pkglist><collection>
                <package name="%s" version="%s" release="1.el8" arch="x86_64"/></collection></pkglist></update></updates>
                """.formatted(date, date, name, version);
    }
}
