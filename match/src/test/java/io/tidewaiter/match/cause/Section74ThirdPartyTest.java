package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** 7.4: packages of a distribution's format that somebody else built. */
class Section74ThirdPartyTest extends Caused {
    @ParameterizedTest
    @CsvSource({
        "Red Hat:enterprise_linux:8, nginx, 1:1.24.0-1.el8.ngx, vendor, nginx packaging, nginx.org",
        "Red Hat:enterprise_linux:8, php, 8.2.0-1.el8.remi, vendor, Remi's RPM repository, Remi",
        "AlmaLinux:9, tinyproxy, 1.11.1-1.el9, vendor, Fedora Project, EPEL",
        "Debian:12, nodejs, 18.20.4-1nodesource1, maintainer, Ivan <info@nodesource.com>, NodeSource",
        "Debian:12, nginx, 1.27.0-1~bookworm, maintainer, NGINX Packaging <nginx-packaging@f5.com>, nginx.org",
        "Ubuntu:24.04:LTS, openjpeg2, 2.5.2-1build1+rf.1, maintainer, '', RapidFort",
        "Ubuntu:24.04:LTS, rf-binutils, 2.46-10rfubu, maintainer, '', RapidFort",
        "Debian:12, rf-openssl, 3.5.7-10rfdebian.1, maintainer, '', RapidFort",
        "Red Hat:enterprise_linux:9, rf-curl, 7.76.1-20.rf1, vendor, '', RapidFort",
        "Red Hat:enterprise_linux:9, rf-python3.11, 3.11.15-2.rf, vendor, '', RapidFort",
        "CentOS:6, htop, 1.0.3-1.el6.rf, vendor, '', RepoForge",
        "Red Hat:enterprise_linux:9, kernel-ml, 6.8.1-1.el9.elrepo, vendor, '', ELRepo",
        "CentOS:7, httpd, 2.4.58-1.el7.codeit, vendor, '', CodeIT",
        "Ubuntu:22.04:LTS, git, 1:2.43.0-1+ppa2, maintainer, '', a personal archive of Launchpad",
        "CentOS:7, git236, 2.36.6-1.el7.ius, vendor, '', IUS",
        "AlmaLinux:9, MariaDB-server, 10.11.6-1.el9, vendor, MariaDB Foundation, MariaDB",
        "Rocky Linux:9, percona-server-server, 8.0.35-27.1.el9, vendor, Percona, Percona",
        "Rocky Linux:9, elasticsearch, 8.12.0-1, vendor, Elastic, Elastic",
        "Red Hat:enterprise_linux:9, google-chrome-stable, 122.0.6261.94-1, vendor, Google LLC, Google",
        "Debian:12, kubectl, 1.29.2-1.1, maintainer, Kubernetes Authors <dev@kubernetes.io>, Kubernetes",
        "Debian:12, temurin-21-jre, 21.0.2.0.0+13, maintainer, Eclipse Adoptium <temurin-dev@eclipse.org>, Eclipse",
        "Ubuntu:22.04:LTS, ffmpeg, 7:6.1-0ubuntu1~22.04~ppa1, maintainer, '', a personal archive of Launchpad",
        "Ubuntu:22.04:LTS, docker-ce, 5:24.0.7-1~ubuntu.22.04~jammy, maintainer, Docker <support@docker.com>, Docker"
    })
    void c21TheDistributionDoesNotSpeakForThem(
            String release, String name, String version, String field, String who, String builder) {
        world.osv("x_D-1 | %s | %s | introduced 0 | \"upstream\": [\"CVE-2025-0001\"],".formatted(release, name));
        Installed foreign = Installed.of(release, name, version).with(field, who);
        assertThat(world.found(foreign)).isEmpty();
        assertThat(world.facts(foreign))
                .singleElement()
                .asString()
                .startsWith("CANNOT_TELL")
                .contains("built by " + builder);
        assertThat(world.explained("CVE-2025-0001", foreign))
                .singleElement()
                .asString()
                .startsWith("CANNOT_TELL");
        assertThat(world.found(Installed.of(release, name, "0.1-1"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2.0-1.rfc3339.el9", "1.0-1.perf1.el9", "1.0-1.el9"})
    void c21OtherLettersAreNoMarkOfRapidFort(String version) {
        world.osv("x_D-1 | Red Hat:enterprise_linux:9 | a | introduced 0 | \"upstream\": [\"CVE-2025-0001\"],");
        assertThat(world.found(Installed.of("Red Hat:enterprise_linux:9", "a", version)))
                .hasSize(1);
    }

    /** Its name tells it, and that of a subpackage its source's; a version with its mark is no proof. */
    @ParameterizedTest
    @CsvSource({
        "Debian:11, seal-wget, seal-wget, 1.21-1+deb11u1+sp1, true",
        "Red Hat:enterprise_linux:8, seal-wget, seal-wget, 1.12-10.el8+sp2, true",
        "Alpine:v3.18, libcurl, seal-curl, 8.4.0-r1, true",
        "Debian:11, wget, wget, 1.21-1+sp1, false",
        "Alpine:v3.18, seal, seal, 1.0-r1, false",
    })
    void c21SealsPackagesBearItsName(String release, String name, String source, String version, boolean isSeals) {
        world.osv("x_D-1 | %s | %s | introduced 0 | \"upstream\": [\"CVE-2025-0001\"],".formatted(release, source));
        Installed one = Installed.of(release, name, version).source(source, version);
        assertThat(world.found(one).isEmpty()).isEqualTo(isSeals);
        assertThat(world.facts(one).stream().anyMatch(fact -> fact.contains("built by Seal")))
                .isEqualTo(isSeals);
    }

    @Test
    void c21EpelSpeaksOfItsOwnPackagesWhereItsAdvisoriesAreThere() {
        world.osv("""
                ALSA-1 | AlmaLinux:9 | tinyproxy | introduced 0 fixed 1.11.9-1.el9 | "upstream": ["CVE-2025-0001"],
                """);
        world.file("epel/9/x86_64/updateinfo.xml", """
                <updates>
                  <update from="updates@fedoraproject.org" status="stable" type="security" version="2.0">
                    <id>FEDORA-EPEL-2025-0123456789</id><title>tinyproxy-1.11.2-1.el9</title>
                    <issued date="2025-01-02 00:00:00"/><severity>Moderate</severity>
                    <references><reference href="https://bugzilla.redhat.com/1" id="1" type="bugzilla"
                      title="CVE-2025-0002 tinyproxy: overflow [epel-9]"/></references>
                    <pkglist><collection short="EL-9"><name>Fedora EPEL 9</name>
                      <package name="tinyproxy" version="1.11.2" release="1.el9" epoch="0" arch="x86_64" src="x"/>
                    </collection></pkglist>
                  </update>
                </updates>
                """);
        Installed old = Installed.of("AlmaLinux:9", "tinyproxy", "1.11.1-1.el9").with("vendor", "Fedora Project");
        Installed now = Installed.of("AlmaLinux:9", "tinyproxy", "1.11.2-1.el9").with("vendor", "Fedora Project");
        assertThat(world.found(old)).containsExactly("tinyproxy: CVE-2025-0002, 1.11.2-1.el9");
        assertThat(world.found(now)).isEmpty();
        assertThat(world.facts(now)).isEmpty();
        assertThat(world.found(Installed.of("AlmaLinux:9", "tinyproxy", "1.11.1-1.el9")))
                .as("AlmaLinux's own build")
                .containsExactly("tinyproxy: CVE-2025-0001, 1.11.9-1.el9");
        assertThat(world.facts(
                        Installed.of("AlmaLinux:8", "tinyproxy", "1.11.1-1.el8").with("vendor", "Fedora Project")))
                .singleElement()
                .asString()
                .contains("built by EPEL");
    }

    @Test
    void c21AMinorReleaseOfEpelHasFixesOfItsOwn() {
        String update = """
                {"updateid": "%s", "alias": "%s", "type": "security", "status": "stable", "severity": "high",
                 "title": "a-1", "release": {"name": "EPEL-%s", "version": "%s", "id_prefix": "FEDORA-EPEL"},
                 "builds": [{"nvr": "tinyproxy-1.11.2-1.el10_%s", "type": "rpm", "epoch": 0}],
                 "bugs": [{"bug_id": 1, "title": "CVE-2025-0001 tinyproxy: overflow"}]}""";
        world.file(
                "bodhi/page.json",
                "{\"updates\": [" + update.formatted("FEDORA-EPEL-2025-1", "FEDORA-EPEL-2025-1", "10.1", "10.1", "1")
                        + "," + update.formatted("FEDORA-EPEL-2025-2", "FEDORA-EPEL-2025-2", "10.2", "10.2", "2")
                        + "]}");
        String alma = "AlmaLinux:10";
        Installed old = Installed.of(alma, "tinyproxy", "1.11.1-1.el10_1")
                .source("tinyproxy", "1.11.1-1.el10_1")
                .with("vendor", "Fedora Project");
        Installed now = Installed.of(alma, "tinyproxy", "1.11.2-1.el10_1")
                .source("tinyproxy", "1.11.2-1.el10_1")
                .with("vendor", "Fedora Project");
        assertThat(world.found(old)).containsExactly("tinyproxy: CVE-2025-0001, 1.11.2-1.el10_1");
        assertThat(world.found(now))
                .as("el10_1 is less than el10_2, and is of another minor release")
                .isEmpty();
        assertThat(world.facts(now)).isEmpty();
    }

    @Test
    void c22ARebuildWithAHigherLocalVersionHoldsTheFix() {
        world.osv(
                "UBUNTU-1 | Ubuntu:22.04:LTS | openssl | introduced 0 fixed 3.0.2-0ubuntu1.12 | \"upstream\": [\"CVE-2025-0001\"],");
        assertThat(world.found(Installed.of("Ubuntu:22.04:LTS", "libssl3", "3.0.2-0ubuntu1.12+acme1")
                        .source("openssl", "3.0.2-0ubuntu1.12+acme1")))
                .isEmpty();
        assertThat(world.found(Installed.of("Ubuntu:22.04:LTS", "libssl3", "3.0.2-0ubuntu1.10+acme9")
                        .source("openssl", "3.0.2-0ubuntu1.10+acme9")))
                .hasSize(1);
    }

    @Test
    void c23AReleaseHasItsOwnState() {
        world.osv("""
                UBUNTU-1 | Ubuntu:20.04:LTS | bash | introduced 0 | "upstream": ["CVE-2025-0001"],
                UBUNTU-2 | Ubuntu:22.04:LTS | bash | introduced 0 fixed 5.1-6ubuntu1.1 | "upstream": ["CVE-2025-0001"],
                """);
        assertThat(world.found(Installed.of("Ubuntu:20.04:LTS", "bash", "5.0-6ubuntu1.2")))
                .containsExactly("bash: CVE-2025-0001");
        assertThat(world.found(Installed.of("Ubuntu:22.04:LTS", "bash", "5.1-6ubuntu1.1")))
                .isEmpty();
    }

    /** Docker's own form of records and of packages (osv.dev's ecosystem; Docker's catalog, issue 589). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // ecosystem of the record | release | name | source | version | maintainer | found
                "Docker Hardened Images:Debian:trixie | Debian:13 | openssl | openssl | 3.5.1-1+dhi1 | | 3.5.1-1+dhi2",
                "Docker Hardened Images:Debian:13 | Debian:13 | libssl3t64 | openssl | 3.5.1-1+dhi1 | | 3.5.1-1+dhi2",
                "Docker Hardened Images:Debian:13 | Debian:13 | openssl | openssl | 3.5.1-1 | Docker Hardened Images <dhi@docker.com> | 3.5.1-1+dhi2",
                "Docker Hardened Images:Debian:13 | Debian:13 | openssl | openssl | 3.5.1-1+dhi2 | | ",
                "Docker Hardened Images:Debian:12 | Debian:13 | openssl | openssl | 3.5.1-1+dhi1 | | ",
                "Docker Hardened Images:Debian:13 | Debian:13 | openssl | openssl | 3.5.1-1 | | 9-1",
                "npm | Debian:13 | openssl | openssl | 3.5.1-1+dhi1 | | ",
                "Docker Hardened Images:Debian:13 | Debian:13 | openssl | openssl | 3.5.1+dhis2-1 | | 9-1",
            })
    void c21DockerSpeaksOfWhatItBuiltForItsHardenedImages(ArgumentsAccessor row) {
        world.osv("""
                DHI-1 | %s | openssl | introduced 0 fixed 3.5.1-1+dhi2 | "aliases": ["CVE-2025-0001"],
                DEBIAN-1 | Debian:13 | openssl | introduced 0 fixed 9-1 | "upstream": ["CVE-2025-0001"],
                """.formatted(row.getString(0)));
        Installed one = Installed.of(row.getString(1), row.getString(2), row.getString(4))
                .source(row.getString(3), row.getString(4))
                .with("maintainer", row.getString(5) == null ? "" : row.getString(5));
        String fixed = row.getString(6);
        assertThat(world.found(one))
                .isEqualTo(fixed == null ? List.of() : List.of(row.getString(2) + ": CVE-2025-0001, " + fixed));
        assertThat(world.facts(one).stream().anyMatch(fact -> fact.contains("Docker for its hardened images")))
                .as("nobody speaks of it, and that is told")
                .isEqualTo(!row.getString(0).startsWith("Docker Hardened Images:Debian:13")
                        && !row.getString(0).endsWith("trixie"));
    }

    @Test
    void c21DockersWordOnAlpinesPackagesOfItsImagesComesFirst() {
        world.osv("""
                DHI-1 | Docker Hardened Images:Alpine:3.23 | curl | introduced 0 fixed 8.4.0-r10 | "aliases": ["CVE-2025-0001"],
                ALPINE-1 | Alpine:v3.23 | curl | introduced 0 fixed 8.4.0-r2 | "upstream": ["CVE-2025-0001"],
                ALPINE-2 | Alpine:v3.23 | curl | introduced 0 fixed 8.5.0-r0 | "upstream": ["CVE-2025-0002"],
                """);
        Installed curl = Installed.of("Alpine:v3.23", "curl", "8.4.0-r2");
        assertThat(world.found(curl)).containsExactly("curl: CVE-2025-0002, 8.5.0-r0");
        world.channels("vendor:docker-hardened-images");
        assertThat(world.found(curl))
                .containsExactly("curl: CVE-2025-0001, 8.4.0-r10", "curl: CVE-2025-0002, 8.5.0-r0");
    }

    /** What it built and put into no package has records of no release. */
    @Test
    void c21DockerSpeaksOfComponentsOfItsHardenedImages() {
        Installed node = Installed.of("Docker Hardened Images", "node", "20.11.0");
        world.osv("""
                DHI-1 | Docker Hardened Images | node | introduced 18.0.0 fixed 18.20.4 introduced 20.0.0 fixed 20.15.1 | "aliases": ["CVE-2025-0001"],
                """);
        assertThat(world.found(node)).containsExactly("node: CVE-2025-0001, 20.15.1");
        assertThat(world.found(Installed.of("Docker Hardened Images", "node", "20.15.1")))
                .isEmpty();
        assertThat(world.facts(node)).noneMatch(fact -> fact.contains("holds nothing"));
    }

    @Test
    void c21NobodySpeaksOfComponentsOfWhichDockerHasNoRecords() {
        world.osv("""
                DHI-1 | Docker Hardened Images:Debian:13 | openssl | introduced 0 fixed 9-1 |
                """);
        assertThat(world.facts(Installed.of("Docker Hardened Images", "node", "20.11.0")))
                .anyMatch(fact -> fact.contains("no feed for Docker Hardened Images"));
    }

    /** SUSE's records in OSV name the module or product that a package is delivered with. */
    @ParameterizedTest
    @CsvSource({
        "Linux Enterprise Module for Basesystem 15 SP5, Linux Enterprise Server 15 SP5, true",
        "Linux Enterprise Module for Python 3 15 SP5, Linux Enterprise Server 15 SP5, true",
        "Linux Enterprise Module for Basesystem 15 SP5, Linux Enterprise Server 15 SP6, false",
        "Linux Enterprise Module for Basesystem 15, Linux Enterprise Server 15, true",
        "Linux Enterprise Module for Basesystem 15 SP4, Linux Enterprise High Performance Computing 15 SP4, true",
        "Linux Enterprise Server 15 SP4-LTSS, Linux Enterprise Server 15 SP4, true",
        "Linux Enterprise High Performance Computing 15 SP4-ESPOS, Linux Enterprise Server 15 SP4, true",
        "Linux Enterprise Server for SAP Applications 15 SP4, Linux Enterprise Server 15 SP4, true",
        "Linux Enterprise Software Development Kit 12 SP5, Linux Enterprise Server 12 SP5, true",
        "Linux Enterprise Module for Web and Scripting 12, Linux Enterprise Server 12 SP5, true",
        "Linux Enterprise Module for Web and Scripting 12, Linux Enterprise Server 15 SP5, false",
        "Linux Enterprise High Availability Extension 15 SP5, Linux Enterprise Server 15 SP5, true",
        "Linux Enterprise Live Patching 12 SP5, Linux Enterprise Server 12 SP5, true",
        "Linux Enterprise Micro 5.5, Linux Enterprise Server 15 SP5, false",
        "Linux Enterprise Micro 5.5, Linux Enterprise Micro 5.5, true",
    })
    void c23AModuleIsAPartOfItsServicePack(String named, String installed, boolean isAffected) {
        world.osv("SUSE-SU-2024:1-1 | SUSE:%s | curl | introduced 0 fixed 8.0.1-2 | \"related\": [\"CVE-2025-0001\"],"
                .formatted(named));
        Installed curl = Installed.of("SUSE:" + installed, "curl", "8.0.1-1");
        assertThat(world.found(curl)).hasSize(isAffected ? 1 : 0);
        assertThat(world.facts(curl)).hasSize(isAffected ? 0 : 1);
    }
}
