package io.tidewaiter.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.apk.ApkCataloger;
import io.tidewaiter.catalog.dpkg.DpkgCataloger;
import io.tidewaiter.catalog.javaarchive.JavaArchiveCataloger;
import io.tidewaiter.catalog.layer.EntryMarks;
import io.tidewaiter.catalog.layer.FactsException;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.layer.LayerScan;
import io.tidewaiter.catalog.layer.PathTableBuilder;
import io.tidewaiter.catalog.merge.InventoryBuilder;
import io.tidewaiter.catalog.merge.MergedImage;
import io.tidewaiter.catalog.npm.NpmCataloger;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that a taken-over cell makes up: a value or a {@link FactsException}, within bounds, and nothing else. */
@Timeout(180)
class ForgedFactsTest {
    private static final int FORM = 3;
    private static final List<Cataloger> CATALOGERS = List.of(
            new OsReleaseCataloger(),
            new DpkgCataloger(),
            new ApkCataloger(),
            new JavaArchiveCataloger(),
            new NpmCataloger());

    @Test
    void mutatedAnswersAreRefusedOrMerged() throws IOException {
        byte[] sound = answer();
        Random random = new Random(20_261_124);
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger merged = new AtomicInteger();
        for (int i = 0; i < 5_000; i++) {
            byte[] forged = mutated(sound, random);
            (isMerged(forged) ? merged : refused).incrementAndGet();
        }
        assertThat(refused).hasPositiveValue();
        assertThat(merged).hasPositiveValue();
    }

