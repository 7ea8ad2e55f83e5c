package io.tidewaiter.store.database;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What texts come to that are read again and again, by their text, so that it can never be out of date. Bounded: when
 * full it begins anew, and a long text is not kept.
 *
 * @param <V> immutable
 */
final class Memo<V> {
    private static final int ENTRIES_MAX = 8_192;
    private static final int CHARS_MAX = 2_048;

    private final Map<String, V> known = new ConcurrentHashMap<>();
    private final Function<String, V> make;

    Memo(Function<String, V> make) {
        this.make = make;
    }

    V of(String text) {
        V found = known.get(text);
        if (found != null) {
            return found;
        }
        V made = make.apply(text);
        if (text.length() <= CHARS_MAX) {
            if (known.size() >= ENTRIES_MAX) {
                known.clear();
            }
            known.put(text, made);
        }
        return made;
    }
}
