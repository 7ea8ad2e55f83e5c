package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.apk.ApkCataloger;
import io.tidewaiter.catalog.dpkg.DpkgCataloger;
import io.tidewaiter.catalog.golang.GoPrograms;
import io.tidewaiter.catalog.golang.GolangCataloger;
import io.tidewaiter.catalog.npm.NpmCataloger;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.catalog.perl.PerlCataloger;
import io.tidewaiter.catalog.portage.PortageCataloger;
import io.tidewaiter.catalog.rpm.RpmCataloger;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.testkit.TarBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What explains the programs of an image, and what a package database that was tampered with gives away (B24). */
class ExecutablesTest {
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0};
    private static final String OS = "ID=debian\nVERSION_ID=\"12\"\n";

    private static TarBuilder debian() {
        return new TarBuilder()
                .file("etc/os-release", OS)
                .file("var/lib/dpkg/status", stanza("dash") + stanza("nginx"))
                .file("var/lib/dpkg/info/dash.list", "/.\n/bin\n/bin/dash\n")
                .file("var/lib/dpkg/info/nginx.list", "/usr/sbin/nginx\n/usr/lib/nginx/mod.so\n")
                .executable("usr/bin/dash", ELF)
                .executable("usr/sbin/nginx", ELF)
                .executable("usr/lib/nginx/mod.so", ELF);
    }

    private static String stanza(String name) {
        return "Package: " + name + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0-1\n\n";
    }

    private static Inventory inventory(TarBuilder... layers) {
        return Inventories.by(
                List.of(
                        new OsReleaseCataloger(),
                        new DpkgCataloger(),
                        new ApkCataloger(),
                        new RpmCataloger(),
                        new NpmCataloger(),
                        new GolangCataloger(),
                        new PerlCataloger(),
                        new PortageCataloger()),
                layers);
    }

    private static List<Kind> kinds(Inventory inventory) {
        return inventory.coverage().facts().stream().map(CoverageFact::kind).toList();
    }

    private static CoverageFact only(Inventory inventory) {
        assertThat(inventory.coverage().facts()).hasSize(1);
        return inventory.coverage().facts().getFirst();
    }

    @Test
    void everyExecutableOfAnUntouchedImageIsOwned() {
        Coverage coverage = inventory(debian()).coverage();
        assertThat(coverage.facts()).isEmpty();
        assertThat(coverage.counts().executables()).isEqualTo(3);
        assertThat(coverage.counts().executablesOwned()).isEqualTo(3);
        assertThat(coverage.counts().explainedPercent()).isEqualTo(100);
        assertThat(coverage.unexplained()).isEmpty();
    }

    @Test
    void aFileThatWasDivertedIsItsPackages() {
        Inventory inventory = inventory(
                debian(),
                new TarBuilder()
                        .file("var/lib/dpkg/diversions", "/usr/sbin/nginx\n/usr/sbin/nginx.real\n:\n")
                        .whiteout("usr/sbin/nginx")
                        .executable("usr/sbin/nginx.real", ELF));
        assertThat(inventory.coverage().facts()).isEmpty();
        assertThat(inventory.coverage().unexplained()).isEmpty();
    }

    @Test
    void whatPortageInstalledIsItsAndIsComparedInEachFolder() {
        String folder = "var/db/pkg/dev-lang/python-3.12.3/";
        String md5 = hex("MD5", ELF);
        TarBuilder gentoo = new TarBuilder()
                .file("etc/os-release", "ID=gentoo\n")
                .file("etc/portage/make.conf", "")
                .file(folder + "PF", "python-3.12.3\n")
                .file(folder + "CONTENTS", "obj /usr/bin/py %s 1\nobj /usr/lib64/libpy.so %s 1\n".formatted(md5, md5))
                .executable("usr/bin/py", ELF)
                .executable("usr/lib64/libpy.so", ELF);
        Coverage coverage = inventory(gentoo).coverage();
        assertThat(coverage.facts()).isEmpty();
        assertThat(coverage.counts().executablesCompared()).isEqualTo(2);
    }

    /** A list of MakeMaker's goes by the module, what cpanm wrote by the distribution. */
    @Test
    void aListOfPerlNamesNoPackageThatIsGone() {
        String folder = "usr/local/lib/perl5/auto/Cwd/";
        Inventory inventory = inventory(
                debian().file(folder + ".packlist", "/" + folder + "Cwd.so\n").executable(folder + "Cwd.so", ELF));
        assertThat(inventory.coverage().facts()).isEmpty();
    }

    @Test
    void aServerThatNoPackageOwnsIsNamed() {
        Inventory inventory = inventory(debian(), new TarBuilder().executable("usr/local/bin/server", ELF));
        CoverageFact fact = only(inventory);
        assertThat(fact.kind()).isEqualTo(Kind.PROGRAM_UNEXPLAINED);
        assertThat(fact.detail()).contains("usr/local/bin/server");
        assertThat(inventory.packages()).hasSize(2);
        assertThat(inventory.coverage().unexplained()).containsExactly("usr/local/bin/server");
        assertThat(inventory.coverage().counts().explainedPercent()).isEqualTo(75);
    }

    @Test
    void aDeletedDatabaseIsGivenAwayByTheLayerBelow() {
        Inventory inventory = inventory(debian(), new TarBuilder().whiteout("var/lib/dpkg"));
        CoverageFact fact = only(inventory);
        assertThat(fact.kind()).isEqualTo(Kind.DATABASE_TAMPERED);
        assertThat(fact.detail()).contains("inventory incomplete", "dash", "nginx", "3 executables");
        assertThat(inventory.coverage().level()).isEqualTo(Coverage.Level.PARTIAL);
    }

    @Test
    void aDatabaseThatWasNeverThereIsMissing() {
        Inventory inventory =
                inventory(new TarBuilder().file("etc/os-release", OS).executable("usr/bin/dash", ELF));
        assertThat(only(inventory).kind()).isEqualTo(Kind.DATABASE_MISSING);
    }

    @Test
    void anEmptiedDatabaseIsGivenAway() {
        assertThat(kinds(inventory(debian(), new TarBuilder().file("var/lib/dpkg/status", ""))))
                .containsExactly(Kind.DATABASE_TAMPERED);
        assertThat(kinds(inventory(new TarBuilder()
                        .file("etc/os-release", OS)
                        .file("var/lib/dpkg/status", "")
                        .executable("usr/bin/dash", ELF))))
                .containsExactly(Kind.DATABASE_MISSING);
    }

    @Test
    void aRecordThatWasTakenOutIsGivenAway() {
        Inventory inventory = inventory(
                debian(),
                new TarBuilder().file("var/lib/dpkg/status", stanza("dash")).whiteout("var/lib/dpkg/info/nginx.list"));
        CoverageFact fact = inventory.coverage().facts().getFirst();
        assertThat(fact.kind()).isEqualTo(Kind.DATABASE_TAMPERED);
        assertThat(fact.detail()).contains("nginx", "2 executables").doesNotContain("dash");
    }

    @Test
    void aRecordThatWasTakenOutOfTheOnlyLayerIsGivenAwayByItsList() {
        TarBuilder layer = debian().file("var/lib/dpkg/status", stanza("dash"));
        assertThat(kinds(inventory(layer))).contains(Kind.DATABASE_TAMPERED);
    }

    @Test
    void aPackageThatWasRemovedWithItsFilesIsNotMissed() {
        Inventory inventory = inventory(
                debian(),
                new TarBuilder()
                        .file("var/lib/dpkg/status", stanza("dash"))
                        .whiteout("var/lib/dpkg/info/nginx.list")
                        .whiteout("usr/sbin/nginx")
                        .whiteout("usr/lib/nginx"));
        assertThat(inventory.coverage().facts()).isEmpty();
    }

    @Test
    void aPackageThatTookOverTheFilesExplainsThem() {
        Inventory inventory = inventory(
                debian(),
                new TarBuilder()
                        .file("var/lib/dpkg/status", stanza("dash") + stanza("nginx-core"))
                        .whiteout("var/lib/dpkg/info/nginx.list")
                        .file("var/lib/dpkg/info/nginx-core.list", "/usr/sbin/nginx\n/usr/lib/nginx/mod.so\n")
                        .executable("usr/sbin/nginx", ELF)
                        .executable("usr/lib/nginx/mod.so", ELF));
        assertThat(inventory.coverage().facts()).isEmpty();
    }

    @Test
    void ownedPathsAreFollowedThroughTheLinksOfTheImage() {
        Inventory inventory = inventory(new TarBuilder()
                .file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.1\n")
                .symlink("opt/x", "../srv/y")
                .file("lib/apk/db/installed", "P:tool\nV:1-r0\nA:x86_64\nF:opt/x/bin\nR:tool\n\n")
                .executable("srv/y/bin/tool", ELF));
        assertThat(inventory.coverage().facts()).isEmpty();
        assertThat(inventory.coverage().counts().executablesOwned()).isEqualTo(1);
    }

    @Test
    void ofADatabaseThatListsNoFilesNoneIsExpected() {
        TarBuilder mariner = new TarBuilder()
                .file("etc/os-release", "ID=mariner\nVERSION_ID=\"2.0\"\n")
                .file(
                        "var/lib/rpmmanifest/container-manifest-2",
                        "zlib\t1.2.12-1.cm2\t1\t1\tMicrosoft\t(none)\t1\tx86_64\t0\tzlib-1.2.12-1.cm2.src.rpm\n")
                .executable("usr/bin/tool", ELF);
        assertThat(inventory(mariner).coverage().facts()).isEmpty();
        assertThat(kinds(inventory(mariner.executable("app/server", ELF)))).containsExactly(Kind.PROGRAM_UNEXPLAINED);
    }

    /** Ubuntu's bash has a compiled preinst. */
    @Test
    void aProgramThatDpkgRunsAtInstallationIsThePackages() {
        assertThat(inventory(debian().executable("var/lib/dpkg/info/dash:amd64.preinst", ELF))
                        .coverage()
                        .facts())
                .isEmpty();
        assertThat(kinds(inventory(debian().executable("var/lib/dpkg/info/other.preinst", ELF))))
                .containsExactly(Kind.PROGRAM_UNEXPLAINED);
    }

    @Test
    void nativePartsOfALanguagePackageAreItsOwn() {
        Inventory inventory = inventory(new TarBuilder()
                .file("app/node_modules/esbuild/package.json", "{\"name\":\"esbuild\",\"version\":\"0.1.0\"}")
                .executable("app/node_modules/esbuild/bin/esbuild", ELF));
        assertThat(inventory.coverage().facts()).isEmpty();
        assertThat(inventory.coverage().counts().executablesExplained()).isEqualTo(1);
    }

    private static byte[] elf(String body) {
        byte[] tail = body.getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(ELF, ELF.length + 64 + tail.length);
        System.arraycopy(tail, 0, whole, ELF.length + 64, tail.length);
        return whole;
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TarBuilder digested() {
        return new TarBuilder()
                .file("etc/apt/sources.list", "")
                .file("etc/os-release", OS)
                .file("var/lib/dpkg/status", stanza("curl"))
                .file("var/lib/dpkg/info/curl.list", "/.\n/usr\n/usr/bin\n/usr/bin/curl\n/usr/lib/libcurl.so.4\n")
                .file(
                        "var/lib/dpkg/info/curl.md5sums",
                        hex("MD5", elf("curl")) + "  usr/bin/curl\n" + hex("MD5", elf("lib"))
                                + "  usr/lib/libcurl.so.4\n")
                .executable("usr/bin/curl", elf("curl"))
                .executable("usr/lib/libcurl.so.4", elf("lib"));
    }

    @Test
    void programsWithTheBytesOfTheirRecordAreToldApart() {
        Coverage coverage = inventory(digested()).coverage();
        assertThat(coverage.facts()).isEmpty();
        assertThat(coverage.counts().executablesOwned()).isEqualTo(2);
        assertThat(coverage.counts().executablesCompared()).isEqualTo(2);
    }

    @Test
    void aProgramThatWasOverwrittenIsNoLongerItsPackages() {
        for (TarBuilder over : List.of(
                digested().executable("usr/bin/curl", elf("evil")), // in the layer that installed it
                new TarBuilder().executable("usr/bin/curl", elf("evil")),
                new TarBuilder().executable("bin/x", elf("evil")).hardlink("usr/bin/curl", "bin/x"))) {
            Inventory inventory = inventory(digested(), over);
            CoverageFact fact = inventory.coverage().facts().getFirst();
            assertThat(fact.kind()).isEqualTo(Kind.EXECUTABLE_MODIFIED);
            assertThat(fact.detail()).contains("usr/bin/curl", "package").doesNotContain("libcurl");
            assertThat(inventory.coverage().unexplained()).contains("usr/bin/curl");
            assertThat(inventory.coverage().counts().executablesCompared()).isEqualTo(1);
        }
    }

    @Test
    void aProgramThatTellsOfContentsIsNoLongerItsPackagesEither() {
        byte[] evil = GoPrograms.elf(
                GoPrograms.inline("go1.22.1", GoPrograms.marked(GoPrograms.MODULES)),
                true,
                java.nio.ByteOrder.LITTLE_ENDIAN);
        assertThat(kinds(inventory(digested(), new TarBuilder().executable("usr/bin/curl", evil))))
                .contains(Kind.EXECUTABLE_MODIFIED);
    }

    @Test
    void nobodyOwnsTheFoldersOfTheSystem() {
        Inventory inventory = inventory(
                digested(),
                new TarBuilder()
                        .file("usr/release", "JAVA_VERSION=\"17.0.1\"\n")
                        .executable("usr/bin/backdoor", elf("evil")));
        assertThat(kinds(inventory)).contains(Kind.PROGRAM_UNEXPLAINED);
    }

    @Test
    void aCopyOfAPackagesProgramIsKnownByItsDigest() {
        Inventory inventory = inventory(
                digested(),
                new TarBuilder().executable("app/bin/fetch", elf("curl")).executable("app/bin/other", elf("other")));
        assertThat(only(inventory).detail()).contains("app/bin/other").doesNotContain("fetch");
        assertThat(inventory.coverage().counts().executablesKnown()).isEqualTo(1);
        assertThat(inventory.coverage().counts().executablesOwned()).isEqualTo(2);
        assertThat(inventory.coverage().counts().explainedPercent()).isEqualTo(75);
    }

    @Test
    void aRecordOfAnotherKindOfDigestAccusesNobody() {
        Inventory inventory = inventory(new TarBuilder()
                .file("etc/apt/sources.list", "")
                .file("etc/os-release", OS)
                .file(
                        "lib/apk/db/installed",
                        "P:tool\nV:1-r0\nA:x86_64\nF:bin\nR:tool\nZ:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n")
                .file("var/lib/dpkg/status", stanza("dash"))
                .file("var/lib/dpkg/info/dash.md5sums", "0".repeat(40) + "  bin/dash\n")
                .executable("bin/dash", elf("dash")));
        assertThat(kinds(inventory)).doesNotContain(Kind.EXECUTABLE_MODIFIED);
    }

    @Test
    void apkRecordsLinksByTheirTargetAndFilesByTheirBytes() {
        String record = "P:musl\nV:1-r0\nA:x86_64\nF:lib\nR:libc.so\na:0:0:755\nZ:Q1"
                + base64("SHA-1", elf("musl")) + "\nR:ld.so\na:0:0:777\nZ:Q1"
                + base64("SHA-1", "libc.so".getBytes(StandardCharsets.UTF_8)) + "\n\n";
        TarBuilder alpine = new TarBuilder()
                .file("etc/apk/world", "")
                .file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.1\n")
                .file("lib/apk/db/installed", record)
                .executable("lib/libc.so", elf("musl"))
                .symlink("lib/ld.so", "libc.so");
        Coverage coverage = inventory(alpine).coverage();
        assertThat(coverage.facts()).isEmpty();
        assertThat(coverage.counts().executablesCompared()).isEqualTo(1);
        assertThat(kinds(inventory(alpine, new TarBuilder().executable("lib/libc.so", elf("other")))))
                .containsExactly(Kind.EXECUTABLE_MODIFIED);
    }

    private static String base64(String algorithm, byte[] bytes) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex(algorithm, bytes)));
    }
}
