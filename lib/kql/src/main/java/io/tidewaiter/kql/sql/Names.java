package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.plan.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One name for each column of a statement, so that nothing needs a prefix. DuckDB does not tell case apart, and what a
 * query calls its columns may be anything; what is not plain is made plain.
 */
final class Names {
    private static final int CHARS_MAX = 60;

    private final Map<Integer, String> bySlot = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private int aliases;

    /** The quoted name of a column. */
    String of(Slot slot) {
        return bySlot.computeIfAbsent(slot.id(), id -> SqlText.name(free(plain(slot.name()))));
    }

    /** A name for a table in the statement. */
    String alias() {
        aliases++;
        return "t" + aliases;
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; !used.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    private static String plain(String name) {
        StringBuilder out = new StringBuilder();
        name.codePoints()
                .limit(CHARS_MAX)
                .forEach(c -> out.appendCodePoint(c < ' ' || (c > '~' && !Character.isLetterOrDigit(c)) ? '_' : c));
        return out.isEmpty() ? "_" : out.toString();
    }
}
