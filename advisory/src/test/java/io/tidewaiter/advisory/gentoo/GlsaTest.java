package io.tidewaiter.advisory.gentoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents in the shape of {@code anongit.gentoo.org/git/data/glsa.git}. */
class GlsaTest {
    @TempDir
    private Path folder;

    private static String glsa(String elements) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <!DOCTYPE glsa SYSTEM "http://www.gentoo.org/dtd/glsa.dtd">
                <glsa id="202401-01">
                    <title>Joblib: Arbitrary Code Execution</title>
                    <synopsis>A vulnerability has been found.</synopsis>
                    <product type="ebuild">joblib</product>
                    <announced>2024-01-02</announced>
                    <revised count="1">2024-01-03</revised>
                    <bug>873151</bug>
                    <access>remote</access>
                    <affected>
                        <package name="dev-python/joblib" auto="yes" arch="*">
                            %s
                        </package>
                    </affected>
                    <background><p>text</p></background>
                    <impact type="high"><p>text</p></impact>
                    <references>
                        <uri link="https://nvd.nist.gov/vuln/detail/CVE-2022-21797">CVE-2022-21797</uri>
                    </references>
                </glsa>
                """.formatted(elements);
    }

    @Test
    void aNoticeWithItsPackage() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file(
                        "gentoo-glsa/glsa-202401-01.xml",
                        glsa("<unaffected range=\"ge\">1.2.0</unaffected><vulnerable range=\"lt\">1.2.0</vulnerable>"))
                .file("gentoo-glsa/glsa-202401-02.xml", glsa("<vulnerable range=\"about\">1.2.0</vulnerable>"))
                .file("gentoo-glsa/glsa-202401-03.xml", glsa("<vulnerable range=\"lt\">one</vulnerable>"))
                .file(
                        "gentoo-glsa/glsa-202401-04.xml",
                        glsa("").replace("\"http://www.gentoo.org/dtd/glsa.dtd\"", "\"x\" [<!ENTITY a \"b\">]"))
                .file("gentoo-glsa/README.xml", "<x/>");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Gentoo", "dev-python/joblib"))
                    .containsExactly("GLSA-202401-01 of Gentoo: introduced 0, fixed 1.2.0");
            assertThat(compiled.report().count("refused")).isEqualTo(3);
            assertThat(compiled.report().count("documents")).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "v le 1.2 / u gt 1.2, 'introduced 0, fixed 1.2-r1'",
        "v lt 2.0 / u ge 2.0, 'introduced 0, fixed 2.0'",
        "v lt 2.0 / u ge 2.0 / u rge 1.8-r2, 'introduced 0, fixed 1.8-r2, introduced 1.8-r99999999, fixed 2.0'",
        "v eq 1.3-r1, 'introduced 1.3-r1, fixed 1.3-r2'",
        "v rle 1.3-r1, 'introduced 1.3, fixed 1.3-r2'",
        "v rlt 1.3-r4, 'introduced 1.3, fixed 1.3-r4'",
        "v ge 1.0, 'introduced 1.0'",
        "v lt 1.0 / v rge 2.0-r1, 'introduced 0, fixed 1.0, introduced 2.0-r1, fixed 2.0-r99999999'",
        // one slot need not be told from others
        "v lt 2.0 2 / u ge 2.0 2, 'introduced 0, fixed 2.0'",
        "v lt 2.0 0/5 / u ge 2.0 *, 'introduced 0, fixed 2.0'",
        // slots that are named as their versions begin: 3.7.14 is fixed, and 3.8.3 is not fixed by 3.7.13
        "v lt 3.7.13 3.7 / v lt 3.8.12 3.8 / u ge 3.7.13 3.7 / u ge 3.8.12 3.8, 'introduced 3.7_alpha, fixed 3.7.13, introduced 3.8_alpha, fixed 3.8.12'",
        "v lt 3.8.12 * / u ge 3.7.13 3.7 / u ge 3.8.12 3.8, 'introduced 0, fixed 3.7.13, introduced 3.7.99999999-r1, fixed 3.8.12'",
        // slots of which versions show nothing: a fix of one fixes nothing of the other
        "v lt 2.40 4 / v lt 2.42 6 / u ge 2.40 4 / u ge 2.42 6, 'introduced 0, fixed 2.40, introduced 0, fixed 2.42'",
        "v lt 2.42 * / u ge 2.40 4 / u ge 2.42 6, 'introduced 0, fixed 2.42'",
    })
    void rangesOfVersionsAndOfRevisions(String elements, String expected) {
        StringBuilder xml = new StringBuilder();
        for (String element : elements.split(" / ")) {
            String[] parts = element.split(" ");
            String name = parts[0].equals("v") ? "vulnerable" : "unaffected";
            String slot = parts.length < 4 ? "" : " slot=\"" + parts[3] + "\"";
            xml.append("<%s range=\"%s\"%s>%s</%s>".formatted(name, parts[1], slot, parts[2], name));
        }
        Feeds feeds = new Feeds(folder.resolve("feeds")).file("gentoo-glsa/glsa-202401-01.xml", glsa(xml.toString()));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Gentoo", "dev-python/joblib"))
                    .containsExactly(
                            "GLSA-202401-01 of Gentoo: " + expected + (expected.contains("fixed") ? "" : "; AFFECTED"));
        }
    }
}
