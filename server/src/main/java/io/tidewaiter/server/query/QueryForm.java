package io.tidewaiter.server.query;

import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.compile.OutputColumn;
import io.tidewaiter.kql.value.Ticks;
import io.tidewaiter.server.http.Responses;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows as JSON, in the two formats of the surface (Azure wire reference 3.2). */
final class QueryForm {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private QueryForm() {}

    static JsonNode data(QueryOutcome.Rows answer, boolean table) {
        return table ? table(answer) : objects(answer);
    }

    private static ArrayNode objects(QueryOutcome.Rows answer) {
        ArrayNode array = JSON.arrayNode();
        for (@Nullable Object[] row : answer.rows()) {
            ObjectNode object = array.addObject();
            for (int i = 0; i < row.length; i++) {
                OutputColumn column = answer.columns().get(i);
                object.set(column.name(), value(row[i], column.type()));
            }
        }
        return array;
    }

    private static ObjectNode table(QueryOutcome.Rows answer) {
        ObjectNode table = JSON.objectNode();
        ArrayNode columns = table.putArray("columns");
        for (OutputColumn column : answer.columns()) {
            columns.addObject().put("name", column.name()).put("type", type(column.type()));
        }
        ArrayNode rows = table.putArray("rows");
        for (@Nullable Object[] row : answer.rows()) {
            ArrayNode values = rows.addArray();
            for (int i = 0; i < row.length; i++) {
                values.add(value(row[i], answer.columns().get(i).type()));
            }
        }
        return table;
    }

    private static String type(KqlType type) {
        return switch (type) {
            case BOOL -> "boolean";
            case INT, LONG -> "integer";
            case REAL, DECIMAL -> "number";
            case STRING, GUID, TIMESPAN -> "string";
            case DATETIME -> "datetime";
            case DYNAMIC -> "object";
        };
    }

    /** A value; a text is never null, numbers that JSON cannot write are words. */
    static JsonNode value(@Nullable Object value, KqlType type) {
        return switch (value) {
            case null -> type == KqlType.STRING ? JSON.stringNode("") : JSON.nullNode();
            case Boolean flag -> JSON.booleanNode(flag);
            case Long number ->
                switch (type) {
                    case DATETIME -> JSON.stringNode(Ticks.datetimeText(number));
                    case TIMESPAN -> JSON.stringNode(Ticks.timespanText(number));
                    default -> JSON.numberNode(number);
                };
            case Double number ->
                number.isNaN() || number.isInfinite() ? JSON.stringNode(number.toString()) : JSON.numberNode(number);
            case BigDecimal number -> JSON.numberNode(number.stripTrailingZeros());
            case String text -> type == KqlType.DYNAMIC ? json(text) : JSON.stringNode(text);
            default -> throw new IllegalArgumentException("no column yields a " + value.getClass());
        };
    }

    private static JsonNode json(String text) {
        try {
            return Responses.JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.stringNode(text); // what is not JSON is shown as what it is
        }
    }

    /** Whether rows can be told apart by something, so that pages fit together: not where all columns are dynamic. */
    static boolean isPageable(List<OutputColumn> columns) {
        return columns.stream().anyMatch(c -> c.type() != KqlType.DYNAMIC);
    }
}
