package io.tidewaiter.catalog.nix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreNameTest {
    private static final String HASH = "0c0qk9mfhmkvpbk9zbl0b7n3mxi3mx8k-";

    @ParameterizedTest
    @CsvSource({
        "glibc-2.38-27, glibc, 2.38-27",
        "openssl-3.0.12-bin, openssl, 3.0.12",
        "openssl-3.0.12-dev, openssl, 3.0.12",
        "gcc-12.3.0-lib, gcc, 12.3.0",
        "perl-5.38.2-man, perl, 5.38.2",
        "python3.11-requests-2.31.0, python3.11-requests, 2.31.0",
        "gtk+3-3.24.38, gtk+3, 3.24.38",
        "tzdata-2023c, tzdata, 2023c",
        "7zip-23.01, 7zip, 23.01",
        "bash-interactive-5.2-p26, bash-interactive, 5.2-p26",
        "fontconfig-unstable-2023-01-01, fontconfig-unstable, 2023-01-01"
    })
    void takesNamesApart(String name, String expectedName, String version) {
        assertThat(StoreName.parse(HASH + name)).contains(new StoreName(expectedName, version));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stdenv-linux",
                "source",
                "curl-8.5.0.tar.xz",
                "curl-8.5.0.drv",
                "fix-1.patch",
                "foo-1.0-source",
                "-",
                "-1",
                "a-"
            })
    void leavesOutWhatIsNoPackage(String name) {
        assertThat(StoreName.parse(HASH + name)).isEmpty();
    }

    @Test
    void needsAHash() {
        assertThat(StoreName.parse("glibc-2.38")).isEmpty();
        assertThat(StoreName.parse("0C0qk9mfhmkvpbk9zbl0b7n3mxi3mx8k-a-1")).isEmpty();
        assertThat(StoreName.parse("")).isEmpty();
        assertThat(StoreName.folderChars("nix/store/" + HASH + "a-1/bin/a", "nix/store/"))
                .isEqualTo(46);
        assertThat(StoreName.folderChars("nix/store/" + HASH + "a-1", "nix/store/"))
                .isZero();
        assertThat(StoreName.folderChars("nix/store/.links/x", "nix/store/")).isZero();
        assertThat(StoreName.folderChars("usr/bin/a", "nix/store/")).isZero();
    }
}