    @Test
    void randomAnswersAreRefused() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] forged = new byte[random.nextInt(200)];
            random.nextBytes(forged);
            if (forged.length > 0 && random.nextBoolean()) {
                forged[0] = FORM;
            }
            isMerged(forged);
        }
    }

    @Test
    void everyCutAnswerIsRefused() throws IOException {
        byte[] sound = answer();
        for (int length = 0; length < sound.length; length++) {
            assertThat(isMerged(Arrays.copyOf(sound, length))).isFalse();
        }
        assertThat(isMerged(sound)).isTrue();
    }

    /** A byte of the answer becomes an object in the parent: the bound is on what they take, not on how many. */
    @Test
    void tenMillionEmptyTextsAreTooMany() throws IOException {
        byte[] head = bytes(out -> {
            number(out, FORM);
            number(out, 1); // one file
            text(out, "var/lib/dpkg/info/x.list");
            text(out, "dpkg");
            number(out, 1); // one fact
            number(out, 2); // of what a package owns
            text(out, "x");
            number(out, 10_000_000);
        });
        try (InputStream forged = new SequenceInputStream(new ByteArrayInputStream(head), Streams.zeros(1L << 30))) {
            assertThatThrownBy(() -> LayerFactsCodec.read(forged))
                    .isInstanceOfSatisfying(
                            FactsException.class, e -> assertThat(e.limit()).isTrue());
        }
    }

    @Test
    void countsAndLengthsAreNotBelieved() {
        for (long forged : new long[] {5_000_001, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE}) {
            assertRefused(out -> {
                number(out, FORM);
                number(out, forged); // files
            });
            assertRefused(out -> {
                number(out, FORM);
                number(out, 0);
                number(out, forged); // bytes of the path table
            });
            assertRefused(out -> {
                number(out, FORM);
                number(out, 1);
                number(out, forged); // bytes of a path
            });
        }
        assertRefused(out -> {
            number(out, FORM);
            number(out, 5_000_000); // none of which comes
        });
    }

    @Test
    void pathsOutOfOrderAreRefusedBeforeAnybodyMerges() {
        byte[] table = bytes(out -> {
            for (String path : List.of("b", "a")) {
                number(out, 2);
                number(out, 0);
                text(out, path);
            }
        });
        assertRefused(out -> {
            number(out, FORM);
            number(out, 0);
            number(out, table.length);
            out.writeBytes(table);
            number(out, 0);
            number(out, 10);
            number(out, 2);
            number(out, 0);
            number(out, 0);
        });
    }

    /** No tar has such a path, and no task has room for it; each of its characters takes six bytes there. */
    @Test
    void aDatabaseBehindAPathOfAnyLengthIsNotAskedFor() {
        String folder = "\ud83d\udea2".repeat(16_000);
        PathTableBuilder table = new PathTableBuilder();
        table.add(EntryMarks.SYMLINK, utf8("var/lib/dpkg"), utf8("/" + folder));
        table.add(EntryMarks.REGULAR, utf8(folder + "/status"), new byte[0]);
        LayerFacts forged = new LayerFacts(null, 0, 2, List.of(), table.table(), Map.of());
        assertThat(MergedImage.of(List.of(Optional.of(forged))).unreadDatabases(_ -> false))
                .isEmpty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A database of many packages and many links to it: a product that nobody can hold. */
    @Test
    void aMillionLinksToAThousandPackages() throws IOException {
        int links = 1_000_000;
        byte[] table = bytes(out -> {
            number(out, 2 | 64);
            number(out, 0);
            text(out, "a");
            for (int i = 0; i < links; i++) {
                number(out, EntryMarks.HARDLINK | EntryMarks.FACTS | EntryMarks.WANTED);
                number(out, 0);
                text(out, "l%07d".formatted(i));
                text(out, "a");
            }
        });
        byte[] forged = bytes(out -> {
            number(out, FORM);
            number(out, 1);
            text(out, "a");
            text(out, "npm");
            number(out, 1_000);
            for (int i = 0; i < 1_000; i++) {
                number(out, 1);
                number(out, 8);
                for (String field : List.of("npm", "", "p" + i, "1", "", "", "", "")) {
                    text(out, field);
                }
                number(out, 0); // qualifiers
                number(out, 0); // attributes
            }
            for (int at = 0; at < table.length; ) {
                int end = end(table, at);
                number(out, end - at);
                out.write(table, at, end - at);
                at = end;
            }
            number(out, 0);
            number(out, 10);
            number(out, links);
            number(out, 0);
            number(out, 0);
        });
        Inventory inventory = merged(LayerFactsCodec.read(new ByteArrayInputStream(forged)));
        assertThat(inventory.packages()).hasSizeLessThanOrEqualTo(251_000);
        assertThat(inventory.coverage().facts())
                .anySatisfy(fact -> assertThat(fact.detail()).contains("were left out"));
    }

    /** Pieces end between entries; all links of {@link #aMillionLinksToAThousandPackages} have the same length. */
    private static int end(byte[] table, int at) {
        int first = 4;
        int link = 14;
        int whole = at == 0 ? first + 50_000 * link : at + 50_000 * link;
        return Math.min(table.length, whole);
    }

    private interface Content {
        void write(ByteArrayOutputStream out);
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.write(out);
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(out, utf8.length);
        out.writeBytes(utf8);
    }

    private static void assertRefused(Content content) {
        byte[] forged = bytes(content);
        assertThatThrownBy(() -> LayerFactsCodec.read(new ByteArrayInputStream(forged)))
                .isInstanceOf(FactsException.class);
    }

    /** What a sound cell says of a layer that has something of everything. */
    private static byte[] answer() throws IOException {
        TarBuilder tar = Images.debian()
                .file("var/lib/dpkg/info/base-files.list", "/.\n/etc/os-release\n/usr/bin/sh\n")
                .file("lib/apk/db/installed", "P:musl\nV:1.2-r0\nA:x86_64\nF:lib\nR:ld-musl.so\n\n")
                .file("a/node_modules/p/package.json", Images.npm("p"))
                .file("b.jar", new byte[] {'P', 'K', 3, 4, 9, 9})
                .executable("usr/bin/sh", Images.ELF)
                .hardlink("c/node_modules/p/package.json", "a/node_modules/p/package.json")
                .symlink("usr/lib/os-release", "../../etc/os-release")
                .whiteout("old/file")
                .opaque("old")
                .file("../out", "x");
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new LayerScan(CATALOGERS, Limits.standard()).run(new ByteArrayInputStream(tar.build()), -1, answer);
        return answer.toByteArray();
    }

    private static byte[] mutated(byte[] sound, Random random) {
        byte[] forged = sound.clone();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextInt(forged.length);
            switch (random.nextInt(4)) {
                case 0 -> forged[at] = (byte) random.nextInt();
                case 1 -> forged[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> forged[at]++;
                default -> {
                    int from = random.nextInt(forged.length);
                    int count = Math.min(random.nextInt(1, 40), forged.length - Math.max(at, from));
                    System.arraycopy(sound, from, forged, at, count);
                }
            }
        }
        return forged;
    }

    /** Whether the answer is believed; then it is merged, twice over itself, without an exception. */
    private static boolean isMerged(byte[] forged) throws IOException {
        LayerFacts facts;
        try {
            facts = LayerFactsCodec.read(new ByteArrayInputStream(forged));
        } catch (FactsException e) {
            assertThat(e.getMessage()).hasSizeLessThan(300);
            return false;
        }
        merged(facts, facts);
        return true;
    }

    private static Inventory merged(LayerFacts... layers) {
        return InventoryBuilder.build(
                "test", List.of(), Arrays.stream(layers).map(Optional::of).toList(), List.of());
    }
}
