package io.tidewaiter.catalog.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.nativeimage.NativeImageCataloger;
import io.tidewaiter.catalog.nativeimage.NativeProgram;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.rust.RustCataloger;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSinkTest {
    @Test
    void aFileTooLongForManyIsToldOnce() {
        List<Cataloger> all = List.of(new NativeImageCataloger(), new RustCataloger());
        byte[] head = Arrays.copyOf(NativeProgram.elf(new byte[1], 1, ".svm_heap"), 4096);
        FileEntry file = new FileEntry("usr/lib/large.so", 200 << 20, 0755);
        FileSink.Large large = new FileSink.Large();
        FileSink.Place place = new FileSink.Place(0, file.path());
        try (FileSink sink = new FileSink(file, place, List.of(), all, large)) {
            sink.write(head, 0, head.length);
            assertThat(sink.content()).isEmpty();
            assertThat(sink.facts(Limits.standard(), new Companions(large)))
                    .containsExactly(new FileFacts(
                            "coverage",
                            List.<Fact>of(LayerHandler.unread(
                                    CoverageFact.Kind.LIMIT_REACHED,
                                    "nativeimage, rust read files up to 167772160 bytes, this one has 209715200"))));
        }
    }
}
