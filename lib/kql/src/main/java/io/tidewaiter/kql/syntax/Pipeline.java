package io.tidewaiter.kql.syntax;

import java.util.List;

/** A source of rows and what is done to them in turn. */
public record Pipeline(Source source, List<Operator> operators) {
    public Pipeline {
        operators = List.copyOf(operators);
    }
}
