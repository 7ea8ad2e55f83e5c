package io.tidewaiter.server.query;

import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.server.http.Answer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code resourceChanges}, what happened to resources in an interval, the latest first, and {@code
 * resourceChangeDetails}, single changes by their ids.
 */
final class ResourceChanges {
    private static final int IDS_MAX = 100;
    private static final int ROWS_MAX = 1000;
    private static final String CONTAINERS = "'microsoft.resources/subscriptions',"
            + " 'microsoft.resources/subscriptions/resourcegroups', 'microsoft.management/managementgroups'";

    /** What a row's type must be, by the table that is asked about. */
    private static final Map<String, String> TABLES = Map.of(
            "",
            "true",
            "resources",
            "type !startswith 'microsoft.security/' and type !in~ (" + CONTAINERS + ")",
            "resourcecontainers",
            "type in~ (" + CONTAINERS + ")",
            "securityresources",
            "type startswith 'microsoft.security/'");

    private static final String CHANGES = """
            resourcechanges
            | extend at = todatetime(properties.changeAttributes.timestamp), target = tostring(properties.targetResourceId)
            | where %s
            | project name, target, at, change = tostring(properties.changeType), places = properties.changes,
                old = properties.previous, new = properties.current
            | sort by target asc, at asc
            | extend before = iff(prev(target) =~ target, prev(at), at)
            | where %s
            | sort by at desc, name asc
            """;

    private ResourceChanges() {}

    /** What else than names and times is asked for. */
    private record Wanted(boolean properties, boolean snapshots) {
        static Wanted of(ObjectNode body) {
            return new Wanted(
                    body.path("fetchPropertyChanges").asBoolean(false),
                    body.path("fetchSnapshots").asBoolean(false));
        }
    }

