package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Every line of Oracle's kernel has the same name, and its updates bring tools that the other kernel has as well. */
    @ParameterizedTest
    @CsvSource({
        "kernel-uek, 4.14.35-2047.539.5.el7uek, false",
        "kernel-uek, 4.14.35-2047.538.1.el7uek, true",
        "kernel-uek, 5.4.17-2136.330.7.1.el7uek, true",
        "kernel-uek, 5.4.17-2136.334.6.el7uek, false",
        "kernel-uek, 4.1.12-124.93.1.el7uek, false",
        "bpftool, 4.18.0-553.158.1.el7, false",
        "bpftool, 5.4.17-2136.330.7.1.el7uek, true",
    })
    void c20ALineOfTheUnbreakableKernelIsComparedWithItself(String name, String version, boolean isAffected) {
        world.osv("""
                ELSA-1 | Oracle Linux:7 | kernel-uek | introduced 0 fixed 4.14.35-2047.539.5.el7uek | "upstream": ["CVE-2025-0001"],
                ELSA-2 | Oracle Linux:7 | kernel-uek | introduced 0 fixed 5.4.17-2136.334.6.el7uek | "upstream": ["CVE-2025-0001"],
                ELSA-3 | Oracle Linux:7 | bpftool | introduced 0 fixed 5.4.17-2136.334.6.el7uek | "upstream": ["CVE-2025-0001"],
                """);
        assertThat(world.found(Installed.of("Oracle Linux:7", name, version))).hasSize(isAffected ? 1 : 0);
    }

    @Test
    void c17RedHat10NamesMinorReleasesAndItsExtendedUpdatesOtherwise() {
        world.osv("""
                RHSA-1 | Red Hat:enterprise_linux:10.0 | curl | introduced 0 fixed 8.9.1-5.el10_0.1 | "upstream": ["CVE-2025-0001"],
                RHSA-2 | Red Hat:enterprise_linux_eus:10.0 | curl | introduced 0 fixed 8.9.1-4.el10_0.3 | "upstream": ["CVE-2025-0001"],
                """);
        Installed curl = Installed.of("Red Hat:enterprise_linux:10", "curl", "8.9.1-4.el10_0.3");
        assertThat(world.found(curl)).containsExactly("curl: CVE-2025-0001, 8.9.1-5.el10_0.1");
        world.channels("content-set:rhel-10-for-x86_64-baseos-eus-rpms__10_DOT_0");
        assertThat(world.found(curl)).isEmpty();
    }

    @Test
    void c19ABuildThatBearsAProductsMarkIsTheProductsAlsoBesideExtendedUpdates() {
        world.osv("""
                RHSA-1 | Red Hat:openstack:17.1::el9 | python3-django | introduced 0 fixed 2.2.24-12.el9ost | "upstream": ["CVE-2025-0001"],
                RHSA-2 | Red Hat:rhel_eus:9.2 | python3-django | introduced 0 fixed 4.2.1-1.el9_2 | "upstream": ["CVE-2025-0001"],
                RHSA-3 | Red Hat:openstack:17.1::el9 | python3-only | introduced 0 fixed 2-1.el9ost | "upstream": ["CVE-2025-0002"],
                """);
        world.channels(
                "content-set:rhel-9-for-x86_64-appstream-eus-rpms__9_DOT_2",
                "content-set:openstack-17.1-for-rhel-9-x86_64-rpms");
        String system = "Red Hat:enterprise_linux:9";
        assertThat(world.found(Installed.of(system, "python3-django", "2.2.24-11.el9ost")))
                .containsExactly("python3-django: CVE-2025-0001, 2.2.24-12.el9ost");
        assertThat(world.found(Installed.of(system, "python3-django", "2.2.24-12.el9ost")))
                .as("fixed by the product, whatever version the system's own build is fixed in")
                .isEmpty();
        assertThat(world.found(Installed.of(system, "python3-django", "4.2.0-1.el9")))
                .as("the system's own build")
                .containsExactly("python3-django: CVE-2025-0001, 4.2.1-1.el9_2");
        assertThat(world.found(Installed.of(system, "python3-only", "1-1.el9")))
                .containsExactly("python3-only: CVE-2025-0002, 2-1.el9ost");
    }

    /** As Red Hat's document of CVE-2023-0118 has Satellite 6.11, which is built for RHEL 7 and 8. */
    @ParameterizedTest
    @CsvSource({
        "satellite-6.11-for-rhel-8-x86_64-rpms, 8, 3.1.1.28-1.el8sat, 3.1.1.29-1.el8sat",
        "satellite-6.11-for-rhel-8-x86_64-rpms, 8, 3.1.1.29-1.el8sat, ''",
        "satellite-6.11-for-rhel-7-server-rpms, 7, 3.1.1.26-1.el7sat, 3.1.1.27-1.el7sat",
        "satellite-6.11-for-rhel-7-server-rpms, 7, 3.1.1.27-1.el7sat, ''",
        "satellite-utils-6.11-for-rhel-8-x86_64-rpms, 8, 3.1.1.27-1.el8sat, 3.1.1.28-1.el8sat",
    })
    void c19AProductHasFixesForEachReleaseThatItIsBuiltFor(String set, String system, String version, String fixed) {
        world.osv("""
                RHSA-1 | Red Hat:satellite:6.11::el7 | foreman | introduced 0 fixed 3.1.1.27-1.el7sat | "aliases": ["CVE-2023-0118"],
                RHSA-2 | Red Hat:satellite:6.11::el8 | foreman | introduced 0 fixed 3.1.1.29-1.el8sat | "aliases": ["CVE-2023-0118"],
                RHSA-3 | Red Hat:satellite_utils:6.11::el8 | foreman | introduced 0 fixed 3.1.1.28-1.el8sat | "aliases": ["CVE-2023-0118"],
                """);
        world.channels("content-set:" + set);
        assertThat(world.found(Installed.of("Red Hat:enterprise_linux:" + system, "foreman", version)))
                .isEqualTo(fixed.isEmpty() ? List.of() : List.of("foreman: CVE-2023-0118, " + fixed));
    }

    @ParameterizedTest
    @CsvSource({
        "1.25.1-5.rhaos4.12.git6005903.el8, 1.25.1-6.rhaos4.12.git6005903.el8",
        "1.25.1-6.rhaos4.12.git6005903.el8, ''",
        "1.25.1-4.1.rhaos4.12.el8_6, 1.25.1-6.rhaos4.12.git6005903.el8",
        "1.25.1-5.rhaos4.12.git6005903.el9, 1.25.1-7.rhaos4.12.el9",
        "1.25.1-5.rhaos4.13.git6005903.el8, ''",
    })
    void c19ABuildForOpenShiftSaysSoWhereverItsMarkStands(String version, String fixed) {
        world.osv("""
                RHSA-1 | Red Hat:openshift:4.12::el8 | cri-o | introduced 0 fixed 1.25.1-6.rhaos4.12.git6005903.el8 | "upstream": ["CVE-2025-0001"],
                RHSA-2 | Red Hat:openshift:4.12::el9 | cri-o | introduced 0 fixed 1.25.1-7.rhaos4.12.el9 | "upstream": ["CVE-2025-0001"],
                """);
        assertThat(world.found(Installed.of("Red Hat:enterprise_linux:8", "cri-o", version)))
                .isEqualTo(fixed.isEmpty() ? List.of() : List.of("cri-o: CVE-2025-0001, " + fixed));
    }

    @Test
    void c19AProductSpeaksOfItsOwnStreamAndOfWhatTheSystemHasNot() {
        world.osv("""
                RHSA-1 | Red Hat:openshift:4.14::el9 | openshift-clients | introduced 0 fixed 4.14.9-1.el9 | "upstream": ["CVE-2025-0001"],
                RHSA-2 | Red Hat:openshift:4.16::el9 | openshift-clients | introduced 0 fixed 4.16.2-1.el9 | "upstream": ["CVE-2025-0001"],
                RHSA-3 | Red Hat:openshift:4 | openshift-clients | introduced 0 | "upstream": ["CVE-2025-0002"],
                RHSA-4 | Red Hat:openshift:4.16::el9 | podman | introduced 0 fixed 5:4.9.4-12.rhaos4.16.el9 | "upstream": ["CVE-2025-0003"],
                RHSA-5 | Red Hat:enterprise_linux:9::appstream | podman | introduced 0 fixed 4:5.2.2-9.el9_5 | "upstream": ["CVE-2025-0003"],
                """);
        Installed clients = Installed.of("Red Hat:enterprise_linux:9", "openshift-clients", "4.16.1-1.el9");
        Installed podman = Installed.of("Red Hat:enterprise_linux:9", "podman", "4:5.2.2-9.el9_5");
        Installed rebuilt = Installed.of("Red Hat:enterprise_linux:9", "podman", "5:4.9.4-11.rhaos4.16.el9");
        assertThat(world.found(clients)).as("no repository of the product").isEmpty();
        world.channels(
                "content-set:rhel-9-for-x86_64-baseos-rpms",
                "content-set:rhocp-4.16-for-rhel-9-x86_64-rpms",
                "content-set:satellite-client-6-for-rhel-9-x86_64-rpms");
        assertThat(world.found(clients))
                .containsExactly("openshift-clients: CVE-2025-0001, 4.16.2-1.el9", "openshift-clients: CVE-2025-0002");
        assertThat(world.found(podman)).as("the system's own build").isEmpty();
        assertThat(world.found(rebuilt))
                .as("a build for OpenShift, whose version says so")
                .containsExactly("podman: CVE-2025-0003, 5:4.9.4-12.rhaos4.16.el9");
        world.channels("content-set:rhocp-4.16-for-rhel-9-x86_64-rpms__9");
        assertThat(world.found(clients))
                .as("as images tell it that name what they were built for")
                .containsExactly("openshift-clients: CVE-2025-0001, 4.16.2-1.el9", "openshift-clients: CVE-2025-0002");
        world.channels("content-set:rhocp-4.14-for-rhel-9-x86_64-rpms");
        assertThat(world.found(clients)).as("of another stream").containsExactly("openshift-clients: CVE-2025-0002");
    }

    /** Until RHEL 7 the names of repositories begin with the system; extended updates end with the processor there. */
    @ParameterizedTest
    @CsvSource({
        "rhel-7-server-ose-3.11-rpms, atomic-openshift, 3.11.1-1.el7, '3.11.2-1.git.0.a.el7'",
        "rhel-7-server-ose-3.11-rpms__x86_64, atomic-openshift, 3.11.1-1.el7, '3.11.2-1.git.0.a.el7'",
        "rhel-7-server-ose-3.11-rpms, of-each-minor, 1.0-1.el7, '1.1-1.el7'",
        "rhel-7-server-rpms, of-each-minor, 1.0-1.el7, ''",
        "rhel-7-server-ose-3.10-rpms, atomic-openshift, 3.11.1-1.el7, ''",
        "rhel-7-server-rpms, atomic-openshift, 3.11.1-1.el7, ''",
        "rhel-7-server-rhceph-4-tools-rpms, ceph-common, 2:14.2.10-1.el7cp, '2:14.2.11-1.el7cp'",
        "rhel-7-server-ansible-2.9-rpms, ansible, 2.9.1-1.el7ae, '2.9.27-1.el7ae'",
        "rhel-7-server-satellite-capsule-6.10-rpms, foreman-proxy, 2.5.1-1.el7sat, '2.5.2-1.el7sat'",
        "rhel-7-server-satellite-6.10-rpms, foreman-proxy, 2.5.1-1.el7sat, ''",
        "rhel-7-server-eus-rpms__7_DOT_7__x86_64, curl, 7.29.0-54.el7_7.1, '7.29.0-54.el7_7.2'",
        "rhel-7-server-eus-rpms__7_DOT_7__x86_64, curl, 7.29.0-54.el7_7.2, ''",
        "rhel-7-server-rpms, curl, 7.29.0-54.el7_7.2, '7.29.0-59.el7_9.1'",
    })
    void c19RepositoriesOfRhel7AreNamedOtherwise(String set, String name, String version, String fixed) {
        world.osv("""
                RHSA-1 | Red Hat:openshift:3.11::el7 | atomic-openshift | introduced 0 fixed 3.11.2-1.git.0.a.el7 | "aliases": ["CVE-2025-0001"],
                RHSA-7 | Red Hat:openshift:3::el7 | of-each-minor | introduced 0 fixed 1.1-1.el7 | "aliases": ["CVE-2025-0001"],
                RHSA-2 | Red Hat:ceph_storage:4::el7 | ceph-common | introduced 0 fixed 2:14.2.11-1.el7cp | "aliases": ["CVE-2025-0001"],
                RHSA-3 | Red Hat:ansible_engine:2.9::el7 | ansible | introduced 0 fixed 2.9.27-1.el7ae | "aliases": ["CVE-2025-0001"],
                RHSA-4 | Red Hat:satellite_capsule:6.10::el7 | foreman-proxy | introduced 0 fixed 2.5.2-1.el7sat | "aliases": ["CVE-2025-0001"],
                RHSA-5 | Red Hat:enterprise_linux:7 | curl | introduced 0 fixed 7.29.0-59.el7_9.1 | "aliases": ["CVE-2025-0001"],
                RHSA-6 | Red Hat:rhel_eus:7.7 | curl | introduced 0 fixed 7.29.0-54.el7_7.2 | "aliases": ["CVE-2025-0001"],
                """);
        world.channels("content-set:" + set);
        assertThat(world.found(Installed.of("Red Hat:enterprise_linux:7", name, version)))
                .isEqualTo(fixed.isEmpty() ? List.of() : List.of(name + ": CVE-2025-0001, " + fixed));
    }

    /** CVE-2024-8088 and CVE-2022-50536, as the documents name their fixes, and the builds of Grype's tests of them. */
    @ParameterizedTest
    @CsvSource({
        "python3, 3.9.18-3.el9_4.4, 3.9.18-3.el9_4.5",
        "python3, 3.9.18-3.el9_4.5, ''",
        "python3, 3.9.18-10.el9_4, ''",
        "python3, 3.9.19-1.el9, 3.9.19-8.el9",
        "python3, 3.9.19-8.el9, ''",
        "kernel, 5.14.0-162.el9_1, 5.14.0-162.6.1.el9_1",
        "kernel, 5.14.0-162.6.1.el9_1, ''",
        "kernel, 5.14.0-284.11.1.el9_2, 5.14.0-362.8.1.el9_3",
        "kernel, 5.14.0-300.el9_3, 5.14.0-362.8.1.el9_3",
        "kernel, 5.14.0-362.8.1.el9_3, ''",
        "kernel, 5.14.0-427.el9, ''",
        "twice, 1-5.el9_1, 1-7.el9_1",
        "twice, 1-8.el9_1, ''",
    })
    void c08AMinorReleaseIsJudgedByItsOwnFixElseByTheNext(String name, String version, String fixed) {
        world.osv("""
                RHSA-1 | Red Hat:enterprise_linux:9 | python3 | introduced 0 fixed 3.9.18-3.el9_4.5 introduced 3.9.18-4 fixed 3.9.19-8.el9 | "upstream": ["CVE-2025-0001"],
                RHSA-2 | Red Hat:enterprise_linux:9 | kernel | introduced 0 fixed 5.14.0-162.6.1.el9_1 introduced 5.14.0-163 fixed 5.14.0-362.8.1.el9_3 | "upstream": ["CVE-2025-0001"],
                RHSA-3 | Red Hat:enterprise_linux:9 | twice | introduced 0 fixed 1-3.el9_1 introduced 1-4 fixed 1-7.el9_1 introduced 1-8 fixed 1-9.el9_2 | "upstream": ["CVE-2025-0001"],
                """);
        assertThat(world.found(Installed.of("Red Hat:enterprise_linux:9", name, version)))
                .isEqualTo(fixed.isEmpty() ? List.of() : List.of(name + ": CVE-2025-0001, " + fixed));
    }

    @Test
    void c08TheExplanationNamesTheFixOfTheMinorRelease() {
        world.osv("""
                RHSA-1 | Red Hat:enterprise_linux:9 | python3 | introduced 0 fixed 3.9.18-3.el9_4.5 introduced 3.9.18-4 fixed 3.9.19-8.el9 | "upstream": ["CVE-2025-0001"],
                """);
        assertThat(world.explained(
                        "CVE-2025-0001", Installed.of("Red Hat:enterprise_linux:9", "python3", "3.9.18-10.el9_4")))
                .singleElement()
                .asString()
                .contains("the installed version has the fix: fixed in 3.9.18-3.el9_4.5");
    }

    /** The same where each minor release has a notice of its own: RHSA-2024:6163 and RHSA-2024:9371 on CVE-2024-8088. */
    @ParameterizedTest
    @CsvSource({
        "Red Hat:enterprise_linux:9, python3, 3.9.18-3.el9_4.4, 3.9.18-3.el9_4.5",
        "Red Hat:enterprise_linux:9, python3, 3.9.18-3.el9_4.5, ''",
        "Red Hat:enterprise_linux:9, python3, 3.9.18-10.el9_4, ''",
        "Red Hat:enterprise_linux:9, python3, 3.9.18-3.el9_3.9, 3.9.18-3.el9_4.5",
        "Red Hat:enterprise_linux:9, python3, 3.9.19-1.el9, 3.9.19-8.el9",
        "Red Hat:enterprise_linux:9, python3, 3.9.19-8.el9, ''",
        "Red Hat:enterprise_linux:9, twice, 1-5.el9_1, 1-7.el9_1",
        "Red Hat:enterprise_linux:9, twice, 1-7.el9_1, ''",
        "AlmaLinux:9, python3, 3.9.18-3.el9_4.5, 3.9.19-8.el9",
    })
    void c08ANoticeOfALaterMinorReleaseSaysNothingOfABuildThatHoldsItsOwnFix(
            String ecosystem, String name, String version, String fixed) {
        world.osv("""
                RHSA-1 | %1$s | python3 | introduced 0 fixed 3.9.18-3.el9_4.5 | "upstream": ["CVE-2025-0001"],
                RHSA-2 | %1$s | python3 | introduced 0 fixed 3.9.19-8.el9 | "upstream": ["CVE-2025-0001"],
                RHSA-3 | %1$s | twice | introduced 0 fixed 1-3.el9_1 | "upstream": ["CVE-2025-0001"],
                RHSA-4 | %1$s | twice | introduced 0 fixed 1-7.el9_1 | "upstream": ["CVE-2025-0001"],
                RHSA-5 | %1$s | twice | introduced 0 fixed 1-9.el9_2 | "upstream": ["CVE-2025-0001"],
                """.formatted(ecosystem));
        assertThat(world.found(Installed.of(ecosystem, name, version)))
                .isEqualTo(fixed.isEmpty() ? List.of() : List.of(name + ": CVE-2025-0001, " + fixed));
    }

    /** What knows no fix speaks of every build; of several fixes for one minor release all count. */
    @ParameterizedTest
    @CsvSource({"held, 0", "open, 1", "several, 1"})
    void c08AFixOfItsOwnMinorReleaseAnswersOnlyThatOfALaterOne(String name, int findings) {
        world.osv("""
                RHSA-1 | Red Hat:enterprise_linux:9 | held | introduced 0 fixed 1-3.el9_4 | "upstream": ["CVE-2025-0001"],
                RHSA-2 | Red Hat:enterprise_linux:9 | held | introduced 0 fixed 1-9.el9 | "upstream": ["CVE-2025-0001"],
                RHSA-3 | Red Hat:enterprise_linux:9 | open | introduced 0 fixed 1-3.el9_4 | "upstream": ["CVE-2025-0001"],
                RHSA-4 | Red Hat:enterprise_linux:9 | open | introduced 0 | "upstream": ["CVE-2025-0001"],
                RHSA-5 | Red Hat:enterprise_linux:9 | several | introduced 0 fixed 1-2.el9_4 introduced 1-2.9 fixed 1-4.el9_4 | "upstream": ["CVE-2025-0001"],
                RHSA-6 | Red Hat:enterprise_linux:9 | several | introduced 0 fixed 1-9.el9 | "upstream": ["CVE-2025-0001"],
                """);
        assertThat(world.found(Installed.of("Red Hat:enterprise_linux:9", name, "1-3.el9_4")))
                .hasSize(findings);
    }

    @Test
    void c08TheNoticeThatSaysNothingOfABuildIsShownAsOverruled() {
        world.osv("""
                RHSA-1 | Red Hat:enterprise_linux:9 | python3 | introduced 0 fixed 3.9.18-3.el9_4.5 | "upstream": ["CVE-2025-0001"],
                RHSA-2 | Red Hat:enterprise_linux:9 | python3 | introduced 0 fixed 3.9.19-8.el9 | "upstream": ["CVE-2025-0001"],
                """);
        Installed python = Installed.of("Red Hat:enterprise_linux:9", "python3", "3.9.18-3.el9_4.5");
        assertThat(world.overruled(python))
                .singleElement()
                .asString()
                .contains("RHSA-1 of Red Hat says: the installed version has the fix: fixed in 3.9.18-3.el9_4.5");
        assertThat(world.explained("CVE-2025-0001", python))
                .anySatisfy(line -> assertThat(line).startsWith("OVERRULED RHSA-2"))
                .anySatisfy(line -> assertThat(line).startsWith("NO_MATCH RHSA-1"));
    }
}
