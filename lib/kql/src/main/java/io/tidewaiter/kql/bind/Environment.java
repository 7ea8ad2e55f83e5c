package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.syntax.Pipeline;
import io.tidewaiter.kql.syntax.Statement.LetValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What {@code let} and parameters have given names to. Tables are bound anew wherever they are named. */
final class Environment {
    /** What a name stands for. */
    sealed interface Entry {
        /** A value. */
        record Value(Scalar scalar) implements Entry {}

        /** A query, with the names that it was written among. */
        record Table(Pipeline pipeline, Environment environment) implements Entry {}

        /** A function, with the names that it was written among. */
        record Function(LetValue.Function function, Environment environment) implements Entry {}

        /** The rows that {@code invoke} hands on; a function may read them once. */
        record Given(Rows rows) implements Entry {}
    }

    private final @Nullable Environment outer;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private Environment(@Nullable Environment outer) {
        this.outer = outer;
    }

    /** One without names. */
    static Environment empty() {
        return new Environment(null);
    }

    /** One in which names can be given that this one does not see. */
    Environment inner() {
        return new Environment(this);
    }

    void put(String name, Entry entry) {
        entries.put(name, entry);
    }

    Optional<Entry> find(String name) {
        for (Environment at = this; at != null; at = at.outer) {
            Entry entry = at.entries.get(name);
            if (entry != null) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** All names, for suggestions. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Environment at = this; at != null; at = at.outer) {
            names.addAll(at.entries.keySet());
        }
        return names;
    }
}
