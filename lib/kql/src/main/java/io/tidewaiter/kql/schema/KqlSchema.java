package io.tidewaiter.kql.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tables that a query may name.
 *
 * @param defaultTable the one that a query reads which begins with an operator; empty where that is an error
 */
public record KqlSchema(List<KqlTable> tables, String defaultTable) {
    public KqlSchema {
        tables = List.copyOf(tables);
    }

    /** The table of a name, without regard to case. */
    public Optional<KqlTable> table(String name) {
        return Optional.ofNullable(byName().get(name.toLowerCase(Locale.ROOT)));
    }

    private Map<String, KqlTable> byName() {
        Map<String, KqlTable> byName = new LinkedHashMap<>();
        tables.forEach(t -> byName.put(t.name().toLowerCase(Locale.ROOT), t));
        return byName;
    }
}
