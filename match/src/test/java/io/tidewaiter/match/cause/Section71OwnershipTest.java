package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 7.1: language metadata that belongs to a package of the distribution. */
class Section71OwnershipTest extends Caused {
    /** 1 to 3, 5, 6: on every distribution, Amazon's and Oracle's among them, in Python and in Go. */
    @ParameterizedTest
    @CsvSource({
        "SUSE:Linux Enterprise Server 15 SP5, python3-Jinja2, 3.1.2-1.1, PyPI, jinja2, 3.1.2",
        "Oracle Linux:8, python3-rpm, 4.14.3-28.el8, PyPI, rpm, 4.14.3",
        "Amazon Linux:2023, python3-requests, 2.25.1-1.amzn2023.0.3, PyPI, requests, 2.25.1",
        "Red Hat:enterprise_linux:8, platform-python-setuptools, 39.2.0-7.el8, PyPI, setuptools, 39.2.0",
        "Oracle Linux:9, podman, 4:4.9.4-1.el9, Go, golang.org/x/net, v0.20.0",
        "Amazon Linux:2, docker, 25.0.3-1.amzn2.0.1, Go, golang.org/x/net, v0.20.0"
    })
    void c01c02c03c05c06TheDistributionJudgesWhatItBrought(
            String release, String owner, String ownerVersion, String language, String name, String version) {
        world.osv("""
                x_D-1 | %s | %s | introduced 0 fixed 0.1 | "upstream": ["CVE-2025-0001"],
                x_L-1 | %s | %s | introduced 0 fixed 99 | "aliases": ["CVE-2025-0001"],
                x_L-2 | %s | %s | introduced 0 fixed 99 | "aliases": ["CVE-2025-0002"],
                """.formatted(release, owner, language, name, language, name));
        Installed brought = Installed.of(language, name, version).with("ownedBy", owner);
        Installed package_ = Installed.of(release, owner, ownerVersion);
        // The distribution fixed the first one long ago; of the second it says nothing, and so it stays.
        assertThat(world.found(package_, brought)).containsExactly(name + ": CVE-2025-0002, 99");
        assertThat(world.overruled(package_, brought))
                .singleElement()
                .asString()
                .startsWith(name + ": CVE-2025-0001: owned by " + owner);
        assertThat(world.match(package_, brought)
                        .matches()
                        .getFirst()
                        .match()
                        .reasons()
                        .getFirst()
                        .rule())
                .contains("of which its distribution says nothing");
    }

    @Test
    void c04WhatTheDistributionRejectedIsNotReportedForItsFiles() {
        world.file(
                        "debian-tracker/data.json",
                        tracker(
                                "python-urllib3",
                                "CVE-2025-0001",
                                "\"status\": \"resolved\", \"fixed_version\": \"0\", \"urgency\": \"low\""))
                .osv(
                        "GHSA-aaaa-aaaa-aaaa | PyPI | urllib3 | introduced 0 fixed 2.5 | \"aliases\": [\"CVE-2025-0001\"],");
        Installed owner =
                Installed.of("Debian:12", "python3-urllib3", "1.26.12-1").source("python-urllib3", "1.26.12-1");
        Installed brought = Installed.of("PyPI", "urllib3", "1.26.12").with("ownedBy", "python3-urllib3");
        assertThat(world.found(owner, brought)).isEmpty();
        assertThat(world.overruled(owner, brought)).hasSize(1);
        // The same version that a user installed himself is nobody's: upstream's word holds.
        assertThat(world.found(owner, Installed.of("PyPI", "urllib3", "1.26.12")))
                .hasSize(1);
    }
}
