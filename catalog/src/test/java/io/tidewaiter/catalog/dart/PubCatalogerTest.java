package io.tidewaiter.catalog.dart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PubCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new PubCataloger(), Layouts.file(path, content), content);
    }

    private static List<String> packages(String path, String text) {
        return Layouts.packages(facts(path, text));
    }

    @ParameterizedTest
    @CsvSource({
        "root/.pub-cache/hosted/pub.dev/http-1.1.0/pubspec.yaml, true",
        "app/pubspec.yaml, false",
        "root/.pub-cache/hosted/pub.dev/http-1.1.0/example/pubspec.yaml, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new PubCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    @Test
    void theFolderOfTheCacheNamesThePackage() {
        assertThat(packages("root/.pub-cache/hosted/pub.dartlang.org/shelf_static-1.1.2/pubspec.yaml", "name: x\n"))
                .containsExactly("pub:shelf_static@1.1.2");
        assertThat(packages("c/hosted/pub.dev/a-2.0.0-dev.1+4/pubspec.yaml", ""))
                .containsExactly("pub:a@2.0.0-dev.1+4");
    }
}
