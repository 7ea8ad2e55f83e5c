package io.tidewaiter.flow.reevaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.store.SubAssessmentRow;
import io.tidewaiter.testkit.OsvRecords;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New advisories change what is found in images that nobody reads again. */
class ReevaluatorTest {
    private static final String NPM = """
            CVE-2024-0002 | npm | qs | introduced 0 fixed 6.5.3 |
            CVE-2024-0003 | npm | left-pad | introduced 0 fixed 1.2 |
            """;

    @TempDir
    private Path folder;

    private Service service;
    private int count;

    @BeforeEach
    void open() {
        service = new Service(folder.resolve("state"));
    }

    @AfterEach
    void close() {
        service.close();
    }

    private Path file(String table) throws IOException {
        Path feeds = Files.createDirectories(folder.resolve("feeds" + ++count));
        OsvRecords.write(feeds, table);
        Path file = folder.resolve("db" + count);
        new AdvisoryCompiler().compile(feeds, file);
        return file;
    }

    private AdvisoryDb database(String table) throws IOException {
        return AdvisoryDb.open(file(table));
    }

    private static TarBuilder npm(String... packages) {
        TarBuilder tar = new TarBuilder();
        for (String one : packages) {
            String[] parts = one.split("@", 2);
            tar.file(
                    "srv/node_modules/" + parts[0] + "/package.json",
                    "{\"name\":\"" + parts[0] + "\",\"version\":\"" + parts[1] + "\"}");
        }
        return tar;
    }

    private String image(TarBuilder... layers) {
        TestImage.Builder image = TestImage.builder();
        for (TarBuilder layer : layers) {
            image.layer(layer);
        }
        return "oci:" + image.build().writeLayout(folder.resolve("image" + ++count));
    }

    private List<String> found() {
        return service.rows().stream()
                .flatMap(row -> row.found().stream())
                .map(finding -> finding.match().vulnerability().id() + " "
                        + finding.packages().getFirst().purl())
                .sorted()
                .toList();
    }

    private Reevaluator reevaluator() {
        return new Reevaluator(service.state.reevaluation(), Clock.systemUTC());
    }

    @Test
    void onlyWhatTheChangedAdvisoriesNameIsMatchedAgain() throws Exception {
        try (AdvisoryDb before = database(NPM);
                AdvisoryDb after = database(NPM.replace("fixed 6.5.3", "fixed 6.5.4")
                        + "CVE-2024-0001 | npm | express | introduced 0 fixed 5.0.0 |\n")) {
            service.scan(image(npm("qs@6.5.3", "left-pad@1.0.0", "express@4.0.0")), before);
            service.scan(image(npm("qs@6.5.3", "ms@1.0.0")), before);
            assertThat(found()).containsExactly("CVE-2024-0003 pkg:npm/left-pad@1.0.0");
            int metered = service.metered();
            service.state.images().activate(after.snapshot());
            Reevaluator.Summary done = reevaluator().run(Optional.of(before), after);
            assertThat(found())
                    .containsExactly(
                            "CVE-2024-0001 pkg:npm/express@4.0.0",
                            "CVE-2024-0002 pkg:npm/qs@6.5.3",
                            "CVE-2024-0002 pkg:npm/qs@6.5.3",
                            "CVE-2024-0003 pkg:npm/left-pad@1.0.0");
            assertThat(done.matched()).isEqualTo(2);
            assertThat(done.changed()).isEqualTo(2);
            assertThat(service.metered()).isEqualTo(metered);
            assertThat(service.rows())
                    .extracting(SubAssessmentRow::advisoryDigest)
                    .containsOnly(after.snapshot().digest());
            assertThat(service.state.reevaluation().isPending(after.snapshot())).isFalse();
        }
    }

    @Test
    void withoutTheDatabaseOfBeforeEverythingIsMatchedAgainOnce() throws Exception {
        try (AdvisoryDb before = database(NPM);
                AdvisoryDb after = database("CVE-2024-0009 | npm | qs | introduced 0 fixed 7.0.0 |\n")) {
            service.scan(image(npm("qs@6.5.2", "left-pad@1.0.0")), before);
            service.state.images().activate(after.snapshot());
            assertThat(reevaluator().run(Optional.empty(), after).matched()).isEqualTo(2);
            assertThat(found()).containsExactly("CVE-2024-0009 pkg:npm/qs@6.5.2");
            assertThat(reevaluator().run(Optional.empty(), after).matched()).isZero();
        }
    }

