package io.tidewaiter.kql.function.time;

import io.tidewaiter.kql.value.Json;
import io.tidewaiter.kql.value.Ticks;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Local times, by the time-zone data of the JDK. */
final class Zones {
    private Zones() {}

    static @Nullable Long toLocal(long ticks, String zone) {
        Optional<ZoneId> id = zone(zone);
        if (id.isEmpty() || !Ticks.isDatetime(ticks)) {
            return null;
        }
        LocalDateTime moment = Ticks.moment(ticks);
        int seconds =
                id.get().getRules().getOffset(moment.toInstant(ZoneOffset.UTC)).getTotalSeconds();
        return inRange(ticks + seconds * Ticks.SECOND);
    }

    static @Nullable Long toUtc(long ticks, String zone) {
        Optional<ZoneId> id = zone(zone);
        if (id.isEmpty() || !Ticks.isDatetime(ticks)) {
            return null;
        }
        LocalDateTime local = Ticks.moment(ticks);
        ZoneOffsetTransition transition = id.get().getRules().getTransition(local);
        // a time that no clock shows is counted as if the clock had been put forward before
        ZoneOffset offset = transition != null && transition.isGap()
                ? transition.getOffsetAfter()
                : id.get().getRules().getOffset(local);
        return inRange(ticks - offset.getTotalSeconds() * Ticks.SECOND);
    }

    static String names() {
        return new Json.Array(ZoneId.getAvailableZoneIds().stream()
                        .sorted()
                        .<Json>map(Json.Text::new)
                        .toList())
                .json();
    }

    private static @Nullable Long inRange(long ticks) {
        return Ticks.isDatetime(ticks) ? (Long) ticks : null;
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
