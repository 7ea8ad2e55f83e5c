package io.tidewaiter.catalog.rust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.classifier.SourceBuilt;
import io.tidewaiter.catalog.merge.Inventories;
import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.testkit.TarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CargoInstallCatalogerTest {
    private static final String PATH = "usr/local/cargo/.crates2.json";

    /** The shape that cargo 1.70 writes. */
    private static final String LIST = """
            {"installs": {
              "ripgrep 13.0.0 (registry+https://github.com/rust-lang/crates.io-index)": {"version_req": null,
                "bins": ["rg"], "features": [], "all_features": false, "profile": "release", "rustc": "rustc 1.70"},
              "cargo-edit 0.12.2-rc.1 (sparse+https://index.crates.io/)": {"bins": ["cargo-add", "cargo-rm", "../x", 7]},
              "mine 0.1.0 (path+file:///src/mine)": {"bins": ["mine"]},
              "forked 1.0.0 (git+https://github.com/a/b#0a1b)": {"bins": ["forked"]},
              "other 1.0.0 (registry+https://crates.example/index)": {"bins": ["other"]}}}
            """;

    private final CargoInstallCataloger cataloger = new CargoInstallCataloger();

    @Test
    void readsWhatCameFromCratesIo() {
        FactList facts = FactList.of(cataloger, PATH, LIST);
        assertThat(facts.packages()).containsExactly("ripgrep 13.0.0", "cargo-edit 0.12.2-rc.1");
        assertThat(facts.paths())
                .containsExactly(
                        "usr/local/cargo/bin/rg", "usr/local/cargo/bin/cargo-add", "usr/local/cargo/bin/cargo-rm");
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void explainsTheProgramsThatWereInstalled() {
        Coverage coverage = Inventories.of(new TarBuilder()
                        .file(PATH, LIST)
                        .executable("usr/local/cargo/bin/rg", SourceBuilt.program("rg"))
                        .executable("usr/local/cargo/bin/mine", SourceBuilt.program("mine")))
                .coverage();
        assertThat(coverage.unexplained()).containsExactly("usr/local/cargo/bin/mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usr/local/cargo/.crates.toml", "x/crates2.json", ".crates2.json/x"})
    void isSilentOverOtherFiles(String path) {
        assertThat(FactList.of(cataloger, path, LIST).all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{\"installs\": {\"ripgrep\": {}}}",
                "{\"installs\": {\"a 1",
                "{\"installs\": {\"\": null}}"
            })
    void tellsOfAnythingElse(String text) {
        FactList facts = FactList.of(cataloger, PATH, text);
        assertThat(facts.packages()).isEmpty();
        assertThat(facts.unread()).hasSize(1);
    }

    @Test
    void anEmptyListIsNothing() {
        assertThat(FactList.of(cataloger, PATH, "{\"installs\": {}}").all()).isEmpty();
        assertThat(FactList.of(cataloger, ".crates2.json", LIST).paths()).contains("bin/rg");
    }
}
