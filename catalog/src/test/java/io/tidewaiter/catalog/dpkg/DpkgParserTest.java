package io.tidewaiter.catalog.dpkg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tidewaiter.catalog.text.FactList;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DpkgParserTest {
    @ParameterizedTest
    @CsvSource({
        "install ok installed, true",
        "hold ok installed, true",
        "deinstall ok installed, true",
        "purge ok half-installed, true",
        "install reinstreq unpacked, true",
        "install ok half-configured, true",
        "install ok triggers-awaited, true",
        "install ok triggers-pending, true",
        "install ok of-tomorrow, true",
        "deinstall ok config-files, false",
        "install ok config-files, false",
        "purge ok not-installed, false",
        "PURGE OK NOT-INSTALLED, false"
    })
    void leavesOutOnlyWhatLeftNoFiles(String status, boolean installed) {
        FactList facts = parse("Package: a\nStatus: " + status + "\nVersion: 1\n");
        assertThat(facts.packages()).hasSize(installed ? 1 : 0);
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void findsStanzasThatNoBlankLineSeparates() {
        FactList facts = parse("""
                Package: a
                Version: 1
                Package: b
                Version: 2-1~deb12u1


                Package: c
                Version: 3:3
                """);
        assertThat(facts.packages()).containsExactly("a 1", "b 2-1~deb12u1", "c 3:3");
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void readsCarriageReturnsAnyLettersAndContinuationLines() {
        FactList facts = parse(
                "pAcKaGe:a\r\nVERSION:\t 1.0 \r\nDescription: x\r\n Version: 9\r\n\tPackage: z\r\n .\r\n\r\nPackage: b\r\nVersion: 2");
        assertThat(facts.packages()).containsExactly("a 1.0", "b 2");
    }

    @Test
    void readsTheSourceAndItsVersion() {
        FactList facts = parse("""
                Package: a
                Version: 1:1-1+b1
                Source: s (1-1)

                Package: b
                Source: t
                Version: 2

                Package: c
                Version: 3

                Package: d
                Version: 1:4-2+b12

                Package: e
                Version: 5.6+b
                """);
        assertThat(facts.installed())
                .extracting(fact -> fact.sourceName() + " " + fact.sourceVersion())
                .containsExactly("s 1-1", "t 2", "c 3", "d 1:4-2", "e 5.6+b");
    }

    @Test
    void tellsOfAPackageWithoutVersionAndReadsOn() {
        FactList facts = parse("Package: a\nStatus: install ok installed\n\nVersion: 7\n\nPackage: b\nVersion: 2\n");
        assertThat(facts.packages()).containsExactly("b 2");
        assertThat(facts.unread()).containsExactly("package \"a\" has no version", "a package has no name");
    }

    @Test
    void believesTheFirstOfTwoFieldsAndTells() {
        FactList facts = parse("Package: a\nVersion: 1\nVersion: 2\n");
        assertThat(facts.packages()).containsExactly("a 1");
        assertThat(facts.unread()).singleElement().asString().contains("twice").contains("\"2\"");
    }

    @Test
    void refusesNamesThatAreNone() {
        FactList facts = parse("Package: a\u001b[31m\nVersion: 1\n\nPackage: " + "b".repeat(9999) + "\nVersion: 1\n");
        assertThat(facts.packages()).isEmpty();
        assertThat(facts.unread())
                .hasSize(2)
                .allSatisfy(detail -> assertThat(detail).hasSizeLessThan(250).doesNotContain("\u001b"));
    }

    @Test
    void readsOverALineOf64MegabytesInOnePass() {
        byte[] head = "Package: a\nVersion: 1\nDescription: ".getBytes(UTF_8);
        byte[] content = Arrays.copyOf(head, 64 << 20);
        Arrays.fill(content, head.length, content.length, (byte) 'x');
        FactList facts = new FactList();
        assertTimeout(Duration.ofSeconds(5), () -> DpkgParser.parse(content, facts));
        assertThat(facts.packages()).containsExactly("a 1");
        Arrays.fill(content, (byte) 'x');
        FactList nothing = new FactList();
        assertTimeout(Duration.ofSeconds(5), () -> DpkgParser.parse(content, nothing));
        assertThat(nothing.unread()).singleElement().asString().hasSizeLessThan(250);
    }

    @Test
    void tellsOfAMillionBrokenLinesInFewSentences() {
        FactList facts = parse("x\n".repeat(1_000_000));
        assertThat(facts.unread()).hasSize(21).last().asString().startsWith("999980 more");
    }

    @Test
    void endsOnAnyBytes() {
        long seed = 5;
        Random random = new Random(seed);
        String alphabet = "Package: Version:Status\n\n \r\t()installed";
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(200); i > 0; i--) {
                int from = random.nextInt(alphabet.length());
                text.append(alphabet, from, Math.min(alphabet.length(), from + random.nextInt(9)));
            }
            assertThat(parse(text.toString()).all())
                    .as("seed %d round %d", seed, round)
                    .isNotEmpty();
        }
    }

    private static FactList parse(String text) {
        FactList facts = new FactList();
        DpkgParser.parse(text.getBytes(UTF_8), facts);
        return facts;
    }
}
