package io.tidewaiter.flow.reevaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.testkit.OsvRecords;
import io.tidewaiter.testkit.SharedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the state keeps of real images is enough: matching it gives to the letter what the scan gave. */
class FixtureImagesTest {
    private static final List<String> FEEDS = List.of("Debian", "AlmaLinux", "Alpine", "npm", "PyPI", "Go", "Maven");
    private static final List<String> ROOTS = List.of(
            "debian-12-bootstrapped",
            "debian-11-bootstrapped",
            "almalinux-8-derived-bdb",
            "almalinux-9-derived-sqlite",
            "alpine-installed-a",
            "ubi-7-bdb");
    private static final List<String> LAYOUTS = List.of("demo-three-layers", "small-distroless", "scratch-go-modules");

    @Test
    void matchingStoredPackagesAgainChangesNothing(@TempDir Path folder) throws Exception {
        Path feeds = folder.resolve("feeds");
        for (String name : FEEDS) {
            Path zip = SharedFiles.require("data", "advisories", name, "all.zip");
            Files.copy(zip, Files.createDirectories(feeds.resolve(name)).resolve("all.zip"));
        }
        new AdvisoryCompiler().compile(feeds, folder.resolve("before.db"));
        OsvRecords.write(
                Files.createDirectories(feeds.resolve("more")),
                "CVE-2030-0001 | npm | no-such-package | introduced 0 fixed 1.0 |\n");
        new AdvisoryCompiler().compile(feeds, folder.resolve("after.db"));
        try (Service service = new Service(folder.resolve("state"));
                AdvisoryDb before = AdvisoryDb.open(folder.resolve("before.db"));
                AdvisoryDb after = AdvisoryDb.open(folder.resolve("after.db"))) {
            for (String root : ROOTS) {
                service.scan("dir:" + SharedFiles.require("data", "rootfs", root), before);
            }
            for (String layout : LAYOUTS) {
                service.scan("oci:" + SharedFiles.require("data", "images", layout), before);
            }
            int found = service.rows().size();
            assertThat(found).isGreaterThan(100);
            service.state.images().activate(after.snapshot());
            Reevaluator reevaluator = new Reevaluator(service.state.reevaluation(), Clock.systemUTC());
            Reevaluator.Summary all = reevaluator.run(Optional.empty(), after);
            assertThat(all.matched()).isGreaterThan(300);
            assertThat(all.changed()).isZero();
            assertThat(all.images()).isZero();
            assertThat(service.rows()).hasSize(found);
        }
    }
}
