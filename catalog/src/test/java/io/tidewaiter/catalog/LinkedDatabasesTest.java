package io.tidewaiter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.classifier.SourceBuilt;
import io.tidewaiter.catalog.golang.GoPrograms;
import io.tidewaiter.catalog.rpm.HeaderBuilder;
import io.tidewaiter.catalog.rpm.SqliteBytes;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Package databases that a link leads to, through a real cell. */
class LinkedDatabasesTest {
    private final AtomicInteger readings = new AtomicInteger();

    private PulledLayer layer(int index, TarBuilder tar) {
        byte[] bytes = tar.build();
        byte[] stored = TestImage.gzip(bytes);
        return Images.layer(index, stored.length, Images.diffId(bytes), () -> {
            readings.incrementAndGet();
            return new ByteArrayInputStream(stored);
        });
    }

    private Inventory catalog(TarBuilder... layers) throws InterruptedException {
        PulledLayer[] pulled = new PulledLayer[layers.length];
        for (int i = 0; i < layers.length; i++) {
            pulled[i] = layer(i, layers[i]);
        }
        return Images.catalog(pulled);
    }

    private static List<String> evidence(Inventory inventory) {
        return inventory.packages().stream()
                .map(InstalledPackage::evidence)
                .map(evidence -> evidence.path() + "@" + evidence.layer())
                .toList();
    }

    private static TarBuilder os() {
        return Images.tar().file("etc/os-release", Images.DEBIAN);
    }

    @Test
    void aFolderThatIsALinkIsReadWhereItLeads() throws InterruptedException {
        Inventory inventory = catalog(os().symlink("var/lib/dpkg", "/data/state")
                .file("data/state/status", Images.stanza("base-files"))
                .file("data/state/info/base-files.list", "/usr/bin/tool\n")
                .file("usr/bin/tool", Images.ELF));
        assertThat(evidence(inventory)).containsExactly("data/state/status@0");
        assertThat(inventory.coverage().counts().executablesOwned()).isEqualTo(1);
        assertThat(inventory.coverage().facts()).isEmpty();
        assertThat(readings).hasValue(2);
    }

    /** The path behind a linked {@code var} looks like that of another root, whose programs would be none of ours. */
    @Test
    void aFolderAboveItMayBeTheLink() throws InterruptedException {
        Inventory inventory = catalog(os().symlink("var", "mnt/v")
                .file("mnt/v/lib/dpkg/status", Images.stanza("base-files"))
                .file("mnt/v/lib/dpkg/info/base-files.list", "/usr/bin/tool\n")
                .file("usr/bin/tool", Images.ELF));
        assertThat(evidence(inventory)).containsExactly("mnt/v/lib/dpkg/status@0");
        assertThat(inventory.coverage().counts().executablesOwned()).isEqualTo(1);
        assertThat(inventory.coverage().facts()).isEmpty();
    }

    @Test
    void theJournalOfALinkedFolderIsLaidIntoItsStatus() throws InterruptedException {
        Inventory inventory = catalog(os().symlink("var/lib/dpkg", "/data/state")
                .file("data/state/status", Images.stanza("base-files"))
                .file("data/state/updates/0000", Images.stanza("base-files")));
        assertThat(evidence(inventory)).containsExactly("data/state/updates/0000@0");
    }

    /** rpm-macros(7): the administrator may keep the database anywhere. */
    @Test
    void theDatabaseOfRpmIsWhereItsMacrosSay() throws InterruptedException {
        byte[] header = HeaderBuilder.of("bash", "5.1", "2").build();
        Inventory inventory = catalog(Images.tar()
                .file("etc/os-release", "ID=fedora\nVERSION_ID=42\n")
                .file("usr/lib/rpm/macros", "%_dbpath\t\t%{_var}/lib/rpm\n")
                .file("etc/rpm/macros.site", "# ours\n%_dbpath /srv/packages/\n")
                .file("srv/packages/rpmdb.sqlite", SqliteBytes.of(List.of(header))));
        assertThat(evidence(inventory)).containsExactly("srv/packages/rpmdb.sqlite@0");
        assertThat(inventory.operatingSystem().channels()).isEmpty();
    }

