package io.tidewaiter.advisory.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document in the shape of {@code official-cve-feed/index.json}. */
class CveFeedTest {
    @TempDir
    private Path folder;

    private static String item(String id, String text) {
        return """
                {"_kubernetes_io": {"google_group_url": "https://groups.google.com/x", "issue_number": 1},
                 "content_text": "%s", "date_published": "2023-11-10T00:00:00Z",
                 "external_url": "https://www.cve.org/cverecord?id=%s", "id": "%s", "status": "fixed",
                 "summary": "a flaw", "url": "https://github.com/kubernetes/kubernetes/issues/1"}
                """.formatted(text.replace("\n", "\\r\\n"), id, id);
    }

    private static String feed(String... items) {
        return """
                {"_kubernetes_io": {"feed_refresh_job": "https://testgrid.k8s.io", "updated_at": "2025-01-01T00:00:00Z"},
                 "authors": [{"name": "Kubernetes Community"}], "description": "x", "feed_url": "x",
                 "home_page_url": "https://kubernetes.io", "items": [%s], "title": "x",
                 "version": "https://jsonfeed.org/version/1.1"}
                """.formatted(String.join(", ", items));
    }

    @Test
    void linesThatSayWhichVersions() {
        String text = """
                CVSS Rating: [CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H](https://x) **HIGH**

                ### Am I vulnerable?
                Some text.
                #### Affected Versions
                - kubelet v1.28.0 - v1.28.3
                - kubelet <= v1.25.15
                - kube-apiserver versions before the flood
                #### Fixed Versions
                - kubelet v1.28.4
                - kubelet v1.25.16
                - kubelet v1.29.0
                #### Mitigation
                - kubelet v9.9.9
                """;
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file(
                        "kubernetes-cve-feed/index.json",
                        feed(item("CVE-2023-5528", text), item("CVE-2023-0002", "see the issue"), "{\"id\": 1}", "7"));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Kubernetes", "k8s.io/kubelet"))
                    .containsExactly(
                            "CVE-2023-5528 of Kubernetes: introduced 1.28.0, fixed 1.28.4, introduced 0, fixed 1.25.16");
            assertThat(compiled.says("Kubernetes", "k8s.io/apiserver")).isEmpty();
            assertThat(compiled.db().enrichment("CVE-2023-5528").scores()).hasSize(1);
            assertThat(compiled.report().count("notes")).isEqualTo(2);
            assertThat(compiled.report().count("refused parts")).isOne();
        }
    }
}
