package io.tidewaiter.server.query;

import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.server.http.Answer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code resourceChanges}: what happened to resources in an interval, the latest first. */
final class ResourceChanges {
    private static final int IDS_MAX = 100;
    private static final int ROWS_MAX = 1000;

    private ResourceChanges() {}

    static Answer answer(QuerySession session, ObjectNode body) {
        List<String> ids = new ArrayList<>();
        body.path("resourceIds").forEach(id -> ids.add(id.asString("")));
        if (body.path("resourceId").isString()) {
            ids.add(body.get("resourceId").stringValue());
        }
        if (ids.isEmpty() || ids.size() > IDS_MAX) {
            return QueryErrors.badRequest(
                    "InvalidRequest", "'resourceIds' names at least one resource, and at most " + IDS_MAX + ".");
        }
        String start = body.path("interval").path("start").asString("");
        String end = body.path("interval").path("end").asString("");
        try {
            Instant.parse(start);
            Instant.parse(end);
        } catch (DateTimeException e) {
            return QueryErrors.badRequest(
                    "InvalidInterval", "'interval' has 'start' and 'end' in the form of ISO 8601.");
        }
        String named = ids.stream().map(ResourceChanges::literal).collect(Collectors.joining(", "));
        String query = """
                resourcechanges
                | extend at = todatetime(properties.changeAttributes.timestamp), target = tostring(properties.targetResourceId)
                | where target in~ (%s)
                | project name, target, at, change = tostring(properties.changeType)
                | sort by target asc, at asc
                | extend before = iff(prev(target) =~ target, prev(at), at)
                | where at between (datetime(%s) .. datetime(%s))
                | sort by at desc
                """.formatted(named, start, end);
        QueryOutcome outcome = session.run(query, new QuerySession.Part(0, ROWS_MAX));
        if (!(outcome instanceof QueryOutcome.Rows rows)) {
            return QueryErrors.of(outcome);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode changes = answer.putArray("changes");
        for (@Nullable Object[] row : rows.rows()) {
            JsonNode at = QueryForm.value(row[2], rows.columns().get(2).type());
            JsonNode before = QueryForm.value(row[4], rows.columns().get(4).type());
            ObjectNode change = changes.addObject()
                    .put("changeId", String.valueOf(row[0]))
                    .put("resourceId", String.valueOf(row[1]))
                    .put("changeType", String.valueOf(row[3]));
            change.putObject("beforeSnapshot").set("timestamp", before); // clients read it without asking whether it is
            change.putObject("afterSnapshot").set("timestamp", at);
        }
        return Answer.ok(answer);
    }

    private static String literal(String text) {
        return "@'" + text.replace("'", "''") + "'";
    }
}
