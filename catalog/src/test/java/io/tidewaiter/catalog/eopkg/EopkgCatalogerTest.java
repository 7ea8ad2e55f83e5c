package io.tidewaiter.catalog.eopkg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EopkgCatalogerTest {
    private static final String FOLDER = "var/lib/eopkg/package/";
    private final EopkgCataloger cataloger = new EopkgCataloger();

    @Test
    void readsThePackageAndItsFiles() {
        FactList facts = FactList.of(cataloger, FOLDER + "xorg-server-21.1.13-160/metadata.xml", "<PISI/>");
        assertThat(facts.packages()).containsExactly("xorg-server 21.1.13-160");
        FactList list = FactList.of(
                cataloger,
                "x/" + FOLDER + "xorg-server-21.1.13-160/files.xml",
                "<Files><File><Path>usr/bin/Xorg</Path><Type>executable</Type></File></Files>");
        assertThat(list.paths()).containsExactly("x/usr/bin/Xorg");
        assertThat(list.unread()).isEmpty();
    }

    @Test
    void tellsAListThatIsBroken() {
        FactList list =
                FactList.of(cataloger, "var/lib/pisi/package/a-1-2/files.xml", "<Files><File><Path>usr/bin/a</Path>");
        assertThat(list.paths()).containsExactly("usr/bin/a");
        assertThat(list.unread()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {FOLDER + "a-1-2/actions.py", FOLDER + "a/metadata.xml", "srv/package/a-1-2/metadata.xml"})
    void isSilentOverOtherFiles(String path) {
        assertThat(FactList.of(cataloger, path, "<PISI/>").all()).isEmpty();
    }
}
