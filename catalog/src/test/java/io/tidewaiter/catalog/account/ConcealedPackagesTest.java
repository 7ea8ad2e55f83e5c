package io.tidewaiter.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.merge.Inventories;
import io.tidewaiter.catalog.merge.InventoryBuilder;
import io.tidewaiter.catalog.rpm.HeaderBuilder;
import io.tidewaiter.catalog.rpm.SqliteBytes;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.testkit.TarBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ways in which a layer takes a package out of sight while what it consists of stays; and what only looks like that. */
class ConcealedPackagesTest {
    private static final String STATUS = "var/lib/dpkg/status";
    private static final String INFO = "var/lib/dpkg/info/";
    private static final String OS = "ID=debian\nVERSION_ID=\"12\"\n";
    private static final String CURLS = "/usr/bin/curl\n/usr/lib/libcurl.so.4\n";
    private static final String DBIS = "/.\n/usr/share/perl5/DBI.pm\n/usr/share/doc/dbi/copyright\n/etc/dbi.conf\n";

    private static byte[] elf(String body) {
        byte[] whole = Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 64 + 56 + body.length());
        ByteBuffer header = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(16, (short) 3).putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
        header.putInt(64, 1).position(64 + 56);
        header.put(body.getBytes(StandardCharsets.US_ASCII));
        return whole;
    }

    /** The same with another type, and a segment that names an interpreter. */
    private static byte[] run(int type, boolean interpreted) {
        byte[] whole = elf("run");
        whole[16] = (byte) type;
        whole[64] = (byte) (interpreted ? 3 : 1);
        return whole;
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String stanza(String name, String version) {
        return "Package: %s\nStatus: install ok installed\nArchitecture: amd64\nVersion: %s\n\n"
                .formatted(name, version);
    }

    private static String sums(String program) {
        return md5(elf(program)) + "  usr/bin/curl\n" + md5(elf("lib")) + "  usr/lib/libcurl.so.4\n";
    }

    private static TarBuilder debian() {
        return new TarBuilder()
                .file("etc/os-release", OS)
                .file("etc/apt/sources.list", "")
                .file(STATUS, stanza("curl", "1.0-1") + stanza("dbi", "1.0-1"))
                .file(INFO + "curl.list", CURLS)
                .file(INFO + "curl.md5sums", sums("curl"))
                .file(INFO + "dbi.list", DBIS)
                .file("usr/share/perl5/DBI.pm", "package DBI;")
                .file("usr/share/doc/dbi/copyright", "GPL")
                .file("etc/dbi.conf", "x")
                .executable("usr/bin/curl", elf("curl"))
                .executable("usr/lib/libcurl.so.4", elf("lib"));
    }

    private static List<CoverageFact> facts(TarBuilder... layers) {
        return Inventories.of(layers).coverage().facts().stream()
                .filter(fact -> fact.kind().breaksProof() && fact.kind() != Kind.DISTRIBUTION_UNKNOWN)
                .toList();
    }

    private static void tells(Kind kind, String detail, TarBuilder... layers) {
        assertThat(facts(layers)).singleElement().satisfies(fact -> {
            assertThat(fact.kind()).isEqualTo(kind);
            assertThat(fact.detail()).contains(detail);
        });
    }

    private static TarBuilder layer() {
        return new TarBuilder();
    }

    @Test
    void aPackageOfScriptsWhoseRecordIsTakenOut() {
        TarBuilder out = layer().file(STATUS, stanza("curl", "1.0-1"));
        tells(Kind.DATABASE_TAMPERED, "no record of 1 package: \"dbi\", of which 1 file is still there", debian(), out);
        out.whiteout(INFO + "dbi.list");
        tells(Kind.DATABASE_TAMPERED, "no record of 1 package: \"dbi\", of which 1 file is still there", debian(), out);
    }

    @Test
    void aPackageThatWasRemovedMayLeaveItsConfiguration() {
        TarBuilder removed = layer().file(STATUS, stanza("curl", "1.0-1"))
                .whiteout(INFO + "dbi.list")
                .whiteout("usr/share/perl5/DBI.pm");
        assertThat(facts(debian(), removed)).isEmpty();
        TarBuilder kept = layer().file(STATUS, stanza("curl", "1.0-1"))
                .file(INFO + "dbi.list", "/.\n/etc/dbi.conf\n")
                .whiteout("usr/share/perl5/DBI.pm");
        assertThat(facts(debian(), kept)).isEmpty();
        TarBuilder successor = layer().file(STATUS, stanza("curl", "1.0-1") + stanza("libdbi", "2"))
                .whiteout(INFO + "dbi.list")
                .file(INFO + "libdbi.list", DBIS)
                .file("usr/share/perl5/DBI.pm", "package DBI; # 2");
        assertThat(facts(debian(), successor)).isEmpty();
    }

    @Test
    void filesThatAreHandedToAnotherPackageAsTheyAre() {
        TarBuilder handed = layer().file(STATUS, stanza("dbi", "1.0-1") + stanza("wool", "1"))
                .whiteout(INFO + "curl.list")
                .whiteout(INFO + "curl.md5sums")
                .file(INFO + "wool.list", CURLS);
        tells(Kind.DATABASE_TAMPERED, "no record of 1 package: \"curl\"", debian(), handed);
        TarBuilder toOneThatIsThere = layer().file(STATUS, stanza("dbi", "1.0-1"))
                .whiteout(INFO + "curl.list")
                .whiteout(INFO + "curl.md5sums")
                .file(INFO + "dbi.list", DBIS + CURLS);
        tells(Kind.DATABASE_TAMPERED, "no record of 1 package: \"curl\"", debian(), toOneThatIsThere);
        TarBuilder toPython = layer().file(STATUS, stanza("dbi", "1.0-1"))
                .whiteout(INFO + "curl.list")
                .whiteout(INFO + "curl.md5sums")
                .file("usr/lib/python3/dist-packages/x-1.dist-info/METADATA", "Name: x\nVersion: 1\n")
                .file(
                        "usr/lib/python3/dist-packages/x-1.dist-info/RECORD",
                        "../../../bin/curl,,\n../../libcurl.so.4,,\n");
        tells(Kind.DATABASE_TAMPERED, "no record of 1 package: \"curl\"", debian(), toPython);
    }

    @Test
    void aVersionThatIsWrittenIntoTheRecordOfScripts() {
        TarBuilder forged = layer().file(STATUS, stanza("curl", "1.0-1") + stanza("dbi", "9-1"))
                .file(INFO + "dbi.list", DBIS);
        tells(Kind.DATABASE_TAMPERED, "other versions than before of 1 package: \"dbi\"", debian(), forged);
        forged.file("usr/share/perl5/DBI.pm", "package DBI; # 9");
        assertThat(facts(debian(), forged)).isEmpty();
    }

    @Test
    void aVersionOfWhichTheOldBytesAreBroughtOnceMore() {
        TarBuilder forged = layer().file(STATUS, stanza("curl", "9.9-1") + stanza("dbi", "1.0-1"))
                .file(INFO + "curl.list", CURLS)
                .file(INFO + "curl.md5sums", sums("curl"))
                .executable("usr/bin/curl", elf("curl"))
                .executable("usr/lib/libcurl.so.4", elf("lib"));
        tells(Kind.DATABASE_TAMPERED, "other versions than before of 1 package: \"curl\"", debian(), forged);
        TarBuilder revision = layer().file(STATUS, stanza("curl", "1.0-2") + stanza("dbi", "1.0-1"))
                .file(INFO + "curl.list", CURLS)
                .file(INFO + "curl.md5sums", sums("curl"))
                .executable("usr/bin/curl", elf("curl"))
                .executable("usr/lib/libcurl.so.4", elf("lib"));
        assertThat(facts(debian(), revision)).isEmpty();
    }

    private static String ofCurl(String name, String version) {
        return stanza(name, version).replace("Architecture", "Source: curl\nArchitecture");
    }

    @Test
    void whatComesOutAsItWasWhereOthersOfItsSourceDoNot() {
        TarBuilder base = debian().file(
                        STATUS,
                        stanza("curl", "1.0-1")
                                + ofCurl("curl-data", "1.0-1")
                                + ofCurl("libx", "1.0-1")
                                + stanza("dbi", "1.0-1"))
                .file(INFO + "libx.list", "/usr/lib/libx.so.1\n")
                .file(INFO + "libx.md5sums", md5(elf("x")) + "  usr/lib/libx.so.1\n")
                .file(INFO + "curl-data.list", "/usr/share/curl/data\n")
                .file("usr/share/curl/data", "")
                .executable("usr/lib/libx.so.1", elf("x"));
        TarBuilder upgrade = layer().file(
                        STATUS,
                        stanza("curl", "2.0-1")
                                + ofCurl("curl-data", "2.0-1")
                                + ofCurl("libx", "2.0-1")
                                + stanza("dbi", "1.0-1"))
                .file(INFO + "curl.list", CURLS)
                .file(INFO + "curl-data.list", "/usr/share/curl/data\n")
                .file(INFO + "libx.list", "/usr/lib/libx.so.1\n")
                .file(INFO + "libx.md5sums", md5(elf("x")) + "  usr/lib/libx.so.1\n")
                .executable("usr/lib/libx.so.1", elf("x"));
        tells(Kind.DATABASE_TAMPERED, "3 packages: \"curl\", \"curl-data\", \"libx\"", base, upgrade);
        upgrade.file(INFO + "curl.md5sums", sums("curl 2").replace(md5(elf("lib")), md5(elf("lib 2"))))
                .executable("usr/bin/curl", elf("curl 2"))
                .executable("usr/lib/libcurl.so.4", elf("lib 2"));
        assertThat(facts(base, upgrade)).isEmpty();
    }

    @Test
    void aVersionInDpkgsJournal() {
        tells(
                Kind.DATABASE_TAMPERED,
                "other versions than before of 1 package: \"curl\"",
                debian(),
                layer().file("var/lib/dpkg/updates/0000", stanza("curl", "9.9-1")));
    }

    @Test
    void aRootBesideTheImagesOwnSpeaksOfItself() {
        TarBuilder chroot = layer().file("srv/root/etc/os-release", OS)
                .file("srv/root/" + STATUS, stanza("curl", "1.0-1"))
                .file("srv/root/" + INFO + "curl.list", CURLS)
                .file("srv/root/" + INFO + "curl.md5sums", sums("other"))
                .executable("srv/root/usr/bin/curl", elf("other"))
                .executable("srv/root/usr/lib/libcurl.so.4", elf("lib"));
        assertThat(facts(debian(), chroot)).isEmpty();
        TarBuilder elsewhere = layer().file(STATUS, stanza("dbi", "1.0-1"))
                .whiteout(INFO + "curl.list")
                .whiteout(INFO + "curl.md5sums")
                .file("srv/" + STATUS, stanza("curl", "9.9-1"));
        tells(Kind.DATABASE_TAMPERED, "no record of 1 package: \"curl\"", debian(), elsewhere);
    }

    @Test
    void listsThatAreThrownAwayExplainWhatTheyExplained() {
        TarBuilder slim = layer().opaque("var/lib/dpkg/info");
        assertThat(facts(debian(), slim)).isEmpty();
        tells(Kind.PROGRAM_UNEXPLAINED, "usr/bin/evil", debian(), slim.executable("usr/bin/evil", elf("evil")));
    }

    @Test
    void anotherDatabaseThatListsNothingExcusesNobody() {
        TarBuilder opkg = layer().file(
                        "usr/lib/opkg/status",
                        "Package: x\nVersion: 1\nStatus: install user installed\nArchitecture: all\n")
                .executable("usr/bin/evil", elf("evil"));
        tells(Kind.PROGRAM_UNEXPLAINED, "usr/bin/evil", debian(), opkg);
    }

    @Test
    void aProgramThatIsNamedLikeALibrary() {
        tells(Kind.PROGRAM_UNEXPLAINED, "opt/evil.so", debian(), layer().executable("opt/evil.so", run(3, true)));
        tells(
                Kind.PROGRAM_UNEXPLAINED,
                "opt/libevil.so.1",
                debian(),
                layer().executable("opt/libevil.so.1", run(2, false)));
        TarBuilder libraries = layer().executable("opt/lib/plugin.so", run(3, false))
                .executable("opt/lib/libc.so.6", run(3, true))
                .executable("opt/lib/ld-linux-x86-64.so.2", run(3, false));
        assertThat(facts(debian(), libraries)).isEmpty();
    }

    @Test
    void packagesOfLanguagesWhoseMetadataIsTakenAway() {
        String site = "usr/local/lib/python3.12/site-packages/";
        TarBuilder python = layer().file(site + "y-1.dist-info/METADATA", "Name: y\nVersion: 1\n")
                .file(site + "y-1.dist-info/RECORD", "y/a.py,,\ny/b.py,,\ny-1.dist-info/METADATA,,\n")
                .file(site + "y/a.py", "")
                .file(site + "y/b.py", "");
        TarBuilder hidden = layer().whiteout(site + "y-1.dist-info");
        tells(Kind.DATABASE_TAMPERED, "\"y\", of which 2 files are still there", debian(), python, hidden);
        TarBuilder other =
                layer().file("venv/lib/python3.12/site-packages/y-9.dist-info/METADATA", "Name: y\nVersion: 9\n");
        tells(Kind.DATABASE_TAMPERED, "\"y\", of which 2 files", debian(), python, hidden, other);
        assertThat(facts(debian(), python, hidden, layer().whiteout(site + "y")))
                .isEmpty();
        TarBuilder npm = layer().file("app/node_modules/@s/y/package.json", "{\"name\":\"@s/y\",\"version\":\"1.0.0\"}")
                .file("app/node_modules/@s/y/lib/index.js", "")
                .file("app/node_modules/@s/y/node_modules/z/package.json", "{\"name\":\"z\",\"version\":\"1.0.0\"}");
        TarBuilder without = layer().whiteout("app/node_modules/@s/y/package.json");
        tells(Kind.DATABASE_TAMPERED, "\"y\", of which 1 file is still there", debian(), npm, without);
        TarBuilder moved =
                layer().whiteout("app/node_modules/@s/y/package.json").whiteout("app/node_modules/@s/y/lib");
        assertThat(facts(debian(), npm, moved)).isEmpty();
    }

    @Test
    void aRevisionThatBroughtNoFileOrOnlyConfiguration() {
        TarBuilder revision = layer().file(STATUS, stanza("curl", "1.0-1") + stanza("dbi", "1.0-1+deb12u1"))
                .file(INFO + "dbi.list", DBIS);
        assertThat(facts(debian(), revision)).isEmpty();
        TarBuilder configured = layer().file(STATUS, stanza("curl", "1.0-1") + stanza("dbi", "2-1"))
                .file(INFO + "dbi.list", DBIS)
                .file("etc/dbi.conf", "y");
        assertThat(facts(debian(), configured)).isEmpty();
    }

    @Test
    void aFileThatTwoPackagesListBehindALink() {
        TarBuilder base = layer().symlink("lib", "usr/lib")
                .file("etc/os-release", OS)
                .file(STATUS, stanza("a", "1-1") + stanza("b", "1-1"))
                .file(INFO + "a.list", "/lib/shared.pl\n")
                .file(INFO + "b.list", "/lib/shared.pl\n")
                .file("usr/lib/shared.pl", "1;");
        TarBuilder removed = layer().file(STATUS, stanza("b", "1-1")).whiteout(INFO + "a.list");
        assertThat(facts(base, removed)).isEmpty();
        TarBuilder both = layer().file(STATUS, "").whiteout(INFO + "a.list").whiteout(INFO + "b.list");
        assertThat(facts(base, both)).extracting(CoverageFact::kind).contains(Kind.DATABASE_TAMPERED);
    }

    @Test
    void aPackageThatWasRemovedByHandMayLeaveHelpers() {
        String site = "usr/local/lib/python3.12/site-packages/";
        TarBuilder python = layer().file(site + "pip-1.dist-info/METADATA", "Name: pip\nVersion: 1\n")
                .file(site + "pip-1.dist-info/RECORD", "pip/a.py,,\n../../../bin/pip,,\n../../../bin/pip3,,\n")
                .file(site + "pip/a.py", "")
                .file("usr/local/bin/pip", "#!")
                .file("usr/local/bin/pip3", "#!");
        TarBuilder without = layer().whiteout(site + "pip").whiteout(site + "pip-1.dist-info");
        assertThat(facts(debian(), python, without)).isEmpty();
        TarBuilder tools = layer().file(site + "t-1.dist-info/METADATA", "Name: t\nVersion: 1\n")
                .file(site + "t-1.dist-info/RECORD", "t/a.py,,\nt/b.py,,\nt/c.py,,\nt/d.py,,\nhelp.pth,,\n")
                .file(site + "t/a.py", "")
                .file(site + "t/b.py", "")
                .file(site + "help.pth", "");
        TarBuilder half = layer().whiteout(site + "t").whiteout(site + "t-1.dist-info");
        assertThat(facts(debian(), tools, half)).isEmpty();
        tells(
                Kind.DATABASE_TAMPERED,
                "\"t\", of which 3 files are still there",
                debian(),
                tools,
                layer().whiteout(site + "t-1.dist-info"));
    }

    @Test
    void foldersOfAListAreNoPartsOfAPackage() {
        TarBuilder base = debian().file(
                        INFO + "dbi.list",
                        "/.\n/usr\n/usr/share\n/usr/share/perl5\n/usr/share/perl5/DBI.pm\n/usr/share/doc\n/usr/share/doc/dbi\n");
        TarBuilder out = layer().file(STATUS, stanza("curl", "1.0-1"));
        tells(Kind.DATABASE_TAMPERED, "\"dbi\", of which 1 file is still there", base, out);
    }

    @Test
    void whatAnAdministratorPutInThePlaceOfADivertedFile() {
        TarBuilder diverted = layer().file(
                        "var/lib/dpkg/diversions", "/usr/share/perl5/DBI.pm\n/usr/share/perl5/DBI.pm.distrib\n:\n")
                .file("usr/share/perl5/DBI.pm", "own")
                .file("usr/share/perl5/DBI.pm.distrib", "package DBI;");
        TarBuilder removed = layer().file(STATUS, stanza("curl", "1.0-1"))
                .whiteout(INFO + "dbi.list")
                .whiteout("usr/share/perl5/DBI.pm.distrib");
        assertThat(facts(debian(), diverted, removed)).isEmpty();
        TarBuilder said = layer().file(
                        "var/lib/dpkg/diversions", "/usr/share/perl5/DBI.pm\n/usr/share/perl5/DBI.pm.distrib\n:\n");
        tells(
                Kind.DATABASE_TAMPERED,
                "no record of 1 package: \"dbi\"",
                debian(),
                said,
                layer().file(STATUS, stanza("curl", "1.0-1")).whiteout(INFO + "dbi.list"));
    }

    /** Its list has no digests, so nothing but the place tells whose it is. */
    @Test
    void aProgramThatWasDivertedWhoseRecordIsTakenOut() {
        String curl = stanza("curl", "1.0-1") + stanza("dbi", "1.0-1");
        TarBuilder wget = layer().file(STATUS, curl + stanza("wget", "1.0-1"))
                .file(INFO + "wget.list", "/usr/bin/wget\n")
                .executable("usr/bin/wget", elf("wget"));
        TarBuilder diverted = layer().file("var/lib/dpkg/diversions", "/usr/bin/wget\n/usr/bin/wget.real\n:\n")
                .whiteout("usr/bin/wget")
                .executable("usr/bin/wget.real", elf("wget"));
        assertThat(facts(debian(), wget, diverted)).isEmpty();
        String gone = "no record of 1 package: \"wget\", of which 1 executable is still there";
        TarBuilder out = layer().file(STATUS, curl);
        tells(Kind.DATABASE_TAMPERED, gone, debian(), wget, diverted, out);
        TarBuilder andDiversions = layer().file(STATUS, curl).whiteout("var/lib/dpkg/diversions");
        tells(Kind.DATABASE_TAMPERED, gone, debian(), wget, diverted, andDiversions);
        TarBuilder removed =
                layer().file(STATUS, curl).whiteout(INFO + "wget.list").whiteout("usr/bin/wget.real");
        assertThat(facts(debian(), wget, diverted, removed)).isEmpty();
    }

    /** It may have removed the programs with the record. */
    @Test
    void nothingIsSaidToBeConcealedAboveALayerThatWasNotRead() {
        List<Optional<LayerFacts>> layers = new ArrayList<>(Inventories.read(
                Catalogers.ALL,
                debian(),
                layer().file("etc/x", ""),
                layer().file(STATUS, stanza("dbi", "1.0-1"))
                        .whiteout(INFO + "curl.list")
                        .whiteout(INFO + "curl.md5sums")));
        assertThat(kinds(layers)).contains(Kind.DATABASE_TAMPERED);
        layers.set(1, Optional.empty());
        assertThat(kinds(layers)).doesNotContain(Kind.DATABASE_TAMPERED).contains(Kind.PROGRAM_UNEXPLAINED);
    }

    private static List<Kind> kinds(List<Optional<LayerFacts>> layers) {
        return InventoryBuilder.build("test", List.of(), layers, List.of()).coverage().facts().stream()
                .map(CoverageFact::kind)
                .toList();
    }

    @Test
    void aDatabaseOfPacmanThatMovedOutOfVar() {
        String desc = "%NAME%\nzsh\n\n%VERSION%\n1-1\n\n%ARCH%\nx86_64\n\n";
        String files = "%FILES%\nusr/bin/zsh\nusr/share/zsh/f\n\n";
        TarBuilder arch = layer().file("etc/os-release", "ID=arch\n")
                .file("var/lib/pacman/local/zsh-1-1/desc", desc)
                .file("var/lib/pacman/local/zsh-1-1/files", files)
                .file("usr/share/zsh/f", "f")
                .executable("usr/bin/zsh", elf("zsh"));
        TarBuilder moved = layer().whiteout("var/lib/pacman")
                .file("usr/lib/sysimage/lib/pacman/local/zsh-1-1/desc", desc)
                .file("usr/lib/sysimage/lib/pacman/local/zsh-1-1/files", files);
        assertThat(facts(arch, moved)).isEmpty();
    }

    @Test
    void aPackageOfDistrolessWhoseFileIsNotNamedLikeIt() {
        String folder = "var/lib/dpkg/status.d/";
        TarBuilder distroless = layer().file("etc/os-release", OS)
                .file(
                        folder + "libssl1",
                        "Package: libssl1.1\nVersion: 1.1.1-1\nArchitecture: amd64\nSource: openssl\n")
                .file(folder + "libssl1.md5sums", md5(elf("ssl")) + "  usr/lib/libssl.so.1.1\n")
                .executable("usr/lib/libssl.so.1.1", elf("ssl"));
        assertThat(facts(distroless)).isEmpty();
        tells(
                Kind.DATABASE_TAMPERED,
                "no record of 1 package: \"libssl1.1\"",
                distroless,
                layer().file("etc/x", "").whiteout(folder + "libssl1").whiteout(folder + "libssl1.md5sums"));
    }

    @Test
    void aPackageOfNpmThatNamesItselfNoMore() {
        String folder = "app/node_modules/y/";
        TarBuilder npm = layer().file(folder + "package.json", "{\"name\":\"y\",\"version\":\"1.0.0\"}")
                .file(folder + "index.js", "");
        tells(
                Kind.DATABASE_TAMPERED,
                "\"y\", of which 1 file is still there",
                debian(),
                npm,
                layer().file(folder + "package.json", "{}"));
        assertThat(facts(
                        debian(), npm, layer().file(folder + "package.json", "{\"name\":\"y\",\"version\":\"2.0.0\"}")))
                .isEmpty();
    }

    private static byte[] rpms(String... names) {
        return SqliteBytes.of(Arrays.stream(names)
                .map(name -> HeaderBuilder.of(name, "1", "2")
                        .numbers(1116, 0)
                        .texts(1117, name)
                        .texts(1118, "/usr/bin/")
                        .build())
                .toList());
    }

    @Test
    void aDatabaseOfRpmThatIsPutInThePlaceOfAnother() {
        TarBuilder fedora = layer().file("etc/os-release", "ID=fedora\nVERSION_ID=42\n")
                .file("var/lib/rpm/rpmdb.sqlite", rpms("curl", "bash"))
                .executable("usr/bin/curl", elf("curl"))
                .executable("usr/bin/bash", elf("bash"));
        assertThat(facts(fedora)).isEmpty();
        TarBuilder ndb = layer().file("var/lib/rpm/Packages.db", Ndb.of(rpm("bash")));
        TarBuilder[] both = {fedora, ndb};
        assertThat(Inventories.of(both).packages())
                .extracting(InstalledPackage::name)
                .containsExactly("bash");
        tells(Kind.DATABASE_TAMPERED, "no record of 1 package: \"curl\"", both);
        TarBuilder removed =
                layer().file("var/lib/rpm/Packages.db", Ndb.of(rpm("bash"))).whiteout("usr/bin/curl");
        assertThat(facts(fedora, removed)).isEmpty();
    }

    private static byte[] rpm(String name) {
        return HeaderBuilder.of(name, "1", "2")
                .numbers(1116, 0)
                .texts(1117, name)
                .texts(1118, "/usr/bin/")
                .build();
    }
}
