package io.tidewaiter.kql.plan;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.Refusal;

/** Gives out the slots of one query, and ends a query that grows without bound. */
public final class Slots {
    private final int nodesMax;
    private int next;
    private int nodes;

    public Slots(int nodesMax) {
        this.nodesMax = nodesMax;
    }

    /** A new column. */
    public Slot slot(String name, KqlType type, KqlType held) {
        count(1);
        return new Slot(next++, name, type, held, false);
    }

    /** A new column, held in its own type. */
    public Slot slot(String name, KqlType type) {
        return slot(name, type, type);
    }

    /** A new column that holds what the expression yields. */
    public Slot slot(String name, Scalar value) {
        return slot(name, value.type(), value.held());
    }

    /** A column that only those see who name it. */
    public Slot hidden(String name, KqlType type) {
        return new Slot(next++, name, type, type, true);
    }

    /** The same column under another name, still for those only who name it. */
    public Slot hidden(Slot slot, String name) {
        return new Slot(next++, name, slot.type(), slot.held(), true);
    }

    /** The same column under another name. */
    public Slot renamed(Slot slot, String name) {
        return new Slot(next++, name, slot.type(), slot.held(), false);
    }

    /**
     * Counts work.
     *
     * @throws Refusal where it is more than a query may make
     */
    public void count(int more) {
        nodes += more;
        if (nodes > nodesMax) {
            throw new Refusal(Diagnostic.of(
                    Code.QueryTooComplex,
                    "with its functions and views put in, the query has more than " + nodesMax + " parts"));
        }
    }
}
