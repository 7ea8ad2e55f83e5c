package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.KqlType;
import java.util.List;
import java.util.Optional;

/** A statement; the last one that is a query gives the answer. */
public sealed interface Statement {
    Place place();

    /** {@code let name = value}. */
    record Let(String name, LetValue value, Place place) implements Statement {}

    /** {@code set option}: has no effect here. */
    record SetOption(String name, Optional<Expression> value, Place place) implements Statement {}

    /** {@code declare query_parameters(...)}: each is a let with its default. */
    record Declare(List<Parameter> parameters, Place place) implements Statement {
        public Declare {
            parameters = List.copyOf(parameters);
        }
    }

    /** A query. */
    record Query(Pipeline pipeline, Place place) implements Statement {}

    /** What a {@code let} stands for. */
    sealed interface LetValue {
        /** A value or a table; which of them, the binder finds out. */
        record Plain(Pipeline pipeline) implements LetValue {}

        /** A function or, without parameters and named like a table, a view. */
        record Function(List<Parameter> parameters, List<Statement> body, boolean isView) implements LetValue {
            public Function {
                parameters = List.copyOf(parameters);
                body = List.copyOf(body);
            }
        }
    }

    /** What a function takes. */
    sealed interface Parameter {
        String name();

        /** A value. */
        record Scalar(String name, KqlType type, Optional<Expression> standard) implements Parameter {}

        /** A table with at least these columns. */
        record Tabular(String name, List<Source.Column> columns) implements Parameter {
            public Tabular {
                columns = List.copyOf(columns);
            }
        }
    }
}
