package io.tidewaiter.server.resource;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.http.Answer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;

/** The query parameter {@code asOf}: what was known at a time, {@code 2026-05-03T00:00:00Z}. */
public final class AsOf {
    private AsOf() {}

    /** Answers with the time that is asked about, empty for now; 400 for what is no time. */
    public static Answer of(ArmRequest request, Function<Optional<Instant>, Answer> answer) {
        Optional<String> text = request.parameter("asOf");
        if (text.isEmpty()) {
            return answer.apply(Optional.empty());
        }
        Instant time;
        try {
            // A plus sign in a query is a blank; whoever wrote an offset meant it.
            time = Instant.ofEpochMilli(OffsetDateTime.parse(text.get().strip().replace(' ', '+'))
                    .toInstant()
                    .toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return Answer.error(400, "InvalidAsOf", "The query parameter asOf is a time like 2026-05-03T00:00:00Z.");
        }
        return answer.apply(Optional.of(time));
    }
}
