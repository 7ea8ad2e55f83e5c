package io.tidewaiter.kql.plan.rule;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.plan.PathKey;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.Slots;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns that an operator's reader wants, and which of them are places inside others. */
final class Needs {
    /** A place inside a column. */
    record Place(Slot column, List<PathKey> keys) {}

    private final Slots slots;
    private final Map<Place, Slot> byPlace = new HashMap<>();
    private final Map<Slot, Place> bySlot = new HashMap<>();

    Needs(Slots slots) {
        this.slots = slots;
    }

    /** The column that stands for a place inside another. */
    Slot inside(Slot column, List<PathKey> keys, KqlType held) {
        return byPlace.computeIfAbsent(new Place(column, List.copyOf(keys)), place -> {
            Slot slot = slots.slot(name(column, keys), KqlType.DYNAMIC, held);
            bySlot.put(slot, place);
            return slot;
        });
    }

    /** The place that a column stands for. */
    Optional<Place> place(Slot slot) {
        return Optional.ofNullable(bySlot.get(slot));
    }

    /** What an operator defines itself, or what lies inside that. */
    boolean isOf(Slot need, Collection<Slot> columns) {
        return columns.contains(need)
                || place(need).filter(p -> columns.contains(p.column())).isPresent();
    }

    static Set<Slot> copy(Collection<Slot> needs) {
        return new LinkedHashSet<>(needs);
    }

    private static String name(Slot column, List<PathKey> keys) {
        return column.name() + "_"
                + keys.stream()
                        .map(k -> switch (k) {
                            case PathKey.Name(String name) -> name;
                            case PathKey.Index(int index) -> Integer.toString(index);
                        })
                        .collect(Collectors.joining("_"));
    }
}
