package io.tidewaiter.server.query;

import io.tidewaiter.graph.form.SubAssessmentForm;
import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Correlation;
import io.tidewaiter.server.http.Quoted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is answered instead of rows (Azure wire reference 3.8): the outer code, and what is wrong in the details. */
final class QueryErrors {
    private static final String RETRY_SECONDS = "5";

    private QueryErrors() {}

    /** A request that is no question. */
    static Answer badRequest(String code, String message) {
        return detailed(400, "BadRequest", List.of(detail(code, message)));
    }

    /** A token that the question did not give. */
    static Answer badToken() {
        return badRequest(
                "CouldNotDecodeSkipToken",
                "Skip token could not be decoded: it is not one that this query gave; start without it.");
    }

    /** Nothing of what was named may be read. */
    static Answer accessDenied() {
        return detailed(
                403,
                "AccessDenied",
                List.of(detail(
                        "AccessDenied",
                        "You do not have the right to read any of the given subscriptions or management groups.")));
    }

    /** Too many questions in a short time. */
    static Answer tooOften(long seconds) {
        return detailed(
                        429,
                        "RateLimiting",
                        List.of(detail(
                                "RateLimiting",
                                "Client application has been throttled and should not attempt to"
                                        + " repeat the request until an amount of time has elapsed.")))
                .with("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    /** A service that has too much to do. */
    static Answer busy() {
        return detailed(
                        429,
                        "RateLimiting",
                        List.of(detail("RateLimiting", "Too many queries run at the same time; ask again later.")))
                .with("Retry-After", RETRY_SECONDS);
    }

    /** What became of a question that has no rows. */
    static Answer of(QueryOutcome outcome) {
        return switch (outcome) {
            case QueryOutcome.Rows _ -> throw new IllegalArgumentException("rows are no error");
            case QueryOutcome.Refused(List<Diagnostic> diagnostics) -> refused(diagnostics);
            case QueryOutcome.Failed(String message) -> badRequest("QueryExecutionError", message);
            case QueryOutcome.NotReady _ ->
                detailed(
                                503,
                                "ServiceUnavailable",
                                List.of(detail("GraphNotReady", "The graph is being built; ask again in a moment.")))
                        .with("Retry-After", "2");
            case QueryOutcome.TooMuch(QueryOutcome.Bound bound, String message) ->
                switch (bound) {
                    case TIME -> detailed(504, "GatewayTimeout", List.of(detail("QueryTimeout", message)));
                    case MEMORY -> badRequest("ResourceLimitExceeded", message);
                    case ANSWER ->
                        detailed(400, "ResponsePayloadTooLarge", List.of(detail("ResponsePayloadTooLarge", message)));
                    case CONCURRENCY -> busy();
                };
        };
    }

    /**
     * Why a facet has no rows: as the service tells it where the expression is a column that the answer does not have,
     * else the details of the mistake.
     */
    static List<JsonNode> ofFacet(QueryOutcome outcome, String expression) {
        if (outcome instanceof QueryOutcome.Refused(List<Diagnostic> diagnostics)
                && diagnostics.stream()
                        .allMatch(d -> d.code() == Diagnostic.Code.UnknownColumn
                                && d.token().equals(expression.strip()))) {
            return List.of(
                    detail("NoValidColumns", "No valid columns in facet expression."),
                    detail("InvalidColumnNames", "Invalid column names: [" + Quoted.of(expression.strip()) + "]."));
        }
        JsonNode error = of(outcome).body();
        List<JsonNode> details = new java.util.ArrayList<>();
        if (error != null) {
            error.path("error").path("details").forEach(details::add);
        }
        return details;
    }

    private static Answer refused(List<Diagnostic> diagnostics) {
        boolean ours = diagnostics.stream().allMatch(d -> d.code() == Diagnostic.Code.InternalTranslationError);
        List<ObjectNode> details = new java.util.ArrayList<>();
        details.add(detail(
                "InvalidQuery",
                "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the"
                        + " error before retrying."));
        for (Diagnostic one : diagnostics) {
            details.add(detail(one));
        }
        return ours ? detailed(500, "UnexpectedQueryExecutionError", details) : detailed(400, "BadRequest", details);
    }

    private static ObjectNode detail(Diagnostic one) {
        String message = one.code() == Diagnostic.Code.ParserFailure
                        && one.message().isEmpty()
                ? "ParserFailure"
                : Quoted.of(one.message())
                        + (one.suggestion().isEmpty() ? "" : "; did you mean " + Quoted.of(one.suggestion()) + "?");
        return detail(one.code().name(), message)
                .put("line", one.line())
                .put("characterPositionInLine", one.column())
                .put("token", Quoted.of(one.token()))
                .put("expectedToken", Quoted.of(one.expected()));
    }

    static ObjectNode detail(String code, String message) {
        return tools.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("message", message);
    }

    private static Answer detailed(int status, String code, List<ObjectNode> details) {
        ObjectNode body = tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error")
                .put("code", code)
                .put(
                        "message",
                        "Please provide below info when asking for support: timestamp = "
                                + SubAssessmentForm.time(Instant.now()) + ", correlationId = "
                                + Correlation.NOW.orElse("none") + ".");
        ArrayNode list = error.putArray("details");
        details.forEach(list::add);
        return new Answer(status, body, Map.of());
    }
}
