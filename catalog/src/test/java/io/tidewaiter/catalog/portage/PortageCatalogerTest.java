package io.tidewaiter.catalog.portage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortageCatalogerTest {
    private final PortageCataloger cataloger = new PortageCataloger();

    @ParameterizedTest
    @CsvSource({
        "app-containers/skopeo-1.5.1, skopeo, 1.5.1",
        "sys-libs/zlib-1.2.11-r5, zlib, 1.2.11-r5",
        "dev-lang/python-exec-2.0.1-r1, python-exec, 2.0.1-r1",
        "sys-libs/ncurses-6.4_p20230424, ncurses, 6.4_p20230424",
        "dev-libs/openssl-1.0.2u, openssl, 1.0.2u",
        "media-fonts/font-adobe-100dpi-1.0.3, font-adobe-100dpi, 1.0.3",
        "sys-kernel/linux-6.6_rc1_p2-r0, linux, 6.6_rc1_p2-r0",
        "x11-libs/gtk+-3.24.39, gtk+, 3.24.39",
        "dev-python/a-r2-1, a-r2, 1",
        "acct-user/root-9999, root, 9999"
    })
    void splitsFoldersAsTheSpecificationSays(String folder, String name, String version) {
        FactList facts = FactList.of(cataloger, "var/db/pkg/" + folder + "/CONTENTS", "");
        assertThat(facts.installed()).singleElement().satisfies(fact -> {
            assertThat(fact.type()).isEqualTo("ebuild");
            assertThat(fact.namespace()).isEqualTo(folder.substring(0, folder.indexOf('/')));
            assertThat(fact.name()).isEqualTo(name);
            assertThat(fact.version()).isEqualTo(version);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var/db/pkg/app-misc/-MERGING-foo-1.0/CONTENTS",
                "var/db/pkg/app-misc/foo/CONTENTS",
                "var/db/pkg/app-misc/foo-bar/CONTENTS",
                "var/db/pkg/app-misc/foo-1..2/CONTENTS",
                "var/db/pkg/app-misc/foo-1_x/CONTENTS",
                "var/db/pkg/app-misc/-1/CONTENTS",
                "var/db/pkg/foo-1/CONTENTS",
                "var/db/pkg/a/foo-1/x/CONTENTS",
                "var/db/pkg/app-misc/foo-1/SIZE"
            })
    void leavesOutWhatIsNoPackage(String path) {
        assertThat(FactList.of(cataloger, path, "dir /usr\n").all()).isEmpty();
    }

    /** Lines as Portage writes them (dblink, portage(5)). */
    @Test
    void readsTheFilesOfAPackage() {
        FactList facts = FactList.of(cataloger, "mnt/var/db/pkg/app-containers/skopeo-1.5.1/CONTENTS", """
                dir /usr
                obj /usr/bin/skopeo 376c02bd3b22804df8fdfdc895e7dbfb 1649284374
                sym /usr/bin/s -> skopeo 1649284374
                obj /usr/share/a name b 0123456789abcdef0123456789abcdef 1
                fif /run/x
                nonsense
                """);
        assertThat(facts.paths())
                .containsExactly(
                        "mnt/usr", "mnt/usr/bin/skopeo", "mnt/usr/bin/s", "mnt/usr/share/a name b", "mnt/run/x");
        assertThat(facts.unread()).singleElement().asString().contains("line 6");
    }

    /** Gentoo Prefix lists the folder that it is installed in, too. */
    @Test
    void aPrefixListsWholePaths() {
        FactList facts = FactList.of(cataloger, "home/me/gentoo/var/db/pkg/app-shells/bash-5.1_p16/CONTENTS", """
                dir /home/me/gentoo/usr
                obj /home/me/gentoo/usr/bin/bash 376c02bd3b22804df8fdfdc895e7dbfb 1649284374
                obj /usr/bin/chroot 376c02bd3b22804df8fdfdc895e7dbfb 1649284374
                """);
        assertThat(facts.paths())
                .containsExactly("home/me/gentoo/usr", "home/me/gentoo/usr/bin/bash", "home/me/gentoo/usr/bin/chroot");
    }
}
