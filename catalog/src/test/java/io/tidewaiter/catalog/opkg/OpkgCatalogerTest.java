package io.tidewaiter.catalog.opkg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class OpkgCatalogerTest {
    private final OpkgCataloger cataloger = new OpkgCataloger();

    @Test
    void readsTheStatusOfOpenWrt() throws IOException {
        byte[] status = Files.readAllBytes(
                SharedFiles.require("data", "rootfs", "openwrt-opkg", "usr", "lib", "opkg", "status"));
        FactList facts = FactList.of(cataloger, "usr/lib/opkg/status", status);
        assertThat(facts.packages())
                .containsExactly(
                        "ubus 2024.10.20~252a9b0c-r1", "libuci20130104 2023.08.10~5781664d-r1", "busybox 1.36.1-r2");
        assertThat(facts.installed()).allSatisfy(fact -> {
            assertThat(fact.type()).isEqualTo("opkg");
            assertThat(fact.architecture()).isEqualTo("x86_64");
        });
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void readsControlFilesAndLists() {
        FactList control = FactList.of(
                cataloger,
                "var/lib/opkg/info/dropbear.control",
                "Package: dropbear\nVersion: 2022.82-2\nSource: package/network/services/dropbear\nArchitecture: mips\n");
        assertThat(control.packages()).containsExactly("dropbear 2022.82-2");
        assertThat(control.installed().getFirst().sourceName()).isEmpty();
        assertThat(FactList.of(cataloger, "usr/lib/opkg/info/a.list", "/usr/sbin/a\n/etc/b\t0644\n")
                        .paths())
                .containsExactly("usr/sbin/a", "etc/b");
        assertThat(FactList.of(cataloger, "opt/lib/opkg/info/a.list", "/opt/bin/a\n")
                        .paths())
                .containsExactly("opt/bin/a");
    }

    /** The shape of Optware's and old OpenWrt's lists. */
    @Test
    void readsWhatIpkgKept() {
        assertThat(FactList.of(
                                cataloger,
                                "usr/lib/ipkg/status",
                                "Package: a\nVersion: 1\nStatus: install ok installed\n")
                        .packages())
                .containsExactly("a 1");
        assertThat(FactList.of(cataloger, "srv/x/usr/lib/ipkg/info/a.list", "/usr/sbin/a\n")
                        .paths())
                .containsExactly("srv/x/usr/sbin/a");
        assertThat(FactList.of(cataloger, "opt/lib/ipkg/info/a.list", "/opt/bin/a\n")
                        .paths())
                .containsExactly("opt/bin/a");
        assertThat(FactList.of(cataloger, "usr/lib/myipkg/status", "Package: a\nVersion: 1\n")
                        .all())
                .isEmpty();
    }

    @Test
    void leavesOutWhatIsNotInstalledAndTellsOfWhatIsBroken() {
        FactList facts = FactList.of(
                cataloger,
                "usr/lib/opkg/status",
                "Package: a\nVersion: 1\nStatus: deinstall hold not-installed\n\nPackage: b\nVersion: \u0001\n\nnonsense\n");
        assertThat(facts.packages()).isEmpty();
        assertThat(facts.unread()).hasSize(2);
        assertThat(FactList.of(cataloger, "usr/lib/opkg/lists/packages", "Package: a\nVersion: 1\n")
                        .all())
                .isEmpty();
    }
}
