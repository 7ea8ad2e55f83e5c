package io.tidewaiter.catalog.dhi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.merge.Inventories;
import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.testkit.TarBuilder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DhiCatalogerTest {
    private static final String PATH = "opt/docker/sbom/tomcat/.spdx.tomcat.json";

    private final DhiCataloger cataloger = new DhiCataloger();

    private static String document(String... purls) {
        StringBuilder packages = new StringBuilder();
        for (String purl : purls) {
            packages.append(packages.isEmpty() ? "" : ",")
                    .append("{\"externalRefs\": [{\"referenceType\": \"purl\", \"referenceLocator\": \"")
                    .append(purl)
                    .append("\"}]}");
        }
        return "{\"SPDXID\": \"SPDXRef-x\", \"packages\": [" + packages + "]}";
    }

    @Test
    void tellsWhatDockerBuiltAndNothingElse() {
        FactList facts = FactList.of(
                cataloger,
                PATH,
                document(
                        "pkg:dhi/tomcat@10.1.34",
                        "pkg:dhi/eclipse/temurin-jre@21.0.5",
                        "pkg:docker/dhi/tomcat@10.1.34-debian13",
                        "pkg:github/redis/redis@8.0.1",
                        "pkg:dhi/none"));
        assertThat(facts.packages()).containsExactly("tomcat 10.1.34", "temurin-jre 21.0.5");
        assertThat(facts.installed().getFirst().type()).isEqualTo("dhi");
        assertThat(facts.installed().getLast().namespace()).isEqualTo("eclipse");
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void itsRecordsAreDockers() {
        InstalledPackage installed = Inventories.of(new TarBuilder().file(PATH, document("pkg:dhi/tomcat@10.1.34")))
                .packages()
                .getFirst();
        assertThat(installed.purl()).hasToString("pkg:dhi/tomcat@10.1.34");
        assertThat(installed.ecosystem()).hasToString("Docker Hardened Images");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "opt/docker/sbom/.spdx.json",
                "opt/docker/sbom/x/spdx.x.json",
                "x/.spdx.x.json/y",
                "a.spdx.b.json"
            })
    void isSilentOverOtherFiles(String path) {
        assertThat(FactList.of(cataloger, path, document("pkg:dhi/tomcat@1")).all())
                .isEmpty();
    }

    @Test
    void tellsOfABrokenDocument() {
        assertThat(FactList.of(cataloger, PATH, "{\"packages\": [{").unread()).isNotEmpty();
        byte[] noise = new byte[10_000];
        new Random(26).nextBytes(noise);
        assertThat(FactList.of(cataloger, PATH, noise).unread()).isNotEmpty();
        assertThat(FactList.of(cataloger, PATH, "[".repeat(100_000)).packages()).isEmpty();
    }
}
