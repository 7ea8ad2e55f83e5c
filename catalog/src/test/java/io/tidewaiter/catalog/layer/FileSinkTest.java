package io.tidewaiter.catalog.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.golang.GolangCataloger;
import io.tidewaiter.catalog.javaarchive.JavaArchiveCataloger;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.List;
import org.junit.jupiter.api.Test;

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
            assertThat(sink.facts(Limits.standard(), new Companions(large)))
                    .containsExactly(new FileFacts(
                            FileFacts.COVERAGE,
                            List.<Fact>of(LayerHandler.unread(
                                    CoverageFact.Kind.LIMIT_REACHED,
                                    "golang, java read files up to 167772160 bytes, this one has 1073741824"))));
        }
    }
}
