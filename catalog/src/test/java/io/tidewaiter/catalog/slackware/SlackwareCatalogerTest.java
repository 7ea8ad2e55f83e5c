package io.tidewaiter.catalog.slackware;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackwareCatalogerTest {
    private final SlackwareCataloger cataloger = new SlackwareCataloger();

    /** The shape that installpkg writes. */
    private static final String TEXT = """
            PACKAGE NAME:     xz-utils-5.6.2-x86_64-1_slack15.0
            PACKAGE DESCRIPTION:
            xz-utils: FILE LIST: is no list
            FILE LIST:
            ./
            install/
            install/slack-desc
            usr/bin/
            usr/bin/xz
            """;

    @Test
    void readsThePackageAndItsFiles() {
        FactList facts = FactList.of(cataloger, "var/lib/pkgtools/packages/xz-utils-5.6.2-x86_64-1_slack15.0", TEXT);
        assertThat(facts.packages()).containsExactly("xz-utils 5.6.2-1_slack15.0");
        assertThat(facts.installed().getFirst().architecture()).isEqualTo("x86_64");
        assertThat(facts.paths()).containsExactly("usr/bin/xz");
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void aPackageOfAnotherRootOwnsWhatLiesThere() {
        FactList facts = FactList.of(cataloger, "srv/x/var/log/packages/aaa_base-14.2-noarch-1", TEXT);
        assertThat(facts.packages()).containsExactly("aaa_base 14.2-1");
        assertThat(facts.paths()).containsExactly("srv/x/usr/bin/xz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var/lib/pkgtools/removed_packages/xz-5.6.2-x86_64-1",
                "var/lib/pkgtools/packages/README",
                "var/lib/pkgtools/packages/a/xz-5.6.2-x86_64-1",
                "home/me/packages/xz-5.6.2-x86_64-1"
            })
    void isSilentOverOtherFiles(String path) {
        assertThat(FactList.of(cataloger, path, TEXT).all()).isEmpty();
    }
}
