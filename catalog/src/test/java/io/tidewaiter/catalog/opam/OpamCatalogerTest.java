package io.tidewaiter.catalog.opam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpamCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new OpamCataloger(), Layouts.file(path, content), content);
    }

    private static List<String> packages(String path, String text) {
        return Layouts.packages(facts(path, text));
    }

    @ParameterizedTest
    @CsvSource({
        "home/opam/.opam/4.14/.opam-switch/packages/lwt.5.7.0/opam, true",
        "root/.opam/repo/default/packages/lwt/lwt.5.7.0/opam, false",
        "x/.opam-switch/packages/lwt/opam, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new OpamCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    @Test
    void theFolderOfAPackageNamesIt() {
        assertThat(packages(
                        "home/opam/.opam/4.14/.opam-switch/packages/ocaml-base-compiler.4.14.1/opam",
                        "opam-version: \"2.0\""))
                .containsExactly("opam:ocaml-base-compiler@4.14.1");
        assertThat(packages("x/.opam-switch/packages/fmt.0.9.0+dune/opam", "")).containsExactly("opam:fmt@0.9.0+dune");
    }
}
