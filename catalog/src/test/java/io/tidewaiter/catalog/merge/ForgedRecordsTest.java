package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import io.tidewaiter.testkit.TarBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A layer brings a program and a record of it that was forged, emptied or made weaker: that is never silent (B24). */
class ForgedRecordsTest {
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0};
    private static final String LIST = "/usr/bin/curl\n/usr/lib/libcurl.so.4\n";

    private static byte[] elf(String body) {
        byte[] tail = body.getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(ELF, ELF.length + 64 + tail.length);
        System.arraycopy(tail, 0, whole, ELF.length + 64, tail.length);
        return whole;
    }

    private static byte[] digest(String algorithm, String body) {
        try {
            return MessageDigest.getInstance(algorithm).digest(elf(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(String algorithm, String body) {
        return HexFormat.of().formatHex(digest(algorithm, body));
    }

    private static String stanza(String name, String version) {
        return "Package: %s\nStatus: install ok installed\nArchitecture: amd64\nVersion: %s\n\n"
                .formatted(name, version);
    }

    private static String sums(String program) {
        return hex("MD5", program) + "  usr/bin/curl\n" + hex("MD5", "lib") + "  usr/lib/libcurl.so.4\n";
    }

    private static TarBuilder debian() {
        return curl(stanza("curl", "1.0"), "curl").file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
    }

    /** The package as dpkg installs it, and the database with it alone. */
    private static TarBuilder curl(String status, String program) {
        return new TarBuilder()
                .file("var/lib/dpkg/status", status)
                .file("var/lib/dpkg/info/curl.list", LIST)
                .file("var/lib/dpkg/info/curl.md5sums", sums(program))
                .executable("usr/bin/curl", elf(program))
                .executable("usr/lib/libcurl.so.4", elf("lib"));
    }

    /** A layer that overwrites the program. */
    private static TarBuilder evil() {
        return new TarBuilder().executable("usr/bin/curl", elf("evil"));
    }

    private static List<CoverageFact> facts(TarBuilder... layers) {
        return Inventories.of(layers).coverage().facts();
    }

    private static void isTold(TarBuilder... layers) throws IOException {
        assertThat(facts(layers)).anySatisfy(fact -> {
            assertThat(fact.kind()).isEqualTo(Kind.EXECUTABLE_MODIFIED);
            assertThat(fact.detail()).contains("usr/bin/curl", "\"curl\"").doesNotContain("libcurl");
        });
    }

    @Test
    void aRecordThatSaysOtherThanItDidOfTheSameVersion() throws IOException {
        isTold(debian(), evil().file("var/lib/dpkg/info/curl.md5sums", sums("evil")));
    }

    @Test
    void aRecordThatIsRewrittenInALayerOfItsOwn() throws IOException {
        isTold(debian(), evil(), new TarBuilder().file("var/lib/dpkg/info/curl.md5sums", sums("evil")));
    }

    @Test
    void aRecordThatIsEmptiedOrTakenAway() throws IOException {
        isTold(debian(), evil().file("var/lib/dpkg/info/curl.md5sums", ""));
        isTold(debian(), evil().file("var/lib/dpkg/info/.wh.curl.md5sums", ""));
        isTold(debian(), evil().file("var/lib/dpkg/info/curl.md5sums", "").file("var/lib/dpkg/info/curl.list", "/.\n"));
    }

    @Test
    void aRecordOfAKindThatNobodyComputes() throws IOException {
        isTold(debian(), evil().file("var/lib/dpkg/info/curl.md5sums", "0".repeat(40) + "  usr/bin/curl\n"));
    }

    @Test
    void aNewVersionThatRecordsNothing() throws IOException {
        isTold(
                debian(),
                evil().file("var/lib/dpkg/status", stanza("curl", "1.1")).file("var/lib/dpkg/info/curl.md5sums", ""));
    }

    @Test
    void aLayerThatLooksLikeAnotherPackageManagers() throws IOException {
        isTold(debian(), new TarBuilder().file("etc/apk/world", "").executable("usr/bin/curl", elf("evil")));
    }

    @Test
    void aClaimWithoutARecord() throws IOException {
        isTold(
                debian(),
                evil().file("var/lib/dpkg/status", stanza("curl", "1.0") + stanza("other", "1"))
                        .file("var/lib/dpkg/info/other.list", "/usr/bin/curl\n"));
    }

    @Test
    void aRecordOfPythonsSpeaksForFilesOfPython() throws IOException {
        String folder = "usr/lib/python3/dist-packages/x-1.dist-info/";
        String sha256 = Base64.getUrlEncoder().withoutPadding().encodeToString(digest("SHA-256", "evil"));
        isTold(
                debian(),
                evil().file(folder + "METADATA", "Name: x\nVersion: 1\n")
                        .file(folder + "RECORD", "../../../bin/curl,sha256=" + sha256 + ",1\n"));
    }

    @Test
    void aRecordElsewhereWhoseFileIsNotThere() throws IOException {
        isTold(
                debian(),
                evil().file("var/lib/dpkg/status", stanza("curl", "1.0") + stanza("other", "1"))
                        .file("var/lib/dpkg/info/other.md5sums", hex("MD5", "evil") + "  usr/share/nowhere/x\n"));
    }

    private static CoverageFact only(Kind kind, TarBuilder... layers) {
        List<CoverageFact> facts = facts(layers);
        assertThat(facts).extracting(CoverageFact::kind).containsExactly(kind);
        return facts.getFirst();
    }

    @Test
    void aVersionThatIsWrittenIntoTheRecordOfFilesThatStayed() {
        TarBuilder status = new TarBuilder().file("var/lib/dpkg/status", stanza("curl", "9.9"));
        assertThat(only(Kind.DATABASE_TAMPERED, debian(), status).detail())
                .isEqualTo("the package database has other versions than before of 1 package: \"curl\", of which the"
                        + " files are still those of the versions before");
        only(Kind.DATABASE_TAMPERED, debian(), status.file("var/lib/dpkg/info/curl.list", LIST));
        only(Kind.DATABASE_TAMPERED, debian(), status.executable("usr/lib/libcurl.so.4", elf("lib")));
        TarBuilder script = new TarBuilder()
                .file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
                .file("var/lib/dpkg/status", stanza("script", "1"))
                .file("var/lib/dpkg/info/script.list", "/usr/bin/script\n")
                .file("usr/bin/script", "#!/bin/sh\n");
        only(Kind.DATABASE_TAMPERED, script, new TarBuilder().file("var/lib/dpkg/status", stanza("script", "2")));
    }

    @Test
    void aRebuildOfTheSameSourceMayHaveTheSameBytes() {
        TarBuilder rebuilt = new TarBuilder().file("var/lib/dpkg/status", stanza("curl", "1.0+b1"));
        assertThat(facts(debian(), rebuilt)).isEmpty();
    }

    @Test
    void aNameThatIsWrittenIntoTheRecordOfFilesThatStayed() {
        TarBuilder renamed = new TarBuilder()
                .file("var/lib/dpkg/status", stanza("wool", "1.0"))
                .file("var/lib/dpkg/info/.wh.curl.list", "")
                .file("var/lib/dpkg/info/.wh.curl.md5sums", "")
                .file("var/lib/dpkg/info/wool.list", LIST)
                .file("var/lib/dpkg/info/wool.md5sums", sums("curl"));
        assertThat(only(Kind.DATABASE_TAMPERED, debian(), renamed).detail()).contains("no record of", "\"curl\"");
    }

    @Test
    void aRecordOfTheSameVersionThatListsMoreThanItDid() {
        TarBuilder more = new TarBuilder()
                .file("var/lib/dpkg/info/curl.list", LIST + "/usr/bin/evil\n")
                .file("var/lib/dpkg/info/curl.md5sums", sums("curl") + hex("MD5", "evil") + "  usr/bin/evil\n")
                .executable("usr/bin/evil", elf("evil"));
        assertThat(only(Kind.PROGRAM_UNEXPLAINED, debian(), more).detail()).contains("usr/bin/evil");
        TarBuilder beside = new TarBuilder()
                .file("var/lib/dpkg/info/curl:amd64.list", "/usr/bin/evil\n")
                .executable("usr/bin/evil", elf("evil"));
        assertThat(only(Kind.PROGRAM_UNEXPLAINED, debian(), beside).detail()).contains("usr/bin/evil");
    }

    @Test
    void anotherArchitectureOfTheSamePackageBringsItsOwnFiles() {
        TarBuilder foreign = new TarBuilder()
                .file(
                        "var/lib/dpkg/status",
                        stanza("curl", "1.0") + stanza("curl", "1.0").replace("amd64", "i386"))
                .file("var/lib/dpkg/info/curl:i386.list", "/usr/lib/i386-linux-gnu/libcurl.so.4\n/usr/bin/curl32\n")
                .executable("usr/bin/curl32", elf("32"))
                .executable("usr/lib/i386-linux-gnu/libcurl.so.4", elf("lib32"));
        assertThat(facts(debian(), foreign)).isEmpty();
    }

    @Test
    void aPackageOfTheSameVersionForAnotherMachineIsAnotherPackage() {
        TarBuilder swapped = curl(stanza("curl", "1.0").replace("amd64", "i386"), "other");
        assertThat(facts(debian(), swapped)).isEmpty();
    }

    @Test
    void anUpgradeBesideToolsOfAnotherPackageManagerIsNone() {
        TarBuilder upgrade = curl(stanza("curl", "1.1"), "new").file("etc/rpm/macros", "");
        assertThat(facts(debian(), upgrade)).isEmpty();
    }

    @Test
    void aFolderThatWasMergedIntoUsrIsNone() {
        TarBuilder split = new TarBuilder()
                .file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
                .file("var/lib/dpkg/status", stanza("coreutils", "1.0"))
                .file("var/lib/dpkg/info/coreutils.list", "/bin/ls\n")
                .file("var/lib/dpkg/info/coreutils.md5sums", hex("MD5", "ls") + "  bin/ls\n")
                .executable("bin/ls", elf("ls"));
        TarBuilder merged = new TarBuilder().symlink("bin", "usr/bin").executable("usr/bin/ls", elf("ls"));
        assertThat(facts(split, merged)).isEmpty();
        TarBuilder upgraded = new TarBuilder()
                .file("var/lib/dpkg/status", stanza("coreutils", "1.1"))
                .file("var/lib/dpkg/info/coreutils.list", "/usr/bin/ls\n")
                .file("var/lib/dpkg/info/coreutils.md5sums", hex("MD5", "ls2") + "  usr/bin/ls\n")
                .executable("usr/bin/ls", elf("ls2"));
        assertThat(facts(split, merged, upgraded)).isEmpty();
    }

    /** What package managers themselves do is no reason for alarm. */
    @Test
    void anUpgradeAReplacementAndACopyUpAreNone() throws IOException {
        TarBuilder upgrade = curl(stanza("curl", "1.1"), "new");
        assertThat(facts(debian(), upgrade)).isEmpty();
        assertThat(facts(debian(), upgrade, new TarBuilder().executable("usr/bin/curl", elf("new"))))
                .isEmpty();
        TarBuilder replacement = new TarBuilder()
                .file("var/lib/dpkg/status", stanza("curl", "1.0") + stanza("other", "1"))
                .file("var/lib/dpkg/info/curl.list", "/usr/lib/libcurl.so.4\n")
                .file("var/lib/dpkg/info/other.list", "/usr/bin/curl\n")
                .file("var/lib/dpkg/info/other.md5sums", hex("MD5", "theirs") + "  usr/bin/curl\n")
                .executable("usr/bin/curl", elf("theirs"));
        assertThat(facts(debian(), replacement)).isEmpty();
        assertThat(facts(debian(), new TarBuilder().executable("usr/bin/curl", elf("curl"))))
                .isEmpty();
    }

    /** As a wrapper of curl does it, whose package lists the path as its own. */
    @Test
    void aDiversionByAPackageIsNone() {
        TarBuilder diverting = new TarBuilder()
                .file("var/lib/dpkg/status", stanza("curl", "1.0") + stanza("wrap", "1"))
                .file("var/lib/dpkg/diversions", "/usr/bin/curl\n/usr/bin/curl.distrib\nwrap\n")
                .file("var/lib/dpkg/info/wrap.list", "/usr/bin/curl\n")
                .file("var/lib/dpkg/info/wrap.md5sums", hex("MD5", "wrapper") + "  usr/bin/curl\n")
                .executable("usr/bin/curl.distrib", elf("curl"))
                .executable("usr/bin/curl", elf("wrapper"));
        assertThat(facts(debian(), diverting)).isEmpty();
    }

    @Test
    void aForgedDiversionExplainsNothing() {
        TarBuilder nowhere = new TarBuilder()
                .file("var/lib/dpkg/diversions", "/usr/bin/nowhere\n/usr/bin/evil\n:\n")
                .executable("usr/bin/evil", elf("evil"));
        assertThat(only(Kind.PROGRAM_UNEXPLAINED, debian(), nowhere).detail()).contains("usr/bin/evil");
        TarBuilder curls = new TarBuilder()
                .file("var/lib/dpkg/diversions", "/usr/bin/curl\n/usr/bin/evil\n:\n")
                .executable("usr/bin/evil", elf("evil"));
        assertThat(only(Kind.EXECUTABLE_MODIFIED, debian(), curls).detail()).contains("usr/bin/evil", "\"curl\"");
    }

    @Test
    void aLibraryThatWasMovedAwayAndItsRecordTakenOut() {
        TarBuilder moved = new TarBuilder()
                .file("var/lib/dpkg/status", "")
                .whiteout("usr/lib/libcurl.so.4")
                .whiteout("usr/bin/curl")
                .whiteout("var/lib/dpkg/info/curl.list")
                .whiteout("var/lib/dpkg/info/curl.md5sums")
                .executable("opt/lib/libcurl.so.4", elf("lib"));
        assertThat(only(Kind.DATABASE_TAMPERED, debian(), moved).detail())
                .contains("no record of 1 package: \"curl\"", "1 executable is still there");
        TarBuilder other = new TarBuilder()
                .file("var/lib/dpkg/status", "")
                .whiteout("usr/lib/libcurl.so.4")
                .whiteout("usr/bin/curl")
                .whiteout("var/lib/dpkg/info/curl.list")
                .whiteout("var/lib/dpkg/info/curl.md5sums")
                .executable("opt/lib/libcurl.so.4", elf("built by hand"));
        assertThat(facts(debian(), other)).extracting(CoverageFact::kind).doesNotContain(Kind.DATABASE_TAMPERED);
    }

    /** Portage and Chisel bring more files of the same version than before. */
    @Test
    void aVersionThatWasBuiltAgainWithMoreFeaturesIsNone() {
        String folder = "var/db/pkg/net-misc/curl-8.7.1/";
        TarBuilder again = new TarBuilder()
                .file(
                        folder + "CONTENTS",
                        "obj /usr/bin/curl %s 2\nobj /usr/bin/curl-config %s 2\n"
                                .formatted(hex("MD5", "again"), hex("MD5", "more")))
                .executable("usr/bin/curl", elf("again"))
                .executable("usr/bin/curl-config", elf("more"));
        TarBuilder gentoo = new TarBuilder()
                .file("etc/os-release", "ID=gentoo\n")
                .file("etc/portage/make.conf", "")
                .file(folder + "PF", "curl-8.7.1\n")
                .file(folder + "CONTENTS", "obj /usr/bin/curl %s 1\n".formatted(hex("MD5", "first")))
                .executable("usr/bin/curl", elf("first"));
        assertThat(facts(gentoo, again)).isEmpty();
        assertThat(facts(gentoo, new TarBuilder().executable("usr/bin/curl", elf("evil"))))
                .extracting(CoverageFact::kind)
                .containsExactly(Kind.EXECUTABLE_MODIFIED);
    }

    @Test
    void aSliceThatIsAddedToAPackageIsNone() {
        String head = "{\"jsonwall\":\"1.0\",\"schema\":\"1.0\",\"count\":9}\n{\"kind\":\"package\",\"name\":\"curl\","
                + "\"version\":\"1.0\",\"arch\":\"amd64\"}\n";
        String first = "{\"kind\":\"content\",\"slice\":\"curl_bins\",\"path\":\"/usr/bin/curl\"}\n";
        String second = "{\"kind\":\"content\",\"slice\":\"curl_more\",\"path\":\"/usr/bin/more\"}\n";
        String manifest = "var/lib/chisel/manifest.wall";
        TarBuilder base = new TarBuilder()
                .file("etc/os-release", "ID=ubuntu\nVERSION_ID=\"24.04\"\n")
                .file(manifest, Zstd.compress((head + first).getBytes(StandardCharsets.UTF_8)))
                .executable("usr/bin/curl", elf("curl"));
        TarBuilder more = new TarBuilder()
                .file(manifest, Zstd.compress((head + first + second).getBytes(StandardCharsets.UTF_8)))
                .executable("usr/bin/more", elf("more"));
        assertThat(facts(base, more)).extracting(CoverageFact::kind).containsOnly(Kind.CANNOT_TELL);
    }
}
