package io.tidewaiter.advisory.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of {@code advisory.echohq.com/data.json}. */
class EchoFixesTest {
    @TempDir
    private Path folder;

    @Test
    void everyState() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("echo-data/data.json", """
                {"python": {"CVE-2025-0001": {"fixed_version": "3.6.16"}, "CVE-2025-0002": {},
                            "CVE-2025-0003": {"fixed_version": "0"}, "CVE-2025-0004": [], "x": {}}}
                """)
                .file("echo-data/other.json", "[]");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Echo", "python"))
                    .containsExactly(
                            "ECHO-CVE-2025-0001 of Echo: introduced 0, fixed 3.6.16",
                            "ECHO-CVE-2025-0002 of Echo: introduced 0; AFFECTED",
                            "ECHO-CVE-2025-0003 of Echo: NOT_AFFECTED; the vendor says that no version was affected");
            assertThat(compiled.report().count("refused parts")).isEqualTo(2);
            assertThat(compiled.report().count("refused")).isOne();
        }
    }
}
