package io.tidewaiter.server.query;

import io.tidewaiter.graph.saved.ShippedQueries;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.token.Caller;
import io.tidewaiter.store.saved.SavedQuery;
import io.tidewaiter.store.saved.SavedQueryStore;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Microsoft.ResourceGraph/queries}: queries that people keep, and the places in other queries that name one
 * ({@code {{resource id}}}, Azure wire reference 3.5). Those that ship are named {@code {{tidewaiter/NAME}}}.
 */
public final class SharedQueries {
    private static final String TYPE = "Microsoft.ResourceGraph/queries";
    private static final List<String> VERSIONS =
            List.of("2018-09-01-preview", "2020-04-01-preview", "2021-03-01", "2022-10-01", "2024-04-01");
    private static final Pattern NAMED = Pattern.compile("\\{\\{([^{}\\n]{1,1000})}}");
    private static final int INCLUDED_MAX = 20;
    private static final String SHIPPED = "tidewaiter/";

    private final SavedQueryStore store;
    private final AccessCheck access;

    public SharedQueries(SavedQueryStore store, AccessCheck access) {
        this.store = store;
        this.access = access;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(ArmType.of(TYPE, VERSIONS)
                .list(this::list)
                .get(this::get)
                .put(this::put)
                .delete(this::delete));
    }

    /**
     * A text in which nothing is left to be put in.
     *
     * @param missing an id that names no query, or one that the caller may not read; empty where there is none
     */
    record Text(String query, String missing) {}

    /** Puts the texts of named queries in; a kept query names no other. */
    Text whole(String text, Caller caller) {
        Matcher matcher = NAMED.matcher(text);
        StringBuilder out = new StringBuilder();
        int included = 0;
        while (matcher.find()) {
            String id = matcher.group(1).strip();
            Optional<String> query = ++included > INCLUDED_MAX ? Optional.empty() : text(id, caller);
            if (query.isEmpty()) {
                return new Text(text, Quoted.of(id));
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(query.get()));
        }
        return new Text(matcher.appendTail(out).toString(), "");
    }

    private Optional<String> text(String id, Caller caller) {
        if (id.startsWith(SHIPPED)) {
            return ShippedQueries.of(id.substring(SHIPPED.length())).map(ShippedQueries.Shipped::text);
        }
        return access.allows(caller.objectId(), TYPE + "/read", Scope.of(id))
                ? store.query(Scope.of(id).id()).map(SavedQuery::query)
                : Optional.empty();
    }

    private Answer list(ArmRequest request) {
        return Paging.all(store.below(request.path().scope().id()).stream()
                .map(SharedQueries::json)
                .toList());
    }

    private Answer get(ArmRequest request) {
        String id = request.path().whole().id();
        return store.query(id).map(q -> Answer.ok(json(q))).orElseGet(() -> Answer.notFound(id));
    }

    private Answer put(ArmRequest request) {
        JsonNode properties = request.body().path("properties");
        String query = properties.path("query").asString("");
        if (query.isBlank()) {
            return Answer.invalid("'properties.query' is the text of a query.");
        }
        if (NAMED.matcher(query).find()) {
            return Answer.invalid("A shared query does not include another.");
        }
        if (request.path().scope().resourceGroup().isEmpty()) {
            return Answer.invalid("A shared query lies in a resource group.");
        }
        String id = request.path().whole().id();
        JsonNode tags = request.body().path("tags");
        boolean created = store.put(
                id, query, properties.path("description").asString(""), tags.isObject() ? tags.toString() : "{}");
        ObjectNode json = json(store.query(id).orElseThrow());
        return created ? Answer.created(json) : Answer.ok(json);
    }

    private Answer delete(ArmRequest request) {
        return Answer.deleted(store.delete(request.path().whole().id()));
    }

    private static ObjectNode json(SavedQuery query) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", query.id())
                .put("name", query.id().substring(query.id().lastIndexOf('/') + 1))
                .put("type", TYPE.toLowerCase(java.util.Locale.ROOT))
                .put("location", "global")
                .put("etag", query.etag());
        json.set("tags", Responses.JSON.readTree(query.tags()));
        json.putObject("properties")
                .put("query", query.query())
                .put("description", query.description())
                .put("resultKind", "basic")
                .put("timeModified", query.modifiedAt().toString());
        return json;
    }
}
