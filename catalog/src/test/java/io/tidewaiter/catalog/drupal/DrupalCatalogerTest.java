package io.tidewaiter.catalog.drupal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrupalCatalogerTest {
    private static final String PATH = "opt/drupal/web/modules/contrib/token/token.info.yml";

    private static List<Fact> facts(String text) {
        return facts(PATH, text);
    }

    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new DrupalCataloger(), Layouts.file(path, content), content);
    }

    /** As the packaging script writes the version; as Composer has it. */
    @ParameterizedTest
    @CsvSource({
        "token, 8.x-1.15, drupal/token@1.15.0",
        "token, 8.x-1.0-beta6, drupal/token@1.0.0-beta6",
        "token, 9.x-2.1-rc1, drupal/token@2.1.0-rc1",
        "token, 8.x-1.x-dev, drupal/token@1.x-dev",
        "token, 2.0.0-alpha3, drupal/token@2.0.0-alpha3",
        "token, 3.0.x-dev, drupal/token@3.0.x-dev",
        "token, 8.x-1.15+7-dev, drupal/token@1.15.0+7-dev",
        "token, 8.x-1.0-beta3+12-dev, drupal/token@1.0.0-beta3+12-dev",
        "token, 8.x-dev, drupal/token@8.x-dev",
    })
    void namesAProjectAsComposerDoes(String project, String version, String expected) {
        String added = "version: '%s'\nproject: \"%s\"\ndatestamp: 1690902347\n".formatted(version, project);
        assertThat(Layouts.packages(facts("name: Token\ntype: module\n\n# Information\n" + added)))
                .containsExactly("composer:" + expected);
    }

    /** Every module of the core is stamped, those of its tests too; a site always has one of them. */
    @Test
    void theCoreIsToldOnce() {
        String added = "version: '10.1.5'\nproject: 'drupal'\ndatestamp: 1690902347\n";
        assertThat(Layouts.packages(facts("web/core/modules/system/system.info.yml", added)))
                .containsExactly("composer:drupal/core@10.1.5");
        assertThat(facts("web/core/modules/action/action.info.yml", added)).isEmpty();
        assertThat(facts("web/core/modules/system/tests/modules/a/a.info.yml", added))
                .isEmpty();
    }

    /** As Drupal 7.98 and its module Views have it. */
    @Test
    void ofVersion7TheCoreAloneIsTold() {
        String core = """
                name = System
                package = Core
                version = VERSION
                core = 7.x
                required = TRUE

                ; Information added by Drupal.org packaging script on 2023-06-07
                version = "7.98"
                project = "drupal"
                datestamp = "1686170394"
                """;
        assertThat(Layouts.packages(facts("var/www/html/modules/system/system.info", core)))
                .containsExactly("composer:drupal/core@7.98");
        String ofAProject = core.replace("\"7.98\"", "\"7.x-3.4\"").replace("\"drupal\"", "\"domain\"");
        assertThat(facts("sites/all/modules/domain/modules/system/system.info", ofAProject))
                .isEmpty();
        byte[] any = new byte[10];
        DrupalCataloger cataloger = new DrupalCataloger();
        assertThat(cataloger.wants(Layouts.file("modules/system/system.info", any)))
                .isTrue();
        assertThat(cataloger.wants(Layouts.file("sites/all/modules/views/views.info", any)))
                .isFalse();
        assertThat(cataloger.wants(Layouts.file("mymodules/system/system.info", any)))
                .isFalse();
    }

    /** Its core has the same files, of almost the same form; versions are its own. */
    @Test
    void backdropIsNotDrupal() {
        assertThat(facts("core/modules/system/system.info", """
                name = System
                version = BACKDROP_VERSION
                backdrop = 1.x

                ; Added by Backdrop CMS packaging script on 2024-03-07
                project = backdrop
                version = 1.27.1
                timestamp = 1709862662
                """)).isEmpty();
    }

    @Test
    void whatNoScriptHasStampedIsNoRelease() {
        assertThat(facts("name: Own\nversion: 1.0\nproject: token\n")).isEmpty();
        assertThat(facts("name: Own\nversion: VERSION\ndatestamp: 1\n")).isEmpty();
        assertThat(facts("name: Own\n  version: 1.0\n  project: token\n  datestamp: 1\n"))
                .isEmpty();
    }

    @Test
    void oddOnesAreSaidOrLeft() {
        assertThat(Layouts.unread(facts("version: 1 2\nproject: token\ndatestamp: 1\n")))
                .hasSize(1);
        assertThat(Layouts.unread(facts("version: 8.x-1.0_odd\nproject: token\ndatestamp: 1\n")))
                .hasSize(1);
        assertThat(Layouts.unread(facts("version: 8.x-1.0.0.0\nproject: token\ndatestamp: 1\n")))
                .hasSize(1);
        assertThat(Layouts.unread(facts("version: 1.0\nproject: ../token\ndatestamp: 1\n")))
                .hasSize(1);
        assertThat(Layouts.unread(facts("version: 1.0\nproject: %s\ndatestamp: 1\n".formatted("a".repeat(200)))))
                .hasSize(1);
        assertThat(facts("version: ".repeat(100_000))).isEmpty();
    }
}
