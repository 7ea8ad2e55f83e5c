package io.tidewaiter.sandbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.clib.CCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ReadablePathsTest {
    @Test
    void theLoaderNamesTheLibrariesThatAreMapped() throws IOException {
        Set<Path> said = ReadablePaths.asTheLoaderSays(CCalls.here().orElseThrow());
        Set<Path> mapped = new LinkedHashSet<>();
        for (Path library : ReadablePaths.mapped()) {
            mapped.add(library.toRealPath());
        }
        assertThat(said).isNotEmpty().isEqualTo(mapped);
    }
}
