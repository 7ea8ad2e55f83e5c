package io.tidewaiter.server.query;

import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a question (Azure wire reference 3.1).
 *
 * @param subscriptions those that are asked about, in lower case; empty for all
 * @param managementGroups likewise
 * @param scopeFilter where assignments are looked for
 * @param top rows of the answer
 * @param skip rows before it
 * @param token of the page before; empty for the first
 * @param table whether the answer is columns and rows, not objects
 */
record QueryRequest(
        String query,
        List<String> subscriptions,
        List<String> managementGroups,
        ScopeFilter scopeFilter,
        int top,
        long skip,
        String token,
        boolean table,
        List<Facet> facets) {
    static final int TOP_MAX = 1000;
    private static final Pattern GUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final int SUBSCRIPTIONS_MAX = 1000;
    private static final int FACETS_MAX = 10;
    private static final int FACET_TOP = 10;

    /**
     * A column of which the answer counts the values.
     *
     * @param expression a column, what is computed of columns, or several with commas between
     * @param sortBy a column of the facet
     * @param filter a condition; empty for none
     */
    record Facet(String expression, String sortBy, boolean descending, String filter, int top) {}

    /** What a body was read to be. */
    sealed interface Reading {
        record Question(QueryRequest request) implements Reading {}

        record Fault(Answer answer) implements Reading {}
    }

    static Reading read(ObjectNode body, String apiVersion) {
        try {
            return new Reading.Question(parse(body, apiVersion));
        } catch (IllegalArgumentException e) {
            return new Reading.Fault(QueryErrors.badRequest("InvalidRequest", String.valueOf(e.getMessage())));
        }
    }

    private static QueryRequest parse(ObjectNode body, String apiVersion) {
        String query = body.path("query").isString() ? body.get("query").stringValue() : "";
        if (query.isBlank()) {
            throw new IllegalArgumentException("The member 'query' is required, and is the text of a query.");
        }
        List<String> subscriptions = texts(body.path("subscriptions"), "subscriptions");
        if (subscriptions.size() > SUBSCRIPTIONS_MAX) {
            throw new IllegalArgumentException("A query names at most " + SUBSCRIPTIONS_MAX + " subscriptions.");
        }
        for (String subscription : subscriptions) {
            if (!GUID.matcher(subscription).matches()) {
                throw new IllegalArgumentException("'subscriptions' are ids of subscriptions, each a GUID, and '"
                        + Quoted.of(subscription) + "' is none.");
            }
        }
        List<String> groups = new ArrayList<>(texts(body.path("managementGroups"), "managementGroups"));
        String group = text(body, "managementGroupId", "");
        if (!group.isEmpty()) {
            groups.add(group);
        }
        if (!groups.isEmpty() && !subscriptions.isEmpty()) {
            throw new IllegalArgumentException("A query names subscriptions or management groups, not both.");
        }
        if (subscriptions.isEmpty() && apiVersion.compareTo("2019-04-02") < 0) {
            throw new IllegalArgumentException("The member 'subscriptions' is required in this api-version.");
        }
        JsonNode options = object(body, "options");
        ScopeFilter filter = scopeFilter(options);
        String usual = apiVersion.compareTo("2021") < 0 ? "table" : "objectArray";
        String format = text(options, "resultFormat", usual);
        if (!format.equalsIgnoreCase("table") && !format.equalsIgnoreCase("objectArray")) {
            throw new IllegalArgumentException("'resultFormat' is table or objectArray.");
        }
        return new QueryRequest(
                query,
                subscriptions,
                groups,
                filter,
                (int) number(options, "top", TOP_MAX, 1, TOP_MAX),
                number(options, "skip", 0, 0, Integer.MAX_VALUE),
                text(options, "$skipToken", text(options, "skipToken", "")),
                format.equalsIgnoreCase("table"),
                facets(body.path("facets")));
    }

    private static ScopeFilter scopeFilter(JsonNode options) {
        JsonNode partial = options.path("allowPartialScopes"); // all scopes are looked through: none are left out
        if (!partial.isBoolean() && !isAbsent(partial)) {
            throw new IllegalArgumentException("'allowPartialScopes' is true or false.");
        }
        return ScopeFilter.of(text(options, "authorizationScopeFilter", ScopeFilter.AtScopeAndBelow.name()))
                .orElseThrow(() -> new IllegalArgumentException("'authorizationScopeFilter' is AtScopeAndBelow,"
                        + " AtScopeAndAbove, AtScopeExact or AtScopeAboveAndBelow."));
    }

    private static List<Facet> facets(JsonNode given) {
        if (!given.isArray() && !isAbsent(given)) {
            throw new IllegalArgumentException("'facets' is an array.");
        }
        List<Facet> facets = new ArrayList<>();
        for (JsonNode one : given) {
            JsonNode options = object(one, "options");
            String expression = text(one, "expression", "");
            if (expression.isBlank()) {
                throw new IllegalArgumentException("A facet has an 'expression'.");
            }
            String sortBy = text(options, "sortBy", "");
            facets.add(new Facet(
                    expression,
                    sortBy.isBlank() ? "count" : sortBy,
                    isDescending(text(options, "sortOrder", "desc")),
                    text(options, "filter", ""),
                    (int) number(options, "top", FACET_TOP, 1, TOP_MAX)));
        }
        if (facets.size() > FACETS_MAX) {
            throw new IllegalArgumentException("A query has at most " + FACETS_MAX + " facets.");
        }
        return facets;
    }

    private static boolean isDescending(String order) {
        if (order.equalsIgnoreCase("asc") || order.equalsIgnoreCase("desc")) {
            return order.equalsIgnoreCase("desc");
        }
        throw new IllegalArgumentException("'sortOrder' of a facet is asc or desc.");
    }

    private static List<String> texts(JsonNode given, String name) {
        if (isAbsent(given)) {
            return List.of();
        }
        if (!given.isArray()) {
            throw new IllegalArgumentException("'" + name + "' is an array of texts.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode one : given) {
            if (!one.isString()) {
                throw new IllegalArgumentException("'" + name + "' is an array of texts.");
            }
            texts.add(one.stringValue().toLowerCase(Locale.ROOT));
        }
        return texts.stream().distinct().toList();
    }

    /** Clients write null for what they do not say. */
    static boolean isAbsent(JsonNode given) {
        return given.isMissingNode() || given.isNull();
    }

    /** Members of a member; none where it is not there or null. */
    private static JsonNode object(JsonNode at, String name) {
        JsonNode given = at.path(name);
        if (!given.isObject() && !isAbsent(given)) {
            throw new IllegalArgumentException("'" + name + "' is an object.");
        }
        return given;
    }

    private static String text(JsonNode at, String name, String usual) {
        JsonNode given = at.path(name);
        if (isAbsent(given)) {
            return usual;
        }
        if (!given.isString()) {
            throw new IllegalArgumentException("'" + name + "' is a text.");
        }
        return given.stringValue();
    }

    private static long number(JsonNode options, String name, long usual, long least, long most) {
        JsonNode given = options.path("$" + name).isMissingNode() ? options.path(name) : options.path("$" + name);
        if (isAbsent(given)) {
            return usual;
        }
        Optional<Long> value = given.isIntegralNumber() && given.canConvertToLong()
                ? Optional.of(given.longValue())
                : Optional.empty();
        return value.filter(v -> v >= least && v <= most)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'$" + name + "' is a number from " + least + " to " + most + "."));
    }
}
