package io.tidewaiter.advisory.arch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of {@code security.archlinux.org/all.json}. */
class ArchTrackerTest {
    @TempDir
    private Path folder;

    private static String group(String name, String status, String fixed) {
        return """
                {"name": "AVG-%s", "packages": ["curl", "libcurl-compat"], "status": "%s", "severity": "High",
                 "type": "arbitrary code execution", "affected": "8.3.0-1", "fixed": %s, "ticket": null,
                 "issues": ["CVE-2025-000%s"], "advisories": ["ASA-202501-1"]}
                """.formatted(name, status, fixed, name);
    }

    @Test
    void everyStatus() {
        String all = String.join(
                ",",
                group("1", "Fixed", "\"8.4.0-1\""),
                group("2", "Vulnerable", "null"),
                group("3", "Testing", "\"8.5.0-1\""),
                group("4", "Not affected", "null"),
                group("5", "Unknown", "null"),
                group("6", "Fixed", "null"),
                group("7", "Perhaps", "null"),
                group("8", "Fixed", "\"8.6.0-1\"").replaceAll("\"CVE[^\"]*\"", ""),
                "[1, {\"a\": []}]");
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("arch/all.json", "[" + all + "]")
                .file("arch/cut.json", "[" + group("9", "Fixed", "\"1\"") + ",");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Arch Linux", "libcurl-compat"))
                    .containsExactly(
                            "AVG-1 of Arch Linux: introduced 0, fixed 8.4.0-1",
                            "AVG-2 of Arch Linux: introduced 0; AFFECTED",
                            "AVG-3 of Arch Linux: introduced 0, fixed 8.5.0-1; the fix is in testing",
                            "AVG-4 of Arch Linux: NOT_AFFECTED; not affected",
                            "AVG-5 of Arch Linux: introduced 0; UNDER_INVESTIGATION; unknown",
                            "AVG-8 of Arch Linux: introduced 0, fixed 8.6.0-1");
            assertThat(compiled.report().count("refused parts")).isEqualTo(3);
            assertThat(compiled.report().count("refused")).isEqualTo(1);
        }
    }
}
