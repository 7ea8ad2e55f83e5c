package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.model.inventory.HeadersOnly;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 7.5: source and binary packages, epochs, kernels. */
class Section75SourcesTest extends Caused {
    @Test
    void c24ASubPackageMayHaveAnotherEpochThanItsSource() {
        world.osv(
                "ALSA-1 | AlmaLinux:8 | perl-Encode | introduced 0 fixed 4:2.97-3.el8 | \"related\": [\"CVE-2025-0001\"],");
        assertThat(world.found(Installed.of("AlmaLinux:8", "perl-Encode", "4:2.97-3.el8")
                        .source("perl-Encode", "2.97-3.el8")))
                .isEmpty();
        assertThat(world.found(Installed.of("AlmaLinux:8", "perl-Encode", "4:2.97-2.el8")
                        .source("perl-Encode", "2.97-2.el8")))
                .hasSize(1);
    }

    @Test
    void aRecordOfRockyNamesTheSourceAndMeansWhatWasBuiltOfIt() {
        world.osv("RLSA-1 | Rocky Linux:9 | openssl | introduced 0 fixed 1:3.0.7-25.el9_3 "
                + "| \"upstream\": [\"CVE-2025-0001\"],");
        assertThat(world.found(Installed.of("Rocky Linux:9", "openssl-libs", "1:3.0.7-24.el9")
                        .source("openssl", "1:3.0.7-24.el9")))
                .containsExactly("openssl-libs: CVE-2025-0001, 1:3.0.7-25.el9_3");
        assertThat(world.found(Installed.of("Rocky Linux:9", "openssl", "1:3.0.7-24.el9")
                        .source("openssl", "1:3.0.7-24.el9")))
                .containsExactly("openssl: CVE-2025-0001, 1:3.0.7-25.el9_3");
        assertThat(world.found(Installed.of("Rocky Linux:9", "openssl-libs", "1:3.0.7-25.el9_3")
                        .source("openssl", "1:3.0.7-25.el9_3")))
                .isEmpty();
        assertThat(world.found(Installed.of("Rocky Linux:9", "python3-openssl", "0:3.0.7-24.el9")
                        .source("pyOpenSSL", "3.0.7-24.el9")))
                .isEmpty();
    }

    @Test
    void c25ABugOfALibraryIsNoBugOfWhoUsesIt() {
        world.osv("x_1 | Debian:12 | libksba | introduced 0 fixed 1.6.3-2 | \"upstream\": [\"CVE-2025-0001\"],");
        assertThat(world.found(Installed.of("Debian:12", "gpg", "2.2.40-1").source("gnupg2", "2.2.40-1")))
                .isEmpty();
        assertThat(world.found(Installed.of("Debian:12", "libksba8", "1.6.3-1").source("libksba", "1.6.3-1")))
                .hasSize(1);
    }

    @Test
    void c26TwoLinesOfOneProjectSideBySideAreTwoPackages() {
        world.osv("""
                x_1 | Alpine:v3.18 | openssl | introduced 0 fixed 3.1.4-r1 | "upstream": ["CVE-2025-0001"],
                x_2 | Alpine:v3.18 | openssl1.1-compat | introduced 0 fixed 1.1.1u-r2 | "upstream": ["CVE-2025-0001"],
                """);
        assertThat(world.found(
                        Installed.of("Alpine:v3.18", "libssl3", "3.1.4-r1").source("openssl", "3.1.4-r1"),
                        Installed.of("Alpine:v3.18", "libssl1.1", "1.1.1u-r1")
                                .source("openssl1.1-compat", "1.1.1u-r1")))
                .containsExactly("libssl1.1: CVE-2025-0001, 1.1.1u-r2");
    }

    @ParameterizedTest
    @CsvSource({
        "linux-headers-6.1.0-18-amd64, true",
        "linux-hwe-5.15-headers-5.15.0-91, true",
        "linux-kbuild-6.1, true",
        "linux-compiler-gcc-12-x86, true",
        "linux-tools-common, true",
        "kernel-uek-devel, true",
        "kernel-64k-devel, true",
        "kernel-headers, true",
        "kernel6.12-headers, true",
        "kernel-devel-matched, true",
        "kernel-default-devel, true",
        "kernel-macros, true",
        "linux-glibc-devel, true",
        "linux-api-headers, true",
        "sys-kernel/linux-headers, true",
        "kernel-tools, false",
        "linux-perf, false",
        "linux-pam, false",
        "linux-image-5.15.0-91-generic, false",
        "linux-modules-5.15.0-91-generic, false",
        "kernel-core, false",
        "kernel-modules, false",
        "linux-firmware, false",
    })
    void c27WhatBringsNoKernelIsKnownByItsName(String name, boolean isHeadersOnly) {
        assertThat(HeadersOnly.is(Installed.of("Debian:12", name, "1").get())).isEqualTo(isHeadersOnly);
    }

    @Test
    void c27c28HeadersAreShownAndMarkedAsNoKernel() {
        world.osv("x_1 | Debian:12 | linux | introduced 0 fixed 6.1.90-1 | \"upstream\": [\"CVE-2025-0001\"],");
        Installed headers =
                Installed.of("Debian:12", "linux-libc-dev", "6.1.76-1").source("linux", "6.1.76-1");
        Installed kernel =
                Installed.of("Debian:12", "linux-image-amd64", "6.1.76-1").source("linux", "6.1.76-1");
        assertThat(world.match(headers)
                        .matches()
                        .getFirst()
                        .match()
                        .reasons()
                        .getFirst()
                        .rule())
                .contains("headers only, no kernel runs from it");
        assertThat(world.match(kernel)
                        .matches()
                        .getFirst()
                        .match()
                        .reasons()
                        .getFirst()
                        .rule())
                .doesNotContain("headers only");
    }

