package io.tidewaiter.advisory.rapidfort;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of {@code github.com/rapidfort/security-advisories}. */
class RapidFortFixesTest {
    @TempDir
    private Path folder;

    private static String document(String cves) {
        return "{\"package_name\": \"a\", \"advisory\": {\"el9\": {" + cves + "}}}";
    }

    @Test
    void eachEventIsARangeOfItsOwnAndOfEveryReleaseOnce() {
        String events =
                "\"CVE-2025-0001\": {\"severity\": \"HIGH\", \"events\": [{\"introduced\": \"\", \"fixed\": \"0:2-1.rf\"},"
                        + " {\"introduced\": \"0:3-1.rf1\"}, {\"introduced\": \"0\", \"fixed\": \"2-1.rfc3339.el9\"}]}";
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("rapidfort/OS/redhat/a_advisory.json", document(events + "}, \"el8\": {" + events))
                .file("rapidfort/OS/alpine/a_advisory.json", document(events));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("RapidFort:Red Hat", "a"))
                    .containsExactly("RAPIDFORT-CVE-2025-0001 of RapidFort: introduced 0, fixed 0:2-1.rf, introduced"
                            + " 0:3-1.rf1; HIGH");
            assertThat(compiled.report().count("advisories")).isOne();
        }
    }

    @Test
    void whatIsBrokenIsSetAside() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file(
                        "rapidfort/OS/redhat/a.json",
                        document("\"CVE-2025-0001\": 7, \"CVE-2025-0002\": {\"events\": {}},"
                                + " \"CVE-2025-0003\": {\"events\": [{\"fixed\": \"2-1.rf\"}]}"))
                .file("rapidfort/OS/redhat/b.json", "{\"advisory\": {}}")
                .file("rapidfort/OS/redhat/c.json", "<html>")
                .file("rapidfort/OS/redhat/d.json", document("").substring(0, 30));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.report().count("refused parts")).isEqualTo(2);
            assertThat(compiled.report().count("refused")).isEqualTo(3);
            assertThat(compiled.says("RapidFort:Red Hat", "a")).hasSize(1);
        }
    }
}
