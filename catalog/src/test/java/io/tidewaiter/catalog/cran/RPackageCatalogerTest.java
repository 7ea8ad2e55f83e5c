package io.tidewaiter.catalog.cran;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RPackageCatalogerTest {
    private static List<Fact> facts(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(
                new RPackageCataloger(), Layouts.file("usr/lib/R/site-library/readxl/DESCRIPTION", content), content);
    }

    @ParameterizedTest
    @CsvSource({
        "usr/lib/R/library/base/DESCRIPTION, true",
        "root/R/x86_64-pc-linux-gnu-library/4.3/readxl/DESCRIPTION, true",
        "renv/library/linux-debian-12/R-4.4/x86_64-pc-linux-gnu/readxl/DESCRIPTION, true",
        "DESCRIPTION, false",
        "usr/lib/R/library/a/DESCRIPTION.txt, false",
    })
    void wantsPackagesOfALibrary(String path, boolean wanted) {
        assertThat(new RPackageCataloger().wants(Layouts.file(path, new byte[0])))
                .isEqualTo(wanted);
    }

    @Test
    void readsWhatIsBuilt() {
        String text = """
                Package: readxl
                Title: Read Excel Files
                Description: Reads.
                 Version: 9.9 in prose
                Version: 1.4-3
                Repository: CRAN
                """;
        assertThat(Layouts.packages(facts(text + "Built: R 4.2.2; x86_64-pc-linux-gnu; 2023-02-09; unix\n")))
                .containsExactly("cran:readxl@1.4-3");
        assertThat(facts(text)).isEmpty();
        assertThat(facts("Package: other\nVersion: 1.0\nBuilt: R\n"))
                .as("a folder of another name is no installed package")
                .isEmpty();
        assertThat(Layouts.unread(facts("Package: readxl\nVersion: x\nBuilt: R\n")))
                .hasSize(1);
        assertThat(facts("Package: " + "a".repeat(1_000_000) + "\nVersion: 1\nBuilt: R\n"))
                .isEmpty();
    }
}
