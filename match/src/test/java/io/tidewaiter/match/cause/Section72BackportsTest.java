package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 7.2: back-ports and the suffixes of rebuilds. */
class Section72BackportsTest extends Caused {
    @Test
    void c07ABuildOfAVendorIsSaidToBeOne() {
        world.osv(
                "GHSA-aaaa-aaaa-aaaa | Maven | org.keycloak:core | introduced 0 fixed 24.0.5 | \"aliases\": [\"CVE-2025-0001\"],");
        Installed rebuilt = Installed.of("Maven", "org.keycloak:core", "24.0.3.redhat-00001");
        assertThat(world.match(rebuilt)
                        .matches()
                        .getFirst()
                        .match()
                        .reasons()
                        .getFirst()
                        .rule())
                .endsWith("built by Red Hat, which may have fixed it in this build");
        Installed upstream = Installed.of("Maven", "org.keycloak:core", "24.0.3");
        assertThat(world.match(upstream)
                        .matches()
                        .getFirst()
                        .match()
                        .reasons()
                        .getFirst()
                        .rule())
                .isEqualTo("package, version range");
        // A build of the fixed version is not below it, whatever the suffix.
        assertThat(world.found(Installed.of("Maven", "org.keycloak:core", "24.0.5.redhat-00002")))
                .isEmpty();
    }

    @Test
    void c08AReleaseOfAMinorVersionIsComparedAsRpmDoes() {
        world.osv(
                "RHSA-1 | Red Hat:enterprise_linux:7 | openssl-libs | introduced 0 fixed 1:1.0.2k-26.el7_9 | \"upstream\": [\"CVE-2025-0001\"],");
        assertThat(world.found(Installed.of("Red Hat:enterprise_linux:7", "openssl-libs", "1:1.0.2k-25.el7_9")))
                .hasSize(1);
        assertThat(world.found(Installed.of("Red Hat:enterprise_linux:7", "openssl-libs", "1:1.0.2k-26.el7_9")))
                .isEmpty();
        assertThat(world.found(Installed.of("Red Hat:enterprise_linux:7", "openssl-libs", "1:1.0.2k-26.el7")))
                .hasSize(1);
    }

    @Test
    void c09AlpineIsFoundByTheOriginOfAPackage() {
        world.file("alpine-secdb/v3.20/community.json", """
                {"distroversion": "v3.20", "reponame": "community",
                 "packages": [{"pkg": {"name": "openjdk17", "secfixes": {"17.0.12_p7-r0": ["CVE-2025-0001"]}}}]}
                """);
        assertThat(world.found(Installed.of("Alpine:v3.20", "openjdk17-jre-headless", "17.0.11_p9-r0")
                        .source("openjdk17", "17.0.11_p9-r0")))
                .containsExactly("openjdk17-jre-headless: CVE-2025-0001, 17.0.12_p7-r0");
    }

    @Test
    void c10c11ARebuildHasItsOwnErrata() {
        world.osv("""
                RHSA-1 | Red Hat:enterprise_linux:9 | curl | introduced 0 fixed 7.76.1-29.el9_4 | "upstream": ["CVE-2025-0001"],
                ALSA-1 | AlmaLinux:9 | curl | introduced 0 fixed 7.76.1-29.el9_4.alma.1 | "related": ["CVE-2025-0001"],
                RLSA-1 | Rocky Linux:9 | curl | introduced 0 fixed 7.76.1-29.el9_4.rocky.0.1 | "related": ["CVE-2025-0001"],
                """);
        assertThat(world.found(Installed.of("AlmaLinux:9", "curl", "7.76.1-29.el9_4")))
                .containsExactly("curl: CVE-2025-0001, 7.76.1-29.el9_4.alma.1");
        assertThat(world.found(Installed.of("Rocky Linux:9", "curl", "7.76.1-29.el9_4")))
                .containsExactly("curl: CVE-2025-0001, 7.76.1-29.el9_4.rocky.0.1");
        assertThat(world.found(Installed.of("Red Hat:enterprise_linux:9", "curl", "7.76.1-29.el9_4")))
                .isEmpty();
    }

    /** CentOS Linux kept Red Hat's versions; CentOS Stream is ahead of them. */
    @Test
    void c10CentosLinuxIsSpokenForByRedHatAndStreamIsNot() {
        world.osv(
                "RHSA-1 | Red Hat:enterprise_linux:7 | curl | introduced 0 fixed 7.29.0-59.el7_9.2 | \"upstream\": [\"CVE-2025-0001\"],");
        assertThat(world.found(Installed.of("CentOS:7", "curl", "7.29.0-59.el7_9.1")))
                .hasSize(1);
        assertThat(world.found(Installed.of("CentOS:7", "curl", "7.29.0-59.el7_9.2")))
                .isEmpty();
        assertThat(world.facts(Installed.of("CentOS:7", "curl", "7.29.0-59.el7_9.2")))
                .isEmpty();
        assertThat(world.found(Installed.of("CentOS:stream7", "curl", "7.29.0-59.el7_9.1")))
                .isEmpty();
        assertThat(world.facts(Installed.of("CentOS:stream7", "curl", "7.29.0-59.el7_9.1")))
                .singleElement()
                .asString()
                .startsWith("NO_ADVISORIES");
    }

