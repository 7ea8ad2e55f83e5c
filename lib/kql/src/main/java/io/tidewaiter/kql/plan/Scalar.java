package io.tidewaiter.kql.plan;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A value of a row. */
public sealed interface Scalar {
    /** The type that the language gives it. */
    KqlType type();

    /** The form that its SQL has; see {@link Slot#held}. */
    default KqlType held() {
        return type();
    }

    /** A column. */
    record Column(Slot slot) implements Scalar {
        @Override
        public KqlType type() {
            return slot.type();
        }

        @Override
        public KqlType held() {
            return slot.held();
        }
    }

    /** A value that is known; see {@link Argument#value}. */
    record Literal(KqlType type, @Nullable Object value) implements Scalar {}

    /** {@code typeof(..)} as an argument. */
    record TypeName(KqlType type) implements Scalar {}

    /** A call of a function or operator. */
    record Call(Resolved resolved, List<Scalar> arguments) implements Scalar {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public KqlType type() {
            return resolved.type();
        }
    }

    /** {@code and} or {@code or} of many. */
    record Junction(boolean isAnd, List<Scalar> operands) implements Scalar {
        public Junction {
            operands = List.copyOf(operands);
        }

        @Override
        public KqlType type() {
            return KqlType.BOOL;
        }
    }

    /** A place inside a dynamic value. Another held form than dynamic means that the database has it as a column. */
    record Path(Scalar value, List<PathKey> keys, KqlType held) implements Scalar {
        public Path {
            keys = List.copyOf(keys);
        }

        @Override
        public KqlType type() {
            return KqlType.DYNAMIC;
        }
    }

    /** The value in another type, by the rules of the language. */
    record Conversion(Scalar value, KqlType type) implements Scalar {}

    /**
     * A piece of SQL of ours.
     *
     * @param sql with {@code $1}, {@code $2}... for the operands in their held form
     */
    record Sql(String sql, List<Scalar> operands, KqlType type, KqlType held) implements Scalar {
        public Sql {
            operands = List.copyOf(operands);
        }

        /** A piece whose result is held in its own type. */
        public static Sql of(KqlType type, String sql, Scalar... operands) {
            return new Sql(sql, List.of(operands), type, type);
        }
    }

    /**
     * A value that is drawn at random for each row: a real from 0 to 1, or a GUID.
     *
     * @param seed with which a row draws the same each time; empty for another each time
     * @param row the number of the row, which a draw with a seed goes by; empty where there is one row
     */
    record Draw(KqlType type, OptionalInt seed, List<Scalar> row) implements Scalar {
        public Draw {
            row = List.copyOf(row);
        }

        /** A draw that is another each time. */
        public Draw(KqlType type) {
            this(type, OptionalInt.empty(), List.of());
        }
    }

    /** The first column of the first row of a table. */
    record Query(Plan plan, KqlType type) implements Scalar {}

    /** Whether the value is among those of the first column of a table. */
    record Among(Scalar value, Plan plan, boolean isNegated, boolean ignoresCase) implements Scalar {
        @Override
        public KqlType type() {
            return KqlType.BOOL;
        }
    }

    /** What is known of a value before any row is read. */
    static Argument argument(Scalar scalar) {
        return switch (scalar) {
            case Literal(KqlType type, Object value) -> Argument.constant(type, value);
            case TypeName(KqlType type) -> Argument.typeName(type);
            default -> scalar.type() == KqlType.DYNAMIC ? Argument.heldAs(scalar.held()) : Argument.of(scalar.type());
        };
    }

    /** The same value over other operands. */
    default Scalar map(UnaryOperator<Scalar> change) {
        return switch (this) {
            case Column ignored -> this;
            case Literal ignored -> this;
            case TypeName ignored -> this;
            case Query ignored -> this;
            case Call(Resolved resolved, List<Scalar> arguments) -> new Call(resolved, mapped(arguments, change));
            case Junction(boolean isAnd, List<Scalar> operands) -> new Junction(isAnd, mapped(operands, change));
            case Path(Scalar value, List<PathKey> keys, KqlType held) -> new Path(change.apply(value), keys, held);
            case Conversion(Scalar value, KqlType type) -> new Conversion(change.apply(value), type);
            case Sql(String sql, List<Scalar> operands, KqlType type, KqlType held) ->
                new Sql(sql, mapped(operands, change), type, held);
            case Draw(KqlType type, OptionalInt seed, List<Scalar> row) -> new Draw(type, seed, mapped(row, change));
            case Among(Scalar value, Plan plan, boolean isNegated, boolean ignoresCase) ->
                new Among(change.apply(value), plan, isNegated, ignoresCase);
        };
    }

    /** What it is made of, one level down. */
    default List<Scalar> operands() {
        return switch (this) {
            case Column ignored -> List.of();
            case Literal ignored -> List.of();
            case TypeName ignored -> List.of();
            case Query ignored -> List.of();
            case Call call -> call.arguments();
            case Junction junction -> junction.operands;
            case Path path -> List.of(path.value());
            case Conversion conversion -> List.of(conversion.value());
            case Sql sql -> sql.operands;
            case Draw draw -> draw.row();
            case Among among -> List.of(among.value());
        };
    }

    /** Whether it is drawn, or made of what is. */
    default boolean isDrawn() {
        return this instanceof Draw || operands().stream().anyMatch(Scalar::isDrawn);
    }

    private static List<Scalar> mapped(List<Scalar> scalars, UnaryOperator<Scalar> change) {
        List<Scalar> out = new ArrayList<>(scalars.size());
        for (Scalar scalar : scalars) {
            out.add(change.apply(scalar));
        }
        return out;
    }
}
