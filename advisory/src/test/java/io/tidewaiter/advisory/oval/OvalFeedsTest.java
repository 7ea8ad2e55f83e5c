package io.tidewaiter.advisory.oval;

import static io.tidewaiter.advisory.oval.OvalDocuments.criteria;
import static io.tidewaiter.advisory.oval.OvalDocuments.criterion;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.VulnerabilityNames;
import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shapes of Canonical, Oracle, SUSE and Microsoft, built by {@link OvalDocuments}. */
class OvalFeedsTest {
    @TempDir
    private Path folder;

    private Feeds feeds() {
        return new Feeds(folder.resolve("feeds"));
    }

    private Compiled compiled(String path, OvalDocuments document) {
        return Compiled.of(feeds().file(path, document.xml()), folder.resolve("a.db"));
    }

    private static String cve(String id) {
        return "<reference source=\"CVE\" ref_id=\"" + id + "\" ref_url=\"https://example.org/" + id + "\"/>";
    }

    @Test
    void everyStateOfUbuntu() {
        String in = " package in jammy ";
        OvalDocuments document = new OvalDocuments("dpkginfo")
                .test("t1", "$curl libcurl4", "less than", "0:7.81.0-1ubuntu1.14")
                .test("t2", "$bash", "", "")
                .definition(
                        "vulnerability",
                        "<title>CVE-2025-0001 on Ubuntu 22.04 LTS (jammy) - medium</title><description>A flaw."
                                + "</description><affected family=\"unix\"><platform>Ubuntu 22.04 LTS</platform></affected>"
                                + cve("CVE-2025-0001")
                                + "<advisory><severity>Medium</severity><public_date>2025-01-01</public_date></advisory>",
                        criteria(
                                "OR",
                                criterion(
                                        "t1",
                                        "curl" + in
                                                + "was vulnerable but has been fixed (note: '7.81.0-1ubuntu1.14')."),
                                criterion("t2", "bash" + in + "is affected and needs fixing."),
                                criterion("t2", "dash" + in + "is affected and may need fixing."),
                                criterion(
                                        "t2",
                                        "zsh" + in + "is affected, but a decision has been made to defer addressing it"
                                                + " (note: '2025-01-01')."),
                                criterion(
                                        "t2",
                                        "ksh" + in + "is affected, but a decision has been made to ignore it"
                                                + " (note: 'end of life')."),
                                criterion(
                                        "t2", "fish" + in + "is affected, but a decision has been made to ignore it."),
                                "<criterion test_ref=\"t2\" negate=\"true\" comment=\"mksh" + in
                                        + "is not affected (note: 'code not present').\"/>"));
        try (Compiled compiled = compiled("ubuntu-oval/com.ubuntu.jammy.cve.oval.xml", document)) {
            String who = "UBUNTU-CVE-2025-0001 of Ubuntu: ";
            String jammy = "Ubuntu:22.04:LTS";
            assertThat(compiled.report().refused()).isEmpty();
            assertThat(compiled.says(jammy, "curl")).containsExactly(who + "introduced 0, fixed 7.81.0-1ubuntu1.14");
            assertThat(compiled.says(jammy, "libcurl4")).isEmpty();
            assertThat(compiled.says(jammy, "bash")).containsExactly(who + "introduced 0; AFFECTED");
            assertThat(compiled.says(jammy, "dash")).containsExactly(who + "introduced 0; UNDER_INVESTIGATION");
            assertThat(compiled.says(jammy, "zsh")).containsExactly(who + "introduced 0; FIX_DEFERRED; 2025-01-01");
            assertThat(compiled.says(jammy, "ksh")).containsExactly(who + "introduced 0; END_OF_LIFE; end of life");
            assertThat(compiled.says(jammy, "fish")).containsExactly(who + "introduced 0; WILL_NOT_FIX");
            assertThat(compiled.says(jammy, "mksh")).containsExactly(who + "NOT_AFFECTED; code not present");
        }
    }

    @Test
    void pocketsOfUbuntuProAreToldApart() {
        pocket("com.ubuntu.esm-infra_bionic", "Ubuntu 18.04 LTS", "7.58.0-2ubuntu3.24+esm1", "Pro:18.04:LTS");
        pocket(
                "oci.com.ubuntu.fips-updates_jammy",
                "Ubuntu Pro FIPS-updates 22.04 LTS",
                "7.81.0-1ubuntu1.14+Fips1",
                "Pro:FIPS-updates:22.04:LTS");
        pocket("com.ubuntu.fips_bionic", "Ubuntu 18.04 LTS", "7.58.0-2ubuntu3.fips.1", "Pro:FIPS:18.04:LTS");
        // All three lie side by side by now, and still the one of ESM is alone.
        pocket("com.ubuntu.esm-infra_bionic", "Ubuntu 18.04 LTS", "7.58.0-2ubuntu3.24+esm1", "Pro:18.04:LTS");
    }

