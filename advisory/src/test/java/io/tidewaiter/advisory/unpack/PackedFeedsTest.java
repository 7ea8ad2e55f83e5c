package io.tidewaiter.advisory.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.advisory.compile.CompileLimits;
import io.tidewaiter.advisory.compile.CompileReport;
import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import io.tidewaiter.vuln.OsvLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds as they are published: packed, archived, or both. */
class PackedFeedsTest {
    @TempDir
    private Path folder;

    private Path from;

    @BeforeEach
    void feeds() {
        from = folder.resolve("feeds");
    }

    private static String osv(String id) {
        return """
                {"id": "%s", "modified": "2025-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "a"},
                 "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.3"}]}]}]}
                """.formatted(id);
    }

    private Compiled compiled() {
        return Compiled.of(new Feeds(from), folder.resolve("a.db"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.tar", "x.tar.gz", "x.tgz", "x.tar.bz2", "x.tbz2", "x.tar.xz", "x.txz", "x.tar.zst"})
    void aTarIsReadHoweverItIsPacked(String name) {
        Packed.file(
                from.resolve("npm").resolve(name),
                Packed.tar(Map.of("./db/CVE-2025-0001.json", osv("CVE-2025-0001"), "db/README.md", "text")));
        try (Compiled compiled = compiled()) {
            assertThat(compiled.says("npm", "a")).containsExactly("CVE-2025-0001 of npm: introduced 0, fixed 1.2.3");
            assertThat(compiled.report().count("documents")).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.json", "a.json.gz", "a.json.bz2", "a.json.xz", "a.json.zst"})
    void aDocumentIsReadHoweverItIsPacked(String name) {
        Packed.file(from.resolve("npm").resolve(name), osv("CVE-2025-0001").getBytes(StandardCharsets.UTF_8));
        try (Compiled compiled = compiled()) {
            assertThat(compiled.says("npm", "a")).hasSize(1);
        }
    }

    @Test
    void zstdOfSeveralFramesWithSkippableOnesAndALongWindowIsRead() throws Exception {
        byte[] tar = Packed.tar(Map.of("CVE-2025-0001.json", osv("CVE-2025-0001"), "b/1.json", osv("CVE-2025-0002")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] skippable = {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3}; // RFC 8878 section 3.1.2
        int part = 700;
        for (int from = 0; from < tar.length; from += part) {
            bytes.write(skippable);
            bytes.write(zstd(Arrays.copyOfRange(tar, from, Math.min(tar.length, from + part)), from == 0 ? 28 : 27));
        }
        bytes.write(skippable);
        Files.createDirectories(from);
        Files.write(from.resolve("csaf_vex_2025-02-15.tar.zst"), bytes.toByteArray());
        try (Compiled compiled = compiled()) {
            assertThat(compiled.report().faults()).isEmpty();
            assertThat(compiled.says("npm", "a")).hasSize(2);
        }
    }

    @Test
    void gzipAndBzip2AndXzOfSeveralPartsAreReadWhole() throws Exception {
        byte[] tar = Packed.tar(Map.of("CVE-2025-0001.json", osv("CVE-2025-0001")));
        for (String name : List.of("a.tar.gz", "b.tar.bz2", "c.tar.xz")) {
            Packed.file(folder.resolve("1" + name), Arrays.copyOf(tar, 700));
            Packed.file(folder.resolve("2" + name), Arrays.copyOfRange(tar, 700, tar.length));
            Path whole = from.resolve(name.charAt(0) + "/" + name);
            Files.createDirectories(whole.getParent());
            Files.write(whole, Files.readAllBytes(folder.resolve("1" + name)));
            Files.write(whole, Files.readAllBytes(folder.resolve("2" + name)), StandardOpenOption.APPEND);
        }
        try (Compiled compiled = compiled()) {
            assertThat(compiled.report().faults()).isEmpty();
            assertThat(compiled.report().count("documents")).isEqualTo(3);
        }
    }

    @Test
    void zstdThatAsksForMoreMemoryOrIsNoneOrIsCutOffIsAFault() throws Exception {
        byte[] tar = Packed.tar(Map.of("a.json", osv("CVE-2025-0001")));
        Files.createDirectories(from);
        Files.write(from.resolve("huge.tar.zst"), zstd(tar, 31));
        Files.writeString(from.resolve("text.tar.zst"), "no archive at all\n");
        byte[] whole = zstd(tar, 20);
        Files.write(from.resolve("cut.tar.zst"), Arrays.copyOf(whole, whole.length - 20));
        Packed.file(from.resolve("b.json"), osv("CVE-2025-0002").getBytes(StandardCharsets.UTF_8));
        try (Compiled compiled = compiled()) {
            assertThat(compiled.report().faults())
                    .hasSize(3)
                    .anySatisfy(fault ->
                            assertThat(fault).startsWith("huge.tar.zst").contains("memory"))
                    .anySatisfy(fault -> assertThat(fault).startsWith("text.tar.zst"))
                    .anySatisfy(fault -> assertThat(fault).startsWith("cut.tar.zst"));
            assertThat(compiled.says("npm", "a")).isNotEmpty();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatALongWindowTookIsGivenBackWithEachArchive() throws Exception {
        Files.createDirectories(from);
        byte[] endOfTar = new byte[56 << 20]; // zeros
        Path archive = Files.write(from.resolve("a.tar.zst"), zstd(endOfTar, 28));
        ArchiveBounds bounds = new ArchiveBounds(10, 1L << 30, 100_000);
        DocumentArchive.read(archive, "a.tar.zst", bounds, UNWANTED);
        long before = residentKib();
        for (int i = 0; i < 8; i++) {
            DocumentArchive.read(archive, "a.tar.zst", bounds, UNWANTED);
        }
        assertThat(residentKib() - before).as("KiB of 8 windows of 56 MiB").isLessThan(200 << 10);
    }

    @Test
    void anXzMayNotTakeTheWholeOfASmallHeap() {
        assertThat(Packing.xzMemoryKibMax(4L << 30)).isEqualTo(256 << 10);
        assertThat(Packing.xzMemoryKibMax(256L << 20))
                .as("a window of xz -9 is 64 MiB")
                .isBetween(66 << 10, 100 << 10);
    }

    private static long residentKib() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String line =
                    lines.filter(one -> one.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", ""));
        }
    }

    private static final DocumentArchive.Sink UNWANTED = new DocumentArchive.Sink() {
        @Override
        public long wants(String path) {
            return 0;
        }

        @Override
        public void document(String path, InputStream document) {
            throw new AssertionError(path);
        }

        @Override
        public void unreadable(String path, String reason) {
            throw new AssertionError(reason);
        }
    };

    /** One frame that says that it needs a window of that size; the packer's own setting is none that it keeps to. */
    private static byte[] zstd(byte[] content, int windowLog) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bytes)) {
            out.write(content);
        }
        byte[] frame = bytes.toByteArray();
        assertThat(frame[4] & 0x20).as("Single_Segment_flag").isZero();
        frame[5] = (byte) ((windowLog - 10) << 3); // Window_Descriptor, RFC 8878 section 3.1.1.1.2
        return frame;
    }

    @Test
    void anArchiveInAFeedsFolderHoldsThatFeedsDocuments() {
        Packed.file(
                from.resolve("alpine-secdb/branches.tar.xz"),
                Packed.tar(Map.of("v3.20/main.json", """
                        {"distroversion": "v3.20", "reponame": "main",
                         "packages": [{"pkg": {"name": "curl", "secfixes": {"8.9.0-r0": ["CVE-2025-0002"]}}}]}
                        """, "v3.20/last-update", "2025")));
        try (Compiled compiled = compiled()) {
            assertThat(compiled.says("Alpine:v3.20", "curl")).hasSize(1);
            assertThat(compiled.db().facts().inputs().toString()).contains("alpine-secdb (1 document)");
        }
    }

    @Test
    void halfAnArchiveIsAFaultAndWhatStoodBeforeCounts() throws Exception {
        byte[] tar = Packed.tar(Map.of("a.json", osv("CVE-2025-0001")));
        Files.createDirectories(from);
        Files.write(from.resolve("cut.tar"), Arrays.copyOf(tar, 1024 + 512));
        Files.write(from.resolve("none.tar.xz"), new byte[] {1, 2, 3});
        Files.write(from.resolve("none.json.bz2"), new byte[] {1, 2, 3});
        Files.write(from.resolve("none.zip"), new byte[] {1, 2, 3});
        Packed.file(from.resolve("b.json"), osv("CVE-2025-0002").getBytes(StandardCharsets.UTF_8));
        try (Compiled compiled = compiled()) {
            assertThat(compiled.says("npm", "a")).hasSize(2);
            assertThat(compiled.report().faults())
                    .hasSize(3)
                    .anySatisfy(fault -> assertThat(fault).startsWith("none.tar.xz"))
                    .anySatisfy(fault -> assertThat(fault).contains("bzip2: it is none"))
                    .anySatisfy(fault -> assertThat(fault).startsWith("none.zip"));
        }
    }

    @Test
    void anArchiveThatExpandsTooFarIsAFault() {
        byte[] zeros = new byte[4 << 20];
        Arrays.fill(zeros, (byte) ' ');
        String padded = osv("CVE-2025-0001") + new String(zeros, StandardCharsets.UTF_8);
        Packed.file(from.resolve("bomb.tar.zst"), Packed.tar(Map.of("a.json", padded)));
        Packed.file(from.resolve("b.json"), osv("CVE-2025-0002").getBytes(StandardCharsets.UTF_8));
        CompileLimits limits = new CompileLimits(OsvLimits.DEFAULT, 100, 1 << 20, 10, 100, 100, 100);
        CompileReport report = new AdvisoryCompiler(limits).compile(from, folder.resolve("a.db"));
        assertThat(report.faults()).singleElement().asString().contains("expands further than 1048576 bytes");
        assertThat(report.count("advisories")).isOne();
    }
}
