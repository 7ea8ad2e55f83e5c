package io.tidewaiter.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedFoldersTest {
    private final OwnedFolders folders = new OwnedFolders();

    @ParameterizedTest
    @ValueSource(strings = {"opt/tool", "usr/lib/tool", "usr/local/tool"})
    void whatLiesInAPackagesFolderIsThePackages(String folder) {
        folders.add(folder, "homebrew");
        assertThat(folders.cataloger(folder + "/bin/tool")).isEqualTo("homebrew");
        assertThat(folders.cataloger(folder + "s/bin/tool")).isEmpty();
    }

    /** A record that claims a folder of everybody's would explain every program of the image. */
    @ParameterizedTest
    @ValueSource(strings = {"", "usr", "usr/bin", "bin", "usr/lib", "usr/local", "usr/local/bin", "opt"})
    void noPackageHasAFolderOfTheSystem(String folder) {
        folders.add(folder, "homebrew");
        assertThat(folders.cataloger(folder + "/tool")).isEmpty();
        assertThat(folders.cataloger(folder + "/tool/bin/tool")).isEmpty();
    }
}