    /** Builds of httpd and grub2 in CentOS 7; the marks of vuls' tests of rebuilds. */
    @ParameterizedTest
    @CsvSource({
        "CentOS:7, 2.4.6-97.el7_9.5, 2.4.6-97.el7.centos.4, true",
        "CentOS:7, 2.4.6-97.el7_9.5, 2.4.6-97.el7.centos.5, false",
        "CentOS:7, 2.4.6-97.el7_9.5, 2.4.6-97.el7.centos, true",
        "CentOS:7, 102.10.0-1.el7_9, 102.10.0-1.el7.centos, false",
        "CentOS:7, 102.10.0-1.el7_9, 102.9.0-3.el7.centos, true",
        "CentOS:7, 1:2.02-0.87.el7_9.7, 1:2.02-0.87.0.2.el7.centos.6, true",
        "CentOS:7, 1:2.02-0.87.el7_9.7, 1:2.02-0.87.0.2.el7.centos.7, false",
        "CentOS:6, 1.2.3-45.el6_7.8, 1.2.3-45.el6.centos.7, true",
        "CentOS:6, 1.2.3-45.el6_7.8, 1.2.3-45.el6.centos.9, false",
        "Scientific Linux:6, 1.2.3-45.el6_7.8, 1.2.3-45.sl6.7, true",
        "Scientific Linux:6, 1.2.3-45.el6_7.8, 1.2.3-45.sl6.8, false",
        "Scientific Linux:6, 1.2.3-45.el6_7.8, 1.2.3-45.el6_7.7, true",
        "CentOS:7, 2.4.6-97.el7_9.5, 2.4.6-97.el7_9.4, true",
        // a minor release behind the mark
        "CentOS:6, 1.2.3-45.el6_7.8, 1.2.3-45.el6.centos_7.7, true",
        "CentOS:6, 1.2.3-45.el6_7.8, 1.2.3-45.el6.centos_7.8, false",
        // the mark in the advisory
        "CentOS:7, 2.4.6-97.el7.centos.5, 2.4.6-97.el7_9.4, true",
        "CentOS:7, 2.4.6-97.el7.centos.5, 2.4.6-97.el7_9.5, false",
        "CentOS:7, 2.4.6-97.el7.centos.5, 2.4.6-97.el7.centos.4, true",
        // letters that are no mark
        "CentOS:7, 1.0-1.el7_9, 1.0-1.el7.centosx, true",
    })
    void c10AMarkOfARebuildIsInThePlaceOfTheMinorRelease(String system, String fixed, String version, boolean is) {
        world.osv(
                "RHSA-1 | Red Hat:enterprise_linux:%s | a | introduced 0 fixed %s | \"upstream\": [\"CVE-2025-0001\"],"
                        .formatted(system.substring(system.length() - 1), fixed));
        assertThat(world.found(Installed.of(system, "a", version))).hasSize(is ? 1 : 0);
    }

    @Test
    void c12TheStateIsTakenOfTheProductThatIsInstalled() {
        world.file("redhat-csaf/1.json", """
                {"document": {"category": "csaf_vex", "csaf_version": "2.0", "title": "a flaw",
                  "publisher": {"category": "vendor", "name": "Red Hat Product Security", "namespace": "https://www.redhat.com"},
                  "tracking": {"current_release_date": "2025-02-03T00:00:00Z", "id": "CVE-2025-0001",
                  "initial_release_date": "2025-01-02T00:00:00Z", "status": "final", "version": "1"}},
                 "product_tree": {"branches": [
                   {"category": "product_name", "name": "RHEL 9", "product": {"name": "RHEL 9", "product_id": "R9",
                    "product_identification_helper": {"cpe": "cpe:/o:redhat:enterprise_linux:9"}}},
                   {"category": "product_name", "name": "A container", "product": {"name": "A container", "product_id": "C",
                    "product_identification_helper": {"cpe": "cpe:/a:redhat:openshift:4"}}},
                   {"category": "product_version", "name": "curl", "product": {"name": "curl", "product_id": "curl",
                    "product_identification_helper": {"purl": "pkg:rpm/redhat/curl?arch=src"}}}],
                  "relationships": [
                   {"category": "default_component_of", "product_reference": "curl", "relates_to_product_reference": "R9",
                    "full_product_name": {"name": "a", "product_id": "R9:curl"}},
                   {"category": "default_component_of", "product_reference": "curl", "relates_to_product_reference": "C",
                    "full_product_name": {"name": "b", "product_id": "C:curl"}}]},
                 "vulnerabilities": [{"cve": "CVE-2025-0001", "product_status": {"known_affected": ["R9:curl", "C:curl"]},
                   "remediations": [{"category": "no_fix_planned", "details": "Will not fix", "product_ids": ["C:curl"]},
                     {"category": "none_available", "details": "Affected", "product_ids": ["R9:curl"]}]}]}
                """);
        Installed curl = Installed.of("Red Hat:enterprise_linux:9", "curl", "7.76.1-29.el9")
                .source("curl", "7.76.1-29.el9");
        assertThat(world.match(curl).matches().getFirst().match().fixState()).hasToString("AFFECTED");
    }
}
