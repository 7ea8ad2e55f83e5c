package io.tidewaiter.catalog.nim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NimbleCatalogerTest {
    private static final byte[] CONTENT = "{\"version\": 1, \"metaData\": {}}".getBytes(StandardCharsets.UTF_8);

    private static List<Fact> facts(String path) {
        NimbleCataloger cataloger = new NimbleCataloger();
        return cataloger.wants(Layouts.file(path, CONTENT))
                ? Layouts.facts(cataloger, Layouts.file(path, CONTENT), CONTENT)
                : List.of();
    }

    @ParameterizedTest
    @CsvSource({
        "root/.nimble/pkgs2/jester-0.6.0-3f6ed6e0e7d3d2b3c3a6ef3d8e3a6a1f2b3c4d5e/nimblemeta.json, jester@0.6.0",
        "opt/nimble/pkgs/httpauth-0.3/nimblemeta.json, httpauth@0.3",
        "pkgs2/secp256k1-0.6.0.3.2-3f6ed6e0e7d3d2b3c3a6ef3d8e3a6a1f2b3c4d5e/nimblemeta.json, secp256k1@0.6.0.3.2",
    })
    void theFolderNamesThePackage(String path, String expected) {
        assertThat(Layouts.packages(facts(path))).containsExactly("nim:" + expected);
        assertThat(facts(path))
                .contains(new Fact.OwnedFact(
                        expected.substring(0, expected.indexOf('@')),
                        List.of(path.substring(0, path.lastIndexOf('/') + 1))));
    }

    @ParameterizedTest
    @CsvSource({
        "root/.nimble/pkgs2/jester/nimblemeta.json",
        "root/.nimble/pkgs2/jester-#head/nimblemeta.json",
        "root/.nimble/pkgs2/jester-0.6.0/src/nimblemeta.json",
        "root/jester-0.6.0/nimblemeta.json",
    })
    void otherFoldersDoNot(String path) {
        assertThat(facts(path)).isEmpty();
    }

    @Test
    void longPathsAreLeft() {
        assertThat(facts("a/".repeat(100_000) + "pkgs2/a-1/nimblemeta.json")).isEmpty();
        assertThat(facts("pkgs2/" + "a-1".repeat(100_000) + "/nimblemeta.json")).isEmpty();
    }
}
