package io.tidewaiter.advisory.csaf;

import static io.tidewaiter.advisory.csaf.CsafDocuments.group;
import static io.tidewaiter.advisory.csaf.CsafDocuments.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.VulnerabilityNames;
import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import io.tidewaiter.version.Ecosystem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shapes of Red Hat, SUSE and openEuler, built by {@link CsafDocuments}. */
class CsafFeedsTest {
    private static final String EL9 = "Red Hat:enterprise_linux:9";

    @TempDir
    private Path folder;

    private Feeds feeds() {
        return new Feeds(folder.resolve("feeds"));
    }

    private Compiled compiled(Feeds feeds) {
        return Compiled.of(feeds, folder.resolve("a.db"));
    }

    private static CsafDocuments redHat() {
        return new CsafDocuments("csaf_vex", "CVE-2025-0001")
                .platform("BaseOS-9.3.0.Z.MAIN", "BaseOS (v. 9)", "cpe:/o:redhat:enterprise_linux:9::baseos")
                .platform("BaseOS-9.4.0.Z.MAIN", "BaseOS (v. 9)", "cpe:/o:redhat:enterprise_linux:9::baseos")
                .platform("BaseOS-9.2.0.Z.EUS", "BaseOS EUS (v. 9.2)", "cpe:/o:redhat:rhel_eus:9.2::baseos")
                .platform(
                        "red_hat_enterprise_linux_8", "Red Hat Enterprise Linux 8", "cpe:/o:redhat:enterprise_linux:8")
                .platform(
                        "red_hat_enterprise_linux_7", "Red Hat Enterprise Linux 7", "cpe:/o:redhat:enterprise_linux:7")
                .platform("red_hat_quay_3", "Red Hat Quay 3", "cpe:/a:redhat:quay:3")
                .part("curl-1.x86_64", "pkg:rpm/redhat/curl@7.76.1-26.el9_3.2?arch=x86_64&epoch=1")
                .part("curl-1.aarch64", "pkg:rpm/redhat/curl@7.76.1-26.el9_3.2?arch=aarch64&epoch=1")
                .part("curl-1.src", "pkg:rpm/redhat/curl@7.76.1-26.el9_3.2?arch=src&epoch=1")
                .part("curl-2.x86_64", "pkg:rpm/redhat/curl@7.76.1-29.el9_4.1?arch=x86_64&epoch=1")
                .part("curl-0.x86_64", "pkg:rpm/redhat/curl@7.76.1-23.el9_2.4?arch=x86_64&epoch=1")
                .part("curl", "pkg:rpm/redhat/curl")
                .part("curl.src", "pkg:rpm/redhat/curl?arch=src")
                .part("libcurl", "pkg:rpm/redhat/libcurl")
                .part("quay/quay-rhel8", "pkg:oci/quay-rhel8?repository_url=registry.redhat.io/quay/quay-rhel8")
                .on("BaseOS-9.3.0.Z.MAIN", "curl-1.x86_64", "curl-1.aarch64", "curl-1.src")
                .on("BaseOS-9.4.0.Z.MAIN", "curl-2.x86_64")
                .on("BaseOS-9.2.0.Z.EUS", "curl-0.x86_64")
                .on("red_hat_enterprise_linux_8", "curl", "curl.src", "libcurl")
                .on("red_hat_enterprise_linux_7", "curl", "libcurl")
                .on("red_hat_quay_3", "quay/quay-rhel8");
    }

    /** As Red Hat's documents of Hummingbird do: what of a source is affected is named, the source is named beside it. */
    @Test
    void binariesThatAreNamedStandForTheirSource() {
        String affected = list(
                "known_affected",
                "red_hat_enterprise_linux_8:curl",
                "red_hat_enterprise_linux_8:curl.src",
                "red_hat_enterprise_linux_8:libcurl");
        String json = redHat().vulnerability("CVE-2025-0001", "\"product_status\": {%s}".formatted(affected))
                .json();
        String without = redHat().vulnerability(
                        "CVE-2025-0002",
                        "\"product_status\": {%s}"
                                .formatted(affected.replace("\"red_hat_enterprise_linux_8:curl\", ", "")))
                .json()
                .replace("\"id\": \"CVE-2025-0001\"", "\"id\": \"CVE-2025-0002\"");
        Feeds feeds = feeds().file("redhat-csaf/1.json", json).file("redhat-csaf/2.json", without);
        try (Compiled compiled = compiled(feeds)) {
            assertThat(compiled.says("Red Hat:enterprise_linux:8", "curl"))
                    .containsExactly(
                            "CVE-2025-0001 of Red Hat: introduced 0; AFFECTED",
                            "CVE-2025-0002 of Red Hat: introduced 0; AFFECTED; source");
        }
    }

