package io.tidewaiter.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.advisory.compile.Feeds;
import io.tidewaiter.version.Ecosystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and forged database files: a fault or the right answer, never anything else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdvisoryDbTest {
    private static final long SEED = 11L;
    private static final int PACKAGES = 260;
    private static final Ecosystem NPM = Ecosystem.parse("npm");

    private Path folder = Path.of("");
    private Path file = Path.of("");
    private byte[] whole = new byte[0];
    private List<Object> answers = List.of();

    @BeforeAll
    void compile(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Feeds feeds = new Feeds(Files.createDirectories(folder.resolve("feeds")));
        for (int i = 0; i < PACKAGES; i++) {
            String json = """
                    {"id": "CVE-2025-%04d", "modified": "2025-01-01T00:00:00Z", "summary": "%d is a number",
                     "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}],
                     "affected": [{"package": {"ecosystem": "npm", "name": "p%d"}, "versions": ["1.%d.0"],
                                   "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.%d.0"}]}]}]}
                    """.formatted(i, i, i, i, i);
            feeds.file("npm/" + i + ".json", json);
        }
        file = folder.resolve("a.db");
        feeds.compile(file);
        whole = Files.readAllBytes(file);
        answers = answers(file);
    }

    private static List<Object> answers(Path path) {
        List<Object> answers = new ArrayList<>();
        try (AdvisoryDb db = AdvisoryDb.open(path)) {
            answers.add(db.facts());
            answers.add(db.covers(NPM));
            for (int i = 0; i < PACKAGES; i += 13) {
                List<AffectedPackage> found = db.lookup(NPM, "p" + i);
                answers.add(found);
                found.forEach(one -> answers.add(db.advisory(one.advisory())));
                answers.add(db.enrichment("CVE-2025-%04d".formatted(i)));
            }
        }
        return answers;
    }

    private Path changed(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("changed.db"), bytes);
    }

    @Test
    void theWholeFileAnswers() {
        assertThat(answers).hasSize(2 + 3 * PACKAGES / 13);
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        for (int length = 0; length < whole.length; length += 1 + length / 40) {
            Path cut = changed(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> AdvisoryDb.open(cut)).isInstanceOf(AdvisoryException.class);
        }
        Path longer = changed(Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> AdvisoryDb.open(longer)).isInstanceOf(AdvisoryException.class);
    }

    @Test
    void aFlippedBitIsAFaultOrChangesNothing() throws IOException {
        Random random = new Random(SEED);
        int faults = 0;
        for (int i = 0; i < 600; i++) {
            byte[] flipped = whole.clone();
            int at = random.nextInt(flipped.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Path path = changed(flipped);
            try {
                assertThat(answers(path)).as("byte %d, seed %d", at, SEED).isEqualTo(answers);
            } catch (AdvisoryException _) {
                faults++;
            }
        }
        assertThat(faults).isGreaterThan(200);
    }

    /** Whoever forges the sums as well gets what he wrote, or a fault, and no other exception. */
    @Test
    void aForgedHeadIsNeverACrash() throws IOException {
        DbHeader header = DbHeader.read(Arrays.copyOf(whole, DbHeader.BYTES), whole.length);
        Random random = new Random(SEED);
        int head = (int) header.headBytes();
        for (int i = 0; i < 600; i++) {
            byte[] forged = whole.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                forged[DbHeader.BYTES + random.nextInt(head - DbHeader.BYTES)] = (byte) random.nextInt(256);
            }
            resum(forged, header);
            Path path = changed(forged);
            try {
                assertThat(answers(path)).isNotEmpty();
            } catch (AdvisoryException e) {
                assertThat(e.code()).isEqualTo(AdvisoryException.Code.CORRUPT);
            }
        }
    }

    private static void resum(byte[] forged, DbHeader header) {
        CRC32 sum = new CRC32();
        sum.update(forged, DbHeader.BYTES, (int) header.headBytes() - DbHeader.BYTES);
        byte[] again = new DbHeader(
                        header.headBytes(),
                        header.fileBytes(),
                        header.sha256(),
                        (int) sum.getValue(),
                        header.sections())
                .toBytes();
        System.arraycopy(again, 0, forged, 0, again.length);
    }

    @Test
    void whatIsNoDatabaseIsSaidToBeNone() throws IOException {
        Path text = Files.writeString(folder.resolve("x"), "x".repeat(10_000));
        assertThatThrownBy(() -> AdvisoryDb.open(text))
                .isInstanceOfSatisfying(
                        AdvisoryException.class,
                        e -> assertThat(e.code()).isEqualTo(AdvisoryException.Code.WRONG_FORMAT));
        byte[] future = whole.clone();
        future[8]++;
        Path newer = changed(future);
        assertThatThrownBy(() -> AdvisoryDb.open(newer))
                .hasMessageContaining("format version " + (DbHeader.FORMAT_VERSION + 1));
        assertThatThrownBy(() -> AdvisoryDb.open(folder)).isInstanceOf(AdvisoryException.class);
        assertThatThrownBy(() -> AdvisoryDb.open(folder.resolve("none"))).hasMessageContaining("db build");
    }

    @Test
    void aPlaceThatIsNotThereIsAFault() {
        try (AdvisoryDb db = AdvisoryDb.open(file)) {
            assertThatThrownBy(() -> db.advisory(1_000_000)).isInstanceOf(AdvisoryException.class);
            assertThatThrownBy(() -> db.advisory(-1)).isInstanceOf(AdvisoryException.class);
        }
    }
}
