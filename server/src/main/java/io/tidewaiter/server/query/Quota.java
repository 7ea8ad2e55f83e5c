package io.tidewaiter.server.query;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** How many questions a caller may ask in a short time, told in headers (Azure wire reference 3.3). */
final class Quota {
    private static final long WINDOW_MILLIS = 5_000;
    private static final int CALLERS_MAX = 10_000;

    private final int questions;
    private final Clock clock;
    private final Map<String, Window> windows = new HashMap<>();

    Quota(int questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    private record Window(long start, int used) {}

    /**
     * What is left.
     *
     * @param remaining questions of the window; negative where there is none for this one
     * @param seconds until the next window
     */
    record Left(int remaining, long seconds) {
        String resetsAfter() {
            return "00:00:0" + Math.min(9, seconds);
        }
    }

    /** Counts a question. */
    synchronized Left take(String caller) {
        long now = clock.millis();
        if (windows.size() > CALLERS_MAX) {
            windows.values().removeIf(w -> w.start() + WINDOW_MILLIS <= now);
        }
        Window window = windows.get(caller);
        if (window == null || window.start() + WINDOW_MILLIS <= now) {
            window = new Window(now, 0);
        }
        windows.put(caller, new Window(window.start(), window.used() + 1));
        long seconds = (window.start() + WINDOW_MILLIS - now + 999) / 1000;
        return new Left(questions - window.used() - 1, seconds);
    }
}