    static Answer list(QuerySession session, ObjectNode body) {
        List<String> ids = ids(body);
        String subscription = body.path("subscriptionId").asString("");
        if (ids.size() > IDS_MAX || ids.isEmpty() == subscription.isEmpty()) {
            return QueryErrors.badRequest(
                    "InvalidRequest",
                    "Either 'resourceIds' names at most " + IDS_MAX + " resources, or 'subscriptionId' names one.");
        }
        String start = body.path("interval").path("start").asString("");
        String end = body.path("interval").path("end").asString("");
        if (!isTime(start) || !isTime(end)) {
            return QueryErrors.badRequest(
                    "InvalidInterval", "'interval' has 'start' and 'end' in the form of ISO 8601.");
        }
        if (isReversed(body.path("interval"))) {
            return QueryErrors.badRequest("InvalidInterval", "The interval ends before it begins.");
        }
        String about =
                ids.isEmpty() ? "subscriptionId =~ " + literal(subscription) : "target in~ (" + literals(ids) + ")";
        String table = body.path("table").asString("");
        String ofTable = TABLES.get(table.toLowerCase(Locale.ROOT));
        if (ofTable == null) {
            return QueryErrors.badRequest("InvalidRequest", "There are no changes of a table '" + table + "'.");
        }
        String query = CHANGES.formatted(
                about + " and " + ofTable.replace("type ", "tostring(properties.targetResourceType) "),
                "at >= datetime(%s) and at < datetime(%s)".formatted(start, end));
        int top = Math.clamp(body.path("$top").asInt(ROWS_MAX), 1, ROWS_MAX);
        String given = body.path("$skipToken").asString("");
        Optional<SkipToken> token = SkipToken.parse(given).filter(t -> t.query().equals(SkipToken.hash(query)));
        if (!given.isEmpty() && token.isEmpty()) {
            return QueryErrors.badToken();
        }
        long skip = token.map(SkipToken::skip).orElse(0L);
        QueryOutcome outcome = session.run(query, new QuerySession.Part(skip, top));
        if (!(outcome instanceof QueryOutcome.Rows rows)) {
            return QueryErrors.of(outcome);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("changes", changes(rows, Wanted.of(body)));
        if (skip + rows.rows().size() < rows.total()) {
            answer.put(
                    "$skipToken",
                    new SkipToken(SkipToken.hash(query), 0, skip + rows.rows().size()).text());
        }
        return Answer.ok(answer);
    }

    static Answer details(QuerySession session, ObjectNode body) {
        List<String> ids = ids(body);
        List<String> changes = new ArrayList<>(texts(body.path("changeIds")));
        boolean single = changes.isEmpty() && body.path("changeId").isString();
        if (single) {
            changes.add(body.get("changeId").stringValue()); // as clients of 2018 ask
        }
        if (ids.isEmpty() || changes.isEmpty() || ids.size() > IDS_MAX || changes.size() > IDS_MAX) {
            return QueryErrors.badRequest(
                    "InvalidRequest",
                    "'resourceIds' and 'changeIds' each name at least one thing, and at most " + IDS_MAX + ".");
        }
        String query = CHANGES.formatted("target in~ (" + literals(ids) + ")", "name in (" + literals(changes) + ")");
        QueryOutcome outcome = session.run(query, new QuerySession.Part(0, ROWS_MAX));
        if (!(outcome instanceof QueryOutcome.Rows rows)) {
            return QueryErrors.of(outcome);
        }
        ArrayNode found = changes(rows, new Wanted(true, true));
        if (!single) {
            return Answer.ok(found);
        }
        return found.isEmpty() ? Answer.notFound(ids.getFirst() + "/" + changes.getFirst()) : Answer.ok(found.get(0));
    }

    private static List<String> ids(ObjectNode body) {
        List<String> ids = new ArrayList<>(texts(body.path("resourceIds")));
        if (body.path("resourceId").isString()) {
            ids.add(body.get("resourceId").stringValue()); // as clients of 2018 ask
        }
        return ids;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asString("")));
        return texts;
    }

    static boolean isReversed(JsonNode interval) {
        String start = interval.path("start").asString("");
        String end = interval.path("end").asString("");
        return isTime(start) && isTime(end) && Instant.parse(end).isBefore(Instant.parse(start));
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static ArrayNode changes(QueryOutcome.Rows rows, Wanted wanted) {
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        for (@Nullable Object[] row : rows.rows()) {
            JsonNode[] values = new JsonNode[row.length];
            for (int i = 0; i < row.length; i++) {
                values[i] = QueryForm.value(row[i], rows.columns().get(i).type());
            }
            ObjectNode change = changes.addObject()
                    .put("changeId", values[0].asString())
                    .put("resourceId", values[1].asString())
                    .put("changeType", values[3].asString());
            // clients read both snapshots without asking whether they are there
            snapshot(change.putObject("beforeSnapshot"), values[7], values[5], wanted);
            snapshot(change.putObject("afterSnapshot"), values[2], values[6], wanted);
            if (wanted.properties()) {
                ArrayNode places = change.putArray("propertyChanges");
                values[4]
                        .properties()
                        .forEach(place -> places.addObject()
                                .put("propertyName", place.getKey())
                                .put(
                                        "beforeValue",
                                        place.getValue().path("previousValue").stringValue(null))
                                .put(
                                        "afterValue",
                                        place.getValue().path("newValue").stringValue(null))
                                .put(
                                        "changeCategory",
                                        place.getValue().path("changeCategory").asString(""))
                                .put(
                                        "propertyChangeType",
                                        place.getValue()
                                                .path("propertyChangeType")
                                                .asString("")));
            }
        }
        return changes;
    }

    private static void snapshot(ObjectNode snapshot, JsonNode at, JsonNode content, Wanted wanted) {
        snapshot.set("timestamp", at);
        if (wanted.snapshots() && content.isObject()) {
            snapshot.set("content", content);
        }
    }

    private static String literals(List<String> texts) {
        return texts.stream().map(ResourceChanges::literal).collect(Collectors.joining(", "));
    }

    private static String literal(String text) {
        return "@'" + text.replace("'", "''") + "'";
    }
}
