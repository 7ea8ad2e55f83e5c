package io.tidewaiter.catalog.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPressCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new WordPressCataloger(), Layouts.file(path, content), content);
    }

    private static List<String> packages(String path, String text) {
        return Layouts.packages(facts(path, text));
    }

    @ParameterizedTest
    @CsvSource({
        "var/www/html/wp-includes/version.php, true",
        "srv/wp-content/plugins/akismet/akismet.php, true",
        "srv/wp-content/themes/twentytwenty/style.css, true",
        "srv/wp-content/plugins/hello.php, true",
        "srv/wp-content/mu-plugins/site.php, true",
        "srv/wp-content/themes/style.css, false",
        "srv/wp-content/plugins/akismet/inc/x.php, false",
        "srv/wp-content/uploads/a/x.php, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new WordPressCataloger().wants(Layouts.file(path, new byte[0])))
                .isEqualTo(wanted);
    }

    @Test
    void theCodeHasItsVersion() {
        assertThat(packages("var/www/html/wp-includes/version.php", "<?php\n/** */\n$wp_version = '6.4.2';\n"))
                .containsExactly("generic:wordpress@6.4.2");
        assertThat(packages("w/wp-includes/version.php", """
                        <?php
                        // $wp_version = '1';
                         # $wp_version = '2';
                        /** The version.
                           $wp_version = '3';
                         */
                        $wp_version = '6.4.3'; // $wp_version = '4';
                        """))
                .as("and not what is a comment")
                .containsExactly("generic:wordpress@6.4.3");
    }

    @Test
    void aPluginOrThemeHasItInTheCommentOfItsMainFile() {
        String head = "<?php\n/**\n * Plugin Name: Akismet Anti-spam\n * Requires Version: 9\n * Version: 5.3\n */\n";
        assertThat(packages("w/wp-content/plugins/akismet/akismet.php", head))
                .containsExactly("generic:wordpress-plugin/akismet@5.3");
        assertThat(packages("w/wp-content/plugins/hello.php", head))
                .containsExactly("generic:wordpress-plugin/hello@5.3");
        assertThat(facts("w/wp-content/plugins/index.php", "<?php // Silence is golden.\n"))
                .isEmpty();
        assertThat(packages("w/wp-content/themes/twenty/style.css", "/*\nTheme Name: Twenty\nVersion: 2.5\n*/"))
                .containsExactly("generic:wordpress-theme/twenty@2.5");
        assertThat(facts("w/wp-content/plugins/akismet/class.php", "<?php // Version: 1\n"))
                .isEmpty();
    }

    @Test
    void oddOnesAreSaidOrLeft() {
        assertThat(Layouts.unread(facts("wp-includes/version.php", "<?php"))).hasSize(1);
        assertThat(facts("w/wp-content/plugins/a/a.php", " *".repeat(1_000_000)))
                .isEmpty();
    }
}
