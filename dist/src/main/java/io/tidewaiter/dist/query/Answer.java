package io.tidewaiter.dist.query;

import io.tidewaiter.dist.rest.RestClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows with their columns, all pages put together.
 *
 * @param rows arrays of values in the order of the columns
 * @param total rows that the query has
 */
record Answer(List<Column> columns, List<JsonNode> rows, long total) {
    private static final int PAGE = 1000;

    /** @param type in the words of the service: string, integer, number, boolean, datetime, object */
    record Column(String name, String type) {}

    boolean isCut() {
        return rows.size() < total;
    }

    /** Asks page by page. */
    static Answer of(RestClient client, String query, int rowsMax) throws IOException, InterruptedException {
        List<Column> columns = new ArrayList<>();
        List<JsonNode> rows = new ArrayList<>();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("query", query);
        ObjectNode options = body.putObject("options").put("resultFormat", "table");
        long total;
        String token;
        do {
            options.put("$top", Math.min(PAGE, rowsMax - rows.size()));
            JsonNode answer =
                    client.post("/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01", body.toString());
            if (columns.isEmpty()) {
                answer.at("/data/columns")
                        .forEach(c -> columns.add(new Column(
                                c.path("name").asString(""), c.path("type").asString(""))));
            }
            answer.at("/data/rows").forEach(rows::add);
            total = answer.path("totalRecords").asLong(0);
            token = answer.path("$skipToken").asString("");
            options.put("$skipToken", token);
        } while (!token.isEmpty() && rows.size() < rowsMax);
        return new Answer(columns, rows, total);
    }
}
