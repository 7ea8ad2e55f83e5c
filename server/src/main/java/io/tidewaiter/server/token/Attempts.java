package io.tidewaiter.server.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Counts wrong passwords and codes, so that guessing ends after a few; forgets them after a while. */
public final class Attempts {
    /** Wrong ones in a row before the next are refused unread. */
    public static final int WRONG_MAX = 10;

    /** How long they are refused after the last wrong one. */
    public static final Duration PAUSE = Duration.ofMinutes(5);

    private static final int NAMES_MAX = 10_000;

    private final Clock clock;
    private final Map<String, Wrong> byName = new LinkedHashMap<>();

    public Attempts(Clock clock) {
        this.clock = clock;
    }

    private record Wrong(int count, Instant last) {}

    /** Whether a name has to wait. */
    public synchronized boolean mustWait(String name) {
        Wrong wrong = byName.get(key(name));
        return wrong != null
                && wrong.count() >= WRONG_MAX
                && clock.instant().isBefore(wrong.last().plus(PAUSE));
    }

    /** Counts a wrong one. */
    public synchronized void wrong(String name) {
        Wrong before = byName.remove(key(name));
        Instant now = clock.instant();
        int count = before == null || now.isAfter(before.last().plus(PAUSE)) ? 0 : before.count();
        byName.put(key(name), new Wrong(count + 1, now));
        if (byName.size() > NAMES_MAX) {
            byName.remove(byName.keySet().iterator().next()); // the one that was wrong longest ago
        }
    }

    /** Forgets a name that got it right. */
    public synchronized void right(String name) {
        byName.remove(key(name));
    }

    private static String key(String name) {
        return name.length() > 256 ? name.substring(0, 256).toLowerCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT);
    }
}
