package io.tidewaiter.catalog.pacman;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.merge.Inventories;
import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.testkit.SharedFiles;
import io.tidewaiter.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacmanCatalogerTest {
    private static final String FOLDER = "var/lib/pacman/local/pacman-6.0.1-5/";

    private final PacmanCataloger cataloger = new PacmanCataloger();

    @Test
    void readsAPackageOfArch() throws IOException {
        Path root = SharedFiles.require("data", "rootfs", "arch-pacman");
        FactList facts = FactList.of(cataloger, FOLDER + "desc", Files.readAllBytes(root.resolve(FOLDER + "desc")));
        assertThat(facts.installed()).singleElement().satisfies(fact -> {
            assertThat(fact.type()).isEqualTo("alpm");
            assertThat(fact.name() + " " + fact.version()).isEqualTo("pacman 6.0.1-5");
            assertThat(fact.sourceName() + " " + fact.sourceVersion()).isEqualTo("pacman 6.0.1-5");
            assertThat(fact.architecture()).isEqualTo("x86_64");
        });
        assertThat(facts.unread()).isEmpty();
        FactList files = FactList.of(cataloger, FOLDER + "files", Files.readAllBytes(root.resolve(FOLDER + "files")));
        assertThat(files.paths()).contains("usr/bin/pacman", "usr/include/alpm.h");
    }

    @Test
    void takesPathsOfTheListOnlyAndPutsThemBelowTheirRoot() {
        FactList files = FactList.of(
                cataloger,
                "mnt/" + FOLDER + "files",
                "%FILES%\r\nusr/\r\nusr/bin/a\r\n\r\n%BACKUP%\netc/a.conf\t0123456789\n");
        assertThat(files.paths()).containsExactly("mnt/usr", "mnt/usr/bin/a");
    }

    @Test
    void readsTheDatabaseOfSteam() {
        String folder = "usr/lib/holo/pacmandb/local/bash-5.2.015-1/";
        assertThat(FactList.of(cataloger, folder + "desc", "%NAME%\nbash\n\n%VERSION%\n5.2.015-1\n")
                        .packages())
                .containsExactly("bash 5.2.015-1");
        FactList files = FactList.of(cataloger, "mnt/" + folder + "files", "%FILES%\nusr/\nusr/bin/bash\n");
        assertThat(files.paths()).containsExactly("mnt/usr", "mnt/usr/bin/bash");
        assertThat(FactList.of(cataloger, "usr/lib/holo/pacmandb/sync/core/desc", "%NAME%\na\n")
                        .all())
                .isEmpty();
    }

    @Test
    void tellsOfBrokenDescriptions() {
        assertThat(FactList.of(cataloger, FOLDER + "desc", "%NAME%\n%VERSION%\n1\n")
                        .unread())
                .containsExactly("a package has no name");
        assertThat(FactList.of(cataloger, FOLDER + "desc", "%NAME%\na\n").unread())
                .containsExactly("package \"a\" has no version");
        FactList twice = FactList.of(cataloger, FOLDER + "desc", "%NAME%\na\n\n%VERSION%\n1:1-1\n2-2\n");
        assertThat(twice.packages()).containsExactly("a 1:1-1");
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        assertThat(FactList.of(cataloger, FOLDER + "desc", noise).unread()).isNotEmpty();
        assertThat(FactList.of(cataloger, "var/lib/pacman/local/ALPM_DB_VERSION", "9\n")
                        .all())
                .isEmpty();
        assertThat(FactList.of(cataloger, "var/lib/pacman/sync/core/desc", "%NAME%\na\n")
                        .all())
                .isEmpty();
    }

    /** A SteamOS may have both places; each package is told once, whichever tells it. */
    @Test
    void twoDatabasesOfARootTellOnce() {
        String old = "%NAME%\nzlib\n\n%VERSION%\n1:1.3-1\n\n%ARCH%\nx86_64\n";
        TarBuilder steam = new TarBuilder()
                .file("etc/os-release", "ID=steamos\nID_LIKE=arch\n")
                .file("var/lib/pacman/local/zlib-1:1.3-1/desc", old)
                .file("usr/lib/holo/pacmandb/local/zlib-1:1.3-1/desc", old)
                .file("srv/x/var/lib/pacman/local/zlib-1:1.3-1/desc", old);
        assertThat(Inventories.of(steam).packages())
                .extracting(one -> one.evidence().path())
                .containsExactlyInAnyOrder(
                        "srv/x/var/lib/pacman/local/zlib-1:1.3-1/desc",
                        "usr/lib/holo/pacmandb/local/zlib-1:1.3-1/desc");
    }
}
