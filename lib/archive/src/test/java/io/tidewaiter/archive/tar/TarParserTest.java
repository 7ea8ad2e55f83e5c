package io.tidewaiter.archive.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tar as GNU, PAX and the enemy write it; commons-compress is the oracle where both read it. */
class TarParserTest {
    private static final long SEED = 5L;

    /** Too large for octal; commons-compress writes it, and reads it back as 0 from some of its own archives. */
    private static final long BIG_UID = 1L << 33;

    /** An entry with its content. */
    private record Read(TarEntry entry, byte[] content) {
        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** What a parser made of an archive. */
    private record Outcome(List<Read> entries, TarEnd end) {
        List<String> paths() {
            return entries.stream().map(one -> one.entry().rawPath()).toList();
        }
    }

    private static Outcome parse(byte[] tar) {
        return parse(tar, Limits.standard(), Integer.MAX_VALUE);
    }

    private static Outcome parse(byte[] tar, Limits limits, int pieceMax) {
        List<Read> entries = new ArrayList<>();
        TarParser parser = new TarParser(limits, new TarHandler() {
            private ByteArrayOutputStream content = new ByteArrayOutputStream();

            @Override
            public ByteSink entry(TarEntry entry) {
                content = new ByteArrayOutputStream();
                return content::write;
            }

            @Override
            public void entryEnd(TarEntry entry) {
                entries.add(new Read(entry, content.toByteArray()));
            }
        });
        for (int at = 0; at < tar.length; at += pieceMax) {
            parser.write(tar, at, Math.min(pieceMax, tar.length - at));
            if (pieceMax == Integer.MAX_VALUE) {
                break;
            }
        }
        return new Outcome(entries, parser.finish());
    }

    private static ArchiveException fault(byte[] tar, Limits limits) {
        return catchThrowableOfType(ArchiveException.class, () -> parse(tar, limits, Integer.MAX_VALUE));
    }

    @Test
    void gnuLongNamesAndLinksAreOfTheNextEntryOnly() {
        String longName = "d/".repeat(200) + "f";
        Outcome outcome = parse(new TarBytes()
                .gnuLong('K', "t/" + longName)
                .gnuLong('L', longName)
                .header("cut", '2', 0, "cut")
                .file("plain", "x")
                .end()
                .toBytes());
        assertThat(outcome.paths()).containsExactly(longName, "plain");
        assertThat(outcome.entries().getFirst().entry().linkTarget()).isEqualTo("t/" + longName);
        assertThat(outcome.entries().getLast().entry().linkTarget()).isEmpty();
    }

    @Test
    void paxRecordsReplaceThePathTheLinkAndTheSize() {
        Outcome outcome = parse(new TarBytes()
                .pax('x', "path", "päth/name", "size", "5", "mtime", "1.9", "SCHILY.xattr.user.a", "b")
                .header("cut", '0', 0, "")
                .content("12345".getBytes(StandardCharsets.UTF_8))
                .pax('x', "linkpath", "to/there", "path", "")
                .header("link", '1', 0, "cut")
                .end()
                .toBytes());
        TarEntry first = outcome.entries().getFirst().entry();
        assertThat(first.rawPath()).isEqualTo("päth/name");
        assertThat(first.size()).isEqualTo(5);
        assertThat(first.mtimeSeconds()).isEqualTo(1);
        assertThat(first.records()).containsEntry("SCHILY.xattr.user.a", "b");
        assertThat(outcome.entries().getFirst().text()).isEqualTo("12345");
        TarEntry second = outcome.entries().getLast().entry();
        assertThat(second.type()).isEqualTo(TarType.HARDLINK);
        assertThat(second.rawPath()).isEqualTo("link");
        assertThat(second.linkTarget()).isEqualTo("to/there");
    }

