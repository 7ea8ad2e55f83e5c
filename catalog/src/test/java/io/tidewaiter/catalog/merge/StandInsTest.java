package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.testkit.TarBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What several files tell of one package. */
class StandInsTest {
    private static final String CACHE = "root/.cache/uv/archive-v0/14Zsqlh9RMNOhA1j/";
    private static final String SITE = "usr/local/lib/python3.11/site-packages/";

    private static List<String> told(TarBuilder... layers) {
        return Inventories.of(layers).packages().stream()
                .map(StandInsTest::told)
                .toList();
    }

    private static String told(InstalledPackage one) {
        return one.purl() + " " + one.evidence().path();
    }

    private static String metadata(String version) {
        return "Metadata-Version: 2.4\nName: urllib3\nVersion: " + version + "\n\n";
    }

    @Test
    void aDistributionThatUvLinkedFromItsCacheIsToldWhereItIsInstalled() {
        String info = "urllib3-2.8.0.dist-info/METADATA";
        assertThat(told(new TarBuilder().file(CACHE + info, metadata("2.8.0")).hardlink(SITE + info, CACHE + info)))
                .containsExactly("pkg:pypi/urllib3@2.8.0 " + SITE + info);
        assertThat(told(
                        new TarBuilder().file(CACHE + info, metadata("2.8.0")).hardlink(SITE + info, CACHE + info),
                        new TarBuilder().whiteout(SITE + "urllib3-2.8.0.dist-info")))
                .containsExactly("pkg:pypi/urllib3@2.8.0 " + CACHE + info);
    }

    @Test
    void oneThatIsInTheCacheAloneStays() {
        String info = "urllib3-2.8.0.dist-info/METADATA";
        assertThat(told(new TarBuilder()
                        .file(CACHE + info, metadata("2.8.0"))
                        .symlink(SITE + info, "/" + CACHE + info)
                        .file(SITE + "other-1.dist-info/METADATA", "Name: urllib3\nVersion: 1.26.0\n\n")))
                .containsExactlyInAnyOrder(
                        "pkg:pypi/urllib3@2.8.0 " + CACHE + info,
                        "pkg:pypi/urllib3@1.26.0 " + SITE + "other-1.dist-info/METADATA");
    }
}
