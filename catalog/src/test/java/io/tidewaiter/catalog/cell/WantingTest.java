package io.tidewaiter.catalog.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.Wanting;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who is asked for a file by the end of its path is who would want it if all were asked. */
class WantingTest {
    /** At least one of every cataloger that goes by paths, and some that nobody wants. */
    private static final List<String> PATHS = """
            etc/os-release
            usr/lib/os-release
            etc/debian_version
            etc/system-release-cpe
            etc/issue
            opt/bitnami/.bitnami_components.json
            opt/bitnami/redis/.spdx-redis.spdx
            opt/docker/sbom/python/.spdx.python.json
            usr/share/rocks/dpkg.query
            usr/local/cargo/.crates2.json
            usr/bin/composer
            app/tool.phar
            usr/lib/ipkg/status
            usr/lib/holo/pacmandb/local/bash-5.2.015-1/desc
            etc/apt/sources.list
            etc/apt/sources.list.d/security.sources
            etc/yum.repos.d/ubi.repo
            etc/dnf/vars/releasever
            var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease
            var/lib/ubuntu-advantage/status.json
            root/buildinfo/content_manifests/ubi8-container-8.9.json
            usr/share/buildinfo/content-sets.json
            var/lib/dnf/history.sqlite
            var/lib/dpkg/status
            var/lib/dpkg/diversions
            var/lib/dpkg/status.d/base-files
            var/lib/dpkg/updates/0001
            var/lib/dpkg/info/libc6:amd64.list
            var/lib/dpkg/info/libc6:amd64.md5sums
            lib/apk/db/installed
            var/lib/rpm/Packages
            var/lib/rpm/Packages.db
            var/lib/rpm/rpmdb.sqlite
            usr/lib/sysimage/rpm/rpmdb.sqlite-wal
            var/lib/rpmmanifest/container-manifest-1
            var/lib/rpmmanifest/container-manifest-2
            usr/lib/opkg/status
            usr/lib/opkg/info/libc.control
            usr/lib/opkg/info/libc.list
            var/lib/pacman/local/glibc-2.40-1/desc
            var/lib/pacman/local/glibc-2.40-1/files
            var/db/pkg/sys-libs/glibc-2.40/CONTENTS
            var/db/pkg/sys-libs/glibc-2.40/PF
            var/lib/chisel/manifest.wall
            var/db/xbps/pkgdb-0.38.plist
            var/db/xbps/.base-files-files.plist
            var/lib/pkgtools/packages/xz-5.6.2-x86_64-1_slack15.0
            var/lib/eopkg/package/xz-5.6.2-9/metadata.xml
            var/lib/eopkg/package/xz-5.6.2-9/files.xml
            var/lib/pkg/db
            var/db/kiss/installed/xz/version
            var/db/kiss/installed/xz/manifest
            usr/share/nodejs/express/package.json
            usr/share/bottlerocket/application-inventory.json
            etc/cos-package-info.json
            home/linuxbrew/.linuxbrew/Cellar/jq/1.7/INSTALL_RECEIPT.json
            home/linuxbrew/.linuxbrew/Cellar/jq/1.7/.brew/jq.rb
            snap/core/current/meta/snap.yaml
            snap/core/current/snap/manifest.yaml
            snap/core/current/usr/share/snappy/dpkg.list
            var/lib/flatpak/app/org.x.Y/current/active/export/share/metainfo/org.x.Y.metainfo.xml
            nix/var/nix/db/db.sqlite
            nix/var/nix/db/db.sqlite-wal
            var/guix/db/db.sqlite
            var/db/pkg/local.sqlite
            var/db/pkg/local.sqlite-wal
            app/lib/log4j-core-2.14.1.jar
            app/LIB/COMMONS.JAR
            app/app.war
            app/app.jar.original
            app/x.par
            app/node_modules/express/package.json
            app/.yarn/cache/ms-npm-2.1.3-81ff3cfac1-d924b57e73.zip
            usr/lib/python3/dist-packages/six-1.16.dist-info/METADATA
            usr/lib/python3/dist-packages/six-1.16.dist-info/RECORD
            usr/lib/python3/dist-packages/six-1.16.egg-info
            usr/lib/python3/dist-packages/six-1.16.egg-info/PKG-INFO
            usr/lib/python3/dist-packages/six-1.16.egg-info/installed-files.txt
            usr/lib/python3/dist-packages/six-1.16.egg
            usr/share/rubygems-integration/all/specifications/rake-13.0.gemspec
            app/vendor/composer/installed.json
            app/App.deps.json
            usr/lib/R/library/MASS/DESCRIPTION
            opt/conda/conda-meta/python-3.12.json
            usr/lib/erlang/lib/kernel-9.0/ebin/kernel.app
            opt/rabbitmq/plugins/rabbit-3.12.ez
            usr/lib/ghc/package.conf.d/base-4.18.conf
            usr/lib/luarocks/rocks-5.4/lpeg/1.1.0-1/lpeg-1.1.0-1.rockspec
            root/.opam/default/.opam-switch/packages/dune.3.15.0/opam
            root/.julia/packages/JSON/abcde/Project.toml
            root/.pub-cache/hosted/pub.dev/http-1.2.0/pubspec.yaml
            root/.conan/data/zlib/1.3/_/_/package/abc/conaninfo.txt
            root/.conan2/p/cache.sqlite3
            usr/lib/perl5/perllocal.pod
            usr/lib/perl5/auto/Try/Tiny/.packlist
            usr/lib/perl5/.meta/Try-Tiny-0.31/install.json
            var/www/wp-includes/version.php
            var/www/wp-content/plugins/akismet/akismet.php
            var/www/wp-content/themes/twenty/style.css
            var/www/wp-content/plugins/hello.php
            opt/drupal/web/modules/token/token.info.yml
            opt/spack/zlib-1.3-abc/.spack/spec.json
            root/.vscode-server/extensions/acme.tool-1.2.3/package.json
            root/.nimble/pkgs2/jester-0.6.0/nimblemeta.json
            usr/share/php/.registry/xdebug.reg
            opt/java/openjdk/release
            usr/local/include/python3.12/patchlevel.h
            opt/vcpkg/installed/vcpkg/status
            opt/vcpkg/installed/vcpkg/info/zlib_1.3_x64-linux.list
            opt/vcpkg/installed/vcpkg/updates/0000000001
            usr/lib/modules/6.1.0/modules.order
            boot/vmlinuz-6.1.0-18-amd64
            opt/driver/x.ko
            opt/driver/x.ko.xz
            usr/bin/bash
            usr/share/doc/bash/copyright
            a
            ab
            """.lines().toList();

