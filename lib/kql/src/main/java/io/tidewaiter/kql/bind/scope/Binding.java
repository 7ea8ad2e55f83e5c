package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlLimits;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.Slots;
import io.tidewaiter.kql.schema.KqlSchema;
import io.tidewaiter.kql.syntax.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** What all parts of one translation share. */
public final class Binding {
    private final KqlSchema schema;
    private final KqlLimits limits;
    private final long now;
    private final Optional<BiFunction<Plan, Slot, List<String>>> probe;
    private final Slots slots;
    private final List<Diagnostic> warnings = new ArrayList<>();
    private final Map<String, Scalar> options = new HashMap<>();
    private int joins;
    private int legs;
    private int operators;
    private int depth;

    public Binding(Context context) {
        this.schema = context.schema();
        this.limits = context.limits();
        this.now = context.now();
        this.probe = context.probe();
        this.slots = new Slots(limits.nodes());
    }

    public KqlSchema schema() {
        return schema;
    }

    /** Keeps the value of an option that functions ask for. */
    public void option(String name, Scalar value) {
        options.put(name, value);
    }

    /** The value of an option; empty where the query does not set it. */
    public Optional<Scalar> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** The one moment of the query, in ticks. */
    public long now() {
        return now;
    }

    public Slots slots() {
        return slots;
    }

    public List<Diagnostic> warnings() {
        return warnings;
    }

    public Optional<BiFunction<Plan, Slot, List<String>>> probe() {
        return probe;
    }

    public void warn(Place place, String message) {
        if (warnings.size() < 20) {
            warnings.add(place.refuse(Code.InvalidQueryLanguage, message).diagnostic());
        }
    }

    public void countJoin(Place place) {
        if (++joins > limits.joins()) {
            throw place.refuse(Code.QueryTooComplex, "the query has more than " + limits.joins() + " joins");
        }
    }

    public void countLegs(int more, Place place) {
        legs += more;
        if (legs > limits.unionLegs()) {
            throw place.refuse(
                    Code.QueryTooComplex, "the query puts more than " + limits.unionLegs() + " tables together");
        }
    }

    public void countOperator(Place place) {
        slots.count(1);
        if (++operators > limits.operators()) {
            throw place.refuse(Code.QueryTooComplex, "the query has more than " + limits.operators() + " operators");
        }
    }

    /** Enters a function, a view or a query inside another. */
    public void enter(Place place) {
        if (++depth > limits.depth()) {
            throw place.refuse(
                    Code.QueryTooComplex,
                    "functions and queries are more than " + limits.depth() + " inside each other");
        }
    }

    public void leave() {
        depth--;
    }

    /** What each draw of a table at a place of the text begins with, where each reading has to draw the same. */
    public Seeds seeds(Place place) {
        return new Seeds(Objects.hash(now, place.line(), place.column()));
    }
}