    /** One product's document names a build for each release of the system; the repositories of a release are one stream. */
    @Test
    void aProductIsKeptApartByWhatItIsBuiltFor() {
        String json = new CsafDocuments("csaf_vex", "CVE-2025-0001")
                .platform("7Server-Satellite611", "Satellite 6.11", "cpe:/a:redhat:satellite:6.11::el7")
                .platform("8Base-Satellite611", "Satellite 6.11", "cpe:/a:redhat:satellite:6.11::el8")
                .platform("AppStream-8.6.0", "AppStream (v. 8)", "cpe:/a:redhat:enterprise_linux:8::appstream")
                .part("foreman-7", "pkg:rpm/redhat/foreman@3.1.1.27-1.el7sat?arch=noarch")
                .part("foreman-8", "pkg:rpm/redhat/foreman@3.1.1.29-1.el8sat?arch=noarch")
                .on("7Server-Satellite611", "foreman-7")
                .on("8Base-Satellite611", "foreman-8")
                .on("AppStream-8.6.0", "foreman-8")
                .vulnerability(
                        "CVE-2025-0001",
                        "\"product_status\": {%s}"
                                .formatted(list(
                                        "fixed",
                                        "7Server-Satellite611:foreman-7",
                                        "8Base-Satellite611:foreman-8",
                                        "AppStream-8.6.0:foreman-8")))
                .json();
        try (Compiled compiled = compiled(feeds().file("redhat-csaf/1.json", json))) {
            assertThat(compiled.says("Red Hat:satellite:6.11::el7", "foreman"))
                    .containsExactly("CVE-2025-0001 of Red Hat: introduced 0, fixed 3.1.1.27-1.el7sat");
            assertThat(compiled.says("Red Hat:satellite:6.11::el8", "foreman"))
                    .containsExactly("CVE-2025-0001 of Red Hat: introduced 0, fixed 3.1.1.29-1.el8sat");
            assertThat(compiled.says("Red Hat:enterprise_linux:8", "foreman")).hasSize(1);
            assertThat(compiled.says("Red Hat:satellite:6.11", "foreman")).isEmpty();
        }
    }