    @Test
    void theEndsOfTheirPathsLeaveNobodyOut() {
        Wanting wanting = new Wanting(Catalogers.ALL);
        Set<Cataloger> seen = new HashSet<>();
        for (String path : PATHS) {
            FileEntry file = new FileEntry(path, 100, 0644);
            List<Cataloger> wants =
                    Catalogers.ALL.stream().filter(one -> one.wants(file)).toList();
            assertThat(wanting.of(file)).as(path).isEqualTo(wants);
            for (Cataloger cataloger : wants) {
                assertThat(cataloger.endings())
                        .as("%s of %s", cataloger.name(), path)
                        .anyMatch(end -> path.toLowerCase(Locale.ROOT).endsWith(end.toLowerCase(Locale.ROOT)));
            }
            seen.addAll(wants);
        }
        assertThat(Catalogers.ALL.stream().filter(one -> !one.endings().isEmpty()))
                .allMatch(seen::contains, "has a path above");
    }

    /** Few are asked for an ordinary file: else there was no gain. */
    @Test
    void ordinaryFilesAreAskedOfFew() {
        assertThat(Catalogers.ALL.stream().filter(one -> one.endings().contains("")))
                .extracting(Cataloger::name)
                .containsExactlyInAnyOrder("channel", "dpkg", "kernel", "slackware", "vcpkg");
    }

    @Test
    void nobodyIsAskedWhereThereIsNobody() {
        Wanting wanting = new Wanting(List.of());
        assertThat(wanting.of(new FileEntry("a", 1, 0644))).isEmpty();
        assertThat(wanting.of(new FileEntry("a/b.jar", 1, 0644))).isEmpty();
    }

    @Test
    void anEndingOfOneCharacterIsRefused() {
        assertThatThrownBy(() -> new Wanting(List.of(new OneCharacter())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("short wants paths that end in x");
    }

    private static final class OneCharacter implements Cataloger {
        @Override
        public String name() {
            return "short";
        }

        @Override
        public Declaration declaration() {
            return Declaration.of("short", "", "");
        }

        @Override
        public List<String> endings() {
            return List.of("x");
        }

        @Override
        public boolean wants(FileEntry file) {
            return true;
        }

        @Override
        public int bytesMax() {
            return 1;
        }

        @Override
        public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {}
    }
}
