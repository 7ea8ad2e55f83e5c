package io.tidewaiter.kql.plan;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.schema.KqlColumn;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An operator over rows. Rows have no order; where a query's order matters, it is a {@link Sort} or a key of the
 * operator.
 */
public sealed interface Plan {
    /** The columns that it yields. */
    List<Slot> columns();

    /** Where its rows come from. */
    List<Plan> inputs();

    /** The same operator over other inputs and with other values. */
    default Plan map(UnaryOperator<Plan> inputs, UnaryOperator<Scalar> values) {
        return new PlanMap(inputs, values).of(this);
    }

    /** A column and what it holds. */
    record Assign(Slot slot, Scalar value) {}

    /** A sort key. */
    record SortKey(Scalar value, boolean isAscending, boolean isNullsFirst) {}

    /**
     * The rows of a table.
     *
     * @param path empty where the slot is the column, else the place inside it that is a column of the database
     */
    record Field(Slot slot, KqlColumn column, List<String> path, String sql) {
        public Field {
            path = List.copyOf(path);
        }
    }

    /** The rows of a table. */
    record Scan(KqlTable table, List<Field> fields) implements Plan {
        public Scan {
            fields = List.copyOf(fields);
        }

        @Override
        public List<Slot> columns() {
            return fields.stream().map(Field::slot).toList();
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /** Rows that are written down. */
    record Values(List<Slot> columns, List<List<Scalar>> rows) implements Plan {
        public Values {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /** The row of the outer query that an {@link Apply} works on. */
    record Outer(List<Slot> columns) implements Plan {
        public Outer {
            columns = List.copyOf(columns);
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /** Those rows for which the condition is true. */
    record Filter(Plan input, Scalar condition) implements Plan {
        @Override
        public List<Slot> columns() {
            return input.columns();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Other columns for each row. */
    record Project(Plan input, List<Assign> assigns) implements Plan {
        public Project {
            assigns = List.copyOf(assigns);
        }

        @Override
        public List<Slot> columns() {
            return assigns.stream().map(Assign::slot).toList();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /**
     * An aggregate.
     *
     * @param sql with a {@link SqlHole} for each operand and, where it matters, for the order
     * @param order the order in which it sees the rows; empty where that does not matter
     */
    record Aggregated(Slot slot, String sql, List<Scalar> operands, List<SortKey> order) {
        public Aggregated {
            operands = List.copyOf(operands);
            order = List.copyOf(order);
        }
    }

    /**
     * Values that are all of one row.
     *
     * @param by that row's value is the greatest or least of all; empty for any row
     */
    record Choice(Optional<Scalar> by, boolean isGreatest, List<Assign> values) {
        public Choice {
            values = List.copyOf(values);
        }
    }

    /** One row for each combination of keys; without keys one row, even of no rows. */
    record Aggregate(Plan input, List<Assign> keys, List<Aggregated> aggregates, List<Choice> choices) implements Plan {
        public Aggregate {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
            choices = List.copyOf(choices);
        }

        /** Without choices. */
        public Aggregate(Plan input, List<Assign> keys, List<Aggregated> aggregates) {
            this(input, keys, aggregates, List.of());
        }

        @Override
        public List<Slot> columns() {
            List<Slot> columns = new ArrayList<>();
            keys.forEach(k -> columns.add(k.slot()));
            aggregates.forEach(a -> columns.add(a.slot()));
            choices.forEach(c -> c.values().forEach(v -> columns.add(v.slot())));
            return columns;
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Any one row for each combination of the keys. */
    record OneOf(Plan input, List<Scalar> keys) implements Plan {
        public OneOf {
            keys = List.copyOf(keys);
        }

        @Override
        public List<Slot> columns() {
            return input.columns();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Values that depend on neighbouring rows. */
    record Window(Plan input, List<Aggregated> values, List<SortKey> order) implements Plan {
        public Window {
            values = List.copyOf(values);
            order = List.copyOf(order);
        }

        @Override
        public List<Slot> columns() {
            List<Slot> columns = new ArrayList<>(input.columns());
            values.forEach(v -> columns.add(v.slot()));
            return columns;
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** All rows in an order. */
    record Sort(Plan input, List<SortKey> keys) implements Plan {
        public Sort {
            keys = List.copyOf(keys);
        }

        @Override
        public List<Slot> columns() {
            return input.columns();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** The first rows, after some are skipped. */
    record Limit(Plan input, long skip, long rows) implements Plan {
        @Override
        public List<Slot> columns() {
            return input.columns();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /**
     * Some rows, drawn at random.
     *
     * @param seed with which the same rows are drawn from the same input each time; empty for others each time
     */
    record Sample(Plan input, long rows, OptionalInt seed) implements Plan {
        @Override
        public List<Slot> columns() {
            return input.columns();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** How the rows of two sides meet. */
    enum JoinKind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        /** Left rows with a match. */
        SEMI,
        /** Left rows without a match. */
        ANTI
    }

    /** Two values that must be equal. */
    record Equality(Scalar left, Scalar right) {}

    /** Pairs of rows whose keys are equal. */
    record Join(JoinKind kind, Plan left, Plan right, List<Equality> on) implements Plan {
        public Join {
            on = List.copyOf(on);
        }

        @Override
        public List<Slot> columns() {
            return kind == JoinKind.SEMI || kind == JoinKind.ANTI
                    ? left.columns()
                    : Stream.concat(left.columns().stream(), right.columns().stream())
                            .toList();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(left, right);
        }
    }

    /** The rows of all legs, whose columns correspond by position. */
    record Union(List<Plan> legs, List<Slot> columns) implements Plan {
        public Union {
            legs = List.copyOf(legs);
            columns = List.copyOf(columns);
        }

        @Override
        public List<Plan> inputs() {
            return legs;
        }
    }

    /**
     * A row for each element.
     *
     * @param slot the element; dynamic
     * @param list yields a list of SQL of dynamic values
     */
    record Element(Slot slot, Scalar list) {}

    /** A row for each element of arrays and bags, side by side. */
    record Expand(Plan input, List<Element> elements, Optional<Slot> index) implements Plan {
        public Expand {
            elements = List.copyOf(elements);
        }

        @Override
        public List<Slot> columns() {
            List<Slot> columns = new ArrayList<>(input.columns());
            elements.forEach(e -> columns.add(e.slot()));
            index.ifPresent(columns::add);
            return columns;
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** For each row, what the body makes of it. */
    record Apply(Plan input, Plan body) implements Plan {
        @Override
        public List<Slot> columns() {
            return Stream.concat(input.columns().stream(), body.columns().stream())
                    .toList();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input, body);
        }
    }

    /** Numbers from one to another. */
    record Range(Slot slot, Scalar from, Scalar to, Scalar step) implements Plan {
        @Override
        public List<Slot> columns() {
            return List.of(slot);
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /** The literal of a whole number. */
    static Scalar.Literal whole(long value) {
        return new Scalar.Literal(KqlType.LONG, value);
    }
}
