package io.tidewaiter.advisory.bodhi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of {@code bodhi.fedoraproject.org/updates/}. */
class BodhiUpdatesTest {
    @TempDir
    private Path folder;

    private static String update(String alias, String status, String prefix, String builds, String bugs) {
        return """
                {"alias": "%s", "title": "an update", "display_name": "", "notes": "fixes it", "type": "security",
                 "status": "%s", "severity": "urgent", "date_stable": "2025-02-03 01:39:02", "date_modified": null,
                 "url": "https://bodhi.fedoraproject.org/updates/%s", "user": {"name": "a", "groups": []},
                 "release": {"name": "F40", "version": "40", "id_prefix": "%s", "composes": []},
                 "builds": [%s], "bugs": [%s], "comments": [], "karma": 1}
                """.formatted(alias, status, alias, prefix, builds, bugs);
    }

    private static String build(String nvr, String epoch) {
        return "{\"nvr\": \"%s\", \"type\": \"rpm\", \"epoch\": %s, \"signed\": true}".formatted(nvr, epoch);
    }

    private static String bug(String title) {
        return "{\"bug_id\": 1, \"security\": true, \"parent\": false, \"title\": \"%s\", \"feedback\": []}"
                .formatted(title);
    }

    @Test
    void buildsOfAPageAreFixedSourcePackages() {
        String page = String.join(
                ",",
                update(
                        "FEDORA-2025-1",
                        "stable",
                        "FEDORA",
                        build("java-17-openjdk-17.0.14.0.7-1.fc40", "1") + "," + build("httpd-2.4.55-1.fc40", "0"),
                        bug("CVE-2025-0001 CVE-2025-0002 httpd: smuggling [fedora-all]") + "," + bug("httpd is out")),
                update("FEDORA-2025-2", "testing", "FEDORA", build("httpd-9-1", "0"), bug("CVE-2025-0003")),
                update("FEDORA-EPEL-2025-3", "stable", "FEDORA-EPEL", build("httpd-9-1", "0"), bug("CVE-2025-0004")),
                update("FEDORA-2025-4", "stable", "FEDORA", build("httpd", "0"), bug("CVE-2025-0005")),
                update(
                        "FEDORA-2025-5",
                        "stable",
                        "FEDORA",
                        "{\"nvr\": \"httpd-9-1\", \"type\": \"flatpak\"}",
                        bug("CVE-2025-0006")),
                "7");
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("bodhi/page1.json", "{\"page\": 1, \"pages\": 1, \"total\": 6, \"updates\": [" + page + "]}");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Fedora:40", "httpd"))
                    .containsExactly("FEDORA-2025-1 of Fedora 40: introduced 0, fixed 2.4.55-1.fc40; source");
            assertThat(compiled.says("Fedora:40", "java-17-openjdk"))
                    .containsExactly("FEDORA-2025-1 of Fedora 40: introduced 0, fixed 1:17.0.14.0.7-1.fc40; source");
            assertThat(compiled.says("EPEL:40", "httpd"))
                    .containsExactly("FEDORA-EPEL-2025-3 of EPEL 40: introduced 0, fixed 9-1; source");
            assertThat(compiled.report().count("refused parts")).isEqualTo(2);
            assertThat(compiled.report().notes()).hasSize(2);
        }
    }

    @Test
    void anUpdateMayStandAlone() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file(
                        "bodhi/one.json",
                        "{\"update\": "
                                + update(
                                        "FEDORA-2025-1",
                                        "stable",
                                        "FEDORA",
                                        build("a-1-1", "null"),
                                        bug("CVE-2025-0001"))
                                + ", \"can_edit\": false}")
                .file("bodhi/two.json", update("FEDORA-2025-2", "stable", "FEDORA", build("a-2-1", "0"), ""))
                .file(
                        "bodhi/list.json",
                        "["
                                + update(
                                        "FEDORA-2025-3",
                                        "stable",
                                        "FEDORA",
                                        build("b-c-3-1", "0"),
                                        bug("CVE-2025-0003"))
                                + "]");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Fedora:40", "a"))
                    .containsExactly("FEDORA-2025-1 of Fedora 40: introduced 0, fixed 1-1; source");
            assertThat(compiled.says("Fedora:40", "b-c")).hasSize(1);
            assertThat(compiled.report().notes()).as("one has no CVE").hasSize(1);
        }
    }
}
