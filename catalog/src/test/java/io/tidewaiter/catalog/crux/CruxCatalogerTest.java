package io.tidewaiter.catalog.crux;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CruxCatalogerTest {
    private final CruxCataloger cataloger = new CruxCataloger();

    @Test
    void readsPackagesAndTheirFiles() {
        FactList facts = FactList.of(
                cataloger,
                "var/lib/pkg/db",
                "bash\n5.2.26-1\nbin/\nbin/bash\nbin/sh\n\nempty\n1-1\n\n\nzlib\n1.3.1-1\nusr/lib/libz.so.1.3.1\n");
        assertThat(facts.packages()).containsExactly("bash 5.2.26-1", "empty 1-1", "zlib 1.3.1-1");
        assertThat(facts.paths()).containsExactly("bin/bash", "bin/sh", "usr/lib/libz.so.1.3.1");
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void tellsARecordThatIsCutOff() {
        FactList facts = FactList.of(cataloger, "srv/x/var/lib/pkg/db", "a\n1-1\nbin/a\n\nb\n\nc\n2-1\nbin/c");
        assertThat(facts.packages()).containsExactly("a 1-1", "c 2-1");
        assertThat(facts.paths()).containsExactly("srv/x/bin/a", "srv/x/bin/c");
        assertThat(facts.unread()).singleElement().asString().contains("\"b\" has no version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"var/lib/pkg/x/db", "srv/pkg/db", "lib/pkg/db"})
    void isSilentOverOtherFiles(String path) {
        assertThat(FactList.of(cataloger, path, "a\n1\n").all()).isEmpty();
    }
}
