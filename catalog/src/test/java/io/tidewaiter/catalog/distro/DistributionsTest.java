package io.tidewaiter.catalog.distro;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.OperatingSystem;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
        "debian, , sid, Debian:sid",
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
        "postmarketos, edge, , Alpine:edge",
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
        "opensuse, 42.3, , openSUSE:Leap 42.3",
        "opensuse, 13.1, , openSUSE:13.1",
        "opensuse, 20160503, , openSUSE:Tumbleweed",
        "opensuse-leap, 16.0, , openSUSE:Leap 16.0",
        "opensuse-leap, 15.2.1, , openSUSE:Leap 15.2", // as its beta called itself
        "opensuse-tumbleweed, 20250101, , openSUSE:Tumbleweed",
        "sles, 15.2, , SUSE:Linux Enterprise Server 15 SP2",
        "sles, 15, , SUSE:Linux Enterprise Server 15",
        "sles, 12.5, , SUSE:Linux Enterprise Server 12 SP5",
        "sles, 11.4, , SUSE:Linux Enterprise Server 11 SP4",
        "sles, '15.$(x)', , ",
        "sles, 16.0, , SUSE:Linux Enterprise Server 16.0",
        "sle-micro, 5.4, , SUSE:Linux Enterprise Micro 5.4",
        "sl-micro, 6.0, , SUSE:Linux Micro 6.0",
        "centos, 8, , CentOS:8",
        "fedora, 42, , Fedora:42",
        "fedora, rawhide, , Fedora:rawhide",
        "amzn, 2023, , Amazon Linux:2023",
        "amzn, 2023.4.20240513, , Amazon Linux:2023",
        "amzn, 2, , Amazon Linux:2",
        "amzn, 2018.03, , Amazon Linux:1",
        "amzn, 2014.09, , Amazon Linux:1",
        "ol, 8.9, , Oracle Linux:8",
        "scientific, 7.5, , Scientific Linux:7",
        "anolis, 8.8, , Anolis OS:8",
        "alinux, 3, , Alibaba Cloud Linux:3",
        "tencentos, 3.1, , TencentOS Server:3",
        "opencloudos, 9.0, , OpenCloudOS:9",
        "euleros, 2.0, , EulerOS:2.0",
        "cloudlinux, 8.6, , CloudLinux:8",
        "arch, , , Arch Linux",
        "manjaro, , , Arch Linux",
        "gentoo, , , Gentoo",
        "gentoo, 2.14, , Gentoo",
        "bottlerocket, 1.20.0, , Bottlerocket",
        "flatcar, 3815.2.0, , Flatcar",
        "cos, 113, , Container-Optimized OS:113",
        "freebsd, 14.2, , FreeBSD",
        "openwrt, 23.05.3, , OpenWrt:23.05",
        "nixos, 24.05, , ",
        "hummingbird, 20251124, , Red Hat:hummingbird:1",
        "secureos, 2025.09.09, , SecureOS",
        "kali, 2024.1, kali-rolling, Debian:sid",
        "parrot, 6.1, lorikeet, Debian:12",
        "devuan, 5, daedalus, Debian:12",
        "devuan, 5, , Debian:12",
        "devuan, , excalibur ceres, Debian:13",
        "devuan, , ceres, Debian:sid",
        "ubuntu-core, 22, , Ubuntu:22.04:LTS",
        "ubuntu-core, , , ",
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

    /** What these distributions really write; an own number below {@code ID=debian} is none of Debian's. */
    @Test
    void takesNoOwnNumberOfADerivativeForOneOfItsParent() {
        assertThat(ecosystem(Map.of(
                        "ID",
                        "debian",
                        "NAME",
                        "Parrot Security",
                        "VERSION_ID",
                        "6.0",
                        "VERSION_CODENAME",
                        "lorikeet")))
                .isEqualTo("Debian:12");
        assertThat(ecosystem(Map.of("ID", "debian", "NAME", "Foo", "VERSION_ID", "6", "VERSION_CODENAME", "bar")))
                .isEqualTo("null");
        assertThat(ecosystem(Map.of("ID", "debian", "NAME", "Foo", "VERSION_ID", "12", "VERSION_CODENAME", "trixie")))
                .isEqualTo("Debian:13");
        assertThat(ecosystem(Map.of("ID", "debian", "NAME", "Foo", "VERSION_ID", "12")))
                .isEqualTo("Debian:12");
        assertThat(ecosystem(Map.of("ID", "debian", "NAME", "Foo", "VERSION_ID", "99")))
                .isEqualTo("null");
        assertThat(ecosystem(Map.of("ID", "debian", "NAME", "Debian GNU/Linux", "VERSION_ID", "12")))
                .isEqualTo("Debian:12");
    }

    @Test
    void followsADerivativeOfARollingReleaseOrWithItsParentsNumbers() {
        assertThat(ecosystem(Map.of("ID", "artix", "ID_LIKE", "arch"))).isEqualTo("Arch Linux");
        assertThat(ecosystem(Map.of("ID", "calculate", "ID_LIKE", "gentoo"))).isEqualTo("Gentoo");
        assertThat(ecosystem(Map.of("ID", "bazzite", "ID_LIKE", "fedora", "VERSION_ID", "42")))
                .isEqualTo("Fedora:42");
        assertThat(ecosystem(Map.of("ID", "qubes", "ID_LIKE", "fedora", "VERSION_ID", "4.2")))
                .isEqualTo("null");
        assertThat(ecosystem(Map.of("ID", "redos", "ID_LIKE", "rhel centos fedora", "VERSION_ID", "42")))
                .isEqualTo("null");
    }

    @Test
    void followsADerivativeOnlyWhereItNamesTheReleaseItIsMadeOf() {
        assertThat(ecosystem(Map.of("ID", "dhi", "ID_LIKE", "debian", "VERSION_ID", "13")))
                .isEqualTo("Debian:13");
        assertThat(ecosystem(Map.of("ID", "dhi", "ID_LIKE", "alpine", "VERSION_ID", "3.24")))
                .isEqualTo("Alpine:v3.24");
        assertThat(ecosystem(Map.of("ID", "dhi", "VERSION_ID", "13"))).isEqualTo("null");
        assertThat(ecosystem(Map.of("ID", "linuxmint", "ID_LIKE", "ubuntu debian", "UBUNTU_CODENAME", "jammy")))
                .isEqualTo("Ubuntu:22.04:LTS");
        assertThat(ecosystem(Map.of("ID", "linuxmint", "ID_LIKE", "debian", "DEBIAN_CODENAME", "bookworm")))
                .isEqualTo("Debian:12");
        assertThat(ecosystem(Map.of("ID", "kali", "ID_LIKE", "debian", "VERSION_CODENAME", "kali-rolling")))
                .isEqualTo("Debian:sid");
        assertThat(ecosystem(Map.of("ID", "pop", "ID_LIKE", "ubuntu debian", "UBUNTU_CODENAME", "noble")))
                .isEqualTo("Ubuntu:24.04:LTS");
        assertThat(ecosystem(
                        Map.of("ID", "zorin", "ID_LIKE", "ubuntu", "VERSION_ID", "17", "UBUNTU_CODENAME", "jammy")))
                .isEqualTo("Ubuntu:22.04:LTS");
        assertThat(ecosystem(Map.of("ID", "elementary", "ID_LIKE", "ubuntu", "VERSION_ID", "7")))
                .isEqualTo("null");
        assertThat(ecosystem(Map.of("ID", "pureos", "ID_LIKE", "debian", "VERSION_CODENAME", "byzantium")))
                .isEqualTo("Debian:11");
        assertThat(ecosystem(Map.of("ID", "astra", "ID_LIKE", "debian", "VERSION_ID", "1.7_x86-64")))
                .isEqualTo("null");
        assertThat(ecosystem(Map.of("ID", "rhcos", "VERSION_ID", "4.16", "RHEL_VERSION", "9.4")))
                .isEqualTo("Red Hat:enterprise_linux:9");
        assertThat(ecosystem(Map.of("ID", "openEuler", "VERSION", "24.03 (LTS-SP1)")))
                .isEqualTo("openEuler:24.03-LTS-SP1");
    }

    @Test
    void tellsStreamsOfAReleaseFromIt() {
        assertThat(ecosystem(Map.of("ID", "centos", "VERSION_ID", "9", "NAME", "CentOS Stream")))
                .isEqualTo("CentOS:stream9");
        assertThat(ecosystem(Map.of("ID", "almalinux", "VERSION_ID", "10", "NAME", "AlmaLinux Kitten")))
                .isEqualTo("AlmaLinux:kitten10");
        assertThat(ecosystem(Map.of("ID", "fedora", "VERSION_ID", "44", "REDHAT_BUGZILLA_PRODUCT_VERSION", "rawhide")))
                .isEqualTo("Fedora:rawhide");
        assertThat(ecosystem(Map.of("ID", "fedora", "VERSION_ID", "11", "PLATFORM_ID", "platform:eln")))
                .isEqualTo("Fedora:eln");
        assertThat(ecosystem(Map.of("ID", "openEuler", "VERSION_ID", "24.03", "PRETTY_NAME", "openEuler 24.03 (LTS)")))
                .isEqualTo("openEuler:24.03-LTS");
    }

    private static String ecosystem(Map<String, String> fields) {
        return String.valueOf(Distributions.of(new TreeMap<>(fields)).ecosystem());
    }

    private static void put(Map<String, String> fields, String key, String value) {
        if (value != null) {
            fields.put(key, value);
        }
    }
}
