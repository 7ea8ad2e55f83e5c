package io.tidewaiter.catalog.dpkg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact.OwnedFact;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.FactList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DpkgCatalogerTest {
    private final DpkgCataloger cataloger = new DpkgCataloger();

    @ParameterizedTest
    @CsvSource({
        "var/lib/dpkg/status, true",
        "var/lib/dpkg/status.d/libc6, true",
        "var/lib/dpkg/status.d/python3.11, true",
        "var/lib/dpkg/status.d/libc6.md5sums, true",
        "var/lib/dpkg/status.d/libc6.postinst, false",
        "var/lib/dpkg/info/libc6:amd64.list, true",
        "var/lib/dpkg/info/libc6:amd64.md5sums, true",
        "var/lib/dpkg/info/libc6:amd64.postinst, false",
        "var/lib/dpkg/status-old, false",
        "var/lib/dpkg/available, false",
        "var/lib/dpkg/alternatives/status, false",
        "opt/vcpkg/installed/vcpkg/status, false",
        "status, false",
        "srv/chroot/focal/var/lib/dpkg/status, true",
        "usr/lib/dpkg/status, true",
        "rootfs/var/lib/dpkg/status.d/libc6, true",
        "rootfs/var/lib/dpkg/info/libc6.list, true",
        "var/lib/dpkg/diversions, true",
        "var/lib/dpkg/diversions-old, false",
        "var/lib/dpkg/updates/0007, true",
        "var/lib/dpkg/updates/tmp.i, false",
        "var/lib/dpkg/info/deep/er.list, false",
        "opt/mylib/dpkg/status, false"
    })
    void wantsTheDatabaseAndNothingThatLooksLikeIt(String path, boolean wanted) {
        assertThat(cataloger.wants(new FileEntry(path, 1, 0644))).isEqualTo(wanted);
    }

    @Test
    void namesTheOwnerOfAListWithoutItsArchitecture() {
        OwnedFact list = owned("var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n/lib/x86_64-linux-gnu/libc.so.6\n");
        assertThat(list).isEqualTo(new OwnedFact("libc6", List.of("lib", "lib/x86_64-linux-gnu/libc.so.6")));
        OwnedFact sums =
                owned("var/lib/dpkg/status.d/g++.md5sums", "d41d8cd98f00b204e9800998ecf8427e  usr/bin/g++\nnonsense\n");
        assertThat(sums)
                .isEqualTo(new OwnedFact("g++", List.of("usr/bin/g++"), List.of("d41d8cd98f00b204e9800998ecf8427e")));
    }

    @Test
    void putsWhatARootWithinTheImageOwnsBelowThatRoot() {
        FactList facts = FactList.of(cataloger, "srv/x/var/lib/dpkg/info/a.list", "/.\n/usr\n/usr/bin/a\n");
        assertThat(facts.paths()).containsExactly("srv/x/usr", "srv/x/usr/bin/a");
    }

    @Test
    void tellsWhereDiversionsMovedFilesTo() {
        FactList facts = FactList.of(
                cataloger,
                "var/lib/dpkg/diversions",
                "/bin/sh\n/bin/sh.distrib\ndash\nodd\n/x\n:\n/sbin/init\n/sbin/init.real\n:\n");
        assertThat(facts.paths()).containsExactly("bin/sh", "bin/sh.distrib", "sbin/init", "sbin/init.real");
    }

    @Test
    void readsTheJournalOfARunThatDidNotEndAndSaysSo() {
        FactList facts = FactList.of(
                cataloger,
                "var/lib/dpkg/updates/0000",
                "Package: a\nStatus: install ok unpacked\nVersion: 2\nArchitecture: all\n");
        assertThat(facts.packages()).containsExactly("a 2");
        assertThat(facts.unread()).singleElement().asString().contains("journal");
        assertThat(FactList.of(cataloger, "var/lib/dpkg/updates/0001", "").all())
                .isEmpty();
    }

    private OwnedFact owned(String path, String text) {
        FactList facts = new FactList();
        byte[] content = text.getBytes(UTF_8);
        cataloger.read(new FileEntry(path, content.length, 0644), content, Limits.standard(), facts);
        return facts.all().stream()
                .filter(OwnedFact.class::isInstance)
                .map(OwnedFact.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