    @Test
    void everyStateOfRedHat() {
        String json = redHat().vulnerability("CVE-2025-0001", """
                        "product_status": {%s, %s, %s, %s}, "remediations": [%s, %s, %s], "flags": [%s], "threats": [%s, %s],
                        "scores": [{"cvss_v3": {"vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"},
                          "products": ["red_hat_enterprise_linux_7:curl"]}]
                        """.formatted(
                                list(
                                        "fixed",
                                        "BaseOS-9.4.0.Z.MAIN:curl-2.x86_64",
                                        "BaseOS-9.3.0.Z.MAIN:curl-1.x86_64",
                                        "BaseOS-9.3.0.Z.MAIN:curl-1.aarch64",
                                        "BaseOS-9.3.0.Z.MAIN:curl-1.src",
                                        "BaseOS-9.2.0.Z.EUS:curl-0.x86_64"),
                                list(
                                        "known_affected",
                                        "red_hat_enterprise_linux_7:curl",
                                        "red_hat_enterprise_linux_8:libcurl",
                                        "red_hat_enterprise_linux_8:curl.src",
                                        "red_hat_quay_3:quay/quay-rhel8"),
                                list("known_not_affected", "red_hat_enterprise_linux_8:curl"),
                                list("under_investigation", "red_hat_enterprise_linux_7:libcurl"),
                                group(
                                        "vendor_fix",
                                        "Update.",
                                        "https://access.redhat.com/errata/RHSA-2023:5763",
                                        "BaseOS-9.3.0.Z.MAIN:curl-1.x86_64"),
                                group("no_fix_planned", "Out of support scope", "", "red_hat_enterprise_linux_7:curl"),
                                group("none_available", "Fix deferred", "", "red_hat_enterprise_linux_8:libcurl"),
                                "{\"label\": \"vulnerable_code_not_present\", "
                                        + list("product_ids", "red_hat_enterprise_linux_8:curl") + "}",
                                group("impact", "Moderate", "", "BaseOS-9.3.0.Z.MAIN:curl-1.x86_64"),
                                group("impact", "Low", "", "red_hat_enterprise_linux_7:curl")))
                .json();
        try (Compiled compiled = compiled(feeds().file("redhat-csaf/2025/cve-2025-0001.json", json))) {
            String who = "CVE-2025-0001 of Red Hat: ";
            assertThat(compiled.report().refused()).isEmpty();
            assertThat(compiled.says(EL9, "curl"))
                    .as("9.4 came out without the fix, as 29.el9")
                    .containsExactly(who + "introduced 0, fixed 1:7.76.1-26.el9_3.2,"
                            + " introduced 1:7.76.1-27, fixed 1:7.76.1-29.el9_4.1; RHSA-2023:5763");
            assertThat(compiled.says("Red Hat:rhel_eus:9.2", "curl"))
                    .containsExactly(who + "introduced 0, fixed 1:7.76.1-23.el9_2.4");
            assertThat(compiled.says("Red Hat:enterprise_linux:8", "curl"))
                    .containsExactly(
                            who + "introduced 0; AFFECTED; source", who + "NOT_AFFECTED; vulnerable code not present");
            assertThat(compiled.says("Red Hat:enterprise_linux:8", "libcurl"))
                    .containsExactly(who + "introduced 0; FIX_DEFERRED; Fix deferred");
            assertThat(compiled.says("Red Hat:enterprise_linux:7", "curl"))
                    .containsExactly(who + "introduced 0; END_OF_LIFE; Low; Out of support scope");
            assertThat(compiled.says("Red Hat:enterprise_linux:7", "libcurl"))
                    .containsExactly(who + "introduced 0; UNDER_INVESTIGATION; under investigation");
            assertThat(compiled.says("Red Hat:quay:3", "quay-rhel8")).isEmpty();
            Advisory advisory = compiled.db()
                    .advisory(compiled.db()
                            .lookup(Ecosystem.parse(EL9), "curl")
                            .getFirst()
                            .advisory());
            assertThat(advisory.severityWord()).isEqualTo("Moderate");
            assertThat(advisory.references())
                    .containsExactly(
                            "https://example.org/CVE-2025-0001", "https://access.redhat.com/errata/RHSA-2023:5763");
            assertThat(advisory.modified()).isEqualTo("2025-02-03T00:00:00+00:00");
        }
    }

    /** In vunnel's document of Hummingbird the fixed source alone is named. */
    @Test
    void aFixedSourceStandsForItsBinariesWhereNoneIsNamed() {
        String json = new CsafDocuments("csaf_vex", "CVE-2025-0001")
                .platform("hummingbird-1", "Hummingbird", "cpe:/a:redhat:hummingbird:1")
                .part("a-1.src", "pkg:rpm/redhat/a@1.2.3-1.hum1?arch=src")
                .part("b-1.src", "pkg:rpm/redhat/b@2-1.hum1?arch=src")
                .part("b-libs-1.x86_64", "pkg:rpm/redhat/b-libs@2-1.hum1?arch=x86_64")
                .on("hummingbird-1", "a-1.src", "b-1.src", "b-libs-1.x86_64")
                .vulnerability(
                        "CVE-2025-0001",
                        "\"product_status\": {"
                                + list(
                                        "fixed",
                                        "hummingbird-1:a-1.src",
                                        "hummingbird-1:b-1.src",
                                        "hummingbird-1:b-libs-1.x86_64")
                                + "}")
                .json();
        try (Compiled compiled = compiled(feeds().file("redhat-csaf/a.json", json))) {
            String who = "CVE-2025-0001 of Red Hat: introduced 0, fixed ";
            assertThat(compiled.says("Red Hat:hummingbird:1", "a")).containsExactly(who + "1.2.3-1.hum1; source");
            assertThat(compiled.says("Red Hat:hummingbird:1", "b")).isEmpty();
            assertThat(compiled.says("Red Hat:hummingbird:1", "b-libs")).containsExactly(who + "2-1.hum1");
        }
    }

