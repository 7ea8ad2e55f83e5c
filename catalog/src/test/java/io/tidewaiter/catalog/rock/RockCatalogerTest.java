package io.tidewaiter.catalog.rock;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.tidewaiter.catalog.merge.Inventories;
import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.testkit.TarBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RockCatalogerTest {
    private static final String PATH = "usr/share/rocks/dpkg.query";
    private static final String RELEASE = "ID=ubuntu\nVERSION_ID=\"22.04\"\n";

    /** As the command in the documentation of rocks writes it. */
    private static final String MANIFEST = """
            # os-release
            PRETTY_NAME="Ubuntu 22.04.4 LTS"
            ID=ubuntu
            # dpkg-query
            ii ,bash,5.1-6ubuntu1,bash,5.1-6ubuntu1
            ii ,libc6:amd64,2.35-0ubuntu3.6,glibc,2.35-0ubuntu3.6
            iU ,libsqlite3-0:i386,3.37.2-2,sqlite3,3.37.2-2
            rc ,mysql-common,5.8+1.0.8,mysql-defaults,1.0.8
            un ,awk,,awk,
            iF ,python3,3.10.6-1~22.04,python3-defaults,3.10.6-1~22.04
            """;

    private final RockCataloger cataloger = new RockCataloger();

    @Test
    void readsPackagesThatLeftFiles() {
        FactList facts = FactList.of(cataloger, PATH, MANIFEST);
        assertThat(facts.packages())
                .containsExactly(
                        "bash 5.1-6ubuntu1",
                        "libc6 2.35-0ubuntu3.6",
                        "libsqlite3-0 3.37.2-2",
                        "python3 3.10.6-1~22.04");
        assertThat(facts.installed().get(1)).satisfies(libc -> {
            assertThat(libc.type()).isEqualTo("deb");
            assertThat(libc.architecture()).isEqualTo("amd64");
            assertThat(libc.sourceName() + " " + libc.sourceVersion()).isEqualTo("glibc 2.35-0ubuntu3.6");
        });
        assertThat(facts.unread()).isEmpty();
    }

    /** What was staged is listed; of what dpkg has, dpkg's word counts: packages were upgraded since. */
    @Test
    void theStatusOfDpkgIsBelieved() {
        TarBuilder rock = new TarBuilder()
                .file("etc/os-release", RELEASE)
                .file(PATH, MANIFEST)
                .file("srv/x/" + PATH, MANIFEST)
                .file(
                        "var/lib/dpkg/status",
                        "Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5.1-6ubuntu1.1\n");
        assertThat(Inventories.of(rock).packages())
                .extracting(one -> one.purl() + " " + one.evidence().path())
                .contains(
                        "pkg:deb/ubuntu/bash@5.1-6ubuntu1.1?arch=amd64&distro=ubuntu-22.04 var/lib/dpkg/status",
                        "pkg:deb/ubuntu/libc6@2.35-0ubuntu3.6?arch=amd64&distro=ubuntu-22.04 " + PATH)
                .doesNotContain("pkg:deb/ubuntu/bash@5.1-6ubuntu1?distro=ubuntu-22.04 " + PATH)
                .anyMatch(one -> one.contains("/bash@5.1-6ubuntu1?") && one.endsWith("srv/x/" + PATH));
    }

    private static String status(String... names) {
        StringBuilder status = new StringBuilder();
        for (String name : names) {
            status.append("Package: ")
                    .append(name)
                    .append("\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5.1-6ubuntu1\n\n");
        }
        return status.toString();
    }

    private static List<String> names(TarBuilder... layers) {
        return Inventories.of(layers).packages().stream()
                .map(InstalledPackage::name)
                .sorted()
                .toList();
    }

    /** What dpkg had when the manifest was written, or later, and has no more, was removed; what it had before was not. */
    @Test
    void whatDpkgRemovedIsGone() {
        TarBuilder base = new TarBuilder()
                .file("etc/os-release", RELEASE)
                .file("var/lib/dpkg/status", status("libsqlite3-0", "bash", "x"));
        TarBuilder rock = new TarBuilder().file(PATH, MANIFEST).file("var/lib/dpkg/status", status("bash", "x"));
        TarBuilder later = new TarBuilder().file("var/lib/dpkg/status", status("x"));
        assertThat(names(base, rock)).containsExactly("bash", "libc6", "libsqlite3-0", "python3", "x");
        assertThat(names(base, rock, later)).containsExactly("libc6", "libsqlite3-0", "python3", "x");
        assertThat(names(base, new TarBuilder().file(PATH, MANIFEST), later)).containsExactly("libc6", "python3", "x");
    }

    /** A rock is often made smaller by taking dpkg's files away. */
    @Test
    void aDatabaseThatIsGoneRemovesNothing() {
        TarBuilder rock = new TarBuilder()
                .file("etc/os-release", RELEASE)
                .file(PATH, MANIFEST)
                .file("var/lib/dpkg/status", status("bash", "x"));
        assertThat(names(rock, new TarBuilder().whiteout("var/lib/dpkg/status")))
                .containsExactly("bash", "libc6", "libsqlite3-0", "python3");
    }

    @Test
    void isEnoughAlone() {
        TarBuilder rock = new TarBuilder().file("etc/os-release", RELEASE).file(PATH, MANIFEST);
        assertThat(Inventories.of(rock).packages()).hasSize(4);
        assertThat(Inventories.of(rock).coverage().facts())
                .noneMatch(fact -> fact.detail().contains("no package"));
    }

    /** A rock of slices has a manifest of Chisel's, with architectures and digests. */
    @Test
    void whatChiselKnowsIsToldOnce() {
        String wall = """
                {"jsonwall":"1.0","schema":"1.0","count":2}
                {"kind":"package","name":"bash","version":"5.1-6ubuntu1","sha256":"00","arch":"amd64"}
                """;
        TarBuilder rock = new TarBuilder()
                .file("etc/os-release", RELEASE)
                .file(PATH, MANIFEST)
                .file("var/lib/chisel/manifest.wall", Zstd.compress(wall.getBytes(StandardCharsets.UTF_8)));
        assertThat(Inventories.of(rock).packages())
                .hasSize(4)
                .filteredOn(one -> one.name().equals("bash"))
                .singleElement()
                .satisfies(bash -> assertThat(bash.evidence().cataloger()).isEqualTo("chisel"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"share/rocks/dpkg.query", "usr/share/rocks/x/dpkg.query", "usr/share/rocks/dpkg.query2"})
    void isSilentOverOtherFiles(String path) {
        assertThat(FactList.of(cataloger, path, MANIFEST).all()).isEmpty();
    }

    @Test
    void tellsOfBrokenLines() {
        FactList facts = FactList.of(
                cataloger, PATH, "# dpkg-query\nii ,a,1\nii ,b,1,b,1,c\n,\nii ,,1,x,1\nii ,ok,1,ok,1\nii ,v,,v,\n");
        assertThat(facts.packages()).containsExactly("ok 1");
        assertThat(facts.unread()).hasSize(5);
        byte[] noise = ("# dpkg-query\n" + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        new Random(26).nextBytes(noise);
        assertThat(FactList.of(cataloger, PATH, noise).packages()).isEmpty();
    }
}