    @Test
    void sizesInBase256AreRead() {
        byte[] block = TarBytes.block("big", '0', "");
        block[124] = (byte) 0x80;
        block[135] = 3;
        Outcome outcome = parse(new TarBytes()
                .raw(TarBytes.summed(block))
                .content(new byte[] {1, 2, 3})
                .end()
                .toBytes());
        assertThat(outcome.entries().getFirst().content()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0000000001", "9999999999z", "18446744073709551616"})
    void aPaxSizeThatIsNoneIsDamage(String size) {
        byte[] tar = new TarBytes()
                .pax('x', "size", size)
                .header("f", '0', 0, "")
                .end()
                .toBytes();
        assertThat(fault(tar, Limits.standard()).code()).isEqualTo(ArchiveException.Code.CORRUPT);
    }

    @Test
    void aNegativeBase256SizeIsDamage() {
        byte[] block = TarBytes.block("f", '0', "");
        Arrays.fill(block, 124, 136, (byte) 0xff);
        byte[] tar = new TarBytes().raw(TarBytes.summed(block)).end().toBytes();
        assertThat(fault(tar, Limits.standard()).code()).isEqualTo(ArchiveException.Code.CORRUPT);
    }

    @Test
    void aTimeOf300000DigitsCostsNothing() {
        long begin = System.nanoTime();
        Outcome outcome = parse(new TarBytes()
                .pax('x', "mtime", "9".repeat(300_000))
                .file("f", "x")
                .pax('x', "mtime", "9e9999999")
                .file("g", "x")
                .end()
                .toBytes());
        assertThat(outcome.paths()).containsExactly("f", "g");
        assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    }

    @Test
    void pathsAreBoundedAndExtensionHeadersToo() {
        byte[] longPath = new TarBytes()
                .gnuLong('L', "x".repeat(64 * 1024))
                .file("f", "")
                .end()
                .toBytes();
        ArchiveException path = fault(longPath, Limits.standard());
        assertThat(path.limit().orElseThrow().name()).isEqualTo("pathBytesMax");
        assertThat(parse(longPath, Limits.standard().withPathBytesMax(1 << 20), Integer.MAX_VALUE)
                        .paths()
                        .getFirst())
                .hasSize(64 * 1024);
        TarBytes chain = new TarBytes();
        for (int i = 0; i < 3_000; i++) {
            chain.gnuLong('L', "name" + i);
        }
        ArchiveException endless = fault(chain.file("f", "").end().toBytes(), Limits.standard());
        assertThat(endless.limit().orElseThrow().name()).isEqualTo("paxBytesMax");
        byte[] huge = new TarBytes().header("h", 'x', "77777777777", "").toBytes();
        assertThat(fault(huge, Limits.standard()).limit().orElseThrow().name()).isEqualTo("paxBytesMax");
    }

    @Test
    void entriesAreBounded() {
        TarBytes many = new TarBytes();
        for (int i = 0; i < 11; i++) {
            many.file("f" + i, "");
        }
        ArchiveException limit = fault(many.end().toBytes(), Limits.standard().withEntriesMax(10));
        assertThat(limit.limit().orElseThrow()).isEqualTo(new ArchiveException.Reached("entriesMax", 10, 11));
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, etc/passwd, true",
        "/etc/passwd, etc/passwd, false",
        "./a//b/./c/, a/b/c, false",
        "a/../../b, b, true",
        "a/b/../c, a/c, false",
        "..., ..., false",
        "/, '', false",
    })
    void pathsStayWithinTheRoot(String written, String normal, boolean escapes) {
        TarEntry entry = parse(new TarBytes().file(written, "x").end().toBytes())
                .entries()
                .getFirst()
                .entry();
        assertThat(entry.rawPath()).isEqualTo(written);
        assertThat(entry.path().value()).isEqualTo(normal);
        assertThat(entry.path().escapes()).isEqualTo(escapes);
    }

    @Test
    void bytesThatAreNoUtf8ComeBack() {
        byte[] block = TarBytes.block("", '0', "");
        byte[] name = {'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa4, (byte) 0xc3, 'z'};
        TarBytes.put(block, 0, name);
        String path = parse(new TarBytes().raw(TarBytes.summed(block)).end().toBytes())
                .paths()
                .getFirst();
        assertThat(TarText.encode(path)).isEqualTo(name);
        assertThat(path).contains("ä");
    }

    @Test
    void linksAndFoldersHaveNoContentWhateverTheirSizeSays() {
        Outcome outcome = parse(new TarBytes()
                .header("dir/", '5', 512, "")
                .header("link", '2', 512, "target")
                .header("hard", '1', 512, "dir/f")
                .header("fifo", '6', 512, "")
                .file("f", "x")
                .end()
                .toBytes());
        assertThat(outcome.paths()).containsExactly("dir/", "link", "hard", "fifo", "f");
        assertThat(outcome.entries().stream().map(one -> one.entry().type()))
                .containsExactly(TarType.DIRECTORY, TarType.SYMLINK, TarType.HARDLINK, TarType.FIFO, TarType.REGULAR);
    }

    @Test
    void theEndIsToldAsItIs() {
        byte[] one = new TarBytes().file("a", "x").toBytes();
        assertThat(parse(one).end().marker()).isEqualTo(TarEnd.Marker.NONE);
        assertThat(parse(new TarBytes().raw(one).raw(new byte[512]).toBytes())
                        .end()
                        .marker())
                .isEqualTo(TarEnd.Marker.ONE_ZERO_BLOCK);
        byte[] two = new TarBytes().raw(one).end().raw(one).end().toBytes();
        Outcome outcome = parse(two);
        assertThat(outcome.paths()).as("container runtimes stop at the marker").containsExactly("a");
        assertThat(outcome.end().trailingOffset()).isEqualTo(one.length + 1024);
        assertThat(outcome.end().bytes()).isEqualTo(two.length);
        assertThat(parse(new byte[0]).entries()).isEmpty();
        assertThat(parse(new byte[10_240]).end().marker()).isEqualTo(TarEnd.Marker.TWO_ZERO_BLOCKS);
    }

    @Test
    void globalHeadersAreIgnoredAsRuntimesDoAndToldOf() {
        Outcome outcome = parse(
                new TarBytes().pax('g', "path", "evil").file("a", "x").end().toBytes());
        assertThat(outcome.paths()).containsExactly("a");
        assertThat(outcome.end().globalRecordsIgnored()).isTrue();
    }

    @Test
    void sparseFilesHaveTheirHoles() {
        byte[] old = TarBytes.block("sparse", 'S', "");
        TarBytes.put(old, 124, "00000000003".getBytes(StandardCharsets.ISO_8859_1));
        TarBytes.put(old, 257, "ustar  \0".getBytes(StandardCharsets.ISO_8859_1));
        TarBytes.put(old, 386, "00000000004\00000000000003\0".getBytes(StandardCharsets.ISO_8859_1));
        TarBytes.put(old, 483, "00000000010\0".getBytes(StandardCharsets.ISO_8859_1));
        byte[] map = Arrays.copyOf("1\n4\n3\n".getBytes(StandardCharsets.ISO_8859_1), 512);
        Outcome outcome = parse(new TarBytes()
                .raw(TarBytes.summed(old))
                .content("abc".getBytes(StandardCharsets.UTF_8))
                .pax(
                        'x',
                        "GNU.sparse.major",
                        "1",
                        "GNU.sparse.minor",
                        "0",
                        "GNU.sparse.name",
                        "new",
                        "GNU.sparse.realsize",
                        "8")
                .header("GNUSparseFile.1/new", '0', 515, "")
                .raw(map)
                .content("abc".getBytes(StandardCharsets.UTF_8))
                .file("after", "x")
                .end()
                .toBytes());
        assertThat(outcome.paths()).containsExactly("sparse", "new", "after");
        for (Read read : outcome.entries().subList(0, 2)) {
            assertThat(read.entry().size()).as(read.entry().rawPath()).isEqualTo(8);
            assertThat(read.text()).as(read.entry().rawPath()).isEqualTo("\0\0\0\0abc\0");
        }
    }

    @Test
    void aSparseFileOfExabytesIsALimit() {
        byte[] map = Arrays.copyOf("1\n9000000000000000000\n3\n".getBytes(StandardCharsets.ISO_8859_1), 512);
        byte[] tar = new TarBytes()
                .pax(
                        'x',
                        "GNU.sparse.major",
                        "1",
                        "GNU.sparse.minor",
                        "0",
                        "GNU.sparse.name",
                        "n",
                        "GNU.sparse.realsize",
                        "9000000000000000003")
                .header("n", '0', 515, "")
                .raw(map)
                .content(new byte[3])
                .end()
                .toBytes();
        ArchiveException limit = fault(tar, Limits.standard().withExpandedBytesMax(1 << 20));
        assertThat(limit.code()).isIn(ArchiveException.Code.LIMIT, ArchiveException.Code.CORRUPT);
    }

    @Test
    void agreesWithCommonsCompressOnWhatItWrites() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 60; round++) {
            byte[] tar = written(random);
            Outcome outcome = parse(tar, Limits.standard(), 1 + random.nextInt(3_000));
            try (TarArchiveInputStream oracle = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
                for (Read read : outcome.entries()) {
                    TarArchiveEntry expected = oracle.getNextEntry();
                    assertThat(read.entry().rawPath()).as("seed %d", SEED).isEqualTo(expected.getName());
                    assertThat(read.entry().linkTarget()).isEqualTo(expected.getLinkName());
                    assertThat(read.entry().mode()).isEqualTo(expected.getMode() & 07777);
                    assertThat(read.entry().uid()).isIn(expected.getLongUserId(), BIG_UID);
                    assertThat(read.content()).isEqualTo(oracle.readAllBytes());
                }
                assertThat(oracle.getNextEntry()).isNull();
            }
        }
    }

