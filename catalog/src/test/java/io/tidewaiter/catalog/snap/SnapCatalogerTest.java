package io.tidewaiter.catalog.snap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapCatalogerTest {
    private final SnapCataloger cataloger = new SnapCataloger();

    /** A manifest in the shape that snapcraft 8 writes. */
    @Test
    void readsTheSnapAndWhatWasStagedIntoIt() {
        FactList facts = FactList.of(cataloger, "snap/pc/1/snap/manifest.yaml", """
                snapcraft-version: 8.2.1.post5+git07b4ee15
                name: pc
                version: '24-0.1'
                description: |
                  name: not this one
                  - nor this
                base: core24
                architectures:
                - amd64
                primed-stage-packages:
                - grub-efi-amd64-signed=1.202+2.12-1ubuntu7
                - libc6:i386=2.39-0ubuntu8
                parts:
                  x:
                    stage-packages:
                    - unprimed=1
                """);
        assertThat(facts.packages())
                .containsExactly("pc 24-0.1", "grub-efi-amd64-signed 1.202+2.12-1ubuntu7", "libc6 2.39-0ubuntu8");
        assertThat(facts.installed().getFirst().type()).isEqualTo("snap");
        assertThat(facts.installed().getFirst().architecture()).isEqualTo("amd64");
        assertThat(facts.installed().getLast().type()).isEqualTo("deb");
        assertThat(facts.installed().getLast().architecture()).isEqualTo("i386");
        assertThat(facts.unread()).singleElement().asString().contains("source packages of 2");
    }

    @Test
    void readsThePackagesOfABase() {
        FactList yaml = FactList.of(cataloger, "usr/share/snappy/dpkg.yaml", """
                package-repositories:
                - type: apt
                  ppa: ucdev/ubuntu/base-ppa
                packages:
                - adduser=3.118ubuntu2
                - gcc-10-base:amd64=10.5.0-1ubuntu1~20.04""");
        assertThat(yaml.packages()).containsExactly("adduser 3.118ubuntu2", "gcc-10-base 10.5.0-1ubuntu1~20.04");
        FactList list = FactList.of(cataloger, "usr/share/snappy/dpkg.list", """
                Desired=Unknown/Install/Remove/Purge/Hold
                | Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
                |/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
                ||/ Name           Version          Architecture Description
                +++-==============-================-============-=====================
                ii  adduser        3.116ubuntu1     all          add and remove users
                rc  gone           1                all          removed
                hi  libc6:amd64    2.27-3ubuntu1    amd64        GNU C Library
                """);
        assertThat(list.packages()).containsExactly("adduser 3.116ubuntu1", "libc6 2.27-3ubuntu1");
    }

    @Test
    void tellsOfWhatIsBroken() {
        assertThat(FactList.of(cataloger, "meta/snap.yaml", "name: a\n").unread())
                .containsExactly("package \"a\" has no version");
        assertThat(FactList.of(cataloger, "usr/share/snappy/dpkg.yaml", "packages:\n- a\n")
                        .unread())
                .hasSize(1);
        byte[] noise = new byte[200_000];
        new Random(3).nextBytes(noise);
        assertThat(FactList.of(cataloger, "meta/snap.yaml", noise).unread()).isNotEmpty();
        assertThat(FactList.of(cataloger, "snap/snapcraft.yaml", "name: a\nversion: 1\n")
                        .all())
                .isEmpty();
    }
}
