package io.tidewaiter.catalog.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.model.inventory.CoverageFact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class PythonCatalogerTest {
    private static final String SITE = "usr/lib/python3/dist-packages/";

    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new PythonCataloger(), Layouts.file(path, content), content);
    }

    private static byte[] zip(String name, String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("kitchen/__init__.py"));
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static List<Fact> egg(byte[] content) {
        return Layouts.facts(new PythonCataloger(), Layouts.file(SITE + "kitchen-1.2.6-py2.7.egg", content), content);
    }

    private static final String SBOM = """
            {"bomFormat": "CycloneDX", "specVersion": "1.5", "metadata": {"component": {"purl": "pkg:pypi/x@1"}},
             "components": [%s], "dependencies": []}
            """;

    private static String purls(String... purls) {
        return SBOM.formatted(Arrays.stream(purls)
                .map(purl -> "{\"type\": \"library\", \"licenses\": [{}], \"purl\": \"" + purl + "\"}")
                .collect(Collectors.joining(", ")));
    }

    /** As maturin writes it for cryptography, its build for OpenSSL, and pip for itself. */
    @Test
    void readsWhatADistributionBundles() {
        String folder = "lib/python3.12/site-packages/cryptography-50.0.2.dist-info/sboms/";
        List<Fact> crates = facts(
                folder + "cryptography-rust.cyclonedx.json",
                purls("pkg:cargo/asn1@0.22.0", "pkg:cargo/own@0.1.0?download_url=file://own", "pkg:cargo/asn1@0.22.0"));
        assertThat(Layouts.packages(crates)).containsExactly("cargo:asn1@0.22.0");
        assertThat(((Fact.InstalledFact) crates.getFirst()).attributes())
                .containsEntry("bundledIn", "cryptography-50.0.2");
        assertThat(Layouts.packages(facts(folder + "sbom.json", purls("pkg:generic/openssl@4.0.3"))))
                .containsExactly("generic:openssl@4.0.3");
        assertThat(Layouts.packages(facts(
                        "usr/lib/python3/site-packages/pip/_vendor/bom.cdx.json",
                        purls("pkg:pypi/typing_extensions@4.15.0", "pkg:pypi/no-version"))))
                .containsExactly("pypi:typing-extensions@4.15.0");
    }

    @Test
    void bundledThingsThatNobodySpeaksForOrThatAreNotThereAreNotTold() {
        String path = SITE + "x-1.dist-info/sboms/x.cdx.json";
        String built = "{\"type\": \"library\", \"scope\": \"excluded\", \"purl\": \"pkg:cargo/cc@1.2.0\"}";
        assertThat(facts(path, SBOM.formatted(built))).isEmpty();
        assertThat(facts(path, purls("pkg:generic/openssl@1.1.1?download_url=https://x", "pkg:generic/zlib@1.3")))
                .hasSize(1); // where an upstream release was fetched from makes no other thing of it
        assertThat(facts(path, purls("pkg:rpm/almalinux/libjpeg-turbo@2.1", "pkg:cargo/a@1?vcs_url=git", "x")))
                .isEmpty();
        assertThat(new PythonCataloger().wants(Layouts.file(SITE + "x/sbom.json", new byte[0])))
                .isFalse();
    }

    /** Components may be made of others, and whoever wrote the document may have listed the distribution, too. */
    @Test
    void bundledThingsAreToldHoweverTheyAreNestedAndTheDistributionOnce() {
        String nested = "{\"components\": [{\"purl\": \"pkg:cargo/b@2\", \"scope\": \"required\"}, [], 1],"
                + " \"scope\": \"excluded\", \"purl\": \"pkg:cargo/a@1\"}";
        String path = SITE + "my_tool-1.dist-info/sboms/x.cdx.json";
        assertThat(Layouts.packages(facts(path, SBOM.formatted(nested)))).containsExactly("cargo:b@2");
        assertThat(Layouts.packages(facts(path, purls("pkg:pypi/My.Tool@1", "pkg:cargo/my-tool@1"))))
                .containsExactly("cargo:my-tool@1");
        assertThat(facts(SITE + "pip/_vendor/bom.cdx.json", purls("pkg:pypi/pip@25")))
                .isEmpty();
        String deep = "{\"components\":[".repeat(80) + "{\"purl\":\"pkg:cargo/a@1\"}" + "]}".repeat(80);
        assertThat(Layouts.packages(facts(path, SBOM.formatted(deep)))).containsExactly("cargo:a@1");
    }

    @Test
    void aListOfBundledThingsThatIsNotReadIsNoted() {
        String folder = SITE + "x-1.dist-info/sboms/";
        for (List<String> one : List.of(
                List.of("x.spdx.json", "{\"spdxVersion\": \"SPDX-2.3\", \"packages\": []}"),
                List.of("x.json", "[]"),
                List.of("x.cdx.xml", "<bom/>"),
                List.of("x.spdx", "SPDXVersion: SPDX-2.3"),
                List.of("x.cdx.json", "{\"bomFormat\": \"CycloneDX\", \"components\": [{]"),
                List.of("x.cdx.json", SBOM.formatted("{\"components\":[".repeat(1000))))) {
            assertThat(facts(folder + one.getFirst(), one.getLast()))
                    .as(one.getFirst())
                    .singleElement()
                    .satisfies(
                            fact -> assertThat(((Fact.UnreadFact) fact).kind()).isEqualTo(CoverageFact.Kind.NOTE));
        }
        String[] many = IntStream.range(0, 20_001)
                .mapToObj(i -> "pkg:cargo/c" + i + "@1")
                .toArray(String[]::new);
        List<Fact> facts = facts(folder + "x.json", purls(many));
        assertThat(facts).hasSize(20_001);
        assertThat(((Fact.UnreadFact) facts.getLast()).kind()).isEqualTo(CoverageFact.Kind.LIMIT_REACHED);
        assertThat(facts(folder + "x.json", purls(Arrays.copyOf(many, 20_000)))).hasSize(20_000);
    }

    @ParameterizedTest
    @CsvSource({
        "app.pyz, site-packages/flask-3.1.3.dist-info/METADATA",
        "app.pex, .deps/flask-3.1.3-py3-none-any.whl/flask-3.1.3.dist-info/METADATA",
        "bin/app.pyz, flask-3.1.3.dist-info/METADATA",
        "bin/app.pyz, flask-3.1.3-py3.11.egg-info/PKG-INFO",
    })
    void readsAnApplicationBehindItsFirstLine(String path, String metadata) throws IOException {
        for (String text : List.of("Name: Flask\nVersion: 3.1.3\n", "Summary: nothing else\n")) {
            byte[] zip = zip(metadata, text);
            byte[] line = "#!/usr/bin/env python3\n".getBytes(StandardCharsets.UTF_8);
            byte[] content = Arrays.copyOf(line, line.length + zip.length);
            System.arraycopy(zip, 0, content, line.length, zip.length);
            List<Fact> facts = Layouts.facts(new PythonCataloger(), Layouts.file(path, content), content);
            assertThat(Layouts.packages(facts)).containsExactly("pypi:flask@3.1.3 !/" + metadata);
            assertThat(Layouts.unread(facts)).isEmpty();
        }
    }

    @Test
    void ofAnApplicationThatIsNoneNothingIsTold() {
        byte[] script = "#!/bin/sh\nexec python3 app\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Layouts.facts(new PythonCataloger(), Layouts.file("app.pyz", script), script))
                .isEmpty();
        byte[] cut = {'P', 'K', 3, 4, 5};
        assertThat(Layouts.unread(Layouts.facts(new PythonCataloger(), Layouts.file("app.pex", cut), cut)))
                .containsExactly("FILE_UNREADABLE");
    }

    @Test
    void oneBrokenPackageOfAnApplicationCostsNoOther() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a-1.dist-info/METADATA"));
            zip.write(new byte[(4 << 20) + 1]);
            zip.putNextEntry(new ZipEntry("flask-3.1.3.dist-info/METADATA"));
            zip.write("Name: Flask\nVersion: 3.1.3\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] content = out.toByteArray();
        List<Fact> facts = Layouts.facts(new PythonCataloger(), Layouts.file("app.pyz", content), content);
        assertThat(Layouts.packages(facts)).containsExactly("pypi:flask@3.1.3 !/flask-3.1.3.dist-info/METADATA");
        assertThat(Layouts.unread(facts)).containsExactly("FILE_UNREADABLE !/a-1.dist-info/METADATA");
    }

    @Test
    void thePackagesOfAnApplicationAreBounded() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i <= 20_000; i++) {
                zip.putNextEntry(new ZipEntry("a%d-1.dist-info/METADATA".formatted(i)));
                zip.write('\n');
            }
        }
        byte[] content = out.toByteArray();
        List<Fact> facts = Layouts.facts(new PythonCataloger(), Layouts.file("app.pyz", content), content);
        assertThat(Layouts.packages(facts)).hasSize(20_000);
        assertThat(Layouts.unread(facts)).containsExactly("LIMIT_REACHED");
    }

    @Test
    void readsAPackedEgg() throws IOException {
        List<Fact> facts = egg(zip("EGG-INFO/PKG-INFO", "Metadata-Version: 1.1\nName: kitchen\nVersion: 1.2.6\n"));
        assertThat(Layouts.packages(facts)).containsExactly("pypi:kitchen@1.2.6 !/EGG-INFO/PKG-INFO");
        assertThat(Layouts.packages(egg(zip("EGG-INFO/PKG-INFO", "\n"))))
                .containsExactly("pypi:kitchen@1.2.6 !/EGG-INFO/PKG-INFO");
        assertThat(Layouts.packages(egg(zip("x/EGG-INFO/PKG-INFO", "Name: x\n"))))
                .isEmpty();
        assertThat(Layouts.unread(egg(new byte[] {'P', 'K', 3, 4, 5}))).hasSize(1);
        assertThat(egg("../link\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    /** Path, headers, package; {@code ;} stands for a line end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            requests-2.25.1.dist-info/METADATA     | Metadata-Version: 2.1;Name: requests;Version: 2.25.1;;Name: other | requests@2.25.1
            PyYAML-5.3.1.egg-info                  | Name: PyYAML;Version: 5.3.1                       | pyyaml@5.3.1
            PyYAML-5.3.1.egg-info/PKG-INFO         | Name: PyYAML;Version: 5.3.1                       | pyyaml@5.3.1
            x.egg/EGG-INFO/PKG-INFO                | Name: zope.Interface;Version: 4.0                 | zope-interface@4.0
            a/METADATA.dist-info/METADATA          | name:ruamel.yaml_._x;VERSION:  1!2.0+cu118        | ruamel-yaml-x@1!2.0+cu118
            a-1.dist-info/METADATA                 | Name: a;Name: b;Version: 2                        | a@2
            a_b-1.0.dist-info/METADATA             | Summary: nothing else                             | a-b@1.0
            a_b-1.0-py3.9.egg-info/PKG-INFO        | Summary: nothing else                             | a-b@1.0
            a-1.0.dist-info/METADATA               | ;Name: late;Version: 9                            | a@1.0
            a.egg-info/PKG-INFO                    | Name: a                                           | a@
            a-1.0.dist-info/METADATA               | Name: a b;Version: x y                            | a@1.0
            a-b-py3.8.egg-info                     | Name: a-b                                         | a-b@
            A_b-1-py3.8.egg-info                   | Name: a.B                                         | a-b@1
            """)
    void readsMetadata(String path, String text, String expected) {
        String lines = text.replace(';', '\n');
        assertThat(Layouts.packages(facts(SITE + path, lines))).containsExactly("pypi:" + expected);
        assertThat(Layouts.packages(facts(SITE + path, lines.replace("\n", "\r\n"))))
                .containsExactly("pypi:" + expected);
    }

    /** pip renames what it replaces, and removes it at the end; {@code pip list} ignores what stayed. */
    @Test
    void whatPipSetAsideIsNotInstalled() {
        for (String file : List.of(
                "~ip-21.0.dist-info/METADATA",
                "~ip-21.0.dist-info/RECORD",
                "-ip-21.0.egg-info",
                "~etuptools/_vendor/wheel-0.43.0.dist-info/METADATA")) {
            List<Fact> facts = facts("site-packages/" + file, "Name: pip\nVersion: 21.0\n");
            assertThat(Layouts.packages(facts)).isEmpty();
            assertThat(Layouts.unread(facts)).containsExactly("NOTE");
        }
    }

    @Test
    void tellsOfMetadataWithoutAName() {
        assertThat(Layouts.unread(facts("a/EGG-INFO/PKG-INFO", "Version: 1"))).containsExactly("FILE_UNREADABLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/METADATA",
                "a.dist-info/LICENSE",
                "a.dist-info/sub/METADATA",
                "PKG-INFO",
                "a.egg-info/requires.txt",
                "src/a/RECORD"
            })
    void doesNotWantTheRest(String path) {
        assertThat(new PythonCataloger().wants(Layouts.file(path, new byte[0]))).isFalse();
    }

    @Test
    void readsWhatAWheelInstalled() {
        String record = """
                requests/__init__.py,sha256=abc,100
                "requests/a,""b"".py",,
                ../../../bin/requests,sha256=abc,10
                /etc/requests.conf,,
                requests-2.25.1.dist-info/RECORD,,
                """;
        assertThat(facts("usr/lib/python3/dist-packages/requests-2.25.1.dist-info/RECORD", record))
                .containsExactly(new Fact.OwnedFact(
                        "requests",
                        List.of(
                                SITE + "requests/__init__.py",
                                SITE + "requests/a,\"b\".py",
                                "usr/bin/requests",
                                "etc/requests.conf",
                                SITE + "requests-2.25.1.dist-info/RECORD")));
    }

    @Test
    void takesTheDigestsOfWhatMayBeAProgram() {
        String record = """
                a/_c.so,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0
                a/x.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0
                a/_d.so,sha256=short,0
                """;
        String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assertThat(facts("site/a-1.dist-info/RECORD", record))
                .containsExactly(new Fact.OwnedFact(
                        "a", List.of("site/a/_c.so", "site/a/x.py", "site/a/_d.so"), List.of(empty, "", "")));
    }

    @Test
    void refusesPathsThatLeaveTheImage() {
        List<Fact> facts = facts("site/a-1.dist-info/RECORD", "../../etc/passwd,,\na.py,,\n../../../../x,,\n");
        assertThat(facts).contains(new Fact.OwnedFact("a", List.of("site/a.py")));
        assertThat(Layouts.unread(facts)).containsExactly("ENTRY_REFUSED");
    }

    @Test
    void readsWhatSetuptoolsInstalled() {
        assertThat(facts(SITE + "A_B-1-py3.9.egg-info/installed-files.txt", "../ab/__init__.py\nPKG-INFO\n"))
                .containsExactly(new Fact.OwnedFact(
                        "a-b", List.of(SITE + "ab/__init__.py", SITE + "A_B-1-py3.9.egg-info/PKG-INFO")));
    }

    @Test
    void keepsListsWithinBounds() {
        List<Fact> facts = facts("a-1.dist-info/RECORD", "x,,\n".repeat(200_001));
        assertThat(Layouts.unread(facts)).containsExactly("LIMIT_REACHED");
        assertThat(facts.getFirst())
                .isInstanceOfSatisfying(
                        Fact.OwnedFact.class, o -> assertThat(o.paths()).hasSize(200_000));
        assertThat(Layouts.packages(facts("late-1.dist-info/METADATA", "X: y\n".repeat(1_000_000) + "Name: late\n")))
                .containsExactly("pypi:late@1");
    }

    @ParameterizedTest
    @CsvSource({"Foo.Bar, foo-bar", "a__b--c..d, a-b-c-d", "-a-, -a-", "A, a", "é, é"})
    void normalisesNames(String name, String expected) {
        assertThat(Metadata.normalised(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void neverThrowsOnNoise(long seed) {
        Random random = new Random(seed);
        String[] paths = {
            "a-1.dist-info/METADATA", "a-1.dist-info/RECORD", "a.egg-info/installed-files.txt", ".egg-info"
        };
        String alphabet = "Name: Version,\"\n\r./\u0000é";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(60); j >= 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (Fact fact : facts(paths[i % paths.length], text.toString())) {
                if (fact instanceof Fact.OwnedFact owned) {
                    assertThat(owned.paths())
                            .as("seed %d", seed)
                            .allMatch(p -> !List.of(p.split("/")).contains("..") && !p.isEmpty());
                }
            }
        }
    }
}
