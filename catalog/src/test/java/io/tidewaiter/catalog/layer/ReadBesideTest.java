package io.tidewaiter.catalog.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files so large that another thread reads them say what they would say without it. */
class ReadBesideTest {
    private final TarBuilder layer = new TarBuilder();

    /** A jar of about that many bytes, which names one package. */
    private static byte[] jar(String name, int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(name.hashCode()).nextBytes(noise);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("noise.bin"));
            zip.write(noise);
            zip.putNextEntry(new ZipEntry("META-INF/maven/org.example/" + name + "/pom.properties"));
            zip.write(("groupId=org.example\nartifactId=" + name + "\nversion=1.0\n").getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static LayerFacts read(byte[] stored) throws IOException {
        return LayerFactsCodec.read(new ByteArrayInputStream(answer(stored)));
    }

    private static byte[] answer(byte[] stored) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new LayerScan(Catalogers.ALL, Limits.standard()).run(new ByteArrayInputStream(stored), -1, answer);
        return answer.toByteArray();
    }

    private static List<String> packages(LayerFacts facts, String path) {
        List<String> names = new ArrayList<>();
        for (FileFacts file : facts.files().getOrDefault(path, List.of())) {
            for (Fact fact : file.facts()) {
                if (fact instanceof Fact.InstalledFact installed) {
                    names.add(installed.name());
                }
            }
        }
        return names;
    }

    @Test
    void eachSaysItsOwnWhateverItsSizeAndNeighbours() throws IOException {
        int[] sizes = {1000, 300_000, 400_000, 100, 9 << 20, 500_000, 2 << 20, 17 << 20, 300_000};
        for (int i = 0; i < sizes.length; i++) {
            layer.file("app/a" + i + ".jar", jar("a" + i, sizes[i]));
        }
        LayerFacts facts = read(layer.build());
        for (int i = 0; i < sizes.length; i++) {
            assertThat(packages(facts, "app/a" + i + ".jar")).containsExactly("a" + i);
        }
    }

    /** Where as many layers are read as there are cores nothing is read beside; the same bytes come of it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theAnswerIsTheSameWhoeverReads(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            int size = random.nextInt(10) == 0 ? 1 << (18 + random.nextInt(6)) : random.nextInt(40_000);
            switch (random.nextInt(5)) {
                case 0 -> layer.file("srv/data" + i, new byte[size]);
                case 1 -> layer.executable("usr/bin/tool" + i, program(random, size));
                case 2 -> layer.hardlink("app/link" + i + ".jar", "app/a" + random.nextInt(i + 1) + ".jar");
                default -> layer.file("app/a" + i / 2 + ".jar", jar("a" + i, size)); // every other one replaced
            }
        }
        byte[] stored = layer.build();
        byte[] beside = answer(stored);
        try (OtherLayers others = new OtherLayers(Runtime.getRuntime().availableProcessors())) {
            others.awaitBegun();
            assertThat(answer(stored)).isEqualTo(beside);
        }
    }

    private static byte[] program(Random random, int size) {
        byte[] bytes = new byte[64 + size];
        random.nextBytes(bytes);
        byte[] head = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x3e, 0};
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }

    /** Layers whose bytes do not come. */
    private static final class OtherLayers implements AutoCloseable {
        private final CountDownLatch begun;
        private final CountDownLatch end = new CountDownLatch(1);
        private final List<Thread> threads = new ArrayList<>();

        OtherLayers(int count) {
            begun = new CountDownLatch(count);
            for (int i = 0; i < count; i++) {
                threads.add(Thread.ofPlatform().start(this::readNothing));
            }
        }

        private void readNothing() {
            InputStream stalled = new InputStream() {
                @Override
                public int read() throws IOException {
                    begun.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return -1;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return read();
                }
            };
            try {
                new LayerScan(Catalogers.ALL, Limits.standard()).run(stalled, -1, OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void awaitBegun() throws InterruptedException {
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            end.countDown();
            threads.forEach(thread -> assertThat(join(thread)).isTrue());
        }
    }

    @Test
    void aLinkToOneThatIsStillBeingReadSaysTheSame() throws IOException {
        layer.file("app/a.jar", jar("a", 1 << 20)).hardlink("app/b.jar", "app/a.jar");
        Map<String, List<FileFacts>> files = read(layer.build()).files();
        assertThat(files.get("app/a.jar")).isNotEmpty();
        assertThat(files.get("app/b.jar")).isEqualTo(files.get("app/a.jar"));
    }

    @Test
    void oneThatIsReplacedAtOnceIsForgotten() throws IOException {
        layer.file("app/a.jar", jar("old", 1 << 20)).file("app/a.jar", jar("new", 1 << 20));
        layer.file("app/b.jar", jar("gone", 1 << 20)).file("app/b.jar", "");
        LayerFacts facts = read(layer.build());
        assertThat(packages(facts, "app/a.jar")).containsExactly("new");
        assertThat(packages(facts, "app/b.jar")).isEmpty();
    }

    @Test
    void theLastBeforeALayerBreaksOffIsKept() throws IOException {
        layer.file("app/a.jar", jar("a", 1 << 20)).file("app/b.jar", jar("b", 1 << 20));
        byte[] whole = layer.build();
        LayerFacts facts = read(Arrays.copyOf(whole, whole.length - 500_000));
        assertThat(packages(facts, "app/a.jar")).containsExactly("a");
        assertThat(facts.files()).doesNotContainKey("app/b.jar");
    }

    @Test
    void anInterruptLosesNothing() throws IOException {
        layer.file("app/a.jar", jar("a", 1 << 20)).file("app/b.jar", jar("b", 1 << 20));
        Thread.currentThread().interrupt();
        LayerFacts facts = read(layer.build());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(packages(facts, "app/a.jar")).containsExactly("a");
        assertThat(packages(facts, "app/b.jar")).containsExactly("b");
    }

    @Test
    void leavesNoThread() throws IOException {
        layer.file("app/a.jar", jar("a", 1 << 20)).file("app/b.jar", jar("b", 1 << 20));
        read(layer.build());
        List<Thread> readers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("reader"))
                .toList();
        for (Thread reader : readers) {
            assertThat(join(reader)).isTrue();
        }
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
