package io.tidewaiter.advisory.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.advisory.compile.CompileLimits;
import io.tidewaiter.advisory.compile.CompileReport;
import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import io.tidewaiter.vuln.OsvLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
