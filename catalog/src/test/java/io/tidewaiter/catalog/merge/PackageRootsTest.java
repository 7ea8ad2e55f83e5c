package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.apk.ApkCataloger;
import io.tidewaiter.catalog.dpkg.DpkgCataloger;
import io.tidewaiter.catalog.flatpak.FlatpakCataloger;
import io.tidewaiter.catalog.homebrew.HomebrewCataloger;
import io.tidewaiter.catalog.nix.StoreCataloger;
import io.tidewaiter.catalog.opkg.OpkgCataloger;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.catalog.pacman.PacmanCataloger;
import io.tidewaiter.catalog.portage.PortageCataloger;
import io.tidewaiter.catalog.slackware.SlackwareCataloger;
import io.tidewaiter.catalog.snap.SnapCataloger;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.testkit.TarBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which distribution speaks for a package, where an image holds more than one root or package manager. */
class PackageRootsTest {
    private static final String DEBIAN = "ID=debian\nVERSION_ID=12\n";
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0};
    private static final String STANZA = "Package: a\nVersion: 1\nArchitecture: amd64\n";

    @Test
    void aPackageInAChrootIsOfTheDistributionOfTheChroot() throws IOException {
        Inventory inventory = inventory(new TarBuilder()
                .file("etc/os-release", DEBIAN)
                .file("var/lib/dpkg/status", STANZA)
                .file("srv/focal/etc/os-release", "ID=ubuntu\nVERSION_ID=\"20.04\"\n")
                .file("srv/focal/var/lib/dpkg/status", STANZA)
                .file("srv/bare/var/lib/dpkg/status", STANZA));
        assertThat(said(inventory))
                .containsExactly(
                        "pkg:deb/debian/a@1?arch=amd64&distro=debian-12 Debian:12 srv/bare/var/lib/dpkg/status",
                        "pkg:deb/debian/a@1?arch=amd64&distro=debian-12 Debian:12 var/lib/dpkg/status",
                        "pkg:deb/ubuntu/a@1?arch=amd64&distro=ubuntu-20.04 Ubuntu:20.04:LTS"
                                + " srv/focal/var/lib/dpkg/status");
        assertThat(inventory.operatingSystem().id()).isEqualTo("debian");
        assertThat(inventory.coverage().facts()).isEmpty();
    }

    /** apk keeps its database in one of two places; an image made of both has it twice, and once what they agree on. */
    @Test
    void whatTwoDatabasesOfARootAgreeOnIsToldOnce() throws IOException {
        Inventory inventory = inventory(new TarBuilder()
                .file("etc/os-release", "ID=alpine\nVERSION_ID=3.23.0\n")
                .file("lib/apk/db/installed", "P:a\nV:1\n\nP:b\nV:1\n")
                .file("usr/lib/apk/db/installed", "P:a\nV:1\n\nP:b\nV:2\n")
                .file("srv/x/lib/apk/db/installed", "P:a\nV:1\n"));
        assertThat(inventory.packages().stream()
                        .map(one -> one.name() + " " + one.version() + " "
                                + one.evidence().path()))
                .containsExactlyInAnyOrder(
                        "a 1 lib/apk/db/installed",
                        "b 1 lib/apk/db/installed",
                        "b 2 usr/lib/apk/db/installed",
                        "a 1 srv/x/lib/apk/db/installed");
    }

    @Test
    void aFlatpakIsToldByWhatItExportsOrElseByItsBranch() throws IOException {
        String flatpak = "var/lib/flatpak/";
        Inventory inventory = inventory(new TarBuilder()
                .file("etc/os-release", DEBIAN)
                .file(flatpak + "app/org.a.A/x86_64/stable/01ab/metadata", "[Application]\n")
                .file(
                        flatpak + "app/org.a.A/x86_64/stable/01ab/export/share/metainfo/org.a.A.metainfo.xml",
                        "<component><id>org.a.A</id><releases><release version='2.1'/></releases></component>")
                .file(flatpak + "app/org.a.A/x86_64/beta/02ab/metadata", "[Application]\n")
                .file(flatpak + "runtime/org.b.P/x86_64/23.08/03ab/metadata", "[Runtime]\n")
                .executable(flatpak + "runtime/org.b.P/x86_64/23.08/03ab/files/bin/b", ELF));
        assertThat(inventory.packages().stream().map(one -> one.purl().toString()))
                .containsExactlyInAnyOrder(
                        "pkg:flatpak/org.a.A@2.1", "pkg:flatpak/org.a.A@beta", "pkg:flatpak/org.b.P@23.08");
        assertThat(inventory.coverage().counts().executablesOwned()).isEqualTo(1);
    }

    /** Images that Nix builds have no database; a folder of the store is a package, and all that lies in it. */
    @Test
    void aFolderOfTheStoreOwnsItsPrograms() throws IOException {
        String hash = "0c5b8vw40dx178xlpddw65q9gf1h2186";
        Inventory inventory = inventory(new TarBuilder()
                .file("etc/os-release", "ID=nixos\nVERSION_ID=24.05\n")
                .executable("nix/store/" + hash + "-openssl-3.0.13-bin/bin/openssl", ELF)
                .executable("nix/store/" + hash + "-script/bin/x", ELF));
        assertThat(inventory.packages().stream().map(one -> one.purl().toString()))
                .containsExactly("pkg:nix/openssl@3.0.13");
        assertThat(inventory.coverage().counts().executablesOwned()).isEqualTo(1);
        assertThat(inventory.coverage().unexplained()).containsExactly("nix/store/" + hash + "-script/bin/x");
        assertThat(inventory.coverage().facts())
                .extracting(CoverageFact::kind)
                .containsExactlyInAnyOrder(CoverageFact.Kind.NO_ADVISORIES, CoverageFact.Kind.PROGRAM_UNEXPLAINED);
    }

    /** Who installs Nix into a Debian has two package managers, of which one has lost its database. */
    @Test
    void aStoreDoesNotStandForTheDatabaseOfADistribution() throws IOException {
        Inventory inventory = inventory(new TarBuilder()
                .file("etc/os-release", DEBIAN)
                .executable("usr/bin/tool", ELF)
                .executable("nix/store/0c5b8vw40dx178xlpddw65q9gf1h2186-openssl-3.0.13/bin/openssl", ELF));
        assertThat(inventory.coverage().facts())
                .extracting(CoverageFact::kind)
                .contains(CoverageFact.Kind.DATABASE_MISSING);
    }

    /** Nobody publishes advisories for it in a form that is read; what it is made of is known all the same. */
    @Test
    void aDistributionOfSimpleTextsIsInventoried() throws IOException {
        Inventory inventory = inventory(new TarBuilder()
                .file("etc/os-release", "ID=slackware\nVERSION_ID=15.0\n")
                .file("var/lib/pkgtools/packages/tool-1.2.3-x86_64-1", "FILE LIST:\n./\nusr/bin/tool\n")
                .symlink("var/log/packages", "../lib/pkgtools/packages")
                .executable("usr/bin/tool", ELF));
        assertThat(said(inventory))
                .containsExactly("pkg:slackware/slackware/tool@1.2.3-1?arch=x86_64&distro=slackware-15.0 null"
                        + " var/lib/pkgtools/packages/tool-1.2.3-x86_64-1");
        assertThat(inventory.coverage().counts().executablesOwned()).isEqualTo(1);
        assertThat(inventory.coverage().facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.detail())
                        .isEqualTo("no advisories are known for the distribution 'slackware'"));
    }

    @Test
    void advisoriesOfADistributionDoNotSpeakOfAnotherFormat() throws IOException {
        Inventory inventory = inventory(
                new TarBuilder().file("etc/os-release", DEBIAN).file("opt/x/lib/apk/db/installed", "P:a\nV:1\n"));
        assertThat(said(inventory))
                .containsExactly("pkg:apk/debian/a@1?distro=debian-12 null opt/x/lib/apk/db/installed");
        assertThat(inventory.coverage().facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.toString()).contains("DISTRIBUTION_UNKNOWN", "of type apk"));
    }

    @Test
    void packagesWithoutAdvisoriesAreNotHealthy() throws IOException {
        Inventory arch = inventory(new TarBuilder()
                .file("etc/os-release", "ID=void\n")
                .file("var/lib/pacman/local/a-1-1/desc", "%NAME%\na\n\n%VERSION%\n1-1\n\n%ARCH%\nx86_64\n"));
        assertThat(said(arch))
                .containsExactly("pkg:alpm/void/a@1-1?arch=x86_64&distro=void null var/lib/pacman/local/a-1-1/desc");
        assertThat(arch.coverage().facts())
                .singleElement()
                .satisfies(fact ->
                        assertThat(fact.detail()).isEqualTo("no advisories are known for the distribution 'void'"));
    }

    @Test
    void whatNoFeedJudgesIsSaidOncePerKindAndItsFoldersAreItsOwn() throws IOException {
        String cellar = "home/linuxbrew/.linuxbrew/Cellar/";
        Inventory inventory = inventory(new TarBuilder()
                .file("etc/os-release", DEBIAN)
                .file("var/lib/dpkg/status", STANZA)
                .file(cellar + "jq/1.7/INSTALL_RECEIPT.json", "{}")
                .file(cellar + "jq/1.7/.brew/jq.rb", "class Jq < Formula")
                .file(cellar + "jq/1.7/bin/jq", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0})
                .file(cellar + "xz/5.6/.brew/xz.rb", "class Xz < Formula")
                .file("snap/pc/1/meta/snap.yaml", "name: pc\nversion: '24'\n")
                .file("snap/pc/1/snap/manifest.yaml", "name: pc\nversion: '24'\n"));
        assertThat(said(inventory))
                .containsExactly(
                        "pkg:brew/jq@1.7 null " + cellar + "jq/1.7/INSTALL_RECEIPT.json",
                        "pkg:brew/xz@5.6 null " + cellar + "xz/5.6/.brew/xz.rb",
                        "pkg:deb/debian/a@1?arch=amd64&distro=debian-12 Debian:12 var/lib/dpkg/status",
                        "pkg:snap/pc@24 null snap/pc/1/meta/snap.yaml");
        assertThat(inventory.coverage().facts())
                .extracting(fact -> fact.kind() + " " + fact.detail())
                .containsExactly(
                        "NO_ADVISORIES no advisories are known for packages of type brew, of which there are 2 (jq, xz)",
                        "NO_ADVISORIES no advisories are known for packages of type snap, of which there is 1 (pc)");
        assertThat(inventory.coverage().counts().executables()).isEqualTo(1);
        assertThat(inventory.coverage().counts().executablesExplained()).isEqualTo(1);
    }

    @Test
    void aStandInIsToldOnlyWhereWhatItStandsForIsMissing() throws IOException {
        Inventory inventory = inventory(new TarBuilder()
                .file("usr/lib/opkg/status", STANZA)
                .file("usr/lib/opkg/info/a.control", STANZA)
                .file("usr/lib/opkg/info/b.control", STANZA.replace("Package: a", "Package: b"))
                .file("var/db/pkg/app-misc/c-1/CONTENTS", "")
                .file("var/db/pkg/app-misc/c-1/PF", "c-1\n")
                .file("var/db/pkg/app-misc/d-1-r1/PF", "d-1-r1\n"));
        assertThat(said(inventory))
                .containsExactly(
                        "pkg:ebuild/app-misc/c@1 null var/db/pkg/app-misc/c-1/CONTENTS",
                        "pkg:ebuild/app-misc/d@1-r1 null var/db/pkg/app-misc/d-1-r1/PF",
                        "pkg:opkg/a@1?arch=amd64 null usr/lib/opkg/status",
                        "pkg:opkg/b@1?arch=amd64 null usr/lib/opkg/info/b.control");
    }

    @Test
    void aProjectOfDrupalIsToldOnce() throws IOException {
        String composers = """
            {"packages": [{"name": "drupal/token", "version": "1.9.0", "install-path": "../../web/modules/token"}]}""";
        Inventory inventory = Inventories.of(new TarBuilder()
                .file("opt/a/vendor/composer/installed.json", composers)
                .file("opt/a/web/modules/token/token.info.yml", stamped("token", "8.x-1.9"))
                .file("opt/a/web/modules/ctools/ctools.info.yml", stamped("ctools", "4.0.1"))
                .file("opt/a/web/modules/ctools/modules/x/x.info.yml", stamped("ctools", "4.0.1"))
                .file("opt/a/web/sites/b/modules/token/token.info.yml", stamped("token", "8.x-1.8"))
                .file("opt/c/web/modules/token/token.info.yml", stamped("token", "8.x-1.9")));
        assertThat(said(inventory))
                .containsExactly(
                        "pkg:composer/drupal/ctools@4.0.1 Packagist opt/a/web/modules/ctools/ctools.info.yml",
                        "pkg:composer/drupal/token@1.8.0 Packagist opt/a/web/sites/b/modules/token/token.info.yml",
                        "pkg:composer/drupal/token@1.9.0 Packagist opt/a/vendor/composer/installed.json",
                        "pkg:composer/drupal/token@1.9.0 Packagist opt/c/web/modules/token/token.info.yml");
    }

    private static String stamped(String project, String version) {
        return "version: '" + version + "'\nproject: '" + project + "'\ndatestamp: 1\n";
    }

    private static List<String> said(Inventory inventory) {
        return inventory.packages().stream()
                .map(p -> p.purl() + " " + p.ecosystem() + " " + p.evidence().path())
                .toList();
    }

    private static Inventory inventory(TarBuilder layer) {
        return Inventories.by(
                List.of(
                        new OsReleaseCataloger(),
                        new DpkgCataloger(),
                        new FlatpakCataloger(),
                        new ApkCataloger(),
                        new OpkgCataloger(),
                        new PacmanCataloger(),
                        new PortageCataloger(),
                        new HomebrewCataloger(),
                        new SlackwareCataloger(),
                        StoreCataloger.NIX,
                        new SnapCataloger()),
                layer);
    }
}
