package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import java.util.HashMap;
import java.util.Map;

/** How often a value names a column. */
final class Uses {
    private Uses() {}

    static Map<Slot, Integer> of(Scalar value) {
        Map<Slot, Integer> uses = new HashMap<>();
        add(value, uses);
        return uses;
    }

    static void add(Scalar value, Map<Slot, Integer> uses) {
        if (value instanceof Scalar.Column(Slot slot)) {
            uses.merge(slot, 1, Integer::sum);
        }
        value.operands().forEach(o -> add(o, uses));
    }
}
