package io.tidewaiter.catalog.osrelease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact.DistributionFact;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.FactList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTextParserTest {
    @ParameterizedTest
    @CsvSource({
        "redhat-release, CentOS release 5.7 (Final), centos, 5.7",
        "redhat-release, Red Hat Enterprise Linux release 8.10 (Ootpa), rhel, 8.10",
        "redhat-release, Red Hat Enterprise Linux Atomic Host release 7.9, rhel, 7.9",
        "redhat-release, Scientific Linux release 6.10 (Carbon), scientific, 6.10",
        "oracle-release, Oracle Linux Server release 8.9, ol, 8.9",
        "system-release, Amazon Linux AMI release 2018.03, amzn, 2018.03",
        "altlinux-release, ALT p11 container, altlinux, 11",
        "fedora-release, ALT Container 10.4 (p10), altlinux, 10.4",
        "system-release-cpe, cpe:/o:centos:linux:6:GA, centos, 6",
        "photon-release, VMware Photon OS 4.0, photon, 4.0",
        "mariner-release, CBL-Mariner 2.0.20220226, mariner, 2.0.20220226",
        "alpine-release, 3.19.1, alpine, 3.19.1",
        "debian_version, 12.5, debian, 12",
        "debian_version, 6.0.10, debian, 6.0.10"
    })
    void readsTheLineOfAnOldFile(String file, String line, String id, String version) {
        assertThat(ReleaseTextParser.parse(file, ("\n" + line + "\nmore\n").getBytes(UTF_8)))
                .containsEntry("ID", id)
                .containsEntry("VERSION_ID", version);
    }

    @Test
    void readsTheNamesOfUnreleasedDebian() {
        assertThat(ReleaseTextParser.parse("debian_version", "trixie/sid\n".getBytes(UTF_8)))
                .isEqualTo(Map.of("ID", "debian", "VERSION_CODENAME", "trixie"));
    }

    @Test
    void readsLsbRelease() {
        FactList facts = read(
                "etc/lsb-release",
                "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\nDISTRIB_CODENAME=lucid\nDISTRIB_DESCRIPTION=\"Ubuntu 10.04 LTS\"\n");
        assertThat(facts.all())
                .singleElement()
                .isEqualTo(new DistributionFact(new TreeMap<>(Map.of(
                        "ID",
                        "ubuntu",
                        "VERSION_ID",
                        "10.04",
                        "VERSION_CODENAME",
                        "lucid",
                        "PRETTY_NAME",
                        "Ubuntu 10.04 LTS"))));
    }

    @Test
    void saysNothingOfWhatItDoesNotKnow() {
        assertThat(read("etc/redhat-release", "Nobody's Linux 3\n").all()).isEmpty();
        assertThat(read("etc/os-release", "").all()).isEmpty();
        assertThat(read("etc/system-release-cpe", "cpe:/o").all()).isEmpty();
        assertThat(read("etc/debian_version", "\n\n").all()).isEmpty();
    }

    private static FactList read(String path, String text) {
        FactList facts = new FactList();
        byte[] content = text.getBytes(UTF_8);
        new OsReleaseCataloger().read(new FileEntry(path, content.length, 0644), content, Limits.standard(), facts);
        return facts;
    }
}