    @Test
    void anEndInTheMiddleIsTakenUpAndAnOldScanDoesNotBringOldWordsBack() throws Exception {
        try (AdvisoryDb before = database(NPM);
                AdvisoryDb after = database("CVE-2024-0009 | npm | qs | introduced 0 fixed 7.0.0 |\n")) {
            String image = image(npm("qs@6.5.2", "left-pad@1.0.0"));
            service.scan(image, before);
            service.state.images().activate(after.snapshot());
            Reevaluator dying = new Reevaluator(service.state.reevaluation(), Clock.systemUTC(), () -> {
                throw new IllegalStateException("killed");
            });
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> dying.run(Optional.of(before), after))
                    .hasMessage("killed");
            reevaluator().run(Optional.empty(), after);
            assertThat(found()).containsExactly("CVE-2024-0009 pkg:npm/qs@6.5.2");
        }
    }

    @Test
    void anImageThatNobodyCouldJudgeIsJudgedOnceThereAreAdvisories() throws Exception {
        try (AdvisoryDb before = database("CVE-2024-0004 | PyPI | flask | introduced 0 fixed 2.0 |\n");
                AdvisoryDb after = database("CVE-2024-0004 | PyPI | flask | introduced 0 fixed 2.0 |\n" + NPM)) {
            service.scan(image(npm("ms@1.0.0")), before);
            assertThat(service.rows()).singleElement().satisfies(row -> {
                assertThat(row.status()).isEqualTo(Health.UNVERIFIED);
                assertThat(row.cause()).isEqualTo("NoAdvisories");
            });
            service.state.images().activate(after.snapshot());
            assertThat(reevaluator().run(Optional.of(before), after).images()).isEqualTo(1);
            assertThat(service.rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.status()).isEqualTo(Health.HEALTHY));
        }
    }

    @Test
    void anImageIsJudgedOnceThereAreAdvisoriesOfWhoSpeaksInItsReleasesPlace() throws Exception {
        String npm = "CVE-2024-0002 | npm | qs | introduced 0 fixed 6.5.3 |\n";
        String redHat = "RHSA-1 | Red Hat:enterprise_linux:7 | bash | introduced 0 fixed 4.2 |\n";
        TarBuilder centos = new TarBuilder()
                .file("etc/os-release", "ID=centos\nVERSION_ID=\"7\"\n")
                .file(
                        "var/lib/rpmmanifest/container-manifest-2",
                        "zlib\t1.2.7-18.el7\t1\t1\tCentOS\t(none)\t1\tx86_64\t0\tzlib-1.2.7-18.el7.src.rpm\n");
        try (AdvisoryDb before = database(npm);
                AdvisoryDb after = database(npm + redHat)) {
            service.scan(image(centos), before);
            assertThat(service.rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.cause()).isEqualTo("NoAdvisories"));
            service.state.images().activate(after.snapshot());
            assertThat(reevaluator().run(Optional.of(before), after).images()).isEqualTo(1);
            assertThat(service.rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.cause()).isNotEqualTo("NoAdvisories"));
        }
    }

    @Test
    void aPackageThatTheDistributionBroughtIsAnotherOneThanAStrangers() throws Exception {
        String table = """
                CVE-2024-0002 | npm | qs | introduced 0 fixed 6.5.3 |
                DEBIAN-CVE-2024-0002 | Debian:12 | node-qs | introduced 0 fixed 6.5.2-1 | "aliases": ["CVE-2024-0002"],
                """;
        TarBuilder system = new TarBuilder().file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
        String stanza = "Package: node-qs\nStatus: install ok installed\nArchitecture: all\nVersion: 6.5.2-1\n\n";
        String path = "/usr/lib/node_modules/qs/package.json";
        String owned = image(system.file("var/lib/dpkg/status", stanza)
                .file("var/lib/dpkg/info/node-qs.list", "/.\n" + path + "\n")
                .file(path.substring(1), "{\"name\":\"qs\",\"version\":\"6.5.2\"}"));
        try (AdvisoryDb before = database(table);
                AdvisoryDb after = database(table + "CVE-2025-0001 | npm | qs | introduced 0 fixed 6.9.0 |\n")) {
            service.scan(image(npm("qs@6.5.2")), before);
            service.scan(owned, before);
            assertThat(found()).containsExactly("CVE-2024-0002 pkg:npm/qs@6.5.2");
            service.state.images().activate(after.snapshot());
            reevaluator().run(Optional.of(before), after);
            assertThat(found())
                    .containsExactly(
                            "CVE-2024-0002 pkg:npm/qs@6.5.2",
                            "CVE-2025-0001 pkg:npm/qs@6.5.2",
                            "CVE-2025-0001 pkg:npm/qs@6.5.2");
        }
    }

    @Test
    void aFileThatTakesTheDatabasesPlaceIsNoticedAndABrokenOneChangesNothing() throws Exception {
        Path file = file(NPM);
        try (Advisories advisories = new Advisories(AdvisoryDb.open(file))) {
            AdvisoryWatch watch = new AdvisoryWatch(file, advisories, service.state, reevaluator());
            try (Advisories.Lease lease = advisories.lease()) {
                service.scan(image(npm("qs@6.5.2")), lease.db());
            }
            watch.look();
            Files.writeString(folder.resolve("broken"), "no database");
            Files.move(folder.resolve("broken"), file, StandardCopyOption.REPLACE_EXISTING);
            watch.look();
            assertThat(found()).containsExactly("CVE-2024-0002 pkg:npm/qs@6.5.2");
            Files.move(
                    file("CVE-2024-0009 | npm | qs | introduced 0 fixed 7.0.0 |\n"),
                    file,
                    StandardCopyOption.ATOMIC_MOVE);
            watch.look();
            assertThat(found()).containsExactly("CVE-2024-0009 pkg:npm/qs@6.5.2");
        }
    }
}
