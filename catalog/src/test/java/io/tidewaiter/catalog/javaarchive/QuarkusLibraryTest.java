package io.tidewaiter.catalog.javaarchive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuarkusLibraryTest {
    private static JarIdentity of(String path) {
        return JarIdentity.of(path, List.of(), JarAttributes.parse(new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "opt/keycloak/lib/lib/main/com.github.java-json-tools.btf-1.3.jar, com.github.java-json-tools, btf, 1.3",
        "lib/main/com.oracle.database.jdbc.ojdbc11-23.2.0.0.jar, com.oracle.database.jdbc, ojdbc11, 23.2.0.0",
        "app/lib/main/org.acme.acme-core-0.21.0.RELEASE.jar, org.acme, acme-core, 0.21.0.RELEASE",
        "lib/deployment/org.eclipse.sisu.org.eclipse.sisu.inject-0.3.5.jar, org.eclipse.sisu, org.eclipse.sisu.inject, 0.3.5",
        "lib/main/org.acme.org.acme.core-1.0.jar, org.acme, org.acme.core, 1.0",
        "lib/main/acme.acme-tools-2.7.7.jar, acme, acme-tools, 2.7.7",
    })
    void theNameHasGroupAndArtifact(String path, String group, String artifact, String version) {
        assertThat(of(path)).isEqualTo(new JarIdentity.Inferred(new Coordinates(group, artifact, version)));
    }

    @ParameterizedTest
    @CsvSource({
        // where the group ends cannot be told
        "lib/main/org.acme.jakarta.acme-1.0.jar",
        "lib/main/com.acme.io.files-1.0.jar",
        // names of other forms, and other folders
        "lib/main/acme-tools-2.7.7.jar",
        "lib/main/acme.tools-2.7.7.jar",
        "lib/main/org.acme.core.jar",
        "lib/boot/org.acme.core-6.0.0.jar",
        "lib/org.acme.core-6.0.0.jar",
        "lib/main/sub/org.acme.core-6.0.0.jar",
    })
    void whatCannotBeToldStaysUnknown(String path) {
        assertThat(of(path)).isInstanceOf(JarIdentity.Unknown.class);
    }
}