    @Test
    void theLinkMayBeInAnotherLayerThanTheDatabase() throws InterruptedException {
        Inventory inventory = catalog(
                os().file("data/state/status", Images.stanza("base-files")),
                Images.tar().symlink("var/lib/dpkg", "../../data/state"),
                Images.tar().file("data/state/status", Images.stanza("base-files") + Images.stanza("curl")));
        assertThat(Images.names(inventory)).containsExactly("base-files", "curl");
        assertThat(evidence(inventory)).containsOnly("data/state/status@2");
        assertThat(inventory.packages())
                .extracting(InstalledPackage::introducedBy)
                .containsExactly(0, 2);
    }

    /** Also where the file has a name that says nothing of it; the image is read once more then. */
    @Test
    void whatTheImageSaysItIsMayBeALink() throws InterruptedException {
        for (String target : List.of("/etc/identity", "../../../etc/identity", "identity")) {
            Inventory inventory = catalog(
                    Images.tar().file("etc/identity", Images.DEBIAN),
                    Images.tar()
                            .symlink("etc/os-release", target)
                            .file("var/lib/dpkg/status", Images.stanza("base-files")));
            assertThat(inventory.packages().getFirst().purl().toString()).contains("distro=debian-12");
            assertThat(inventory.coverage().facts()).isEmpty();
        }
        readings.set(0);
        Inventory usual = catalog(Images.tar()
                .file("usr/lib/os-release", Images.DEBIAN)
                .symlink("etc/os-release", "../usr/lib/os-release")
                .file("var/lib/dpkg/status", Images.stanza("base-files")));
        assertThat(usual.operatingSystem().id()).isEqualTo("debian");
        assertThat(readings).hasValue(1);
    }

    /** As images of ostree (CoreOS, bootc) are laid: each file under its checksum, and in its place a hard link to it. */
    @Test
    void whatIsAHardLinkToAnObjectOfOstreeIsReadInItsPlace() throws InterruptedException {
        String objects = "sysroot/ostree/repo/objects/ab/";
        Inventory inventory = catalog(Images.tar()
                .file(objects + "1.file", Images.DEBIAN)
                .hardlink("usr/lib/os-release", objects + "1.file")
                .symlink("etc/os-release", "../usr/lib/os-release")
                .file(objects + "2.file", Images.stanza("base-files"))
                .hardlink("var/lib/dpkg/status", objects + "2.file")
                .hardlink("opt/copy/var/lib/dpkg/status", objects + "2.file"));
        assertThat(evidence(inventory)).containsExactly("opt/copy/var/lib/dpkg/status@0", "var/lib/dpkg/status@0");
        assertThat(inventory.packages().getFirst().purl().toString()).contains("distro=debian-12");
        assertThat(inventory.coverage().facts()).isEmpty();
        assertThat(readings).hasValue(2);
    }

    /** The names of databases are behind those of most packages of languages, and there may be thousands of these. */
    @Test
    void manyHardLinksToObjectsOfOstreeAreRead() throws InterruptedException {
        String objects = "sysroot/ostree/repo/objects/ab/";
        TarBuilder tar = Images.tar();
        for (int i = 0; i < 12_000; i++) {
            String object = objects + "%062x.file".formatted(0x9e3779b97f4a7c15L * (i + 1));
            tar.file(object, "Name: p%d\nVersion: 1.0\n".formatted(i))
                    .hardlink("usr/lib/python3.12/site-packages/p%d-1.0.dist-info/METADATA".formatted(i), object);
        }
        Inventory inventory = catalog(tar.file(objects + "1.file", Images.DEBIAN)
                .hardlink("usr/lib/os-release", objects + "1.file")
                .file(objects + "2.file", Images.stanza("base-files"))
                .hardlink("var/lib/dpkg/status", objects + "2.file"));
        assertThat(inventory.packages()).hasSize(12_001);
        assertThat(inventory.coverage().facts()).isEmpty();
    }

