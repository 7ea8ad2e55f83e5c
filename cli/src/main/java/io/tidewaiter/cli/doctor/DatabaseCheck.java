package io.tidewaiter.cli.doctor;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AdvisoryException;
import io.tidewaiter.model.match.AdvisorySnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** The advisory database: whether it is there, and how old its newest record is. */
final class DatabaseCheck {
    private static final Duration AGE_MAX = Duration.ofDays(7);
    private static final String BUILD = "build one: tidewaiter db build --from FOLDER";

    private DatabaseCheck() {}

    static Finding of(Path path) {
        if (!Files.exists(path)) {
            return Finding.warning("advisories", "there is no " + path + ", so nothing would be judged", BUILD);
        }
        try (AdvisoryDb db = AdvisoryDb.open(path)) {
            AdvisorySnapshot snapshot = db.snapshot();
            long records = snapshot.feeds().stream()
                    .mapToLong(AdvisorySnapshot.Feed::records)
                    .sum();
            String newest = snapshot.feeds().stream()
                    .map(AdvisorySnapshot.Feed::newest)
                    .max(String::compareTo)
                    .orElse("");
            String saw = path + ": " + records + " records, the newest of " + (newest.isEmpty() ? "no date" : newest);
            return isFresh(newest)
                    ? Finding.ok("advisories", saw)
                    : Finding.warning("advisories", saw, "older than " + AGE_MAX.toDays() + " days: " + BUILD);
        } catch (AdvisoryException e) {
            return Finding.problem("advisories", String.valueOf(e.getMessage()), BUILD);
        }
    }

    private static boolean isFresh(String newest) {
        try {
            return Instant.parse(newest).isAfter(Instant.now().minus(AGE_MAX));
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
