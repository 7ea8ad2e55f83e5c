package io.tidewaiter.archive.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ZipArchiveTest {
    private static final int CENTRAL = 0x02014b50;

    private static byte[] zip(String... namesAndContents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                out.putNextEntry(new java.util.zip.ZipEntry(namesAndContents[i]));
                out.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static ZipArchive open(byte[] zip) {
        return ZipArchive.open(zip, Limits.standard());
    }

    private static String text(ZipArchive archive, int index) {
        return new String(archive.read(archive.entries().get(index), 1 << 20), StandardCharsets.UTF_8);
    }

    /** Where the n-th header of the central directory begins. */
    private static int central(byte[] zip, int n) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int left = n;
        for (int at = 0; at < zip.length - 4; at++) {
            if (bytes.getInt(at) == CENTRAL && left-- == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("no central header " + n);
    }

    private static ByteBuffer edit(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void readsWhatTheJdkWritesWithAPrefixToo() throws IOException {
        byte[] zip = zip("a.txt", "alpha", "b/", "", "../c", "gamma".repeat(1_000));
        ZipArchive archive = open(zip);
        assertThat(archive.entries().stream().map(ZipEntry::rawPath)).containsExactly("a.txt", "b/", "../c");
        assertThat(text(archive, 0)).isEqualTo("alpha");
        assertThat(text(archive, 2)).hasSize(5_000);
        assertThat(archive.entries().get(2).path().escapes()).isTrue();
        ByteArrayOutputStream prefixed = new ByteArrayOutputStream();
        prefixed.writeBytes("#!/bin/sh\nexec java -jar $0\n".getBytes(StandardCharsets.UTF_8));
        prefixed.writeBytes(zip);
        ZipArchive script = open(prefixed.toByteArray());
        assertThat(script.prefixBytes()).isEqualTo(28);
        assertThat(text(script, 0)).isEqualTo("alpha");
    }

    @Test
    void everyKindOfBufferIsReadAlike() throws IOException {
        byte[] zip = zip("a.txt", "alpha", "ü/\u65e5.txt", "", "c", "gamma".repeat(1_000));
        byte[] wide = new byte[zip.length + 20];
        System.arraycopy(zip, 0, wide, 7, zip.length);
        ByteBuffer direct = ByteBuffer.allocateDirect(zip.length).put(zip).flip();
        List<ZipEntry> entries = open(zip).entries();
        assertThat(entries).extracting(ZipEntry::rawPath).containsExactly("a.txt", "ü/\u65e5.txt", "c");
        for (ByteBuffer buffer : List.of(
                ByteBuffer.wrap(wide, 7, zip.length),
                ByteBuffer.wrap(wide).position(7).limit(7 + zip.length).slice(),
                ByteBuffer.wrap(zip).asReadOnlyBuffer(),
                direct)) {
            ZipArchive archive = ZipArchive.open(buffer, Limits.standard());
            assertThat(archive.entries()).isEqualTo(entries);
            assertThat(text(archive, 2)).isEqualTo("gamma".repeat(1_000));
        }
    }

    @Test
    void aStreamFindsTheSameEntries() throws IOException {
        byte[] zip = zip("a.txt", "alpha", "c", "gamma".repeat(1_000));
        List<String> found = new ArrayList<>();
        long count = ZipStream.read(new ByteArrayInputStream(zip), Limits.standard(), new ZipHandler() {
            private ByteArrayOutputStream content = new ByteArrayOutputStream();

            @Override
            public io.tidewaiter.archive.ByteSink entry(ZipEntry entry) {
                content = new ByteArrayOutputStream();
                return content::write;
            }

            @Override
            public void entryEnd(ZipEntry verified) {
                found.add(verified.rawPath() + " " + content.size() + " " + verified.expandedBytes());
            }
        });
        assertThat(count).isEqualTo(2);
        assertThat(found).containsExactly("a.txt 5 5", "c 5000 5000");
    }

    @Test
    void entriesThatShareBytesAreNotRead() throws IOException {
        byte[] zip = zip("a", "alpha", "b", "beta");
        edit(zip).putInt(central(zip, 1) + 42, 0);
        ZipArchive archive = open(zip);
        assertThat(archive.entries()).allSatisfy(entry -> {
            assertThat(entry.problems()).contains(ZipProblem.OVERLAPS);
            assertThat(entry.readable()).isFalse();
        });
        assertThatThrownBy(() -> text(archive, 0)).isInstanceOf(ArchiveException.class);
    }

    @Test
    void headersThatDisagreeAreToldOfAndTheDirectoryIsBelieved() throws IOException {
        byte[] zip = zip("name", "content");
        zip[30] = 'g';
        ZipArchive archive = open(zip);
        ZipEntry entry = archive.entries().getFirst();
        assertThat(entry.rawPath()).isEqualTo("name");
        assertThat(entry.problems()).containsExactly(ZipProblem.LOCAL_HEADER_DIFFERS);
        assertThat(text(archive, 0)).isEqualTo("content");
    }

    @Test
    void sizesThatLieAreDamage() throws IOException {
        byte[] zip = zip("name", "content");
        int at = central(zip, 0);
        edit(zip).putInt(at + 24, 1_000_000);
        assertThatThrownBy(() -> text(open(zip), 0)).isInstanceOf(ArchiveException.class);
        byte[] crc = zip("name", "content");
        edit(crc).putInt(central(crc, 0) + 16, 7);
        assertThatThrownBy(() -> text(open(crc), 0))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("CRC");
        byte[] outside = zip("name", "content");
        edit(outside).putInt(central(outside, 0) + 42, 1_000_000);
        assertThat(open(outside).entries().getFirst().problems()).containsExactly(ZipProblem.OUT_OF_BOUNDS);
        byte[] missing = zip("name", "content");
        edit(missing).putInt(central(missing, 0) + 42, 1);
        assertThat(open(missing).entries().getFirst().readable()).isFalse();
    }

    @Test
    void zip64SizesThatAreNotThereAreNoAllocation() throws IOException {
        byte[] zip = zip("name", "content");
        int at = central(zip, 0);
        edit(zip).putInt(at + 20, -1).putInt(at + 24, -1);
        ZipEntry entry = open(zip).entries().getFirst();
        assertThat(entry.readable()).isFalse();
    }

    @Test
    void duplicatesAndEncryptionAreProblemsOfTheEntry() throws IOException {
        byte[] zip = zip("aa", "alpha", "bb", "beta");
        int second = central(zip, 1);
        zip[second + 46] = 'a';
        zip[second + 47] = 'a';
        assertThat(open(zip).entries())
                .allSatisfy(entry -> assertThat(entry.problems()).contains(ZipProblem.DUPLICATE_PATH));
        byte[] locked = zip("aa", "alpha");
        locked[central(locked, 0) + 8] |= 1;
        assertThat(open(locked).entries().getFirst().problems()).contains(ZipProblem.ENCRYPTED);
    }

    @Test
    void limitsHoldForEntriesPathsAndBytes() throws IOException {
        byte[] zip = zip("a", "alpha", "b", "beta");
        assertThatThrownBy(() -> ZipArchive.open(zip, Limits.standard().withEntriesMax(1)))
                .hasMessageContaining("entriesMax");
        byte[] named = zip("x".repeat(20_000), "");
        assertThatThrownBy(() -> open(named)).hasMessageContaining("pathBytesMax");
        byte[] zeros = zip("z", "\0".repeat(8 << 20));
        ZipArchive bomb = ZipArchive.open(zeros, Limits.standard().withRatioMax(100, 1 << 20));
        assertThatThrownBy(() -> bomb.read(bomb.entries().getFirst(), 1 << 30)).hasMessageContaining("ratioMax");
        ZipArchive bounded = open(zeros);
        assertThatThrownBy(() -> bounded.read(bounded.entries().getFirst(), 1_000))
                .hasMessageContaining("bytesMax");
    }

    @Test
    void cutAndFlippedArchivesEndInAFaultOrAnAnswer() throws IOException {
        byte[] whole = zip("a", "alpha", "dir/b", "beta".repeat(500), "c", "");
        Random random = new Random(3L);
        for (int i = 0; i < 3_000; i++) {
            byte[] broken = i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int j = random.nextInt(3); j >= 0 && broken.length > 0; j--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            try {
                ZipArchive archive = open(broken);
                for (ZipEntry entry : archive.entries()) {
                    if (entry.readable()) {
                        assertThat(archive.read(entry, 1 << 20)).isNotNull();
                    }
                }
            } catch (ArchiveException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            try {
                ZipStream.read(new ByteArrayInputStream(broken), Limits.standard(), entry -> null);
            } catch (ArchiveException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
