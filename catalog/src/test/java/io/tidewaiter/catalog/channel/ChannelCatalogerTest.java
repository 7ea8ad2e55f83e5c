package io.tidewaiter.catalog.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChannelCatalogerTest {
    private final ChannelCataloger cataloger = new ChannelCataloger();

    @Test
    void readsTheContentSetsOfARealImage() throws IOException {
        Path root = SharedFiles.require("data", "rootfs", "rhel9-content-manifests");
        List<String> channels = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("root"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                channels.addAll(channels(read(root.relativize(file).toString(), Files.readAllBytes(file))));
            }
        }
        assertThat(channels)
                .containsExactly(
                        "content-set:rhel-9-for-x86_64-appstream-eus-rpms__9_DOT_4",
                        "content-set:rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_4",
                        "content-set:rhel-9-for-x86_64-rt-rpms__9_DOT_4",
                        "content-set:rhocp-4.16-for-rhel-9-x86_64-rpms",
                        "content-set:rhel-9-for-x86_64-appstream-eus-rpms__9_DOT_4",
                        "content-set:rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_4",
                        "content-set:rhocp-4.16-for-rhel-9-x86_64-rpms");
    }

    @Test
    void readsTheContentSetsOfImagesThatBoot() {
        String path = "usr/share/buildinfo/content-sets.json";
        assertThat(wants(path)).isTrue();
        assertThat(wants("usr/share/buildinfo/other/content-sets.json")).isFalse();
        assertThat(channels(path, "{\"metadata\": {}, \"content_sets\": [\"rhel-9-for-x86_64-baseos-rpms\"]}"))
                .containsExactly("content-set:rhel-9-for-x86_64-baseos-rpms");
        assertThat(read("usr/share/buildinfo/labels.json", "{\"cpe\": \"cpe:/o:a:b\"}".getBytes(UTF_8)))
                .as("what lies beside it")
                .isEmpty();
    }

    @Test
    void readsWhichServicesOfUbuntuProAreOn() {
        assertThat(channels("var/lib/ubuntu-advantage/status.json", """
                        {"_schema_version": "0.1", "attached": true, "services": [
                          {"name": "esm-apps", "status": "disabled", "available": "yes"},
                          {"available": "yes", "status": "enabled", "name": "esm-infra", "blocked_by": [{"a": [1]}]},
                          {"name": "livepatch", "status": "n/a"}, null, 3, []], "version": "32"}
                        """)).containsExactly("ubuntu-pro:esm-infra");
        assertThat(channels(
                        "etc/apt/auth.conf.d/90ubuntu-advantage",
                        "machine esm.ubuntu.com/apps/ubuntu/ login bearer password SECRET  # ubuntu-pro-client\n"
                                + "machine esm.ubuntu.com/fips/ubuntu/ login bearer password SECRET\n"))
                .containsExactly("ubuntu-pro:esm-apps", "ubuntu-pro:fips");
    }

    @Test
    void readsWhereTheMacrosOfRpmKeepItsDatabase() {
        assertThat(channels("usr/lib/rpm/macros", """
                        #%_dbpath /nowhere
                        %_dbpath\t\t%{_usr}/lib/sysimage/rpm
                        %_dbpath_rebuild\t%{_dbpath}
                        %_db_backend\t      ndb
                        """))
                .containsExactly("rpm-macro-db-backend:ndb", "rpm-macro-dbpath:/usr/lib/sysimage/rpm");
        assertThat(channels("etc/rpm/macros.x", "%_dbpath %{getenv:HOME}/rpm\n%_db_backend %{?x}\n"))
                .containsExactly("rpm-macro-db-backend:?", "rpm-macro-dbpath:?");
        for (String path : List.of("/var/lib/../x", "/..", "/./x", "relative", "/a b", "//a", "/a\\")) {
            assertThat(channels("etc/rpm/macros", "%_dbpath " + path + "\n")).containsExactly("rpm-macro-dbpath:?");
        }
        assertThat(channels("etc/rpm/macros", "%_dbpath /..a/b..\n")).containsExactly("rpm-macro-dbpath:/..a/b..");
        assertThat(cataloger.wants(new FileEntry("usr/lib/rpm/macros.d/macros.rpm-ostree", 1, 0644)))
                .isTrue();
        for (String other : List.of(
                "usr/lib/rpm/macros.perl",
                "usr/lib/rpm/macros.d/macros.x.rpmsave",
                "etc/rpm/macros.rpmnew",
                "etc/rpm/macros.x~",
                "etc/rpm/macrosx")) {
            assertThat(cataloger.wants(new FileEntry(other, 1, 0644))).as(other).isFalse();
        }
    }

    /** What stands inside of another macro is that one's, wherever its lines begin. */
    @Test
    void aMacroGoesOnBehindABackslashAndInBraces() {
        assertThat(channels("etc/rpm/macros", """
                          %_dbpath /a
                        %other \\
                        %_dbpath /b
                        %another() %{lua:
                        %_dbpath /c
                        }
                        %_db_backend sqlite
                        """))
                .containsExactly("rpm-macro-db-backend:sqlite", "rpm-macro-dbpath:/a");
    }

    @Test
    void theAdministratorsMacrosOfRpmAreTheLastWord() {
        Fact.ChannelFact vendor = new Fact.ChannelFact(List.of("rpm-macro-db-backend:bdb", "rpm-macro-dbpath:/a"));
        Fact.ChannelFact site = new Fact.ChannelFact(List.of("rpm-macro-dbpath:/b/"));
        assertThat(RpmDatabase.of(Map.of("usr/lib/rpm/macros", List.of(vendor), "etc/rpm/macros", List.of(site))))
                .isEqualTo(new RpmDatabase("b", "bdb"));
        assertThat(RpmDatabase.of(Map.of("etc/rpm/macros", List.of(vendor), "etc/rpm/macros.z", List.of(site))))
                .isEqualTo(new RpmDatabase("a", "bdb"));
        Fact.ChannelFact unread = new Fact.ChannelFact(List.of("rpm-macro-db-backend:?", "rpm-macro-dbpath:?"));
        assertThat(RpmDatabase.of(Map.of("usr/lib/rpm/macros", List.of(vendor), "etc/rpm/macros", List.of(unread))))
                .isEqualTo(RpmDatabase.UNKNOWN);
    }

    @Test
    void readsAptSourcesInBothForms() {
        assertThat(channels(
                        "etc/apt/sources.list",
                        "# deb http://commented.example bookworm main\n"
                                + "deb http://deb.debian.org/debian bookworm main\n"
                                + "deb [arch=amd64 signed-by=/a b.gpg] https://user:SECRET@deb.freexian.com/extended-lts bookworm-lts main\n"
                                + "deb-src http://deb.debian.org/debian bookworm main\n"
                                + "deb cdrom:[x]/ bookworm main\ndeb [never closed\n"))
                .containsExactly("apt-source:deb.debian.org bookworm", "apt-source:deb.freexian.com bookworm-lts");
        assertThat(channels("etc/apt/sources.list.d/ubuntu-esm-infra.sources", """
                        Enabled: no
                        Types: deb
                        URIs: https://off.example/
                        Suites: x

                        # managed by the client
                        Types: deb deb-src
                        URIs: https://esm.ubuntu.com/infra/ubuntu
                        Suites: jammy-infra-security
                         jammy-infra-updates
                        Components: main
                        Signed-By: /usr/share/keyrings/a.gpg

                        Types: deb-src
                        URIs: https://sources.example/
                        Suites: y"""))
                .containsExactly(
                        "apt-source:esm.ubuntu.com jammy-infra-security",
                        "apt-source:esm.ubuntu.com jammy-infra-updates",
                        "ubuntu-pro:esm-infra");
    }

    @Test
    void readsTheHeadOfAReleaseFile() {
        assertThat(channels(
                        "var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease",
                        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nOrigin: Debian\nLabel: Debian\nSuite: stable\n"
                                + "Version: 12.5\nCodename: bookworm\nMD5Sum:\n 00 1 main/x\n"))
                .containsExactly("apt-origin:Debian bookworm");
        assertThat(wants("var/lib/apt/lists/partial/x_InRelease")).isFalse();
    }

    @Test
    void readsWhichYumRepositoriesAreOn() {
        assertThat(channels("etc/yum.repos.d/amzn2-extras.repo", """
                        ### generated
                        [amzn2extra-docker]
                        enabled = 1
                        name = Amazon Extras repo for docker
                        baseurl = $awsproto://$amazonlinux.$awsregion.$awsdomain/$releasever/extras/docker/latest
                        [amzn2extra-docker-source]
                        enabled = 0
                        [amzn2extra-nginx1]
                        name = x
                        enabled=0
                        [amzn2extra-redis6]
                        enabled_metadata=1
                        """))
                .containsExactly(
                        "amazon-extras:docker",
                        "amazon-extras:redis6",
                        "repository:amzn2extra-docker",
                        "repository:amzn2extra-redis6");
        assertThat(channels("etc/dnf/vars/releasever", "2023.4.20240513\n"))
                .containsExactly("variable:releasever=2023.4.20240513");
        assertThat(wants("etc/dnf/vars/password")).isFalse();
    }

    @Test
    void readsProductsOfSuse() {
        assertThat(channels("etc/products.d/SLES.prod", """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <!DOCTYPE product [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                        <product schemeversion="0">
                          <vendor>SUSE</vendor>
                          <name>SLES-LTSS</name>
                          <version>15.5</version>
                          <register><target>sle-15-x86_64</target></register>
                        </product>
                        """)).containsExactly("suse-product:SLES-LTSS/15.5");
        assertThat(read("etc/products.d/x.prod", "<name>never closed".getBytes(UTF_8)))
                .singleElement()
                .isInstanceOf(Fact.UnreadFact.class);
    }

    @Test
    void readsBranchesOfAlpineAndHostsOfOthers() {
        assertThat(channels("etc/apk/repositories", """
                        https://dl-cdn.alpinelinux.org/alpine/v3.19/main
                        https://dl-cdn.alpinelinux.org/alpine/v3.19/community/
                        @testing https://dl-cdn.alpinelinux.org/alpine/edge/testing
                        #https://dl-cdn.alpinelinux.org/alpine/edge/main
                        https://user:SECRET@packages.wolfi.dev:443/os?token=SECRET
                        /media/cdrom/apks
                        """))
                .containsExactly(
                        "apk-repository:edge/testing",
                        "apk-repository:packages.wolfi.dev",
                        "apk-repository:v3.19/community",
                        "apk-repository:v3.19/main");
    }

    @Test
    void boundsWhatHostileFilesSay() {
        StringBuilder manifest = new StringBuilder("{\"content_sets\":[");
        for (int i = 0; i < 20_000; i++) {
            manifest.append("\"set-").append(i).append("\",");
        }
        String path = "usr/share/buildinfo/content_manifests/a.json";
        List<Fact> facts = read(path, manifest.append("1]}").toString().getBytes(UTF_8));
        assertThat(channels(facts)).hasSize(500);
        assertThat(facts.getLast()).isInstanceOf(Fact.UnreadFact.class);
        assertThat(channels(
                        path, "{\"content_sets\":[\"a\u001b[31m\",\"\",\"" + "x".repeat(500) + "\",null,{\"a\":[]}]}"))
                .isEmpty();
        for (String broken : List.of("", "[]", "{\"content_sets\":", "{\"a\":" + "[".repeat(100_000), "null", "\0\0")) {
            assertThat(read(path, broken.getBytes(UTF_8)))
                    .as(broken.substring(0, Math.min(20, broken.length())))
                    .singleElement()
                    .isInstanceOf(Fact.UnreadFact.class);
        }
        assertThat(channels("etc/apt/sources.list", "deb " + "x".repeat(1 << 20) + "\n\0\0\n[\n=\n:\n"))
                .isEmpty();
        assertThat(channels("etc/yum.repos.d/a.repo", "[\n[]\nenabled\n]\n[" + "y".repeat(1 << 20)))
                .isEmpty();
    }

    private boolean wants(String path) {
        return cataloger.wants(new FileEntry(path, 1, 0644));
    }

    private List<String> channels(String path, String text) {
        return channels(read(path, text.getBytes(UTF_8)));
    }

    private static List<String> channels(List<Fact> facts) {
        List<String> channels = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.ChannelFact(List<String> found)) {
                channels.addAll(found);
            }
        }
        assertThat(channels.toString()).doesNotContain("SECRET");
        return channels;
    }

    private List<Fact> read(String path, byte[] content) {
        FileEntry entry = new FileEntry(path, content.length, 0644);
        assertThat(cataloger.wants(entry)).as(path).isTrue();
        FactList facts = new FactList();
        cataloger.read(entry, content, Limits.standard(), facts);
        return facts.all();
    }
}
