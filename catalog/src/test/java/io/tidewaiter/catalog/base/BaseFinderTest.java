package io.tidewaiter.catalog.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.scan.BaseHint;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.chain.ChainId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What annotations, known layers and the history say, and which of them counts. */
class BaseFinderTest {
    @TempDir
    Path folder;

    private static Digest digest(char c) {
        return new Digest("sha256", String.valueOf(c).repeat(64));
    }

    /** An inventory whose layers have these diff ids; '-' is a layer that was not read. */
    private static Inventory inventory(String layers) {
        List<LayerRecord> records = new ArrayList<>();
        for (int i = 0; i < layers.length(); i++) {
            char c = layers.charAt(i);
            records.add(new LayerRecord(records.size(), digest('9'), c == '-' ? null : digest(c), "", 1, 1));
        }
        return new Inventory(
                "1", OperatingSystem.NONE, records, List.of(), new Coverage(CoverageCounts.NONE, List.of()));
    }

    private KnownBases bases(String text) throws IOException {
        return KnownBases.read(Files.writeString(folder.resolve("bases.tsv"), text));
    }

    private static @Nullable BaseImage found(String layers, BaseHint hint, KnownBases bases) {
        return BaseFinder.named(inventory(layers), hint, bases).base();
    }

    @Test
    void chainIdsAreThoseOfTheSpecification() {
        // printf 'sha256:aa…a sha256:bb…b' | sha256sum
        assertThat(ChainId.of(List.of(digest('a'), digest('b'))))
                .containsExactly(
                        digest('a'),
                        Digest.parse("sha256:ccd722928bd92476ba1745586fed6e45a102504185ad88cd89e01ff116fd146c"));
    }

    @Test
    void theLongestProperPartThatIsKnownIsTheBase() throws IOException {
        Digest two = ChainId.of(List.of(digest('a'), digest('b'))).getLast();
        KnownBases bases = bases("# ours\n\n" + digest('a') + "\tdebian:12\n" + two + "\tpython:3\t" + digest('f')
                + "\n" + digest('a') + "," + digest('b') + "," + digest('c') + "\tthe image itself\n");
        assertThat(found("abc", BaseHint.NONE, bases))
                .isEqualTo(new BaseImage("python:3", digest('f'), 2, true, BaseImage.How.KNOWN_BASE));
        assertThat(found("abcd", BaseHint.NONE, bases))
                .isEqualTo(new BaseImage("the image itself", null, 3, true, BaseImage.How.KNOWN_BASE));
        assertThat(found("acb", BaseHint.NONE, bases))
                .isEqualTo(new BaseImage("debian:12", null, 1, true, BaseImage.How.KNOWN_BASE));
        assertThat(found("a-c", BaseHint.NONE, bases))
                .isEqualTo(new BaseImage("debian:12", null, 1, true, BaseImage.How.KNOWN_BASE));
        assertThat(found("a", BaseHint.NONE, bases)).isNull();
        assertThat(found("-bc", BaseHint.NONE, bases)).isNull();
    }

    @Test
    void theBuildersNameGoesFirstAndProvenLayersBeforeTheHistory() throws IOException {
        KnownBases bases = bases(digest('a') + "\tdebian:12\n");
        BaseHint said = new BaseHint("docker.io/library/debian:12", digest('e'), 2);
        assertThat(found("abc", said, KnownBases.NONE))
                .isEqualTo(new BaseImage(said.name(), digest('e'), 2, false, BaseImage.How.ANNOTATION));
        assertThat(found("abc", said, bases))
                .isEqualTo(new BaseImage(said.name(), digest('e'), 1, true, BaseImage.How.ANNOTATION));
        BaseHint guess = new BaseHint("", null, 2);
        assertThat(found("abc", guess, KnownBases.NONE))
                .isEqualTo(new BaseImage("", null, 2, false, BaseImage.How.HISTORY));
        assertThat(found("abc", guess, bases))
                .isEqualTo(new BaseImage("debian:12", null, 1, true, BaseImage.How.KNOWN_BASE));
        assertThat(found("abc", BaseHint.NONE, KnownBases.NONE)).isNull();
    }

    @Test
    void aLineOfAnotherFormIsSaidWithItsNumber() {
        for (String line :
                List.of("debian:12", "sha256:12\tdebian", digest('a') + "\t", digest('a') + "\tx\tno digest")) {
            assertThatThrownBy(() -> bases("# one\n" + line))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("line 2: ");
        }
    }
}
