package io.tidewaiter.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.Coverage;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void aCoverageThatWasWrittenBeforeItHadAllItsCountsIsRead() {
        String written = """
                {"counts":{"layers":1,"layersRead":1,"expandedBytes":200,"entries":3,"files":2,"packageDatabases":1,
                 "archives":0,"executables":3,"executablesOwned":2,"executablesParsed":1},
                 "facts":[],"unexplained":[]}""";
        Coverage coverage = Json.read(written, Coverage.class);
        assertThat(coverage.counts().executablesExplained()).isEqualTo(3);
        assertThat(coverage.counts().executablesCompared()).isZero();
    }
}