    /** 29: a CPE is never an identity, so that one with a platform it runs on cannot be taken for a package. */
    @Test
    void c29ACpeProvesNoPackage() {
        world.file("nvd/1.json", """
                {"resultsPerPage": 1, "vulnerabilities": [{"cve": {"id": "CVE-2025-0001", "vulnStatus": "Analyzed", "metrics": {},
                  "configurations": [{"operator": "AND", "nodes": [
                    {"cpeMatch": [{"vulnerable": true, "criteria": "cpe:2.3:a:npm:express:*:*:*:*:*:node.js:*:*"}]},
                    {"cpeMatch": [{"vulnerable": false, "criteria": "cpe:2.3:o:linux:linux_kernel:-:*:*:*:*:*:*:*"}]}]}]}}]}
                """).osv("x_1 | npm | other | introduced 0 | ");
        assertThat(world.found(Installed.of("npm", "express", "4.0.0"))).isEmpty();
    }

    @Test
    void c30StreamsOfAmazonsKernelAreNotMixed() {
        world.file("amazon/2/core/updateinfo.xml", update("ALAS-1", "4.14.336", ""))
                .file("amazon/2/extras/kernel-5.10/updateinfo.xml", update("ALAS-2", "5.10.205", "5.10"));
        Installed kernel =
                Installed.of("Amazon Linux:2", "kernel", "4.14.336-1.amzn2").on("x86_64");
        assertThat(world.channels("amazon-extras:docker").found(kernel)).isEmpty();
        assertThat(world.channels("amazon-extras:kernel-5.10")
                        .found(Installed.of("Amazon Linux:2", "kernel", "5.10.200-1.amzn2")
                                .on("x86_64")))
                .containsExactly("kernel: CVE-2025-0001, 5.10.205-1.amzn2");
    }

    private static String update(String id, String version, String extra) {
        return """
                <updates><update type="security" status="final" version="1.4"><id>%s</id><title>%s</title>
                <severity>important</severity><issued date="2024-01-02 00:00"/><updated date="2024-01-02 00:00"/>
                <references><reference href="https://x" id="CVE-2025-0001" title="" type="cve"/></references>
                <pkglist><collection short="x"><package name="kernel" version="%s" release="1.amzn2" epoch="0" arch="x86_64"/>
                </collection></pkglist></update></updates>
                """.formatted(id, extra, version);
    }

    /** 31: an epoch is part of the version that is compared, also where a name says none. */
    @Test
    void c31TheEpochDecidesAndIsNotLost() {
        world.osv(
                "ALSA-1 | AlmaLinux:9 | openssl-libs | introduced 0 fixed 1:3.0.7-25.el9 | \"related\": [\"CVE-2025-0001\"],");
        assertThat(world.found(Installed.of("AlmaLinux:9", "openssl-libs", "1:3.0.7-25.el9")))
                .isEmpty();
        assertThat(world.found(Installed.of("AlmaLinux:9", "openssl-libs", "3.0.7-25.el9")))
                .hasSize(1);
    }

    @Test
    void c32ABinaryPackageNamedLikeAnotherProjectIsItsSource() {
        world.osv("""
                x_1 | Debian:12 | git | introduced 0 fixed 99 | "upstream": ["CVE-2025-0001"],
                x_2 | Debian:12 | gnuit | introduced 0 fixed 99 | "upstream": ["CVE-2025-0002"],
                """);
        assertThat(world.found(Installed.of("Debian:12", "git", "4.9.5-1").source("gnuit", "4.9.5-1")))
                .containsExactly("git: CVE-2025-0002, 99");
    }

    /** The trackers speak of the source that was built; vuls' names of kernel sources. */
    @ParameterizedTest
    @CsvSource({
        "Debian:12, linux, 6.1.82-1, linux-signed-amd64, 6.1.76+1, 6.1.76-1, true",
        "Debian:12, linux, 6.1.82-1, linux-signed-arm64, 6.1.82+1, 6.1.82-1, false",
        "Debian:11, linux-6.1, 6.1.82-1~deb11u1, linux-signed-6.1-amd64, 6.1.76+1~deb11u1, 6.1.76-1~deb11u1, true",
        "Ubuntu:22.04:LTS, linux, 5.15.0-92.102, linux-signed, 5.15.0-91.101, 5.15.0-91.101, true",
        "Ubuntu:22.04:LTS, linux-aws, 5.15.0-1052.57, linux-signed-aws, 5.15.0-1052.57, 5.15.0-1052.57, false",
        "Ubuntu:22.04:LTS, linux-aws, 5.15.0-1052.57, linux-signed-aws, 5.15.0-1051.56, 5.15.0-1051.56, true",
        "Ubuntu:22.04:LTS, linux, 5.15.0-92.102, linux-signatures, 1, 5.15.0-91.101, false",
    })
    void c28AKernelThatWasSignedIsTheOneThatWasBuilt(
            String system, String name, String fixed, String source, String sourceVersion, String version, boolean is) {
        world.osv("X-1 | %s | %s | introduced 0 fixed %s | \"upstream\": [\"CVE-2025-0001\"],"
                .formatted(system, name, fixed));
        assertThat(world.found(Installed.of(system, "linux-image-1", version).source(source, sourceVersion)))
                .hasSize(is ? 1 : 0);
    }
}
