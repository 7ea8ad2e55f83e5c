package io.tidewaiter.catalog.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were kept, damaged, foreign, too many, and never finished. */
class LayerFactsFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path folder;

    private LayerFactsFolder at(Instant time, long bytesMax) {
        return new LayerFactsFolder(folder, bytesMax, Clock.fixed(time, ZoneOffset.UTC));
    }

    private static LayerKey key(int number) {
        String hex = Integer.toHexString(0x10 + number).repeat(32);
        return new LayerKey(new Digest("sha256", hex), new Digest("sha256", "ab".repeat(32)), 100, "catalog-1", "1,2");
    }

    private static void keep(LayerFactsFolder cache, LayerKey key, byte[] facts) throws IOException {
        try (LayerFactsCache.Keeping keeping = cache.keep(key)) {
            keeping.out().write(facts);
            keeping.commit();
        }
    }

    /** What is found and can be read to its end; null where it is damaged. */
    private static byte @Nullable [] read(LayerFactsFolder cache, LayerKey key) {
        Optional<InputStream> found = cache.find(key);
        if (found.isEmpty()) {
            return null;
        }
        try (InputStream in = found.get()) {
            return in.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void findsWhatWasKeptUnderTheVeryKey() throws IOException {
        LayerFactsFolder cache = at(NOON, 1 << 20);
        assertThat(cache.isEmpty()).isTrue();
        keep(cache, key(1), noise(70_000));
        assertThat(cache.isEmpty()).isFalse();
        assertThat(cache.holds(key(1))).isTrue();
        assertThat(read(cache, key(1))).isEqualTo(noise(70_000));
        LayerKey one = key(1);
        for (LayerKey other : List.of(
                key(2),
                new LayerKey(one.digest(), key(3).digest(), one.storedBytes(), one.catalogVersion(), one.limits()),
                new LayerKey(one.digest(), one.diffId(), 101, one.catalogVersion(), one.limits()),
                new LayerKey(one.digest(), one.diffId(), one.storedBytes(), "catalog-2", one.limits()),
                new LayerKey(one.digest(), one.diffId(), one.storedBytes(), one.catalogVersion(), "1,3"))) {
            assertThat(cache.holds(other)).isFalse();
            assertThat(cache.find(other)).isEmpty();
        }
    }

    @Test
    void whatIsNotCommittedIsForgotten() throws IOException {
        LayerFactsFolder cache = at(NOON, 1 << 20);
        try (LayerFactsCache.Keeping keeping = cache.keep(key(1))) {
            keeping.out().write(noise(10));
        }
        assertThat(cache.find(key(1))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aDamagedFileIsNeverReadAsSomethingElse() throws IOException {
        LayerFactsFolder cache = at(NOON, 1 << 20);
        byte[] facts = "facts, facts and facts ".repeat(40).getBytes(StandardCharsets.UTF_8);
        keep(cache, key(1), facts);
        Path file = files().getFirst();
        byte[] sound = Files.readAllBytes(file);
        for (int length = 0; length < sound.length; length++) {
            Files.write(file, Arrays.copyOf(sound, length));
            assertThat(read(cache, key(1))).as("cut to %d", length).isNull();
        }
        for (int i = 0; i < sound.length; i++) {
            byte[] damaged = sound.clone();
            damaged[i] ^= 0x41;
            Files.write(file, damaged);
            byte[] read = read(cache, key(1));
            assertThat(read == null || Arrays.equals(read, facts))
                    .as("byte %d", i)
                    .isTrue(); // time and system of gzip
        }
    }

    @Test
    void aForeignFileUnderOurNameIsRemovedAndOtherFilesStay() throws IOException {
        LayerFactsFolder cache = at(NOON, 1 << 20);
        keep(cache, key(1), noise(10));
        keep(cache, key(2), noise(20));
        Path mine = folder.resolve("notes.txt");
        Files.writeString(mine, "of the user");
        Path first = folder.resolve(key(1).fileName());
        Files.copy(folder.resolve(key(2).fileName()), first, StandardCopyOption.REPLACE_EXISTING);
        assertThat(cache.find(key(1))).isEmpty();
        assertThat(first).doesNotExist();
        assertThat(mine).exists();
        assertThat(read(cache, key(2))).isEqualTo(noise(20));
    }

    @Test
    void aLinkIsNoFileOfOurs() throws IOException {
        LayerFactsFolder cache = at(NOON, 1 << 20);
        keep(cache, key(1), noise(10));
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(folder.resolve(key(1).fileName()), elsewhere);
        Files.createSymbolicLink(folder.resolve(key(1).fileName()), elsewhere);
        assertThat(cache.holds(key(1))).isFalse();
        assertThat(cache.find(key(1))).isEmpty();
    }

    @Test
    void theLeastRecentlyUsedGoFirst() throws IOException {
        for (int i = 0; i < 8; i++) {
            keep(at(NOON.plusSeconds(i), 100_000), key(i), noise(11_000 + i));
        }
        LayerFactsFolder later = at(NOON.plusSeconds(100), 100_000);
        assertThat(read(later, key(0))).isNotNull();
        keep(later, key(8), noise(11_000));
        keep(later, key(9), noise(11_000));
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            if (later.holds(key(i))) {
                left.add(i);
            }
        }
        assertThat(left).contains(0, 8, 9).doesNotContain(1);
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isLessThanOrEqualTo(100_000);
    }

    @Test
    void whatIsLargerThanTheCacheIsNotKept() throws IOException {
        LayerFactsFolder cache = at(NOON, 1_000);
        keep(cache, key(1), noise(5_000));
        assertThat(cache.find(key(1))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatADeadProcessLeftIsRemovedAfterADay() throws IOException {
        Path old = Files.createTempFile(folder, "unfinished", ".part");
        Path young = Files.createTempFile(folder, "unfinished", ".part");
        Files.setLastModifiedTime(old, FileTime.from(NOON.minus(Duration.ofDays(2))));
        Files.setLastModifiedTime(young, FileTime.from(NOON.minus(Duration.ofHours(2))));
        keep(at(NOON, 1 << 20), key(1), noise(10));
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void aFolderThatCannotBeMadeIsACacheThatKnowsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        LayerFactsFolder cache = new LayerFactsFolder(file.resolve("layers"), 1 << 20, Clock.systemUTC());
        keep(cache, key(1), noise(10));
        assertThat(cache.holds(key(1))).isFalse();
        assertThat(cache.find(key(1))).isEmpty();
    }
}
