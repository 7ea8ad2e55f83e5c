package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import org.junit.jupiter.api.Test;

/** 7.3: content sets, modules, extended updates, flavours. 14 and 15 are tests of the catalog (docs/guide/causes.md). */
class Section73RedHatTest extends Caused {
    private static Installed of(String name, String version) {
        return Installed.of("Red Hat:enterprise_linux:8", name, version);
    }

    @Test
    void c13c18AModuleStreamIsComparedWithItself() {
        world.osv("""
                RHSA-1 | Red Hat:enterprise_linux:8 | nodejs | introduced 0 fixed 1:20.11.1-1.module+el8.9.0 | "summary": "nodejs:20 security update", "upstream": ["CVE-2025-0001"],
                RHSA-2 | Red Hat:enterprise_linux:8 | nodejs | introduced 0 fixed 1:18.19.1-1.module+el8.9.0 | "summary": "nodejs:18 security update", "upstream": ["CVE-2025-0001"],
                """);
        assertThat(world.found(of("nodejs", "1:18.19.1-1.module+el8.9.0").with("module", "nodejs:18")))
                .isEmpty();
        assertThat(world.found(of("nodejs", "1:18.14.2-3.module+el8.7.0").with("module", "nodejs:18")))
                .containsExactly("nodejs: CVE-2025-0001, 1:18.19.1-1.module+el8.9.0");
        assertThat(world.found(of("nodejs", "1:16.20.2-4.module+el8.9.0").with("module", "nodejs:16")))
                .isEmpty();
    }

    @Test
    void c17FixesOfExtendedUpdatesCountWhereTheImageHasThem() {
        world.osv("""
                RHSA-1 | Red Hat:enterprise_linux:8 | curl | introduced 0 fixed 7.61.1-30.el8_8 | "upstream": ["CVE-2025-0001"],
                RHSA-2 | Red Hat:rhel_eus:8.4 | curl | introduced 0 fixed 7.61.1-18.el8_4.3 | "upstream": ["CVE-2025-0001"],
                """);
        assertThat(world.found(of("curl", "7.61.1-18.el8_4.3"))).hasSize(1);
        world.channels("content-set:rhel-8-for-x86_64-baseos-eus-rpms__8_DOT_4");
        assertThat(world.found(of("curl", "7.61.1-18.el8_4.3"))).isEmpty();
        assertThat(world.overruled(of("curl", "7.61.1-18.el8_4.3"))).hasSize(1);
        assertThat(world.found(of("curl", "7.61.1-18.el8_4.2")))
                .containsExactly("curl: CVE-2025-0001, 7.61.1-18.el8_4.3");
    }

    @Test
    void c20AFlavourOfBuildsIsComparedWithItself() {
        world.osv("""
                ELSA-1 | Oracle Linux:8 | glibc | introduced 0 fixed 2:2.28-236.ksplice1.el8 | "upstream": ["CVE-2025-0001"],
                ELSA-2 | Oracle Linux:8 | glibc | introduced 0 fixed 2.28-236.0.1.el8 | "upstream": ["CVE-2025-0002"],
                """);
        assertThat(world.found(Installed.of("Oracle Linux:8", "glibc", "2.28-211.0.1.el8")))
                .containsExactly("glibc: CVE-2025-0002, 2.28-236.0.1.el8");
        assertThat(world.found(Installed.of("Oracle Linux:8", "glibc", "2:2.28-211.ksplice1.el8")))
                .containsExactly("glibc: CVE-2025-0001, 2:2.28-236.ksplice1.el8");
    }
}
