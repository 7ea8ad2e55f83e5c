package io.tidewaiter.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The root that each package manager's database speaks of. */
class OwnerTest {
    @ParameterizedTest
    @CsvSource({
        "dpkg, var/lib/dpkg/status, ''",
        "dpkg, srv/x/var/lib/dpkg/status, srv/x/",
        "chisel, srv/x/var/lib/chisel/manifest.wall, srv/x/",
        "apk, srv/x/lib/apk/db/installed, srv/x/",
        "apk, srv/x/usr/lib/apk/db/installed, srv/x/",
        "pacman, srv/x/var/lib/pacman/local/a-1-1/files, srv/x/",
        "pacman, usr/lib/holo/pacmandb/local/a-1-1/files, ''",
        "opkg, opt/lib/ipkg/info/a.list, opt/",
        "opkg, srv/x/usr/lib/opkg/status, srv/x/",
        "portage, srv/x/var/db/pkg/dev-libs/a-1/CONTENTS, srv/x/",
        "xbps, srv/x/var/db/xbps/pkgdb-0.38.plist, srv/x/",
        "slackware, var/lib/pkgtools/packages/a-1-noarch-1, ''",
        "slackware, srv/x/var/lib/pkgtools/packages/a-1-noarch-1, srv/x/",
        "slackware, srv/x/var/log/packages/a-1-noarch-1, srv/x/",
        "eopkg, srv/x/var/lib/eopkg/package/a-1-1/files.xml, srv/x/",
        "eopkg, srv/x/var/lib/pisi/package/a-1-1/files.xml, srv/x/",
        "crux, srv/x/var/lib/pkg/db, srv/x/",
        "kiss, var/db/kiss/installed/a/manifest, ''",
        "kiss, srv/x/var/db/kiss/installed/a/manifest, srv/x/",
        "rpm, srv/x/usr/share/rpm/rpmdb.sqlite, srv/x/",
        "rpm, srv/x/usr/lib/sysimage/rpm-ostree-base-db/rpmdb.sqlite, srv/x/",
        "conda, opt/conda/conda-meta/a-1-0.json, opt/conda/",
        "golang, srv/x/var/lib/dpkg/status, ''",
    })
    void rootOf(String cataloger, String file, String root) {
        assertThat(Owner.of(file, cataloger, "a")).isEqualTo(new Owner(cataloger, root, "a"));
    }
}
