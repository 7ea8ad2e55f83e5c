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
import io.tidewaiter.server.stored.Conditions;
import io.tidewaiter.server.token.Caller;
import io.tidewaiter.store.arm.Precondition;
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
                .patch(this::patch)
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
        Matcher matcher = NAMED.matcher(KqlText.code(text));
        StringBuilder out = new StringBuilder();
        int included = 0;
        int from = 0;
        while (matcher.find()) {
            String id = matcher.group(1).strip();
            Optional<String> query = ++included > INCLUDED_MAX ? Optional.empty() : text(id, caller);
            if (query.isEmpty()) {
                return new Text(text, Quoted.of(id));
            }
            out.append(text, from, matcher.start()).append(query.get());
            from = matcher.end();
        }
        return new Text(out.append(text, from, text.length()).toString(), "");
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
        return store.query(id).map(q -> tagged(200, q)).orElseGet(() -> Answer.notFound(id));
    }

    private Answer put(ArmRequest request) {
        return write(request, request.body(), request.when());
    }

    /** Tags are replaced as a whole, as the other members of a query are; what is not sent stays. */
    private Answer patch(ArmRequest request) {
        String id = request.path().whole().id();
        Optional<SavedQuery> before = store.query(id);
        if (before.isEmpty()) {
            return Answer.notFound(id);
        }
        if (!request.when().holds(before.map(SavedQuery::etag))) {
            return Conditions.failed();
        }
        ObjectNode merged = json(before.get());
        if (request.body().path("tags").isObject()) {
            merged.set("tags", request.body().get("tags"));
        }
        request.body()
                .path("properties")
                .properties()
                .forEach(member -> merged.withObject("properties").set(member.getKey(), member.getValue()));
        return write(request, merged, Precondition.over(before.get().etag()));
    }

    private Answer write(ArmRequest request, ObjectNode body, Precondition when) {
        JsonNode properties = body.path("properties");
        String query = properties.path("query").asString("");
        if (query.isBlank()) {
            return Answer.invalid("'properties.query' is the text of a query.").at("properties.query");
        }
        if (NAMED.matcher(KqlText.code(query)).find()) {
            return Answer.invalid("A shared query does not include another.");
        }
        if (request.path().scope().resourceGroup().isEmpty()) {
            return Answer.invalid("A shared query lies in a resource group.");
        }
        String id = request.path().whole().id();
        JsonNode tags = body.path("tags");
        SavedQueryStore.Wanted wanted = new SavedQueryStore.Wanted(
                id, query, properties.path("description").asString(""), tags.isObject() ? tags.toString() : "{}");
        return switch (store.put(wanted, when)) {
            case REFUSED -> Conditions.failed();
            case CREATED -> tagged(201, store.query(id).orElseThrow());
            case REPLACED -> tagged(200, store.query(id).orElseThrow());
        };
    }

    private Answer delete(ArmRequest request) {
        return store.delete(request.path().whole().id(), request.when())
                .map(Answer::deleted)
                .orElseGet(Conditions::failed);
    }

    private static Answer tagged(int status, SavedQuery query) {
        return Answer.ok(json(query)).withStatus(status).with("ETag", '"' + query.etag() + '"');
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
