package io.tidewaiter.catalog.composer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ComposerCatalogerTest {
    private static final String PATH = "var/www/vendor/composer/installed.json";

    private static List<Fact> facts(String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new ComposerCataloger(), Layouts.file(PATH, content), content);
    }

    @ParameterizedTest
    @CsvSource({
        "var/www/vendor/composer/installed.json, true",
        "vendor/composer/installed.json, true",
        "usr/src/nextcloud/3rdparty/composer/installed.json, true",
        "composer/installed.json, false",
        "app/mycomposer/installed.json, false",
        "app/vendor/composer/installed.php, false",
    })
    void wantsWhatComposerInstalled(String path, boolean wanted) {
        assertThat(new ComposerCataloger().wants(Layouts.file(path, new byte[0])))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[%s]", "{\"dev\": true, \"packages\": [%s], \"dev-package-names\": [\"phpunit/phpunit\"]}"})
    void readsBothForms(String form) {
        String packages = """
                {"name": "Monolog/Monolog", "version": "2.9.1", "version_normalized": "2.9.1.0",
                 "require": {"php": ">=7.2", "name": "x/y"}, "authors": [{"name": "a b", "version": "9"}]},
                {"name": "laravel/framework", "version": "v10.1.3"},
                {"name": "acme/tool", "version": "dev-main"}
                """;
        assertThat(Layouts.packages(facts(form.formatted(packages))))
                .containsExactly(
                        "composer:monolog/monolog@2.9.1",
                        "composer:laravel/framework@10.1.3",
                        "composer:acme/tool@dev-main");
    }

    @Test
    void oddEntriesAreLeftOutAndCounted() {
        List<Fact> facts = facts("""
                [null, 1, [], {"name": "php", "version": "8"}, {"name": "/", "version": "1"}, {"name": "a/b/c", "version": "1"},
                 {"name": "a/b"}, {"name": 1, "version": []}, {"name": "a/b ", "version": "1"}, {"name": "ok/ok", "version": "1"}]
                """);
        assertThat(Layouts.packages(facts)).containsExactly("composer:ok/ok@1");
        assertThat(facts.getLast())
                .isInstanceOfSatisfying(
                        Fact.UnreadFact.class,
                        unread -> assertThat(unread.detail()).contains("saw 6 without"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[{\"name\": \"a/b\"", "nothing", "[{\"name\": \"a/b\", \"version\": \"1\"}, {"})
    void whatIsNoJsonIsSaid(String json) {
        assertThat(Layouts.unread(facts(json)).size()
                        + Layouts.packages(facts(json)).size())
                .isBetween(0, 2);
        assertThat(Layouts.unread(facts("[" + "[".repeat(100_000)))).hasSize(1);
    }
}