    private static byte[] written(Random random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
            boolean gnu = random.nextBoolean();
            out.setLongFileMode(gnu ? TarArchiveOutputStream.LONGFILE_GNU : TarArchiveOutputStream.LONGFILE_POSIX);
            out.setBigNumberMode(gnu ? TarArchiveOutputStream.BIGNUMBER_STAR : TarArchiveOutputStream.BIGNUMBER_POSIX);
            out.setAddPaxHeadersForNonAsciiNames(!gnu);
            for (int i = random.nextInt(12); i >= 0; i--) {
                String name = "dir/".repeat(random.nextInt(60)) + (random.nextBoolean() ? "fïle" : "file") + i;
                boolean isLink = random.nextInt(4) == 0;
                TarArchiveEntry entry = isLink ? new TarArchiveEntry(name, (byte) '2') : new TarArchiveEntry(name);
                entry.setMode(0100000 | random.nextInt(01000));
                entry.setUserId(random.nextInt(5) == 0 ? BIG_UID : random.nextInt(1 << 16));
                byte[] content = new byte[isLink ? 0 : random.nextInt(2_000)];
                random.nextBytes(content);
                if (isLink) {
                    entry.setLinkName("x".repeat(random.nextInt(300)) + "target");
                }
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void cutAndFlippedArchivesEndInAFaultOrAnAnswer() throws IOException {
        Random random = new Random(SEED);
        byte[] whole = written(random);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            if (random.nextBoolean()) {
                broken = whole.clone();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
                }
            }
            try {
                assertThat(parse(broken, Limits.standard(), 700).end()).isNotNull();
            } catch (ArchiveException e) {
                assertThat(e.getMessage()).as("seed %d", SEED).isNotBlank();
            }
        }
    }
}