    private void pocket(String name, String platform, String fixed, String release) {
        OvalDocuments document = new OvalDocuments("dpkginfo")
                .test("t1", "$curl", "less than", fixed)
                .definition(
                        "vulnerability",
                        "<affected><platform>" + platform + "</platform></affected>" + cve("CVE-2025-0001"),
                        criteria("OR", criterion("t1", "curl package in x was vulnerable but has been fixed")));
        try (Compiled compiled = compiled("ubuntu-oval/" + name + ".cve.oval.xml", document)) {
            assertThat(compiled.says("Ubuntu:" + release, "curl"))
                    .as(name)
                    .singleElement()
                    .asString()
                    .endsWith("fixed " + fixed);
        }
    }

    @Test
    void commentsTellModulesAndSeveralProductsToo() {
        OvalDocuments oracle = new OvalDocuments("rpminfo")
                .definition(
                        "patch",
                        "<title>ELSA-2025-0001: nodejs:18 security update</title><affected family=\"unix\">"
                                + "<platform>Oracle Linux 8</platform></affected>" + cve("CVE-2025-0001"),
                        criteria(
                                "AND",
                                criterion("a", "Oracle Linux 8 is installed"),
                                criterion("b", "Module nodejs:18 is enabled"),
                                criteria(
                                        "AND",
                                        criterion("c", "Oracle Linux arch is x86_64"),
                                        criteria(
                                                "OR",
                                                criterion("d", "nodejs is earlier than 1:18.20.2-1.module+el8.9.0+1"),
                                                criterion("e", "npm is signed with the Oracle Linux 8 key")))));
        try (Compiled compiled = compiled("oracle-oval/com.oracle.elsa-all.xml", oracle)) {
            assertThat(compiled.says("Oracle Linux:8", "nodejs"))
                    .singleElement()
                    .asString()
                    .contains("fixed 1:18.20.2-1.module+el8.9.0+1", "nodejs:18");
            assertThat(compiled.says("Oracle Linux:8", "npm")).isEmpty();
        }
        OvalDocuments suse = new OvalDocuments("rpminfo")
                .definition(
                        "vulnerability",
                        "<title>CVE-2025-0001</title>" + cve("CVE-2025-0001"),
                        criteria(
                                "AND",
                                criteria(
                                        "OR",
                                        criterion("a", "SUSE Linux Enterprise Server 15 SP5 is installed"),
                                        criterion("b", "SUSE Linux Enterprise Desktop 15 SP5 is installed")),
                                criteria(
                                        "OR",
                                        criterion("c", "libcurl4-32bit-8.0.1-150400.5.44.1 is installed"),
                                        criterion("d", "sles-release-15.5-150500.1 is installed"),
                                        criterion("e", "python3-pip-wheel is installed"))));
        try (Compiled compiled = compiled("suse-oval/suse.linux.enterprise.server.15.xml", suse)) {
            for (String release : List.of("Server 15 SP5", "Desktop 15 SP5")) {
                String sle = "SUSE:Linux Enterprise " + release;
                assertThat(compiled.says(sle, "libcurl4-32bit"))
                        .as(release)
                        .containsExactly("SUSE-CVE-2025-0001 of SUSE: introduced 0, fixed 8.0.1-150400.5.44.1");
                assertThat(compiled.says(sle, "sles-release")).isEmpty();
                assertThat(compiled.says(sle, "python3"))
                        .as("no version is told")
                        .isEmpty();
            }
        }
    }

