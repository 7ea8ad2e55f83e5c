package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.KqlType;
import java.util.List;
import java.util.Optional;

/** Where rows come from. */
public sealed interface Source {
    Place place();

    /** A query that begins with an operator: the rows of the default table, or those that the context hands in. */
    record Implied(Place place) implements Source {}

    /** A table, a {@code let}, a call, a query in brackets. */
    record Named(Expression expression) implements Source {
        @Override
        public Place place() {
            return expression.place();
        }
    }

    /** {@code print}: one row. */
    record Print(List<Expression.Assignment> columns, Place place) implements Source {
        public Print {
            columns = List.copyOf(columns);
        }
    }

    /** {@code range x from .. to .. step ..}. */
    record Range(String column, Expression from, Expression to, Expression step, Place place) implements Source {}

    /** Rows that are written down in the query. */
    record Datatable(List<Column> columns, List<Expression> values, Place place) implements Source {
        public Datatable {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
        }
    }

    /** Rows from elsewhere. */
    record External(Place place) implements Source {}

    /**
     * {@code find in (..) where .. project ..}; no tables means all.
     *
     * @param columns those that are asked for; empty where the language chooses them
     * @param tableColumn the column that tells of which table a row is
     */
    record Find(
            List<Expression> tables, Expression condition, List<FoundColumn> columns, String tableColumn, Place place)
            implements Source {
        public Find {
            tables = List.copyOf(tables);
            columns = List.copyOf(columns);
        }
    }

    /** What {@code find} is asked to show of a row. */
    sealed interface FoundColumn {
        /** A column, in a type where one is given. */
        record Named(String name, Optional<KqlType> type, Place place) implements FoundColumn {}

        /** {@code pack_all()}: the columns that are not named, as a bag. */
        record Rest() implements FoundColumn {}
    }

    /** A column with its declared type. */
    record Column(String name, KqlType type, Place place) {}
}
