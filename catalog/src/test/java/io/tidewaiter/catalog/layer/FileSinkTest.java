package io.tidewaiter.catalog.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.elf.LongProgram;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.golang.GolangCataloger;
import io.tidewaiter.catalog.javaarchive.JavaArchiveCataloger;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.model.inventory.CoverageFact;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSinkTest {
    @Test
    void aFileTooLongForManyIsToldOnce() {
        List<Cataloger> all = List.of(new GolangCataloger(), new JavaArchiveCataloger());
        FileEntry file = new FileEntry("opt/large.jar", 1L << 30, 0755);
        FileSink.Large large = new FileSink.Large();
        FileSink.Place place = new FileSink.Place(0, file.path());
        byte[] head = new byte[64];
        try (FileSink sink = new FileSink(file, place, all, all, large)) {
            sink.write(head, 0, head.length);
            assertThat(sink.content()).isEmpty();
            assertThat(sink.facts(sink.readers(new Companions(large)), Limits.standard()))
                    .containsExactly(new FileFacts(
                            FileFacts.COVERAGE,
                            List.<Fact>of(LayerHandler.unread(
                                    CoverageFact.Kind.LIMIT_REACHED,
                                    "golang, java read files up to 167772160 bytes, this one has 1073741824"))));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "0, false", "3, false"})
    void anAppImageIsToldAsOne(int version, boolean told) {
        byte[] program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 0, 4096, 0)
                .with(8, new byte[] {'A', 'I', (byte) version})
                .bytes();
        FileEntry file = new FileEntry("opt/x", program.length, 0755);
        FileSink.Large large = new FileSink.Large();
        try (FileSink sink = new FileSink(file, new FileSink.Place(0, "opt/x"), List.of(), List.of(), large)) {
            sink.write(program, 0, program.length);
            assertThat(sink.facts(sink.readers(new Companions(large)), Limits.standard()))
                    .isEqualTo(
                            told
                                    ? List.of(new FileFacts(
                                            FileFacts.COVERAGE,
                                            List.of(LayerHandler.unread(
                                                    CoverageFact.Kind.FORMAT_UNREAD,
                                                    "packages in the form AppImage are not read by this version"))))
                                    : List.of());
        }
    }
}
