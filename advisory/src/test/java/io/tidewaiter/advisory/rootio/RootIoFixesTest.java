package io.tidewaiter.advisory.rootio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of Root.io's {@code cve_feed}. */
class RootIoFixesTest {
    @TempDir
    private Path folder;

    private static String feed(String system, String release, String pkg) {
        return """
                {"%s": [{"distroversion": "%s", "packages": [{"pkg": %s}]}]}
                """.formatted(system, release, pkg);
    }

    @Test
    void rangesAreThoseOfRootsRecords() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("rootio/a.json", feed("alpine", "3.17", """
                        {"name": "memcached", "cves": {"CVE-2025-0001": {"vulnerable_ranges": ["<1.6.17-r00071"],
                          "fixed_versions": ["1.6.17-r00071"], "severity": "HIGH"}}}
                        """))
                .file("rootio/b.json", feed("debian", "12", """
                        {"cves": {"CVE-2025-0001": {"vulnerable_ranges": ["< 1-1.root.io.2", ">=2-1 <2-1.root.io.1", ">= 3-1, <=3-2"]},
                          "CVE-2025-0002": {"fixed_versions": ["1-1.root.io.3"]}, "CVE-2025-0003": {}}, "name": "jq"}
                        """))
                .file("rootio/c.json", feed("ubuntu", "22.04", """
                        {"name": "jq", "cves": {"CVE-2025-0001": {"vulnerable_ranges": ["=1.0"]}}}
                        """));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Root:Alpine:3.17", "rootio-memcached"))
                    .containsExactly("ROOT-CVE-2025-0001 of Root: introduced 0, fixed 1.6.17-r00071; HIGH");
            assertThat(compiled.says("Root:Debian:12", "rootio-jq"))
                    .containsExactly(
                            "ROOT-CVE-2025-0001 of Root: introduced 0, fixed 1-1.root.io.2, introduced 2-1, fixed"
                                    + " 2-1.root.io.1, introduced 3-1, last 3-2",
                            "ROOT-CVE-2025-0002 of Root: introduced 0, fixed 1-1.root.io.3");
            assertThat(compiled.says("Root:Ubuntu:22.04", "rootio-jq"))
                    .containsExactly("ROOT-CVE-2025-0001 of Root: introduced 1.0, last 1.0; AFFECTED");
        }
    }

    @Test
    void whatIsBrokenIsSetAsideAlone() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("rootio/a.json", feed("debian", "12", """
                        {"name": "jq", "cves": {"CVE-2025-0001": [], "CVE-2025-0002": {"vulnerable_ranges": ["> 1-1"]},
                          "CVE-2025-0003": {"vulnerable_ranges": ["<1 <2"]}, "CVE-2025-0004": {"vulnerable_ranges": [""]},
                          "CVE-2025-0005": {"fixed_versions": ["2-1"]}}}
                        """))
                .file("rootio/b.json", feed("debian", "12", "{\"cves\": {}}"))
                .file("rootio/c.json", feed("debian", "", "{\"name\": \"a\"}"))
                .file("rootio/d.json", feed("plan9", "4", "{}"))
                .file("rootio/e.json", "[]");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Root:Debian:12", "rootio-jq")).hasSize(1);
            assertThat(compiled.report().count("refused parts")).isEqualTo(5);
            assertThat(compiled.report().count("refused")).isEqualTo(2);
            assertThat(compiled.report().count("notes")).isOne();
        }
    }
}
