package io.tidewaiter.kql.bind.scope;

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
public final class Environment {
    /** What a name stands for. */
    public sealed interface Entry {
        /**
         * A value.
         *
         * @param size how many parts each use adds to the query
         */
        public record Value(Scalar scalar, int size) implements Entry {
            /** A value of so many parts as it has. */
            public Value(Scalar scalar) {
                this(scalar, sizeOf(scalar));
            }

            private static int sizeOf(Scalar scalar) {
                int size = 1;
                for (Scalar operand : scalar.operands()) {
                    size += sizeOf(operand);
                }
                return size;
            }
        }

        /** A query, with the names that it was written among. */
        public record Table(Pipeline pipeline, Environment environment) implements Entry {}

        /** A function, with the names that it was written among. */
        public record Function(LetValue.Function function, Environment environment) implements Entry {}

        /** The rows that {@code invoke} hands on; a function may read them once. */
        public record Given(Rows rows) implements Entry {}
    }

    private final @Nullable Environment outer;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private Environment(@Nullable Environment outer) {
        this.outer = outer;
    }

    /** One without names. */
    public static Environment empty() {
        return new Environment(null);
    }

    /** One in which names can be given that this one does not see. */
    public Environment inner() {
        return new Environment(this);
    }

    public void put(String name, Entry entry) {
        entries.put(name, entry);
    }

    public Optional<Entry> find(String name) {
        for (Environment at = this; at != null; at = at.outer) {
            Entry entry = at.entries.get(name);
            if (entry != null) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** All names, for suggestions. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Environment at = this; at != null; at = at.outer) {
            names.addAll(at.entries.keySet());
        }
        return names;
    }
}
