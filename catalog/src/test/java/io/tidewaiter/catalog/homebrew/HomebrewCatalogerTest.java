package io.tidewaiter.catalog.homebrew;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomebrewCatalogerTest {
    private static final String CELLAR = "home/linuxbrew/.linuxbrew/Cellar/";

    private final HomebrewCataloger cataloger = new HomebrewCataloger();

    @Test
    void readsReceiptsAndFormulaeByTheirFolder() {
        FactList facts = FactList.of(cataloger, CELLAR + "openssl@3/3.3.1_1/INSTALL_RECEIPT.json", "{}");
        assertThat(facts.packages()).containsExactly("openssl@3 3.3.1_1");
        assertThat(facts.paths()).containsExactly(CELLAR + "openssl@3/3.3.1_1/");
        assertThat(FactList.of(cataloger, CELLAR + "jq/1.7/.brew/jq.rb", "class Jq < Formula")
                        .packages())
                .containsExactly("jq 1.7");
    }

    @ParameterizedTest
    @CsvSource({
        "Cellar/jq/INSTALL_RECEIPT.json",
        "Cellar/jq/1.7/x/INSTALL_RECEIPT.json",
        "Cellar/jq/1.7/.brew/other.rb",
        "Cellar/jq/1.7/lib/jq.rb",
        "Cellar/j\u0007q/1.7/INSTALL_RECEIPT.json",
        "WineCellar/jq/1.7/INSTALL_RECEIPT.json",
        "Library/Taps/homebrew/core/Formula/jq.rb"
    })
    void leavesOutWhatIsNotInstalled(String path) {
        assertThat(FactList.of(cataloger, path, "").all()).isEmpty();
    }
}