    @Test
    void aDocumentWithoutItsTestsIsReadByItsComments() {
        OvalDocuments oracle = new OvalDocuments("rpminfo")
                .definition(
                        "patch",
                        "<title>\nELSA-2007-0057: bind security update\n</title><affected family=\"unix\">"
                                + "<platform>Oracle Linux 5</platform></affected>" + cve("CVE-2025-0001"),
                        criteria(
                                "AND",
                                criterion("a", "Oracle Linux 5 is installed"),
                                criterion("b", "bind-libs is earlier than 30:9.3.3-8.el5"),
                                criterion("c", "bind-libs is signed with the Oracle Linux 5 key")));
        try (Compiled compiled = compiled("oracle-oval/com.oracle.elsa-all.xml", oracle)) {
            assertThat(compiled.says("Oracle Linux:5", "bind-libs"))
                    .containsExactly("ELSA-2007-0057 of Oracle: introduced 0, fixed 30:9.3.3-8.el5");
        }
        OvalDocuments suse = new OvalDocuments("rpminfo")
                .test("e", "kernel-default", "", "") // and no state
                .definition(
                        "vulnerability",
                        "<title>CVE-2025-0001</title>" + cve("CVE-2025-0001"),
                        criteria(
                                "AND",
                                criterion("a", "SUSE Linux Enterprise Server 15 SP1 is installed"),
                                criteria(
                                        "OR",
                                        criterion("b", "kernel-default-base-4.12.14-197.89.2 is installed"),
                                        criterion("e", "kernel-default-4.12.14-197.89.2 is installed"),
                                        criterion("c", "kernel-source is affected"),
                                        criterion("d", "kernel-docs is not affected"))));
        try (Compiled compiled = compiled("suse-oval/suse.linux.enterprise.server.15.xml", suse)) {
            String release = "SUSE:Linux Enterprise Server 15 SP1";
            String who = "SUSE-CVE-2025-0001 of SUSE: ";
            assertThat(compiled.says(release, "kernel-default-base"))
                    .containsExactly(who + "introduced 0, fixed 4.12.14-197.89.2");
            assertThat(compiled.says(release, "kernel-default"))
                    .containsExactly(who + "introduced 0, fixed 4.12.14-197.89.2");
            assertThat(compiled.says(release, "kernel-source")).containsExactly(who + "introduced 0; AFFECTED");
            assertThat(compiled.says(release, "kernel-docs")).containsExactly(who + "NOT_AFFECTED; not affected");
        }
    }

    @Test
    void oraclesFlavoursModulesAndArchitecturesStayApart() {
        OvalDocuments document = new OvalDocuments("rpminfo")
                .test("rel", "oraclelinux-release", "pattern match", "^8")
                .test("t1", "openssl", "less than", "1:1.1.1k-9.el8_7")
                .test("t2", "openssl", "less than", "1:1.1.1k-9.ksplice1.el8_7")
                .test("t3", "nodejs", "less than", "0:18.1-1.module+el8")
                .test("t4", "kernel", "less than", "0:5.4-1.x86")
                .test("t5", "kernel", "less than", "0:5.4-1.arm")
                .definition(
                        "patch",
                        "<title>ELSA-2025-0001: openssl security update (IMPORTANT)</title><affected family=\"unix\">"
                                + "<platform>Oracle Linux 8</platform></affected>"
                                + "<reference source=\"elsa\" ref_id=\"ELSA-2025-0001\""
                                + " ref_url=\"https://linux.oracle.com/errata/ELSA-2025-0001.html\"/>"
                                + cve("CVE-2025-0001") + cve("CVE-2025-0002")
                                + "<advisory><severity>IMPORTANT</severity><issued date=\"2025-01-02\"/></advisory>",
                        criteria(
                                "AND",
                                criterion("rel", "Oracle Linux 8 is installed"),
                                criteria(
                                        "OR",
                                        criteria(
                                                "AND",
                                                criterion("a", "Oracle Linux arch is x86_64"),
                                                criteria(
                                                        "OR",
                                                        criteria(
                                                                "AND",
                                                                criterion(
                                                                        "t1",
                                                                        "openssl is earlier than 1:1.1.1k-9.el8_7"),
                                                                criterion("s", "openssl is signed")),
                                                        criterion("t2", "openssl is earlier than the ksplice build"),
                                                        criteria(
                                                                "AND",
                                                                criterion("m", "Module nodejs:18 is enabled"),
                                                                criterion("t3", "nodejs is earlier than 0:18.1")),
                                                        criterion("t4", "kernel is earlier than 0:5.4-1.x86"))),
                                        criteria(
                                                "AND",
                                                criterion("b", "Oracle Linux arch is aarch64"),
                                                criterion("t5", "kernel is earlier than 0:5.4-1.arm")))));
        try (Compiled compiled = compiled("oracle-oval/com.oracle.elsa-2025.xml", document)) {
            String who = "ELSA-2025-0001 of Oracle: introduced 0, fixed ";
            String ol8 = "Oracle Linux:8";
            assertThat(compiled.says(ol8, "openssl"))
                    .containsExactly(who + "1:1.1.1k-9.el8_7", who + "1:1.1.1k-9.ksplice1.el8_7; flavour:ksplice");
            assertThat(compiled.says(ol8, "nodejs")).containsExactly(who + "18.1-1.module+el8; nodejs:18");
            assertThat(compiled.says(ol8, "kernel"))
                    .containsExactly(who + "5.4-1.arm; aarch64", who + "5.4-1.x86; i686 x86_64");
            Advisory advisory = compiled.db()
                    .advisory(compiled.db()
                            .lookup(Ecosystem.parse(ol8), "nodejs")
                            .getFirst()
                            .advisory());
            assertThat(advisory.names().stream().map(VulnerabilityNames::id))
                    .containsExactly("CVE-2025-0001", "CVE-2025-0002");
            assertThat(advisory.published()).isEqualTo("2025-01-02T00:00:00Z");
        }
    }

