package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.KqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is written where a value is wanted, or, as some of them can be either, a table. */
public sealed interface Expression {
    Place place();

    /** A column, a table, a {@code let}, or {@code $left} and {@code $right}. */
    record Name(String name, Place place) implements Expression {}

    /** {@code *}: all columns. */
    record Star(Place place) implements Expression {}

    /**
     * A literal.
     *
     * @param value null, or Boolean, Integer, Long (also ticks), Double, BigDecimal, String (also JSON and guid)
     */
    record Literal(KqlType type, @Nullable Object value, Place place) implements Expression {}

    /** {@code target.key}. */
    record Key(Expression target, String key, Place place) implements Expression {}

    /** {@code target[index]}. */
    record Element(Expression target, Expression index, Place place) implements Expression {}

    /** {@code -operand}. */
    record Negation(Expression operand, Place place) implements Expression {}

    /** Between a column and what is searched for in it, in {@code search}. */
    String TERM = ":";

    /** Arithmetic, comparison, and the operators on strings, with the operator as it is written. */
    record Binary(String operator, Expression left, Expression right, Place place) implements Expression {}

    /** {@code and} or {@code or} of two or more. */
    record Junction(boolean isAnd, List<Expression> operands, Place place) implements Expression {
        public Junction {
            operands = List.copyOf(operands);
        }
    }

    /** {@code in}, {@code has_any} and their like; candidates may be tables. */
    record Membership(String operator, Expression left, List<Expression> candidates, Place place)
            implements Expression {
        public Membership {
            candidates = List.copyOf(candidates);
        }
    }

    /** {@code left between (low .. high)}. */
    record Between(boolean isNegated, Expression left, Expression low, Expression high, Place place)
            implements Expression {}

    /** A call of a function of the language, of a {@code let}, or of one that takes tables. */
    record Call(String function, List<Argument> arguments, Place place) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code typeof(long)}. */
    record TypeOf(KqlType type, Place place) implements Expression {}

    /** A query in brackets or as an argument. */
    record SubQuery(Pipeline pipeline, Place place) implements Expression {}

    /** An argument; the name is empty where none is given. */
    record Argument(String name, Expression value) {}

    /** {@code name = value}; no names where none is given, several for functions that yield several. */
    record Assignment(List<String> names, Expression value) {
        public Assignment {
            names = List.copyOf(names);
        }
    }
}