    @Test
    void modulesStandInThePurlBetweenReleaseAndPackageOrInTheName() {
        String json = new CsafDocuments("csaf_vex", "CVE-2025-0001")
                .platform("AppStream-8", "AppStream (v. 8)", "cpe:/a:redhat:enterprise_linux:8::appstream")
                .platform("red_hat_enterprise_linux_8", "RHEL 8", "cpe:/o:redhat:enterprise_linux:8")
                .part("nodejs:18:80:cc", "pkg:rpmmod/redhat/nodejs@18:80:cc")
                .part("nodejs-1.x86_64", "pkg:rpm/redhat/nodejs@18.1-1?arch=x86_64&epoch=1")
                .part("npm-1.x86_64", "pkg:rpm/redhat/npm@9.1-1?arch=x86_64&rpmmod=nodejs:20:80:cc")
                .part("nodejs:16/nodejs", "pkg:rpm/redhat/nodejs?arch=src&rpmmod=nodejs:16")
                .part("nodejs:14/npm", "")
                .on("AppStream-8", "nodejs:18:80:cc", "npm-1.x86_64")
                .on("AppStream-8:nodejs:18:80:cc", "nodejs-1.x86_64")
                .on("red_hat_enterprise_linux_8", "nodejs:16/nodejs", "nodejs:14/npm")
                .vulnerability(
                        "CVE-2025-0001",
                        "\"product_status\": {"
                                + list(
                                        "fixed",
                                        "AppStream-8:nodejs:18:80:cc:nodejs-1.x86_64",
                                        "AppStream-8:npm-1.x86_64")
                                + ", "
                                + list(
                                        "known_affected",
                                        "red_hat_enterprise_linux_8:nodejs:16/nodejs",
                                        "red_hat_enterprise_linux_8:nodejs:14/npm")
                                + "}")
                .json();
        try (Compiled compiled = compiled(feeds().file("redhat-csaf/a.json", json))) {
            String who = "CVE-2025-0001 of Red Hat: ";
            assertThat(compiled.says("Red Hat:enterprise_linux:8", "nodejs"))
                    .containsExactly(
                            who + "introduced 0, fixed 1:18.1-1; nodejs:18",
                            who + "introduced 0; AFFECTED; source; nodejs:16");
            assertThat(compiled.says("Red Hat:enterprise_linux:8", "npm"))
                    .containsExactly(
                            who + "introduced 0, fixed 9.1-1; nodejs:20", who + "introduced 0; AFFECTED; nodejs:14");
        }
    }

    @Test
    void whereADocumentKnowsNoSourcesAComponentMayBeOne() {
        String json = new CsafDocuments("csaf_vex", "CVE-2020-0001")
                .platform("red_hat_enterprise_linux_7", "RHEL 7", "cpe:/o:redhat:enterprise_linux:7")
                .part("bash", "pkg:rpm/redhat/bash")
                .on("red_hat_enterprise_linux_7", "bash")
                .vulnerability(
                        "CVE-2020-0001",
                        "\"product_status\": {" + list("known_affected", "red_hat_enterprise_linux_7:bash") + "}")
                .json();
        try (Compiled compiled = compiled(feeds().file("redhat-csaf/a.json", json))) {
            assertThat(compiled.says("Red Hat:enterprise_linux:7", "bash"))
                    .containsExactly(
                            "CVE-2020-0001 of Red Hat: introduced 0; AFFECTED",
                            "CVE-2020-0001 of Red Hat: introduced 0; AFFECTED; source");
        }
    }

    @Test
    void susesModulesAreThoseOfTheServerAndNoticesSpeakForManyVulnerabilities() {
        String status = "\"product_status\": {"
                + list(
                        "recommended",
                        "SUSE Linux Enterprise Module for Basesystem 15 SP5:curl-8.0.1-150400.5.32.1.x86_64",
                        "openSUSE Leap 15.5:curl-8.0.1-150400.5.32.1.x86_64",
                        "Container bci:curl-8.0.1-150400.5.32.1.x86_64")
                + "}";
        String json = new CsafDocuments("csaf_security_advisory", "SUSE-SU-2023:4044-1")
                .platform(
                        "SUSE Linux Enterprise Module for Basesystem 15 SP5",
                        "SUSE Linux Enterprise Module for Basesystem 15 SP5",
                        "cpe:/o:suse:sle-module-basesystem:15:sp5")
                .platform("openSUSE Leap 15.5", "openSUSE Leap 15.5", "cpe:/o:opensuse:leap:15.5")
                .platform("Container bci", "Container bci/bci-base", "")
                .part("curl-8.0.1-150400.5.32.1.x86_64", "")
                .on("SUSE Linux Enterprise Module for Basesystem 15 SP5", "curl-8.0.1-150400.5.32.1.x86_64")
                .on("openSUSE Leap 15.5", "curl-8.0.1-150400.5.32.1.x86_64")
                .on("Container bci", "curl-8.0.1-150400.5.32.1.x86_64")
                .vulnerability("CVE-2023-38545", status)
                .vulnerability("CVE-2023-38546", status)
                .json();
        try (Compiled compiled = compiled(feeds().file("suse-csaf/suse-su-2023_4044-1.json", json))) {
            String line = "SUSE-SU-2023:4044-1 of SUSE: introduced 0, fixed 8.0.1-150400.5.32.1";
            assertThat(compiled.says("SUSE:Linux Enterprise Server 15 SP5", "curl"))
                    .containsExactly(line);
            assertThat(compiled.says("openSUSE:Leap 15.5", "curl")).containsExactly(line);
            Advisory advisory = compiled.db()
                    .advisory(compiled.db()
                            .lookup(Ecosystem.parse("openSUSE:Leap 15.5"), "curl")
                            .getFirst()
                            .advisory());
            assertThat(advisory.names().stream().map(VulnerabilityNames::id))
                    .containsExactly("CVE-2023-38545", "CVE-2023-38546");
        }
    }

