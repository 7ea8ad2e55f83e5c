package io.tidewaiter.catalog.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryCatalogerTest {
    private static final String BOTTLEROCKET =
            "x86_64-bottlerocket-linux-gnu/sys-root/usr/share/bottlerocket/application-inventory.json";
    private static final String COS = "etc/cos-package-info.json";

    private final InventoryCataloger cataloger = new InventoryCataloger();

    /** The published shape (Bottlerocket, "software inventory"). */
    @Test
    void readsTheInventoryOfBottlerocket() {
        FactList facts = FactList.of(cataloger, BOTTLEROCKET, """
                {"Content": [
                  {"Name": "glibc", "Publisher": "bottlerocket-core-kit", "Version": "2.40",
                   "Release": "1.1740525475.e3a5862c.br1", "Epoch": "1", "Architecture": "x86_64"},
                  {"Name": "kernel-6.1", "Version": "6.1.128", "Release": "1.1740603423.4d405dc9.br1", "Epoch": "0",
                   "Architecture": "x86_64"},
                  {"Name": "old", "Version": "1.0", "Release": "1.br1", "Architecture": "aarch64"}]}
                """);
        assertThat(facts.packages())
                .containsExactly(
                        "glibc 1:2.40-1.1740525475.e3a5862c.br1",
                        "kernel-6.1 6.1.128-1.1740603423.4d405dc9.br1",
                        "old 1.0-1.br1");
        assertThat(facts.installed()).allSatisfy(fact -> assertThat(fact.type()).isEqualTo("rpm"));
        assertThat(facts.unread()).isEmpty();
    }

    /** The published shape (cos-tools, package-info of a release). */
    @Test
    void readsWhatContainerOptimizedInstalledAndNotWhatItWasBuiltWith() {
        FactList facts = FactList.of(cataloger, COS, """
                {"buildTimePackages": [{"category": "app-arch", "name": "unzip", "version": "17162.336.16"}],
                 "installedPackages": [
                  {"category": "sys-libs", "name": "zlib", "version": "17162.336.17", "ebuild_version": "1.2.11-r5"},
                  {"category": "app-arch", "name": "gzip", "version": "1.9", "revision": "1"}]}
                """);
        assertThat(facts.packages()).containsExactly("zlib 17162.336.17", "gzip 1.9");
        assertThat(facts.installed().getFirst().sourceName()).isEqualTo("sys-libs/zlib");
        assertThat(facts.installed().getFirst().sourceVersion()).isEqualTo("1.2.11-r5");
        assertThat(facts.unread()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"Content\": {}}",
                "{\"Content\": [{\"Name\": \"a\", \"Version\": \"1\"",
                "{\"Content\": [{\"Name\": [\"a\"], \"Version\": \"1\"}]}",
                "{\"Content\": [3]}",
                "\u0000\ufffd"
            })
    void tellsOfAnythingElse(String text) {
        assertThat(FactList.of(cataloger, BOTTLEROCKET, text).unread()).isNotEmpty();
        assertThat(FactList.of(cataloger, COS, "[".repeat(100_000)).unread()).isNotEmpty();
    }
}
