package io.tidewaiter.flow.discover;

import io.tidewaiter.intake.support.Reach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How registries are found and listed.
 *
 * @param every how often each is listed, and each connection asked, at least a second
 * @param afterFailure how long one that could not be listed to its end waits
 * @param keepFreeFor how long results are shown after no plan covers their registry any more
 * @param registriesAtATime how many are listed at a time
 * @param lookUpsAtATime how many requests one of them gets at a time
 * @param reach closed networks that we stand in
 * @param connections files that say where registries are found
 */
public record ReconcileSettings(
        Duration every,
        Duration afterFailure,
        Duration keepFreeFor,
        int registriesAtATime,
        int lookUpsAtATime,
        Reach reach,
        List<Path> connections) {
    public ReconcileSettings {
        connections = List.copyOf(connections);
    }

    /** Every hour, politely; results age out after 30 days. */
    public static ReconcileSettings standard() {
        return new ReconcileSettings(
                Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(30), 2, 4, Reach.PUBLIC, List.of());
    }

    /** The same with another interval. */
    public ReconcileSettings withEvery(Duration other) {
        return new ReconcileSettings(
                other, afterFailure, keepFreeFor, registriesAtATime, lookUpsAtATime, reach, connections);
    }

    /** The same with another time after which results age out. */
    public ReconcileSettings withKeepFreeFor(Duration other) {
        return new ReconcileSettings(every, afterFailure, other, registriesAtATime, lookUpsAtATime, reach, connections);
    }

    /** The same within other networks. */
    public ReconcileSettings withReach(Reach other) {
        return new ReconcileSettings(
                every, afterFailure, keepFreeFor, registriesAtATime, lookUpsAtATime, other, connections);
    }

    /** The same with connections. */
    public ReconcileSettings withConnections(List<Path> other) {
        return new ReconcileSettings(every, afterFailure, keepFreeFor, registriesAtATime, lookUpsAtATime, reach, other);
    }
}