    @Test
    void susesReleasesStandBesideTheBuilds() {
        OvalDocuments document = new OvalDocuments("rpminfo")
                .test("r1", "sles-release", "equals", "0:15.5-0")
                .test("r2", "sle-module-basesystem-release", "equals", "0:15.5-0")
                .test("t1", "curl", "less than", "0:8.0.1-150400.5.32.1")
                .test("t2", "bash", "greater than", "0:0-0")
                .test("t3", "zsh", "equals", "0:0-0")
                .definition(
                        "vulnerability",
                        "<title>CVE-2025-0001</title><affected><platform>SUSE Linux Enterprise Server 15 SP5</platform>"
                                + "</affected>" + cve("CVE-2025-0001")
                                + "<advisory><severity>Important</severity></advisory>",
                        criteria(
                                "AND",
                                criteria(
                                        "OR",
                                        criterion("r1", "SUSE Linux Enterprise Server 15 SP5 is installed"),
                                        criterion(
                                                "r2",
                                                "SUSE Linux Enterprise Module for Basesystem 15 SP5 is installed")),
                                criteria(
                                        "OR",
                                        criterion("t1", "curl-8.0.1-150400.5.32.1 is installed"),
                                        criterion("t2", "bash is affected"),
                                        criterion("t3", "zsh is not affected"))));
        try (Compiled compiled = compiled("suse-oval/suse.linux.enterprise.server.15.xml", document)) {
            String who = "SUSE-CVE-2025-0001 of SUSE: ";
            String sles = "SUSE:Linux Enterprise Server 15 SP5";
            assertThat(compiled.says(sles, "curl")).containsExactly(who + "introduced 0, fixed 8.0.1-150400.5.32.1");
            assertThat(compiled.says(sles, "bash")).containsExactly(who + "introduced 0; AFFECTED");
            assertThat(compiled.says(sles, "zsh")).containsExactly(who + "NOT_AFFECTED; not affected");
        }
    }

    @Test
    void azureLinuxSaysWhatCanBePatched() {
        OvalDocuments document = new OvalDocuments("rpminfo")
                .test("t1", "curl", "less than", "0:8.8.0-1.azl3")
                .test("t2", "vim", "less than or equal", "0:9.0-1.azl3")
                .test("t3", "nano", "less than or equal", "0:7.2-1.azl3");
        int number = 0;
        for (String patchable : new String[] {"true", "false", "Not Applicable"}) {
            number++;
            document.definition(
                    "vulnerability",
                    cve("CVE-2025-000" + number) + "<patchable>" + patchable + "</patchable>"
                            + "<advisory_date>2025-01-01T00:00:00Z</advisory_date><severity>High</severity>",
                    criteria("AND", criterion("t" + number, "Package is earlier than that")));
        }
        try (Compiled compiled = compiled("azurelinux-oval/azurelinux-3.0-oval.xml", document)) {
            String azl = "Azure Linux:3";
            assertThat(compiled.says(azl, "curl"))
                    .containsExactly("AZURELINUX-CVE-2025-0001 of Azure Linux: introduced 0, fixed 8.8.0-1.azl3");
            assertThat(compiled.says(azl, "vim"))
                    .containsExactly(
                            "AZURELINUX-CVE-2025-0002 of Azure Linux: introduced 0, last 9.0-1.azl3; AFFECTED");
            assertThat(compiled.says(azl, "nano"))
                    .containsExactly("AZURELINUX-CVE-2025-0003 of Azure Linux: NOT_AFFECTED; not applicable");
        }
    }