    /** Twice only where two names lead to it, and never under its checksum. */
    @Test
    void packagesOfLanguagesAndProgramsOfOstreeAreFoundInTheirPlace() throws InterruptedException {
        String objects = "ostree/repo/objects/ab/";
        String site = "usr/lib/python3.12/site-packages/";
        Inventory inventory = catalog(Images.tar()
                .file(objects + "0.file", Images.DEBIAN)
                .hardlink("usr/lib/os-release", objects + "0.file")
                .file(objects + "1.file", Images.stanza("base-files"))
                .hardlink("usr/lib/dpkg/status", objects + "1.file")
                .file(objects + "2.file", "Name: six\nVersion: 1.16.0\n")
                .hardlink(site + "six-1.16.0.dist-info/METADATA", objects + "2.file")
                .hardlink("opt/venv/six-1.16.0.dist-info/METADATA", objects + "2.file")
                .file(objects + "3.file", "{\"name\":\"x\",\"version\":\"1.0.0\"}")
                .hardlink("usr/lib/node_modules/x/package.json", objects + "3.file")
                .executable(
                        objects + "4.file", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0})
                .hardlink("usr/local/bin/server", objects + "4.file"));
        assertThat(evidence(inventory))
                .containsExactlyInAnyOrder(
                        "usr/lib/dpkg/status@0",
                        "opt/venv/six-1.16.0.dist-info/METADATA@0",
                        site + "six-1.16.0.dist-info/METADATA@0",
                        "usr/lib/node_modules/x/package.json@0");
        assertThat(inventory.coverage().unexplained()).containsExactly("usr/local/bin/server");
        assertThat(inventory.coverage().counts().executables()).isEqualTo(1);
        assertThat(readings).hasValue(2);
    }

    /** As pnpm and Bun install, where the path of their store is before that of the application. */
    @Test
    void whatIsAHardLinkToTheStoreOfItsPackageManagerIsReadInItsPlace() throws InterruptedException {
        String store = "root/.local/share/pnpm/store/v3/files/";
        Inventory inventory = catalog(
                Images.debian(),
                Images.tar()
                        .file(store + "aa/1", Images.npm("x"))
                        .file(store + "bb/2", "module.exports = 1;")
                        .file("root/.bun/install/cache/y@1.0.0@@@1/package.json", Images.npm("y"))
                        .hardlink("usr/src/app/node_modules/.pnpm/x@1.0.0/node_modules/x/package.json", store + "aa/1")
                        .hardlink("usr/src/app/node_modules/.pnpm/x@1.0.0/node_modules/x/index.js", store + "bb/2")
                        .hardlink("usr/src/b/node_modules/x/package.json", store + "aa/1")
                        .hardlink(
                                "usr/src/b/node_modules/y/package.json",
                                "root/.bun/install/cache/y@1.0.0@@@1/package.json"));
        assertThat(evidence(inventory))
                .containsExactlyInAnyOrder(
                        "var/lib/dpkg/status@0",
                        "usr/src/app/node_modules/.pnpm/x@1.0.0/node_modules/x/package.json@1",
                        "usr/src/b/node_modules/x/package.json@1",
                        "usr/src/b/node_modules/y/package.json@1");
        assertThat(inventory.coverage().facts()).isEmpty();
        assertThat(readings).hasValue(4);
    }

    /** As after a change of its mode, which makes it a file of its own. */
    @Test
    void aFileThatIsNoLongerLinkedIsNothingWhereItIsKept() throws InterruptedException {
        Inventory inventory = catalog(
                Images.debian()
                        .file("a/store/1", Images.npm("x"))
                        .hardlink("b/node_modules/x/package.json", "a/store/1"),
                Images.tar().executable("a/store/1", Images.npm("x")));
        assertThat(evidence(inventory))
                .containsExactlyInAnyOrder("var/lib/dpkg/status@0", "b/node_modules/x/package.json@0");
        assertThat(inventory.coverage().facts()).isEmpty();
    }

    /** A name that is wanted of what was there before hides nothing of what its bytes say by themselves. */
    @Test
    void aProgramThatTookThePlaceOfALinkedFileIsRead() throws InterruptedException {
        byte[] modules = GoPrograms.inline("go1.21.0", GoPrograms.marked(GoPrograms.MODULES));
        byte[] program = GoPrograms.elf(modules, true, ByteOrder.LITTLE_ENDIAN);
        Inventory later = catalog(
                Images.debian()
                        .file("a/store/1", Images.npm("x"))
                        .hardlink("b/node_modules/x/package.json", "a/store/1"),
                Images.tar().executable("a/store/1", program));
        assertThat(evidence(later)).contains("a/store/1@1", "b/node_modules/x/package.json@0");
        Inventory sameLayer = catalog(Images.debian()
                .file("a/store/1", Images.npm("x"))
                .hardlink("b/node_modules/x/package.json", "a/store/1")
                .executable("a/store/1", program));
        assertThat(evidence(sameLayer)).contains("a/store/1@0");
        assertThat(sameLayer.coverage().counts().executables()).isEqualTo(1);
        Inventory linkToLower = catalog(
                Images.debian().file("a/store/1", "text"),
                Images.tar()
                        .hardlink("b/node_modules/x/package.json", "a/store/1")
                        .executable("a/store/1", program));
        assertThat(evidence(linkToLower)).contains("a/store/1@1");
    }

    /** It would have to be read under names of other layers. */
    @Test
    void aHardLinkToWhatALowerLayerOnlyKeepsIsTold() throws InterruptedException {
        Inventory inventory = catalog(
                Images.debian()
                        .file("a/store/1", Images.npm("x"))
                        .hardlink("b/node_modules/x/package.json", "a/store/1"),
                Images.tar().hardlink("c/node_modules/x/package.json", "a/store/1"));
        assertThat(evidence(inventory))
                .containsExactlyInAnyOrder("var/lib/dpkg/status@0", "b/node_modules/x/package.json@0");
        assertThat(inventory.coverage().facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.toString())
                        .contains("FILE_UNREADABLE", "c/node_modules/x/package.json", "a/store/1"));
    }

    /** A store of builds keeps programs under other names; the tar has these first, and an image may have them in a lower layer. */
    @Test
    void aProgramIsReadUnderTheNameOfItsHardLink() throws InterruptedException {
        byte[] git = SourceBuilt.program("git/2.45.1", "2.45.1");
        byte[] nginx = SourceBuilt.program("nginx version: nginx/1.26.1\n", "<center>nginx/1.26.1</center>");
        Inventory sameLayer = catalog(Images.debian()
                .executable("store/ab12", git)
                .hardlink("store/copy", "store/ab12")
                .hardlink("usr/bin/git", "store/ab12")
                .executable("store/cd34", nginx)
                .hardlink("usr/sbin/nginx", "store/cd34")
                .executable("store/ef56", SourceBuilt.program("text"))
                .hardlink("usr/bin/curl", "store/ef56"));
        assertThat(evidence(sameLayer))
                .containsExactlyInAnyOrder("var/lib/dpkg/status@0", "usr/bin/git@0", "usr/sbin/nginx@0");
        assertThat(sameLayer.coverage().unexplained()).containsExactlyInAnyOrder("store/ef56", "usr/bin/curl");
        assertThat(sameLayer.coverage().facts())
                .extracting(CoverageFact::kind)
                .containsOnly(CoverageFact.Kind.PROGRAM_UNEXPLAINED);
        assertThat(readings).hasValue(2);
        Inventory lowerLayer = catalog(
                Images.debian().executable("store/ab12", git), Images.tar().hardlink("usr/bin/git", "store/ab12"));
        assertThat(evidence(lowerLayer)).containsExactlyInAnyOrder("var/lib/dpkg/status@0", "usr/bin/git@1");
        assertThat(lowerLayer.coverage().unexplained()).isEmpty();
        Inventory ostree = catalog(Images.debian()
                .executable("ostree/repo/objects/ab/1.file", git)
                .hardlink("usr/bin/git", "ostree/repo/objects/ab/1.file"));
        assertThat(evidence(ostree)).containsExactlyInAnyOrder("var/lib/dpkg/status@0", "usr/bin/git@0");
        assertThat(ostree.coverage().unexplained()).isEmpty();
        readings.set(0);
        catalog(Images.debian()
                .executable("usr/bin/git", git)
                .hardlink("usr/libexec/git-core/git", "usr/bin/git")
                .hardlink("usr/libexec/git-core/git-add", "usr/bin/git")
                .file("store/text", "#!/bin/sh")
                .hardlink("usr/bin/bash", "store/text"));
        assertThat(readings).hasValue(1);
    }

    /** The link keeps the bytes, whatever takes the place of its target later in the archive. */
    @Test
    void whatIsAHardLinkToAFileThatWasReplacedLaterIsRead() throws InterruptedException {
        byte[] git = SourceBuilt.program("git/2.45.1", "2.45.1");
        for (int kind = 0; kind < 5; kind++) {
            Inventory program = catalog(replaced(
                    Images.debian().executable("store/1", git).hardlink("usr/bin/git", "store/1"), "store/1", kind));
            assertThat(evidence(program)).as("program " + kind).contains("usr/bin/git@0");
            Inventory database = catalog(replaced(
                    os().file("store/1", Images.stanza("base-files")).hardlink("var/lib/dpkg/status", "store/1"),
                    "store/1",
                    kind));
            assertThat(evidence(database)).as("database " + kind).containsExactly("var/lib/dpkg/status@0");
            Inventory language = catalog(replaced(
                    Images.debian()
                            .file("store/1", Images.npm("x"))
                            .hardlink("b/node_modules/x/package.json", "store/1"),
                    "store/1",
                    kind));
            assertThat(evidence(language)).as("language " + kind).contains("b/node_modules/x/package.json@0");
        }
    }

    private static TarBuilder replaced(TarBuilder tar, String path, int kind) {
        return switch (kind) {
            case 0 -> tar.file(path, "text");
            case 1 -> tar.symlink(path, "/nowhere");
            case 2 -> tar.file("other", "text").hardlink(path, "other");
            case 3 -> tar.file(path, "");
            default -> tar.file(path + "/below", "text");
        };
    }

    @Test
    void aFileThatIsALinkIsReadWhereItLeads() throws InterruptedException {
        Inventory inventory = catalog(Images.tar()
                .file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.1\n")
                .symlink("lib/apk/db/installed", "../../../srv/apk.installed")
                .file("srv/apk.installed", "P:musl\nV:1.2.5-r0\nA:x86_64\n\n"));
        assertThat(evidence(inventory)).containsExactly("srv/apk.installed@0");
        assertThat(inventory.packages().getFirst().purl().toString())
                .isEqualTo("pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.20.1");
    }

    @Test
    void usualLinksCostNoSecondReading() throws InterruptedException {
        Inventory merged = catalog(
                Images.tar()
                        .file("etc/os-release", "ID=alpine\nVERSION_ID=3.23.0\n")
                        .symlink("lib", "usr/lib")
                        .file("usr/lib/apk/db/installed", "P:musl\nV:1.2.5-r0\n\n"),
                Images.tar().file("lib/apk/db/installed", "P:musl\nV:1.2.5-r1\n\n"));
        assertThat(merged.packages())
                .singleElement()
                .satisfies(one -> assertThat(one.version()).isEqualTo("1.2.5-r1"));
        Inventory relocated = catalog(os().symlink("var/lib/rpm", "../../usr/lib/sysimage/rpm")
                .symlink("var/lib/dpkg", "/usr/lib/dpkg")
                .file("usr/lib/dpkg/status", Images.stanza("base-files")));
        assertThat(Images.names(relocated)).containsExactly("base-files");
        Inventory dangling = catalog(Images.debian().symlink("var/lib/rpm", "/nowhere/rpm"));
        assertThat(Images.names(dangling)).containsExactly("base-files");
        assertThat(dangling.coverage().facts()).isEmpty();
        assertThat(readings).hasValue(4);
    }

    @Test
    void aHostileLinkEndsInBounds() throws InterruptedException {
        for (String target : List.of("/", ".", "dpkg", "../../usr", "../lib/dpkg/x", "../../../..")) {
            Inventory inventory = catalog(os().symlink("var/lib/dpkg", target)
                    .file("usr/status", Images.stanza("base-files"))
                    .file("usr/bin/tool", Images.ELF));
            assertThat(inventory.coverage().facts())
                    .as(target)
                    .extracting(CoverageFact::kind)
                    .allMatch(kind -> kind == CoverageFact.Kind.DATABASE_MISSING
                            || kind == CoverageFact.Kind.NOTHING_RECOGNISED
                            || kind == CoverageFact.Kind.PROGRAM_UNEXPLAINED);
        }
    }
}
