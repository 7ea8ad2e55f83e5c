package io.tidewaiter.catalog.apk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.FactList;
import org.junit.jupiter.api.Test;

class ApkParserTest {
    private static final String RECORD = "P:a\nV:1-r0\nA:x86_64\no:src\nF:\nR:root\nF:usr/bin\nM:0:0:755\nR:a\nR:b\n";

    @Test
    void readsPackageOriginAndFiles() {
        FactList facts = parse(RECORD);
        assertThat(facts.installed()).singleElement().satisfies(fact -> {
            assertThat(fact.type()).isEqualTo("apk");
            assertThat(fact.sourceName()).isEqualTo("src");
            assertThat(fact.sourceVersion()).isEqualTo("1-r0");
            assertThat(fact.architecture()).isEqualTo("x86_64");
        });
        assertThat(facts.paths()).containsExactly("root", "usr/bin/a", "usr/bin/b");
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void toleratesStrayBlanksAndMissingOnes() {
        FactList facts = parse("\n \n\t\nP:a\nV:1\n  \n\n\nC:Q1x=\nP:b\nV:2\nC:Q1y=\nP:c\nV:3\nP:d\nV:4");
        assertThat(facts.packages()).containsExactly("a 1", "b 2", "c 3", "d 4");
        assertThat(facts.unread()).isEmpty();
        assertThat(facts.installed().getFirst().sourceName()).isEqualTo("a");
    }

    @Test
    void leavesOutVirtualPackages() {
        assertThat(parse("P:.build-deps\nV:20240101.120000\n\n" + RECORD).packages())
                .containsExactly("a 1-r0");
    }

    @Test
    void tellsOfOneByteLinesAndOfPackagesWithoutVersion() {
        FactList facts = parse("x\nP\nP:a\nA:x\n\nV:1\n\n" + RECORD);
        assertThat(facts.packages()).containsExactly("a 1-r0");
        assertThat(facts.unread()).hasSize(4);
        assertThat(parse("F\n".repeat(100_000)).unread()).hasSize(21);
    }

    @Test
    void boundsThePathsThatFoldersMultiply() {
        FactList facts = parse("P:a\nV:1\nF:" + "d".repeat(4000) + "\n" + "R:f\n".repeat(500_000));
        assertThat(facts.packages()).containsExactly("a 1");
        assertThat(facts.paths().size()).isLessThan(10_000);
        assertThat(facts.unread()).anySatisfy(detail -> assertThat(detail).contains("longer than a database"));
    }

    @Test
    void wantsTheDatabaseAtItsThreePlaces() {
        ApkCataloger cataloger = new ApkCataloger();
        assertThat(cataloger.wants(new FileEntry("lib/apk/db/installed", 1, 0644)))
                .isTrue();
        assertThat(cataloger.wants(new FileEntry("usr/lib/apk/db/installed", 1, 0644)))
                .isTrue();
        assertThat(cataloger.wants(new FileEntry("opt/lib/apk/db/installed.old", 1, 0644)))
                .isFalse();
        FactList relocated = FactList.of(cataloger, "srv/root/lib/apk/db/installed", RECORD);
        assertThat(relocated.paths()).containsExactly("srv/root/root", "srv/root/usr/bin/a", "srv/root/usr/bin/b");
        FactList facts = new FactList();
        byte[] content = RECORD.getBytes(UTF_8);
        cataloger.read(new FileEntry("lib/apk/db/installed", content.length, 0644), content, Limits.standard(), facts);
        assertThat(facts.packages()).containsExactly("a 1-r0");
    }

    private static FactList parse(String text) {
        FactList facts = new FactList();
        ApkParser.parse("", text.getBytes(UTF_8), facts);
        return facts;
    }
}
