package io.tidewaiter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.store.database.StoreException;
import io.tidewaiter.store.upkeep.Backup;
import io.tidewaiter.store.upkeep.Cleaning;
import io.tidewaiter.vuln.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
    private static final InstalledPackage ZLIB = Samples.deb("zlib1g", "zlib", "1.2-1");
    private static final Cleaning.Retention MONTH = new Cleaning.Retention(Duration.ofDays(30), Duration.ofDays(1));

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();

    private static void save(State state, int image, String repository) {
        state.scanQueue().enqueue(Samples.request(repository, "1", image));
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images()
                .save(
                        job,
                        Samples.SUBSCRIPTION,
                        Samples.result(
                                image,
                                Samples.advisories(1),
                                List.of(ZLIB),
                                Samples.match(ZLIB, Samples.vulnerability("CVE-2026-2", Severity.LOW), "")));
    }

    private static InstalledPackage at(String path, InstalledPackage installed) {
        return new InstalledPackage(
                installed.purl(),
                installed.ecosystem(),
                installed.name(),
                installed.version(),
                installed.source(),
                installed.architecture(),
                new Evidence(path, 1, "dpkg"),
                0);
    }

    @Test
    void aCopyIsTakenWhileTheStateIsInUseAndComesBackWhole() {
        Path copy = folder.resolve("copy.db");
        try (State state = State.open(folder.resolve("one"), clock)) {
            save(state, 1, "team/one");
            Backup.write(folder.resolve("one"), copy);
            save(state, 2, "team/two");
            assertThatThrownBy(() -> Backup.restore(copy, folder.resolve("one")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("a service runs");
            assertThatThrownBy(() -> Backup.write(folder.resolve("one"), copy)).hasMessageContaining("there already");
        }
        Backup.restore(copy, folder.resolve("one"));
        try (State state = State.open(folder.resolve("one"), clock)) {
            assertThat(state.images()
                            .subAssessments(SubAssessmentQuery.of(Samples.REGISTRY))
                            .rows())
                    .extracting(SubAssessmentRow::repository)
                    .containsExactly("team/one");
        }
        assertThat(folder.resolve("one").resolve("state.db.before-restore")).exists();
    }

    @Test
    void whatIsNoStateIsNotPutBack() throws IOException {
        Path copy = Files.writeString(folder.resolve("copy.db"), "this is no database ".repeat(300));
        assertThatThrownBy(() -> Backup.restore(copy, folder.resolve("two"))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> Backup.write(folder.resolve("none"), folder.resolve("x")))
                .hasMessageContaining("no state");
        assertThat(folder.resolve("two").resolve("state.db")).doesNotExist();
    }

    @Test
    void takesOutWhatIsOldAndNothingThatHolds() {
        try (State state = State.open(folder, clock)) {
            save(state, 1, "team/gone");
            save(state, 2, "team/stays");
            long entry = state.intakeLog().append(Samples.REGISTRY, "test", "{}".getBytes(StandardCharsets.UTF_8));
            clock.advance(Duration.ofMinutes(1));
            state.intakeLog()
                    .done(
                            entry,
                            List.of(),
                            List.of(new IntakeLog.Deletion(Samples.REGISTRY, "team/gone", "", Samples.digest(1))),
                            "");
            assertThat(state.cleaning().run(MONTH).values()).containsOnly(0L);

            clock.advance(Duration.ofDays(40));
            state.intakeLog().append(Samples.REGISTRY, "test", new byte[0]);
            Map<String, Long> taken = state.cleaning().run(MONTH);
            assertThat(taken)
                    .containsEntry("intake_log", 1L)
                    .containsEntry("image_contents of images that are gone", 1L);
            assertThat(taken.get("image")).isEqualTo(1);
            assertThat(taken.get("image_presence")).isPositive();
            assertThat(state.cleaning().run(MONTH).values()).containsOnly(0L);

            assertThat(state.images()
                            .subAssessments(SubAssessmentQuery.of(Samples.REGISTRY))
                            .rows())
                    .extracting(SubAssessmentRow::repository)
                    .containsExactly("team/stays");
            assertThat(state.images().summary(Samples.REGISTRY).count(Severity.LOW))
                    .isEqualTo(1);
            assertThat(state.images().usage(Samples.SUBSCRIPTION)).hasSize(2);
        }
    }

    @Test
    void whatNothingRefersToGoesAndWhatAnythingRefersToStays() throws Exception {
        InstalledPackage gone = at("opt/old/status", Samples.deb("libold", "old", "1.0-1"));
        try (State state = State.open(folder, clock)) {
            save(state, 1, "team/stays");
            state.scanQueue().enqueue(Samples.request("team/gone", "1", 2));
            state.images()
                    .save(
                            state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow(),
                            Samples.SUBSCRIPTION,
                            Samples.result(
                                    2,
                                    "catalog-2",
                                    Samples.advisories(1),
                                    List.of(gone, ZLIB),
                                    List.of(Samples.unreadable("one layer")),
                                    Samples.match(gone, Samples.vulnerability("CVE-2026-3", Severity.HIGH), "")));
            // the newest rows are kept whatever refers to them, because SQLite would give their numbers away again
            clock.advance(Duration.ofMinutes(1));
            save(state, 3, "team/stays");
            long entry = state.intakeLog().append(Samples.REGISTRY, "test", new byte[0]);
            state.intakeLog()
                    .done(
                            entry,
                            List.of(),
                            List.of(new IntakeLog.Deletion(Samples.REGISTRY, "team/gone", "", Samples.digest(2))),
                            "");
            clock.advance(Duration.ofDays(40));
            InstalledPackage newest = at("opt/new/status", Samples.deb("libnew", "new", "1.0-1"));
            state.scanQueue().enqueue(Samples.request("team/new", "1", 4));
            state.images()
                    .save(
                            state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow(),
                            Samples.SUBSCRIPTION,
                            Samples.result(
                                    4,
                                    "catalog-2",
                                    Samples.advisories(1),
                                    List.of(newest),
                                    List.of(Samples.unreadable("another layer")),
                                    Samples.match(newest, Samples.vulnerability("CVE-2026-4", Severity.HIGH), "")));
            List<SubAssessmentRow> before = state.images()
                    .subAssessments(SubAssessmentQuery.of(Samples.REGISTRY))
                    .rows();
            Map<String, Long> taken = state.cleaning().run(MONTH);
            assertThat(taken)
                    .containsEntry("package_version", 1L)
                    .containsEntry("evidence_place", 1L)
                    .containsEntry("package_match of packages that no image contains", 1L);
            assertThat(taken.get("coverage")).isPositive();
            assertThat(state.images()
                            .subAssessments(SubAssessmentQuery.of(Samples.REGISTRY))
                            .rows())
                    .isEqualTo(before);
            assertThat(state.cleaning().run(MONTH).values()).containsOnly(0L);
        }
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement statement = raw.createStatement()) {
            try (ResultSet broken = statement.executeQuery("PRAGMA foreign_key_check")) {
                assertThat(broken.next()).as("nothing refers to what is gone").isFalse();
            }
            try (ResultSet names =
                    statement.executeQuery("SELECT count(*) FROM package_version WHERE name = 'libold'")) {
                assertThat(names.getLong(1)).isZero();
            }
        }
    }
}