    @Test
    void azureLinuxSaysFromWhichVersionOn() {
        OvalDocuments document = new OvalDocuments("rpminfo")
                .test("below", "golang", "less than", "0:1.20.7-1.cm2")
                .test("above", "golang", "greater than", "0:1.19.0.cm2")
                .test("last", "bind", "less than or equal", "0:9.16.33-1.cm2")
                .test("from", "bind", "greater than or equal", "0:9.16.0-1.cm2");
        document.definition(
                "vulnerability",
                cve("CVE-2023-29404") + "<patchable>true</patchable><severity>Critical</severity>",
                criteria("AND", criterion("below", "is earlier than"), criterion("above", "is greater than")));
        document.definition(
                "vulnerability",
                cve("CVE-2022-3736") + "<patchable>false</patchable><severity>High</severity>",
                criteria("AND", criterion("from", "is greater than"), criterion("last", "is earlier than")));
        try (Compiled compiled = compiled("azurelinux-oval/cbl-mariner-2.0-oval.xml", document)) {
            assertThat(compiled.report().count("refused parts")).isZero();
            assertThat(compiled.says("Azure Linux:2", "golang"))
                    .containsExactly(
                            "AZURELINUX-CVE-2023-29404 of Azure Linux: introduced 1.19.0.cm2^, fixed 1.20.7-1.cm2");
            assertThat(compiled.says("Azure Linux:2", "bind"))
                    .containsExactly(
                            "AZURELINUX-CVE-2022-3736 of Azure Linux: introduced 9.16.0-1.cm2, last 9.16.33-1.cm2; AFFECTED");
        }
        OvalDocuments open = new OvalDocuments("rpminfo")
                .test("above", "golang", "greater than", "0:1.19.0.cm2")
                .test("from", "bind", "greater than or equal", "0:9.16.0-1.cm2")
                .test("from again", "bind", "greater than or equal", "0:9.17.0-1.cm2");
        open.definition(
                "vulnerability",
                cve("CVE-2023-29404") + "<patchable>false</patchable>",
                criteria("AND", criterion("above", "is greater than")));
        open.definition(
                "vulnerability",
                cve("CVE-2022-3736") + "<patchable>false</patchable>",
                criteria("AND", criterion("from", "is greater than"), criterion("from again", "is greater than")));
        try (Compiled compiled = compiled("azurelinux-oval/cbl-mariner-2.0-oval.xml", open)) {
            assertThat(compiled.says("Azure Linux:2", "golang"))
                    .containsExactly("AZURELINUX-CVE-2023-29404 of Azure Linux: introduced 1.19.0.cm2^; AFFECTED");
            assertThat(compiled.report().count("refused parts")).isEqualTo(1);
        }
        VersionScheme rpm = VersionSchemes.RPM;
        assertThat(rpm.compare("1.19.0.cm2", "1.19.0.cm2^")).isEqualTo(Order.LESS);
        assertThat(rpm.compare("1.19.1-1.cm2", "1.19.0.cm2^")).isEqualTo(Order.GREATER);
    }

