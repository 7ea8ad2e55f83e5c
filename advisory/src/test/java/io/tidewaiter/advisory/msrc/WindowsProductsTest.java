package io.tidewaiter.advisory.msrc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of {@code msrc.microsoft.com/csaf/vex}. */
class WindowsProductsTest {
    @TempDir
    private Path folder;

    private static String product(String name, String build, int id) {
        return """
                {"category": "product_name", "name": "%s", "branches": [
                  {"category": "product_version_range", "name": "<%s",
                   "product": {"name": "%s <%s", "product_id": "%d"}},
                  {"category": "product_version", "name": "%s",
                   "product": {"name": "%s %s", "product_id": "%d"}}]}
                """.formatted(name, build, name, build, id, build, name, build, id + 10_000);
    }

    private static String document(String id) {
        return """
                {"document": {"aggregate_severity": {"namespace": "https://www.microsoft.com", "text": "Important"},
                  "category": "csaf_vex", "csaf_version": "2.0", "title": "Windows Kernel Elevation of Privilege",
                  "publisher": {"category": "vendor", "name": "Microsoft Security Response Center",
                    "namespace": "https://msrc.microsoft.com"},
                  "tracking": {"current_release_date": "2024-04-09T07:00:00.000Z", "id": "%s",
                    "initial_release_date": "2024-04-09T07:00:00.000Z", "status": "final", "version": "1"}},
                 "product_tree": {"branches": [{"category": "vendor", "name": "Microsoft", "branches": [%s, %s, %s]}]},
                 "vulnerabilities": [{"cve": "CVE-2024-26218",
                   "product_status": {"fixed": ["10001", "10002", "10003"], "known_affected": ["1", "2", "3"]},
                   "remediations": [{"category": "vendor_fix", "date": "2024-04-09T07:00:00.000Z",
                     "details": "10.0.20348.2402:Security Update:https://support.microsoft.com/help/5036909",
                     "product_ids": ["1"], "url": "https://support.microsoft.com/help/5036909"}]}]}
                """.formatted(
                        id,
                        product("Windows Server 2022", "10.0.20348.2402", 1),
                        product("Windows Server 2022 (Server Core installation)", "10.0.20348.2402", 2),
                        product("Windows 10 Version 1809 for x64-based Systems", "10.0.17763.5696", 3));
    }

    @Test
    void aBuildOfAServerIsAffectedBelowTheFixedRevision() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("msrc-csaf/2024/msrc_cve-2024-26218.json", document("msrc_CVE-2024-26218"))
                .file("elsewhere/a.json", document("msrc_CVE-2024-26218").replace("26218", "26219"));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Windows:20348", "windows"))
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("msrc_CVE-2024-26218 of Microsoft: introduced 0, fixed 10.0.20348.2402");
            assertThat(compiled.says("Windows:17763", "windows")).isEmpty();
        }
    }
}
