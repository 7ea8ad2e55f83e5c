package io.tidewaiter.advisory.alpine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of {@code secdb.alpinelinux.org} and {@code packages.wolfi.dev/os/security.json}. */
class SecdbTest {
    private static final String HEAD = "{\"apkurl\": \"{{urlprefix}}/{{distroversion}}/{{reponame}}/{{arch}}/"
            + "{{pkg.name}}-{{pkg.ver}}.apk\", \"archs\": [\"x86_64\"], \"urlprefix\": \"https://example.org\", ";

    @TempDir
    private Path folder;

    private static String document(String release, String repository, String packages) {
        String version = release.isEmpty() ? "" : "\"distroversion\": \"" + release + "\", ";
        return HEAD + "\"reponame\": \"" + repository + "\", \"packages\": [" + packages + "], " + version
                + "\"more\": 1}";
    }

    private static String source(String name, String secfixes) {
        return "{\"pkg\": {\"name\": \"%s\", \"secfixes\": {%s}}}".formatted(name, secfixes);
    }

    private Feeds feeds() {
        return new Feeds(folder.resolve("feeds"));
    }

    @Test
    void fixesOfEveryReleaseAndRepositoryComeTogether() {
        Feeds feeds = feeds().file(
                        "alpine-secdb/v3.20/main.json",
                        document(
                                "v3.20",
                                "main",
                                source(
                                        "curl",
                                        "\"8.7.1-r0\": [\"CVE-2024-2004\", \"CVE-2024-2379\"], \"0\": [\"CVE-2024-6874\"]")))
                .file(
                        "alpine-secdb/v3.20/community.json",
                        document(
                                "v3.20",
                                "community",
                                source("xen", "\"4.9.1-r1\": [\"CVE-2017-15595 XSA-240\", \"XSA-246\"]")))
                .file(
                        "alpine-secdb/v3.19/main.json",
                        document("v3.19", "main", source("curl", "\"8.5.0-r0\": [\"CVE-2024-2004\"]")));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.report().count("advisories")).isEqualTo(5);
            assertThat(compiled.says("Alpine:v3.20", "curl"))
                    .containsExactly(
                            "ALPINE-CVE-2024-2004 of Alpine: introduced 0, fixed 8.7.1-r0",
                            "ALPINE-CVE-2024-2379 of Alpine: introduced 0, fixed 8.7.1-r0",
                            "ALPINE-CVE-2024-6874 of Alpine: NOT_AFFECTED; the vendor says that no version was affected");
            assertThat(compiled.says("Alpine:v3.19", "curl"))
                    .containsExactly("ALPINE-CVE-2024-2004 of Alpine: introduced 0, fixed 8.5.0-r0");
            assertThat(compiled.says("Alpine:v3.20", "xen"))
                    .containsExactly(
                            "ALPINE-CVE-2017-15595 of Alpine: introduced 0, fixed 4.9.1-r1",
                            "ALPINE-XSA-246 of Alpine: introduced 0, fixed 4.9.1-r1");
        }
    }

    @Test
    void rollingVendorsHaveNoRelease() {
        Feeds feeds = feeds().file(
                        "wolfi-secdb/security.json",
                        document(
                                "",
                                "os",
                                source("openssl", "\"3.3.0-r1\": [\"CVE-2024-4603\", \"GHSA-85xr-ghj6-6m46\"]")))
                .file("chainguard-secdb/security.json", document("", "chainguard", source("a", "\"0\": [\"CGA-1\"]")))
                .file(
                        "secureos-secdb/security.json",
                        document("v1", "", source("zlib", "\"1.3.1\": [\"CVE-2023-45853\"]")));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Wolfi", "openssl"))
                    .containsExactly(
                            "WOLFI-CVE-2024-4603 of Wolfi: introduced 0, fixed 3.3.0-r1",
                            "WOLFI-GHSA-85xr-ghj6-6m46 of Wolfi: introduced 0, fixed 3.3.0-r1");
            assertThat(compiled.says("Chainguard", "a")).hasSize(1);
            assertThat(compiled.says("SecureOS", "zlib"))
                    .containsExactly("SECUREOS-CVE-2023-45853 of SecureOS: introduced 0, fixed 1.3.1");
        }
    }

    /** Entries as in SecureOS's own feed: the same vulnerability fixed in several versions, or not yet. */
    @Test
    void aVendorThatFixesSeveralVersionsHasALineForEach() {
        String lines = source(
                "rqlite",
                "\"9.3.2-r2\": [\"CVE-2025-0001\"], \"0\": [\"CVE-2025-0003\"], \"9.3.0-r1\": [\"CVE-2025-0001\"], "
                        + "\"9.4.0-r0\": [\"CVE-2025-0001\"], \"9.3.0-r3\": [\"CVE-2025-0001\"], "
                        + "\"None\": [\"CVE-2025-0002\"]");
        Feeds feeds = feeds().file("secureos-secdb/secdb.json", document("", "", lines))
                .file(
                        "wolfi-secdb/security.json",
                        document(
                                "", "os", source("a", "\"2-r1\": [\"CVE-2025-0001\"], \"1-r1\": [\"CVE-2025-0001\"]")));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("SecureOS", "rqlite"))
                    .containsExactlyInAnyOrder(
                            "SECUREOS-CVE-2025-0001 of SecureOS: introduced 0, fixed 9.3.0-r3, introduced 9.3.2-r0,"
                                    + " fixed 9.3.2-r2",
                            "SECUREOS-CVE-2025-0002 of SecureOS: introduced 0; AFFECTED",
                            "SECUREOS-CVE-2025-0003 of SecureOS: NOT_AFFECTED; the vendor says that no version was"
                                    + " affected");
            assertThat(compiled.says("Wolfi", "a"))
                    .as("a second fix of the same")
                    .hasSize(2);
        }
    }

    @Test
    void whatIsBrokenIsSetAside() {
        Feeds feeds = feeds().file(
                        "alpine-secdb/v3.20/main.json",
                        document(
                                "v3.20",
                                "main",
                                "7, [[1]], {\"pkg\": {\"secfixes\": {\"1\": [\"CVE-2024-1\"]}}}, "
                                        + source("b", "\"1\": [7]") + ", " + source("c", "\"1\": [\"??\"]") + ", "
                                        + source("d", "\"1\": [\"CVE-2024-0001\"]")))
                .file("alpine-secdb/v3.19/main.json", document("", "main", source("a", "\"1\": [\"CVE-2024-0001\"]")))
                .file("alpine-secdb/v3.18/main.json", "{}")
                .file("alpine-secdb/v3.17/main.json", "{\"packages\": [")
                .file("alpine-secdb/last-update", "2024");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.report().count("documents")).isEqualTo(4);
            assertThat(compiled.report().count("refused")).isEqualTo(3);
            assertThat(compiled.report().count("refused parts")).isEqualTo(5);
            assertThat(compiled.says("Alpine:v3.20", "d")).hasSize(1);
        }
    }
}