    @Test
    void updateinfoOfAmazonWithItsExtras() {
        String update = """
                <?xml version="1.0"?><updates>
                <update author="linux-security@amazon.com" from="x" status="final" type="security" version="1.4">
                 <id>ALAS2-2025-0001</id><title>Amazon Linux 2: important package update for docker</title>
                 <issued date="2025-01-02 20:41:00"/><updated date="2025-01-03 23:22:00"/><severity>important</severity>
                 <references><reference href="https://example.org/CVE-2025-0001" id="CVE-2025-0001" title="" type="cve"/>
                 <reference href="https://alas.aws.amazon.com/AL2/ALAS-2025-0001.html" id="ALAS" type="self"/></references>
                 <pkglist><collection short="docker"><name>Docker</name>
                  <package name="docker" version="25.0" release="1.amzn2" epoch="0" arch="%s"><filename>x.rpm</filename></package>
                  <package name="runc" version="1.1" release="%s" epoch="2" arch="%s"><filename>y.rpm</filename></package>
                  <package name="docker" version="25.0" release="1.amzn2" epoch="0" arch="src"/>
                 </collection></pkglist></update>
                <update type="bugfix"><id>ALBUG-1</id></update><update type="security"><id></id></update></updates>
                """;
        Feeds feeds = feeds().file("amazon/2/extras/docker/x86_64.xml", update.formatted("x86_64", "1.amzn2", "x86_64"))
                .file("amazon/2/core/aarch64/updateinfo.xml", update.formatted("aarch64", "1.amzn2", "aarch64"))
                .file("amazon/2/core/x86_64/updateinfo.xml", update.formatted("x86_64", "1.amzn2", "x86_64"));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            String who = "ALAS2-2025-0001 of Amazon Linux 2: introduced 0, fixed ";
            assertThat(compiled.report().count("refused parts")).isEqualTo(3);
            assertThat(compiled.says("Amazon Linux:2", "docker"))
                    .containsExactly(who + "25.0-1.amzn2", who + "25.0-1.amzn2; amazon-extras:docker");
            assertThat(compiled.says("Amazon Linux:2", "runc"))
                    .containsExactly(who + "2:1.1-1.amzn2", who + "2:1.1-1.amzn2; amazon-extras:docker");
        }
    }

    @Test
    void hostileDocumentsAreSetAside() {
        String entity = "<?xml version=\"1.0\"?><!DOCTYPE o [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<oval_definitions><definitions>&x;</definitions></oval_definitions>";
        String laughs = "<?xml version=\"1.0\"?><!DOCTYPE o [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                + "<updates>&b;</updates>";
        String open = "<criteria operator=\"AND\">";
        Feeds feeds = feeds().record("A-1", "npm", "x", "introduced 0", "")
                .file("oracle-oval/entity.xml", entity)
                .file("amazon/2/laughs.xml", laughs)
                .file("oracle-oval/deep.xml", "<oval_definitions>" + open.repeat(100) + "</oval_definitions>")
                .file("oracle-oval/cut.xml", "<oval_definitions><definitions><definition id=\"a\">")
                .file("suse-oval/html.xml", "<!DOCTYPE html><html><body>Service unavailable</body></html>")
                .file("azurelinux-oval/other.xml", "<updates/>")
                .file(
                        "oracle-oval/wide.xml",
                        "<oval_definitions><definitions><definition id=\"a\" class=\"patch\">" + open
                                + "<criterion comment=\"c\" test_ref=\"t\"/>".repeat(60_000)
                                + "</criteria></definition></definitions></oval_definitions>");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.report().count("refused")).isEqualTo(6);
            assertThat(compiled.report().count("refused parts")).isEqualTo(1);
            assertThat(compiled.report().refused().toString()).doesNotContain("root:");
        }
    }

    /** As VMware publishes them: the release without its second number, a key asked for beside each package. */
    @Test
    void photonNamesBinaryPackages() {
        OvalDocuments photon = new OvalDocuments("rpminfo")
                .definition(
                        "patch",
                        "<title>PHSA-2020:00001 sqlite Security Update. (Important)</title>"
                                + "<affected family=\"unix\"><platform>Photon 3</platform></affected>"
                                + "<reference ref_id=\"CVE:00001:CVE-2025-0001\" ref_url=\"https://example.org/1\" source=\"CVE\"/>"
                                + "<advisory><severity>Important</severity><issued date=\"2019-10-23\"/>"
                                + "<updated date=\"2019-10-23\"/><cve>CVE-2025-0001</cve></advisory>",
                        criteria(
                                "AND",
                                criterion("a", "Photon OS 3 is installed"),
                                criteria(
                                        "OR",
                                        criteria(
                                                "AND",
                                                criterion("b", "sqlite is earlier than 0:3.27.2-5.ph3"),
                                                criterion("c", "sqlite is signed with VMware key")),
                                        criteria(
                                                "AND",
                                                criterion("d", "sqlite-libs is earlier than 0:3.27.2-5.ph3"),
                                                criterion("e", "sqlite-libs is signed with VMware key")))))
                .test("a", "photon-release", "pattern match", "^3")
                .test("b", "sqlite", "less than", "0:3.27.2-5.ph3")
                .test("d", "sqlite-libs", "less than", "0:3.27.2-5.ph3");
        try (Compiled compiled = compiled("photon-oval/com.vmware.phsa-photon3.xml", photon)) {
            String said = "oval:test:def:0 of Photon OS: introduced 0, fixed 3.27.2-5.ph3";
            assertThat(compiled.says("Photon OS:3.0", "sqlite")).containsExactly(said);
            assertThat(compiled.says("Photon OS:3.0", "sqlite-libs")).containsExactly(said);
            assertThat(compiled.says("Photon OS:3", "sqlite")).isEmpty();
        }
    }
}
