package io.tidewaiter.kql.plan;

import io.tidewaiter.kql.KqlType;

/**
 * A column of a plan. Where a column is passed on unchanged it stays the same slot, whatever it is called.
 *
 * @param id unique in a query
 * @param type the type that the language gives it
 * @param held the form that SQL has it in; differs from the type only for dynamic values that are columns of their own
 * @param isHidden whether only queries that name it see it
 */
public record Slot(int id, String name, KqlType type, KqlType held, boolean isHidden) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Slot slot && slot.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
