package io.tidewaiter.advisory.updateinfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of {@code advisories.bottlerocket.aws/updateinfo.xml.gz}. */
class BottlerocketTest {
    @TempDir
    private Path folder;

    @Test
    void updatesOfTheOneRelease() {
        Feeds feeds = new Feeds(folder.resolve("feeds")).file("bottlerocket/updateinfo.xml", """
                <?xml version="1.0"?>
                <updates><update author="a" from="a" status="final" type="security" version="1.4">
                  <id>BRSA-aaaa</id><title>glibc CVE-2025-0001</title>
                  <issued date="2026-03-17T16:22:44Z" /><updated date="2026-03-17T16:22:44Z" /><severity>medium</severity>
                  <references><reference href="http://example.org" id="CVE-2025-0001" type="cve" />
                    <reference href="http://example.org" id="BRSA-aaaa" type="brsa" /></references>
                  <pkglist><collection short="bottlerocket"><name>Bottlerocket</name>
                    <package arch="x86_64" name="glibc" version="2.43" release="1.1773716061.e2e9d7a9.br1" epoch="1" />
                    <package arch="aarch64" name="glibc" version="2.43" release="1.1773716061.e2e9d7a9.br1" epoch="1" />
                  </collection></pkglist>
                </update></updates>
                """);
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Bottlerocket", "glibc"))
                    .containsExactly("BRSA-aaaa of Bottlerocket: introduced 0, fixed 1:2.43-1.1773716061.e2e9d7a9.br1");
        }
    }
}
