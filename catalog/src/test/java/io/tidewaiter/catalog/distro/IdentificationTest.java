package io.tidewaiter.catalog.distro;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.channel.ChannelCataloger;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdentificationTest {
    /** Every root of the shared fixtures: id, version and ecosystem, as a person reads them off its files. */
    private static final String FIXTURES = """
            claircore-debian-10 | debian | 10 | Debian:10
            claircore-debian-11 | debian | 11 | Debian:11
            claircore-debian-12 | debian | 12 | Debian:12
            claircore-debian-7 | debian | 7 | Debian:7
            claircore-debian-8 | debian | 8 | Debian:8
            claircore-debian-9 | debian | 9 | Debian:9
            claircore-rhel-8 | rhel | 8.1 | Red Hat:enterprise_linux:8
            claircore-rhel-9 | rhel | 9.0 | Red Hat:enterprise_linux:9
            claircore-rhel-atomichost-7 | rhel | 7.9 | Red Hat:enterprise_linux:7
            claircore-rhel-oracle-7 | ol | 7.9 | Oracle Linux:7
            claircore-rhel-oracle-8 | ol | 8.9 | Oracle Linux:8
            claircore-ubuntu-10.04 | ubuntu | 10.04 | Ubuntu:10.04:LTS
            claircore-ubuntu-11 | debian | 11 | Debian:11
            claircore-ubuntu-12.04 | ubuntu | 12.04 | Ubuntu:12.04:LTS
            claircore-ubuntu-13.04 | ubuntu | 13.04 | Ubuntu:13.04
            claircore-ubuntu-13.10 | ubuntu | 13.10 | Ubuntu:13.10
            claircore-ubuntu-14.04 | ubuntu | 14.04 | Ubuntu:14.04:LTS
            claircore-ubuntu-14.10 | ubuntu | 14.10 | Ubuntu:14.10
            claircore-ubuntu-15.04 | ubuntu | 15.04 | Ubuntu:15.04
            claircore-ubuntu-15.10 | ubuntu | 15.10 | Ubuntu:15.10
            claircore-ubuntu-16.04 | ubuntu | 16.04 | Ubuntu:16.04:LTS
            claircore-ubuntu-16.10 | ubuntu | 16.10 | Ubuntu:16.10
            claircore-ubuntu-17.10 | ubuntu | 17.10 | Ubuntu:17.10
            claircore-ubuntu-18.04 | ubuntu | 18.04 | Ubuntu:18.04:LTS
            claircore-ubuntu-18.10 | ubuntu | 18.10 | Ubuntu:18.10
            claircore-ubuntu-19.04 | ubuntu | 19.04 | Ubuntu:19.04
            claircore-ubuntu-19.10 | ubuntu | 19.10 | Ubuntu:19.10
            claircore-ubuntu-20.04 | ubuntu | 20.04 | Ubuntu:20.04:LTS
            claircore-ubuntu-21.04 | ubuntu | 21.04 | Ubuntu:21.04
            claircore-ubuntu-21.10 | ubuntu | 21.10 | Ubuntu:21.10
            claircore-ubuntu-22.04 | ubuntu | 22.04 | Ubuntu:22.04:LTS
            grype-grype-almalinux | almalinux | 8.4 | AlmaLinux:8
            grype-grype-alpine | alpine | 3.11.6 | Alpine:v3.11
            grype-grype-arch | arch | | Arch Linux
            grype-grype-azurelinux | azurelinux | 3.0 | Azure Linux:3
            grype-grype-centos5 | centos | 5.7 | CentOS:5
            grype-grype-centos6 | centos | 6 | CentOS:6
            grype-grype-chainguard | chainguard | 20230214 | Chainguard
            grype-grype-custom | scientific | 8 | Scientific Linux:8
            grype-grype-debian | debian | 8 | Debian:8
            grype-grype-fedora | fedora | 31 | Fedora:31
            grype-grype-gentoo | gentoo | | Gentoo
            grype-grype-hummingbird | hummingbird | 20251124 | Red Hat:hummingbird:1
            grype-grype-minimos | minimos | 20241031 | MinimOS
            grype-grype-postmarketos | postmarketos | v25.06 | Alpine:v3.22
            grype-grype-postmarketos-edge | postmarketos | edge | Alpine:edge
            grype-grype-redhat | rhel | 7.3 | Red Hat:enterprise_linux:7
            grype-grype-rockylinux | rocky | 8.4 | Rocky Linux:8
            grype-grype-scientific | scientific | 7.5 | Scientific Linux:7
            grype-grype-scientific6 | scientific | 6.10 | Scientific Linux:6
            grype-grype-secureos | secureos | 2025.09.09 | SecureOS
            grype-grype-ubuntu | ubuntu | 20.04 | Ubuntu:20.04:LTS
            grype-grype-wolfi | wolfi | 20220914 | Wolfi
            syft-syft-almalinux-from-os-release | almalinux | 8.4 | AlmaLinux:8
            syft-syft-alpine | alpine | 3.11.6 | Alpine:v3.11
            syft-syft-amazon | amzn | 2 | Amazon Linux:2
            syft-syft-centos5 | centos | 5.7 | CentOS:5
            syft-syft-centos6 | centos | 6 | CentOS:6
            syft-syft-empty | | | null
            syft-syft-mariner | mariner | 1.0 | Azure Linux:1
            syft-syft-opensuse-leap | opensuse-leap | 15.2 | openSUSE:Leap 15.2
            syft-syft-oraclelinux | ol | 8.3 | Oracle Linux:8
            syft-syft-redhat-from-os-release | rhel | 7.3 | Red Hat:enterprise_linux:7
            syft-syft-redhat-from-redhat-release | rhel | 8.10 | Red Hat:enterprise_linux:8
            syft-syft-rockylinux-from-os-release | rocky | 8.4 | Rocky Linux:8
            syft-syft-scientific-from-os-release | scientific | 7.5 | Scientific Linux:7
            syft-syft-sles | sles | 15.2 | SUSE:Linux Enterprise Server 15 SP2
            syft-syft-ubuntu | ubuntu | 20.04 | Ubuntu:20.04:LTS
            syft-syft-wolfi | wolfi | 20220914 | Wolfi
            """;

    @Test
    void knowsEveryRealRootFileSystem() throws IOException {
        StringBuilder found = new StringBuilder();
        try (Stream<Path> roots = Files.list(SharedFiles.require("data", "rootfs", "os-release"))) {
            for (Path root : roots.sorted().toList()) {
                Identification identification = new Identification();
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        add(identification, root.relativize(file).toString(), Files.readAllBytes(file));
                    }
                }
                OperatingSystem system = identification.system();
                found.append(String.join(
                                " | ",
                                root.getFileName().toString(),
                                system.id(),
                                system.versionId(),
                                String.valueOf(system.ecosystem())))
                        .append('\n');
                if (!system.id().equals("postmarketos")) {
                    assertThat(identification.notes()).as(root.toString()).isEmpty();
                }
            }
        }
        assertThat(found.toString().replace(" |  | ", " | | ").replace(" |  | ", " | | "))
                .isEqualTo(FIXTURES);
    }

    @Test
    void readsOldImagesWithoutOsRelease() {
        assertThat(system(Map.of("etc/redhat-release", "CentOS release 5.7 (Final)\n")))
                .isEqualTo("centos 5.7 CentOS:5");
        assertThat(system(Map.of(
                        "etc/redhat-release",
                        "Red Hat Enterprise Linux Server release 6.9 (Santiago)\n",
                        "etc/system-release-cpe",
                        "cpe:/o:redhat:enterprise_linux:6server:ga:server\n")))
                .isEqualTo("rhel 6.9 Red Hat:enterprise_linux:6");
        assertThat(system(Map.of(
                        "etc/system-release",
                        "Amazon Linux AMI release 2018.03\n",
                        "etc/system-release-cpe",
                        "cpe:/o:amazon:linux:2018.03:ga\n")))
                .isEqualTo("amzn 2018.03 Amazon Linux:1");
        assertThat(system(Map.of(
                        "etc/SuSE-release",
                        "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n")))
                .isEqualTo("sles 11.4 SUSE:Linux Enterprise Server 11 SP4");
        assertThat(system(Map.of("etc/SuSE-release", "openSUSE 13.1 (x86_64)\nVERSION = 13.1\nCODENAME = Bottle\n")))
                .isEqualTo("opensuse 13.1 openSUSE:13.1");
        assertThat(system(Map.of("etc/debian_version", "6.0.10\n", "etc/issue", "Debian GNU/Linux 6.0 \\n \\l\n")))
                .isEqualTo("debian 6.0.10 Debian:6.0");
        assertThat(system(Map.of("etc/issue", "Ubuntu 8.04.4 LTS \\n \\l\n"))).isEqualTo("ubuntu 8.04 Ubuntu:8.04:LTS");
        assertThat(system(Map.of("etc/arch-release", ""))).isEqualTo("arch  Arch Linux");
        assertThat(system(Map.of("etc/gentoo-release", "Gentoo Base System release 2.15\n")))
                .isEqualTo("gentoo 2.15 Gentoo");
        assertThat(system(Map.of(
                        "etc/openwrt_release",
                        "DISTRIB_ID='OpenWrt'\nDISTRIB_RELEASE='23.05.3'\nDISTRIB_TARGET='x86/64'\n")))
                .isEqualTo("openwrt 23.05.3 OpenWrt:23.05");
        assertThat(system(Map.of("etc/issue", "nobody knows\n"))).isEqualTo("  null");
    }

    @Test
    void takesWhatOtherFilesKnowBetter() {
        assertThat(system(Map.of(
                        "etc/os-release", "ID=centos\nVERSION_ID=8\nNAME=\"CentOS Linux\"\n",
                        "etc/centos-release", "CentOS Stream release 8\n")))
                .isEqualTo("centos 8 CentOS:stream8");
        String forky = "ID=debian\nVERSION_CODENAME=forky\nPRETTY_NAME=\"Debian GNU/Linux forky/sid\"\n";
        assertThat(system(Map.of("etc/os-release", forky, "etc/debian_version", "forky/sid\n")))
                .isEqualTo("debian  Debian:14");
        assertThat(system(Map.of(
                        "etc/os-release",
                        forky,
                        "etc/apt/sources.list.d/debian.sources",
                        "Types: deb\nURIs: http://deb.debian.org/debian\nSuites: sid\nComponents: main\n")))
                .isEqualTo("debian  Debian:sid");
        assertThat(system(Map.of("etc/os-release", "ID=debian\n", "etc/debian_version", "bookworm/sid\n")))
                .isEqualTo("debian  Debian:12");
        String tails = "ID=tails\nID_LIKE=debian\nVERSION_ID=\"6.0\"\n";
        assertThat(system(Map.of("etc/os-release", tails))).isEqualTo("tails 6.0 null");
        assertThat(system(Map.of("etc/os-release", tails, "etc/debian_version", "12.4\n")))
                .isEqualTo("tails 6.0 Debian:12");
        assertThat(system(Map.of("etc/os-release", tails, "etc/debian_version", "trixie/sid\n")))
                .isEqualTo("tails 6.0 Debian:13");
        assertThat(system(Map.of("etc/os-release", tails, "etc/debian_version", "23\n")))
                .isEqualTo("tails 6.0 null");
        assertThat(system(Map.of("etc/os-release", "ID=alpine\n", "etc/alpine-release", "3.19.1\n")))
                .isEqualTo("alpine 3.19.1 Alpine:v3.19");
        assertThat(system(Map.of(
                        "etc/os-release",
                        "ID=alpine\n",
                        "etc/apk/repositories",
                        "https://dl-cdn.alpinelinux.org/alpine/v3.20/main\n")))
                .isEqualTo("alpine 3.20 Alpine:v3.20");
        assertThat(system(Map.of(
                        "etc/os-release",
                        "ID=debian\nVERSION_ID=12\n",
                        "x86_64-bottlerocket-linux-gnu/sys-root/usr/lib/os-release",
                        "ID=bottlerocket\nVERSION_ID=1.20.0\n")))
                .isEqualTo("bottlerocket 1.20.0 Bottlerocket");
        assertThat(system(Map.of("nix/store/aaaa-etc-os-release", "ID=nixos\nVERSION_ID=\"24.05\"\n")))
                .isEqualTo("nixos 24.05 null");
    }

    @Test
    void believesOsReleaseAndNamesTheFileThatContradicts() {
        Identification other = identification(
                Map.of("etc/os-release", "ID=debian\nVERSION_ID=12\n", "etc/alpine-release", "3.19.1\n"));
        assertThat(String.valueOf(other.system().ecosystem())).isEqualTo("Debian:12");
        assertThat(other.notes()).singleElement().satisfies(note -> {
            assertThat(note.kind()).isEqualTo(CoverageFact.Kind.NOTE);
            assertThat(note.detail())
                    .contains("etc/os-release says that this is \"debian 12\"")
                    .contains("etc/alpine-release that it is \"alpine 3.19.1\"");
        });
        assertThat(notes(Map.of("etc/os-release", "ID=debian\nVERSION_ID=12\n", "etc/debian_version", "13.1\n")))
                .hasSize(1);
        assertThat(notes(Map.of(
                        "etc/os-release", "ID=ubuntu\nVERSION_ID=\"22.04\"\n",
                        "usr/lib/os-release", "ID=ubuntu\nVERSION_ID=\"24.04\"\n")))
                .hasSize(1);
        assertThat(notes(Map.of(
                        "etc/os-release", "ID=rocky\nVERSION_ID=9.3\n",
                        "etc/redhat-release", "Red Hat Enterprise Linux release 8.9 (Ootpa)\n")))
                .hasSize(1);
        assertThat(notes(Map.of(
                        "etc/os-release", "ID=alpine\nVERSION_ID=3.19.1\n",
                        "etc/apk/repositories", "https://dl-cdn.alpinelinux.org/alpine/edge/main\n")))
                .singleElement()
                .asString()
                .contains("etc/apk/repositories names branch \"edge\"");
    }

    @Test
    void isSilentOverTheFilesOfParents() {
        assertThat(notes(Map.of(
                        "etc/os-release", "ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"22.04\"\n",
                        "etc/debian_version", "bookworm/sid\n",
                        "etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\n",
                        "etc/issue", "Ubuntu 22.04.4 LTS \\n \\l\n")))
                .isEmpty();
        assertThat(notes(Map.of(
                        "etc/os-release", "ID=\"ol\"\nVERSION_ID=\"8.9\"\nID_LIKE=\"fedora\"\n",
                        "etc/oracle-release", "Oracle Linux Server release 8.9\n",
                        "etc/redhat-release", "Red Hat Enterprise Linux release 8.9 (Ootpa)\n")))
                .isEmpty();
        assertThat(notes(Map.of(
                        "etc/os-release", "ID=\"amzn\"\nVERSION_ID=\"2023\"\nID_LIKE=\"fedora\"\n",
                        "etc/system-release", "Amazon Linux release 2023.4.20240513 (Amazon Linux)\n",
                        "etc/system-release-cpe", "cpe:2.3:o:amazon:amazon_linux:2023\n")))
                .isEmpty();
        assertThat(notes(Map.of(
                        "etc/os-release", "ID=alpine\nVERSION_ID=3.22_alpha20250108\n",
                        "etc/alpine-release", "3.22_alpha20250108\n",
                        "etc/apk/repositories", "https://dl-cdn.alpinelinux.org/alpine/edge/main\n")))
                .isEmpty();
        assertThat(notes(Map.of(
                        "etc/os-release", "ID=manjaro\nID_LIKE=arch\n",
                        "etc/lsb-release", "DISTRIB_ID=ManjaroLinux\nDISTRIB_RELEASE=24\n",
                        "etc/arch-release", "Manjaro Linux\n")))
                .singleElement()
                .asString()
                .contains("packages of Arch Linux");
    }

    @Test
    void gathersChannelsOfFilesAndOfPackages() {
        Identification identification =
                identification(Map.of("etc/os-release", "ID=debian\nVERSION_ID=12\n", "etc/debian_version", "12.5\n"));
        identification.add("x", new Fact.ChannelFact(List.of("b:2", "a:1")));
        identification.add("y", new Fact.ChannelFact(List.of("a:1")));
        identification.add("z", InstalledFact.of("deb", "", "openssl", "1.1.1f-1ubuntu2.24+esm1", ""));
        identification.add("z", InstalledFact.of("npm", "", "a", "1.0.0+esm1", ""));
        assertThat(identification.system().channels())
                .containsExactly("a:1", "b:2", "debian-point-release:12.5", "ubuntu-pro:esm-package");
        assertThat(identification.system().versionId()).isEqualTo("12");
    }

    @Test
    void keepsAFloodOfChannelsBounded() {
        Identification identification = identification(Map.of("etc/os-release", "ID=debian\nVERSION_ID=12\n"));
        for (int file = 0; file < 100; file++) {
            List<String> many = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                many.add("a:" + file + "-" + i);
            }
            identification.add("f" + file, new Fact.ChannelFact(many));
        }
        assertThat(identification.system().channels()).hasSize(1_000);
        assertThat(identification.notes()).singleElement().asString().contains("more than 1000 channels");
    }

    @Test
    void staysCalmWithHostileFiles() {
        String line = "PRETTY_NAME=\"" + "x".repeat(1 << 20) + "\"\n";
        assertThat(system(Map.of("etc/os-release", line + "ID=debian\nVERSION_ID=12\n")))
                .isEqualTo("debian 12 Debian:12");
        assertThat(system(Map.of("etc/os-release", "\uFEFFID=debian\r\nVERSION_ID=\"12\"\r\n")))
                .isEqualTo("debian 12 Debian:12");
        assertThat(system(Map.of("etc/os-release", "ID=`reboot`\nVERSION_ID=$(cat /etc/passwd)\n")))
                .isEqualTo("`reboot` $(cat /etc/passwd) null");
        assertThat(system(Map.of("etc/os-release", "ID=\0\0\nVERSION_ID=\u001b[31m12\n")))
                .isEqualTo("?? ?[31m12 null");
        Identification invalid = new Identification();
        add(invalid, "etc/os-release", "ID=\u00ff\u00fe\nVERSION_ID=\u0080\n".getBytes(ISO_8859_1));
        assertThat(invalid.system().id()).isEqualTo("??");
        for (String id : List.of("debian", "ubuntu", "alpine", "sles", "opensuse-leap", "openeuler", "kylin", "amzn")) {
            String version = "1".repeat(3_000) + ".$(x)\u202e";
            String system = system(Map.of("etc/os-release", "ID=" + id + "\nVERSION_ID='" + version + "'\n"));
            assertThat(system).doesNotContain("\u202e").endsWith(" null");
        }
        for (String path : OsReleaseCataloger.PATHS) {
            String system = system(Map.of(path, "\n\r\n \0=\0\n====\n"));
            assertThat(system).isIn("  null", "arch  Arch Linux", "alpine ?=? null", "debian  null");
        }
    }

    private static String system(Map<String, String> files) {
        OperatingSystem system = identification(files).system();
        return system.id() + " " + system.versionId() + " " + system.ecosystem();
    }

    private static List<String> notes(Map<String, String> files) {
        return identification(files).notes().stream().map(CoverageFact::detail).collect(Collectors.toList());
    }

    private static Identification identification(Map<String, String> files) {
        Identification identification = new Identification();
        new TreeMap<>(new HashMap<>(files)).forEach((path, text) -> add(identification, path, text.getBytes(UTF_8)));
        return identification;
    }

    private static void add(Identification identification, String path, byte[] content) {
        FileEntry entry = new FileEntry(path, content.length, 0644);
        boolean isRead = false;
        for (Cataloger cataloger : List.of(new OsReleaseCataloger(), new ChannelCataloger())) {
            if (cataloger.wants(entry)) {
                isRead = true;
                FactList facts = new FactList();
                cataloger.read(entry, content, Limits.standard(), facts);
                facts.all().forEach(fact -> identification.add(path, fact));
            }
        }
        assertThat(isRead).as(path).isTrue();
    }
}