    @Test
    void openEulerSpeaksOfSources() {
        String json = new CsafDocuments("csaf_security_advisory", "openEuler-SA-2024-1001")
                .platform(
                        "openEuler-22.03-LTS-SP1",
                        "openEuler-22.03-LTS-SP1",
                        "cpe:/a:openEuler:openEuler:22.03-LTS-SP1")
                .part("curl-7.79.1-22.oe2203sp1.src.rpm", "")
                .part("libcurl-7.79.1-22.oe2203sp1.x86_64.rpm", "")
                .on(
                        "openEuler-22.03-LTS-SP1",
                        "curl-7.79.1-22.oe2203sp1.src.rpm",
                        "libcurl-7.79.1-22.oe2203sp1.x86_64.rpm")
                .vulnerability(
                        "CVE-2023-38545",
                        "\"product_status\": {"
                                + list(
                                        "fixed",
                                        "openEuler-22.03-LTS-SP1:curl-7.79.1-22.oe2203sp1.src.rpm",
                                        "openEuler-22.03-LTS-SP1:libcurl-7.79.1-22.oe2203sp1.x86_64.rpm")
                                + "}")
                .json();
        try (Compiled compiled = compiled(feeds().file("openeuler-csaf/a.json", json))) {
            assertThat(compiled.says("openEuler:22.03-LTS-SP1", "curl"))
                    .containsExactly("openEuler-SA-2024-1001 of openEuler: introduced 0, fixed 7.79.1-22.oe2203sp1");
            assertThat(compiled.says("openEuler:22.03-LTS-SP1", "libcurl")).isEmpty();
        }
        String withComma = json.replace("x86_64.rpm\"]", "x86_64.rpm\",\n]"); // as openEuler publishes some
        assertThat(withComma).isNotEqualTo(json);
        try (Compiled compiled = compiled(feeds().file("openeuler-csaf/a.json", withComma))) {
            assertThat(compiled.says("openEuler:22.03-LTS-SP1", "curl")).hasSize(1);
        }
    }

    @Test
    void brokenDocumentsAreSetAsideAndALaterOneReplacesAnEarlier() {
        String deep = "{\"branches\": [".repeat(80) + "]}".repeat(80);
        String whole = redHat().vulnerability(
                        "CVE-2025-0001",
                        "\"product_status\": {" + list("known_affected", "red_hat_enterprise_linux_7:curl", "nobody")
                                + "}")
                .json();
        Feeds feeds = feeds().file("redhat-csaf/1.json", whole)
                .file(
                        "redhat-csaf/2.json",
                        whole.replace("2025-02-03", "2025-02-04").replace("el:7", "el:6"))
                .file("redhat-csaf/bad-1.json", whole.substring(0, whole.length() / 2))
                .file("redhat-csaf/bad-2.json", "{}")
                .file("redhat-csaf/bad-3.json", whole.replace("\"2.0\"", "\"1.2\""))
                .file("redhat-csaf/bad-4.json", whole.replace("\"status\": \"final\"", "\"status\": \"draft\""))
                .file("redhat-csaf/bad-5.json", "{\"product_tree\": " + deep + "}")
                .file("redhat-csaf/bad-6.json", "<html>down for maintenance</html>")
                .file("redhat-csaf/bad-7.json", whole.replace("\"vulnerabilities\": [", "\"vulnerabilities\": [[], "));
        try (Compiled compiled = compiled(feeds)) {
            assertThat(compiled.report().count("documents")).isEqualTo(9);
            assertThat(compiled.report().count("refused")).isEqualTo(7);
            assertThat(compiled.report().count("duplicates")).isEqualTo(1);
            assertThat(compiled.report().count("advisories")).isEqualTo(1);
        }
    }
}
