package io.tidewaiter.catalog.distro;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact.DistributionFact;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionsTest {
    @ParameterizedTest
    @CsvSource({
        "debian, 12, , Debian:12",
        "debian, 12.5, , Debian:12",
        "debian, 6.0.10, , Debian:6.0",
        "debian, 3.1, , Debian:3.1",
        "debian, , trixie, Debian:13",
        "debian, , forky, Debian:14",
        "debian, , sid, ",
        "raspbian, 11, , Debian:11",
        "ubuntu, 14.04, , Ubuntu:14.04:LTS",
        "ubuntu, 20.04, , Ubuntu:20.04:LTS",
        "ubuntu, 19.10, , Ubuntu:19.10",
        "ubuntu, 23.04, , Ubuntu:23.04",
        "ubuntu, 26.04, , Ubuntu:26.04:LTS",
        "ubuntu, , focal, Ubuntu:20.04:LTS",
        "ubuntu, garbage, , ",
        "alpine, 3.11.6, , Alpine:v3.11",
        "alpine, 3.19, , Alpine:v3.19",
        "alpine, 3.22_alpha20250108, , Alpine:edge",
        "alpine, , , ",
        "postmarketos, v25.06, , Alpine:v3.22",
        "postmarketos, edge, , ",
        "wolfi, 20220914, , Wolfi",
        "chainguard, 20230214, , Chainguard",
        "minimos, 20241031, , MinimOS",
        "alpaquita, 23, , Alpaquita:23",
        "alpaquita, stream, , Alpaquita:stream",
        "bellsoft-hardened-containers, 25, , BellSoft Hardened Containers:25",
        "cleanstart, , , CleanStart",
        "almalinux, 8.4, , AlmaLinux:8",
        "almalinux, 10.0, , AlmaLinux:10",
        "rocky, 9.3, , Rocky Linux:9",
        "rhel, 9.0, , Red Hat:enterprise_linux:9",
        "mariner, 1.0, , Azure Linux:1",
        "azurelinux, 3.0, , Azure Linux:3",
        "photon, 5.0, , Photon OS:5.0",
        "mageia, 9, , Mageia:9",
        "opensuse-leap, 15.6, , openSUSE:Leap 15.6",
        "opensuse-tumbleweed, 20250101, , openSUSE:Tumbleweed",
        "sles, 15.2, , SUSE:Linux Enterprise Server 15 SP2",
        "sles, 15, , SUSE:Linux Enterprise Server 15",
        "sles, 12.5, , SUSE:Linux Enterprise Server 12 SP5",
        "sles, 16.0, , SUSE:Linux Enterprise Server 16.0",
        "sle-micro, 5.4, , SUSE:Linux Enterprise Micro 5.4",
        "sl-micro, 6.0, , SUSE:Linux Micro 6.0",
        "centos, 8, , ",
        "fedora, 42, , ",
        "amzn, 2023, , ",
        "ol, 8.9, , ",
        "arch, , , ",
        "slackware, 15.0, , ",
        "$(reboot), 1, , "
    })
    void namesTheEcosystemAsOsvSpellsIt(String id, String version, String codename, String ecosystem) {
        SortedMap<String, String> fields = new TreeMap<>();
        put(fields, "ID", id);
        put(fields, "VERSION_ID", version);
        put(fields, "VERSION_CODENAME", codename);
        OperatingSystem system = Distributions.of(fields);
        assertThat(String.valueOf(system.ecosystem())).isEqualTo(String.valueOf(ecosystem));
        assertThat(system.id()).isEqualTo(id);
    }

    @Test
    void followsADerivativeOnlyWhereItNamesTheReleaseItIsMadeOf() {
        assertThat(ecosystem(Map.of("ID", "linuxmint", "ID_LIKE", "ubuntu debian", "UBUNTU_CODENAME", "jammy")))
                .isEqualTo("Ubuntu:22.04:LTS");
        assertThat(ecosystem(Map.of("ID", "linuxmint", "ID_LIKE", "debian", "DEBIAN_CODENAME", "bookworm")))
                .isEqualTo("Debian:12");
        assertThat(ecosystem(Map.of("ID", "kali", "ID_LIKE", "debian", "VERSION_CODENAME", "kali-rolling")))
                .isEqualTo("null");
        assertThat(ecosystem(Map.of("ID", "openEuler", "VERSION", "24.03 (LTS-SP1)")))
                .isEqualTo("openEuler:24.03-LTS-SP1");
    }

    @ParameterizedTest
    @CsvSource({
        "claircore-debian-12, debian, Debian:12",
        "claircore-debian-7, debian, Debian:7",
        "claircore-ubuntu-10.04, ubuntu, Ubuntu:10.04:LTS",
        "claircore-ubuntu-22.04, ubuntu, Ubuntu:22.04:LTS",
        "claircore-ubuntu-21.10, ubuntu, Ubuntu:21.10",
        "claircore-rhel-oracle-8, ol, null",
        "claircore-rhel-9, rhel, Red Hat:enterprise_linux:9",
        "grype-grype-almalinux, almalinux, AlmaLinux:8",
        "grype-grype-alpine, alpine, Alpine:v3.11",
        "grype-grype-azurelinux, azurelinux, Azure Linux:3",
        "grype-grype-centos6, centos, null",
        "grype-grype-debian, debian, Debian:8",
        "grype-grype-fedora, fedora, null",
        "grype-grype-postmarketos, postmarketos, Alpine:v3.22",
        "grype-grype-rockylinux, rocky, Rocky Linux:8",
        "grype-grype-scientific6, scientific, null",
        "grype-grype-wolfi, wolfi, Wolfi",
        "syft-syft-empty, '', null",
        "syft-syft-mariner, mariner, Azure Linux:1",
        "syft-syft-opensuse-leap, opensuse-leap, openSUSE:Leap 15.2",
        "syft-syft-sles, sles, SUSE:Linux Enterprise Server 15 SP2"
    })
    void knowsRealRootFileSystems(String fixture, String id, String ecosystem) throws IOException {
        OperatingSystem system =
                Distributions.choose(read(SharedFiles.require("data", "rootfs", "os-release", fixture)));
        assertThat(system.id()).isEqualTo(id);
        assertThat(String.valueOf(system.ecosystem())).isEqualTo(ecosystem);
    }

    @Test
    void readsEveryRootFileSystemWithoutTrouble() throws IOException {
        try (Stream<Path> fixtures = Files.list(SharedFiles.require("data", "rootfs", "os-release"))) {
            for (Path fixture : fixtures.toList()) {
                boolean named = Distributions.choose(read(fixture)).isNamed();
                assertThat(named).as(fixture.toString()).isEqualTo(!fixture.endsWith("syft-syft-empty"));
            }
        }
    }

    @Test
    void prefersEtcAndPassesOverFilesThatNameNothing() {
        SortedMap<String, String> empty = new TreeMap<>(Map.of("NAME", "x"));
        SortedMap<String, String> usr = new TreeMap<>(Map.of("ID", "alpine", "VERSION_ID", "3.10.1"));
        SortedMap<String, String> etc = new TreeMap<>(Map.of("ID", "debian", "VERSION_ID", "12"));
        assertThat(Distributions.choose(Map.of("etc/os-release", etc, "usr/lib/os-release", usr))
                        .id())
                .isEqualTo("debian");
        assertThat(Distributions.choose(Map.of("etc/os-release", empty, "usr/lib/os-release", usr))
                        .id())
                .isEqualTo("alpine");
        assertThat(Distributions.choose(Map.of())).isEqualTo(OperatingSystem.NONE);
    }

    private static String ecosystem(Map<String, String> fields) {
        return String.valueOf(Distributions.of(new TreeMap<>(fields)).ecosystem());
    }

    private static void put(Map<String, String> fields, String key, String value) {
        if (value != null) {
            fields.put(key, value);
        }
    }

    private static Map<String, SortedMap<String, String>> read(Path root) throws IOException {
        OsReleaseCataloger cataloger = new OsReleaseCataloger();
        Map<String, SortedMap<String, String>> fields = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                FileEntry entry = new FileEntry(root.relativize(file).toString(), Files.size(file), 0644);
                assertThat(cataloger.wants(entry)).as(entry.path()).isTrue();
                FactList facts = new FactList();
                cataloger.read(entry, Files.readAllBytes(file), Limits.standard(), facts);
                facts.all().forEach(fact -> fields.put(entry.path(), ((DistributionFact) fact).fields()));
            }
        }
        return fields;
    }
}
