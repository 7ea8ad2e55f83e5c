package io.tidewaiter.catalog.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.apk.ApkCataloger;
import io.tidewaiter.catalog.dpkg.DpkgCataloger;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import io.tidewaiter.catalog.fact.Fact.OwnedFact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.rpm.RpmCataloger;
import io.tidewaiter.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real databases against lists of {@code name|version|architecture|source|source version[|module]} that the package managers
 * themselves printed of them (dpkg-query of Debian 12, rpm 4.18); the lists of apk and NDB, whose tools are not at hand,
 * come from a script that shares no code with ours.
 */
class RootFilesTest {
    private static final List<Cataloger> CATALOGERS =
            List.of(new DpkgCataloger(), new ApkCataloger(), new RpmCataloger());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debian-10-list",
                "debian-11-bootstrapped",
                "debian-12-bootstrapped",
                "debian-dpkg-scalibr",
                "distroless-status.d",
                "ubuntu-20.04-bootstrapped",
                "alpine-3.10-list",
                "alpine-installed-a",
                "alpine-installed-b",
                "almalinux-9-derived-sqlite",
                "fedora-35-sqlite",
                "mariner-2.0",
                "almalinux-8-derived-bdb",
                "amazonlinux-2-bdb",
                "centos-libuuid-bdb",
                "oraclelinux-8-bdb",
                "rpm-epoch-bdb",
                "ubi-7-bdb",
                "suse-15.3-ndb"
            })
    void tellsWhatThePackageManagerTells(String fixture) throws IOException {
        List<Fact> facts = read(fixture);
        assertThat(installed(facts)).containsExactlyElementsOf(expected(fixture));
        assertThat(facts).noneMatch(UnreadFact.class::isInstance);
    }

    @Test
    void keepsThePackagesOfADamagedDatabaseAndTellsOfTheDamage() throws IOException {
        List<Fact> facts = read("alpine-installed-corrupt");
        assertThat(installed(facts)).containsExactlyElementsOf(expected("alpine-installed-corrupt"));
        assertThat(facts).anyMatch(UnreadFact.class::isInstance);
    }

    @Test
    void tellsThatADatabaseHasNoPackagesTable() throws IOException {
        assertThat(read("empty-rpmdb-sqlite"))
                .singleElement()
                .isInstanceOfSatisfying(
                        UnreadFact.class, unread -> assertThat(unread.detail()).contains("no table Packages"));
    }

    @Test
    void tellsTheFilesOfEachPackage() throws IOException {
        assertThat(owned(read("debian-12-bootstrapped"), "gzip")).contains("bin/gzip", "usr/share/doc/gzip/copyright");
        assertThat(owned(read("debian-12-bootstrapped"), "libacl1"))
                .contains("usr/lib/x86_64-linux-gnu/libacl.so.1.1.2301");
        assertThat(owned(read("distroless-status.d"), "libsqlite3-0"))
                .contains("usr/lib/aarch64-linux-gnu/libsqlite3.so.0.8.6", "usr/share/doc/libsqlite3-0/copyright");
        assertThat(owned(read("centos-libuuid-bdb"), "libuuid")).contains("usr/lib64/libuuid.so.1.3.0");
        assertThat(owned(read("mariner-2.0"), "bash")).contains("bin/bash");
        assertThat(read("mariner-2.0").stream()
                        .filter(OwnedFact.class::isInstance)
                        .mapToInt(fact -> ((OwnedFact) fact).paths().size())
                        .sum())
                .as("files of rpm -qa --qf '[%%{FILEFLAGS} %%{FILENAMES}\n]' that are no ghosts")
                .isEqualTo(7251);
        assertThat(owned(read("alpine-installed-corrupt"), "alpine-baselayout-data"))
                .contains("etc/passwd");
    }

    /** As rpm --qf '%{RSAHEADER:pgpsig} %{VENDOR} %{BUILDTIME}' prints them. */
    @Test
    void tellsWhereAnRpmComesFrom() throws IOException {
        InstalledFact glibc = read("mariner-2.0").stream()
                .filter(InstalledFact.class::isInstance)
                .map(InstalledFact.class::cast)
                .filter(fact -> fact.name().equals("glibc"))
                .findFirst()
                .orElseThrow();
        assertThat(glibc.attributes())
                .containsEntry("signer", "0cd9fed33135ce90")
                .containsEntry("vendor", "Microsoft Corporation")
                .containsEntry("distribution", "Mariner")
                .containsEntry("buildTime", "2022-01-25T00:58:11Z");
    }

    private static List<String> owned(List<Fact> facts, String name) {
        return facts.stream()
                .filter(OwnedFact.class::isInstance)
                .map(OwnedFact.class::cast)
                .filter(fact -> fact.packageName().equals(name))
                .flatMap(fact -> fact.paths().stream())
                .toList();
    }

    private static List<String> installed(List<Fact> facts) {
        return facts.stream()
                .filter(InstalledFact.class::isInstance)
                .map(InstalledFact.class::cast)
                .map(RootFilesTest::line)
                .sorted()
                .toList();
    }

    private static String line(InstalledFact fact) {
        List<String> columns = new ArrayList<>(
                List.of(fact.name(), fact.version(), fact.architecture(), fact.sourceName(), fact.sourceVersion()));
        columns.addAll(fact.qualifiers().values());
        return String.join("|", columns);
    }

    private static List<String> expected(String fixture) throws IOException {
        return Files.readAllLines(Path.of("src/test/golden/rootfs", fixture + ".txt")).stream()
                .sorted()
                .toList();
    }

    private static List<Fact> read(String fixture) throws IOException {
        Path root = SharedFiles.require("data", "rootfs", fixture);
        List<Fact> facts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] content = Files.readAllBytes(file);
                FileEntry entry = new FileEntry(root.relativize(file).toString(), content.length, 0644);
                for (Cataloger cataloger : CATALOGERS) {
                    if (cataloger.wants(entry)) {
                        cataloger.read(entry, content, Limits.standard(), facts::add);
                    }
                }
            }
        }
        return facts;
    }
}
