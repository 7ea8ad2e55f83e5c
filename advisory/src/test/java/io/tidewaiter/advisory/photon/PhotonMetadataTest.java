package io.tidewaiter.advisory.photon;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of {@code cve_data_photon5.0.json}. */
class PhotonMetadataTest {
    @TempDir
    private Path folder;

    @Test
    void everyStatus() {
        String entry = "{\"cve_id\": \"CVE-2025-000%d\", \"pkg\": \"curl\", \"cve_score\": 7.5, \"aff_ver\": \"all\","
                + " \"res_ver\": \"%s\", \"status\": \"%s\"}";
        String all = String.join(
                ", ",
                entry.formatted(1, "8.1.2-4.ph5", "Fixed"),
                entry.formatted(2, "NA", "Affected"),
                entry.formatted(3, "NA", "Not Affected"),
                entry.formatted(4, "NA", "Fixed").replace("7.5", "null"),
                "{\"pkg\": \"curl\"}");
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("photon/cve_data_photon5.0.json", "[" + all + "]")
                .file("photon/cve_data_photon.json", "[]")
                .file("photon/cve_data_photon4.0.json", "{}");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Photon OS:5.0", "curl"))
                    .containsExactly(
                            "PHOTON-CVE-2025-0001 of Photon OS: introduced 0, fixed 8.1.2-4.ph5",
                            "PHOTON-CVE-2025-0002 of Photon OS: introduced 0; AFFECTED",
                            "PHOTON-CVE-2025-0003 of Photon OS: NOT_AFFECTED; not affected",
                            "PHOTON-CVE-2025-0004 of Photon OS: introduced 0; FIXED; fixed in a version that is not named");
            assertThat(compiled.report().count("refused parts")).isEqualTo(1);
            assertThat(compiled.report().count("refused")).isEqualTo(2);
        }
    }
}
