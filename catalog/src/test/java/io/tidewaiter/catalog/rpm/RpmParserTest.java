package io.tidewaiter.catalog.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.testkit.SharedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpmParserTest {
    private static final byte[] SMALL = HeaderBuilder.of("small", "1", "1").build();
    private static final byte[] LARGE =
            HeaderBuilder.of("large", "2", "2").text(1005, "x".repeat(30_000)).build();

    @Test
    void readsBlobsThatFitAPageAndBlobsThatDoNot() {
        List<byte[]> blobs = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int bytes = 0; bytes < 1600; bytes += 7) {
            blobs.add(HeaderBuilder.of("p", String.valueOf(bytes), "1")
                    .text(1005, "x".repeat(bytes))
                    .build());
            expected.add("p " + bytes + "-1");
            if (blobs.size() == 50) {
                FactList facts = parse(SqliteBytes.of(blobs));
                assertThat(facts.packages()).isEqualTo(expected);
                assertThat(facts.unread()).isEmpty();
                blobs.clear();
                expected.clear();
            }
        }
        assertThat(parse(SqliteBytes.of(List.of(LARGE, SMALL))).packages()).containsExactly("large 2-2", "small 1-1");
    }

    @Test
    void endsWhereANodeIsItsOwnChildAndKeepsTheRest() {
        byte[] content = SqliteBytes.of(List.of(SMALL, SMALL));
        System.arraycopy(SqliteBytes.inner(3, 2, 4), 0, content, SqliteBytes.PAGE, SqliteBytes.PAGE);
        FactList facts = parse(content);
        assertThat(facts.packages()).hasSize(2);
        assertThat(facts.unread()).singleElement().asString().contains("used twice");
    }

    @Test
    void endsWhereAnOverflowChainIsALoopAndKeepsTheRest() {
        byte[] content = SqliteBytes.of(List.of(LARGE, SMALL));
        ByteBuffer.wrap(content).putInt(5 * SqliteBytes.PAGE, 5);
        FactList facts = parse(content);
        assertThat(facts.packages()).containsExactly("small 1-1");
        assertThat(facts.unread()).singleElement().asString().contains("used twice");
    }

    @Test
    void tellsOfPagesBehindTheEnd() {
        byte[] content = SqliteBytes.of(List.of(SMALL, LARGE));
        FactList facts = parse(Arrays.copyOf(content, content.length - SqliteBytes.PAGE));
        assertThat(facts.packages()).containsExactly("small 1-1");
        assertThat(facts.unread()).singleElement().asString().contains("behind the end");
    }

    @Test
    void doesNotCopyOneCellForManyPointers() {
        byte[] content = SqliteBytes.of(List.of(SMALL));
        ByteBuffer leaf =
                ByteBuffer.wrap(content, 2 * SqliteBytes.PAGE, SqliteBytes.PAGE).slice();
        short cell = leaf.getShort(8);
        leaf.putShort(3, (short) 100);
        for (int i = 0; i < 100; i++) {
            leaf.putShort(8 + 2 * i, cell);
        }
        FactList facts = parse(content);
        assertThat(facts.packages()).hasSizeLessThan(30);
        assertThat(facts.unread()).isNotEmpty();
    }

    @Test
    void tellsOfFilesThatAreNoDatabase() {
        for (String text : List.of("", "x", "SQLite format 3\0", "RpmP", "RpmP" + "\0".repeat(100), "x".repeat(5000))) {
            FactList facts = parse(text.getBytes(UTF_8));
            assertThat(facts.installed()).isEmpty();
            if (!text.endsWith("\0") || text.length() < 50) {
                assertThat(facts.unread()).as(text).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fedora-35-sqlite/var/lib/rpm/rpmdb.sqlite",
                "rpm-epoch-bdb/var/lib/rpm/Packages",
                "centos-libuuid-bdb/var/lib/rpm/Packages",
                "oraclelinux-8-bdb/var/lib/rpm/Packages",
                "suse-15.3-ndb/usr/lib/sysimage/rpm/Packages.db"
            })
    void endsOnAnyMutationOfARealDatabase(String file) throws IOException {
        byte[] real = Files.readAllBytes(SharedFiles.require("data", "rootfs").resolve(file));
        int whole = parse(real).installed().size();
        long seed = 20;
        Random random = new Random(seed);
        assertTimeout(Duration.ofSeconds(30), () -> {
            for (int round = 0; round < 150; round++) {
                byte[] mutated = mutate(real, random);
                FactList facts = parse(mutated);
                assertThat(facts.installed().size())
                        .as("seed %d round %d", seed, round)
                        .isLessThanOrEqualTo(2 * whole + 10);
                assertThat(facts.unread()).hasSizeLessThanOrEqualTo(21);
            }
        });
    }

    @Test
    void losesFewPackagesToFewBadBytes() throws IOException {
        byte[] real = Files.readAllBytes(
                SharedFiles.require("data", "rootfs", "fedora-35-sqlite", "var", "lib", "rpm", "rpmdb.sqlite"));
        Arrays.fill(real, 10 * 4096, 11 * 4096, (byte) 0xff);
        FactList facts = parse(real);
        assertThat(facts.installed().size()).isBetween(1, 138);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rpm-epoch-bdb", "centos-libuuid-bdb", "oraclelinux-8-bdb"})
    void readsTheDatabaseOfABigEndianMachine(String fixture) throws IOException {
        byte[] little =
                Files.readAllBytes(SharedFiles.require("data", "rootfs", fixture, "var", "lib", "rpm", "Packages"));
        FactList facts = parse(bigEndian(little));
        assertThat(facts.all()).isEqualTo(parse(little).all());
        assertThat(facts.installed()).isNotEmpty();
    }

    /** What the same database would be if a machine of the other byte order had written it. */
    private static byte[] bigEndian(byte[] content) {
        ByteBuffer from = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.wrap(content.clone());
        int pageBytes = from.getInt(20);
        for (int at : new int[] {12, 16, 20, 32}) {
            to.putInt(at, from.getInt(at));
        }
        for (int page = pageBytes; page < content.length; page += pageBytes) {
            for (int at : new int[] {8, 12, 16}) {
                to.putInt(page + at, from.getInt(page + at));
            }
            int items = from.getShort(page + 20);
            to.putShort(page + 20, (short) items).putShort(page + 22, from.getShort(page + 22));
            boolean isHash = content[page + 25] == 2 || content[page + 25] == 13;
            for (int i = 0; isHash && i < items; i++) {
                short item = from.getShort(page + 26 + 2 * i);
                to.putShort(page + 26 + 2 * i, item);
                if (content[page + item] == 3) {
                    to.putInt(page + item + 4, from.getInt(page + item + 4));
                    to.putInt(page + item + 8, from.getInt(page + item + 8));
                } else if (i % 2 == 0) {
                    to.putInt(page + item + 1, from.getInt(page + item + 1));
                }
            }
        }
        return to.array();
    }

    /** Flips bytes, most of them where the structure is; overwrites pages; cuts. */
    private static byte[] mutate(byte[] real, Random random) {
        byte[] mutated = real.clone();
        for (int i = random.nextInt(1, 60); i > 0; i--) {
            int page = random.nextInt(1 + mutated.length / 4096) * 4096;
            int at = Math.min(mutated.length - 1, page + random.nextInt(random.nextBoolean() ? 64 : 4096));
            mutated[at] = (byte) random.nextInt();
        }
        if (random.nextInt(4) == 0 && mutated.length > 8192) {
            int pages = mutated.length / 4096;
            System.arraycopy(real, random.nextInt(pages) * 4096, mutated, random.nextInt(pages) * 4096, 4096);
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(mutated, random.nextInt(mutated.length)) : mutated;
    }

    private static FactList parse(byte[] content) {
        FactList facts = new FactList();
        RpmParser.parse(content, facts);
        return facts;
    }
}
