package io.tidewaiter.catalog.kiss;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KissCatalogerTest {
    private static final String FOLDER = "var/db/kiss/installed/";
    private final KissCataloger cataloger = new KissCataloger();

    @Test
    void readsThePackageAndItsFiles() {
        FactList facts = FactList.of(cataloger, FOLDER + "curl/version", "8.9.1 2\n");
        assertThat(facts.packages()).containsExactly("curl 8.9.1-2");
        FactList list = FactList.of(cataloger, "x/" + FOLDER + "curl/manifest", "/usr/bin/curl\n/usr/bin/\n/usr/\n");
        assertThat(list.paths()).containsExactly("x/usr/bin/curl");
        assertThat(list.packages()).isEmpty();
    }

    @Test
    void tellsAPackageWithoutAVersion() {
        assertThat(FactList.of(cataloger, FOLDER + "curl/version", "").unread()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {FOLDER + "version", FOLDER + "curl/a/version", "var/db/kiss/curl/version"})
    void isSilentOverOtherFiles(String path) {
        assertThat(FactList.of(cataloger, path, "1 1\n").all()).isEmpty();
    }
}
