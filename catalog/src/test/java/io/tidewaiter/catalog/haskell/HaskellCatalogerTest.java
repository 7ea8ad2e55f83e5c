package io.tidewaiter.catalog.haskell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaskellCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new HaskellCataloger(), Layouts.file(path, content), content);
    }

    private static List<String> packages(String path, String text) {
        return Layouts.packages(facts(path, text));
    }

    @ParameterizedTest
    @CsvSource({
        "opt/ghc/9.4.7/lib/ghc-9.4.7/lib/package.conf.d/text-2.0.2.conf, true",
        "var/lib/ghc/package.conf.d/zlib-0.6.conf, true",
        "root/.cabal/store/ghc-9.4.7/package.db/aeson-2.2.1.0-abc.conf, true",
        "etc/nginx/conf.d/x.conf, false",
        "package.conf.d/package.cache, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new HaskellCataloger().wants(Layouts.file(path, new byte[0])))
                .isEqualTo(wanted);
    }

    @Test
    void aRegisteredLibraryIsAPackageOfHackage() {
        String text = """
                name:                 aeson
                version:              2.2.1.0
                visibility:           public
                id:                   aeson-2.2.1.0-6d6
                key:                  aeson-2.2.1.0-6d6
                description:
                    version: 9 in prose
                """;
        assertThat(packages("x/package.db/aeson-2.2.1.0-6d6.conf", text)).containsExactly("hackage:aeson@2.2.1.0");
        assertThat(packages("x/package.db/a.conf", "name:\n    text\nversion:\n    2.0.2\nid: text-2.0.2\n"))
                .containsExactly("hackage:text@2.0.2");
    }

    @Test
    void oddOnesAreSaidOrLeft() {
        assertThat(facts("x/package.db/a.conf", "listen: 80\n")).isEmpty();
        assertThat(Layouts.unread(facts("x/package.db/a.conf", "name: a b\nversion: 1\nid: x\n")))
                .hasSize(1);
        assertThat(facts("x/package.db/a.conf", "name: z-a-z-b\nid: x\n"))
                .as("a part of a package")
                .isEmpty();
        assertThat(facts("x/package.db/a.conf", "name:" + "a".repeat(2_000_000)))
                .isEmpty();
    }
}
