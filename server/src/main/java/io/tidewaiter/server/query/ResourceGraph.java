package io.tidewaiter.server.query;

import io.tidewaiter.graph.Graph;
import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.http.Answer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code Microsoft.ResourceGraph}: a question and its answer (Azure wire reference 3.1 to 3.5). */
public final class ResourceGraph {
    private static final List<String> VERSIONS = List.of(
            "2018-09-01-preview",
            "2019-04-01",
            "2020-04-01-preview",
            "2020-09-01-preview",
            "2021-03-01",
            "2021-06-01-preview",
            "2022-10-01",
            "2024-04-01");
    private static final int QUESTIONS = 100;

    private final BackgroundGraph graph;
    private final Readers readers;
    private final SharedQueries shared;
    private final Quota quota;

    public ResourceGraph(BackgroundGraph graph, Readers readers, SharedQueries shared, Clock clock) {
        this.graph = graph;
        this.readers = readers;
        this.shared = shared;
        this.quota = new Quota(QUESTIONS, clock);
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of("Microsoft.ResourceGraph/resources", VERSIONS).postForAll(this::resources),
                ArmType.of("Microsoft.ResourceGraph/resourcesHistory", VERSIONS).postForAll(this::history),
                ArmType.of("Microsoft.ResourceGraph/resourceChanges", VERSIONS)
                        .postForAll(request -> changes(request, ResourceChanges::list)),
                ArmType.of("Microsoft.ResourceGraph/resourceChangeDetails", VERSIONS)
                        .postForAll(request -> changes(request, ResourceChanges::details)));
    }

    private Answer resources(ArmRequest request) {
        return asked(request, (question, reader, text) -> {
            Optional<SkipToken> token = SkipToken.parse(question.token());
            if (!question.token().isEmpty()
                    && token.filter(t -> t.query().equals(SkipToken.hash(text))).isEmpty()) {
                return QueryErrors.badToken();
            }
            Moment moment = token.map(t -> Moment.of(Instant.ofEpochMilli(t.at())))
                    .or(() -> asOf(request.body().path("options")).map(Moment::of))
                    .orElse(Moment.NOW);
            return opened(reader, moment, open -> new Asking(open, question, text, token).answer());
        });
    }

    /** A time that a question names beyond the contract of Azure: {@code options.asOf}. */
    private static Optional<Instant> asOf(JsonNode options) {
        JsonNode given = options.path("asOf");
        Optional<Instant> at = time(given);
        if (at.isEmpty() && !QueryRequest.isAbsent(given)) {
            throw new IllegalArgumentException("'asOf' is a time in the form of ISO 8601.");
        }
        return at;
    }

    /** A time in the form of ISO 8601, in milliseconds; empty where it is none or beyond what those count. */
    private static Optional<Instant> time(JsonNode given) {
        try {
            return Optional.of(
                    Instant.ofEpochMilli(Instant.parse(given.asString("")).toEpochMilli()));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The same question at the beginning and at the end of an interval. */
    private Answer history(ArmRequest request) {
        return asked(request, (question, reader, text) -> {
            if (!question.token().isEmpty()) {
                return QueryErrors.badToken(); // snapshots give none
            }
            JsonNode interval = request.body().path("options").path("interval");
            if (ResourceChanges.isReversed(interval)) {
                return QueryErrors.badRequest("InvalidInterval", "The interval ends before it begins.");
            }
            ArrayNode snapshots = JsonNodeFactory.instance.arrayNode();
            for (String end : List.of("start", "end")) {
                Optional<Instant> at = time(interval.path(end));
                if (at.isEmpty()) {
                    return QueryErrors.badRequest(
                            "InvalidInterval", "'options.interval' has 'start' and 'end' in the form of ISO 8601.");
                }
                Answer answer = opened(reader, new Moment(at), open -> snapshot(open, question, text, at.get()));
                if (answer.status() != 200 || answer.body() == null) {
                    return answer;
                }
                snapshots.add(answer.body());
            }
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("count", snapshots.size()).set("snapshots", snapshots);
            return Answer.ok(body);
        });
    }

    private static Answer snapshot(QuerySession open, QueryRequest question, String text, Instant at) {
        QueryOutcome outcome = Asking.rows(open, text, question.skip(), question.top());
        if (!(outcome instanceof QueryOutcome.Rows rows)) {
            return QueryErrors.of(outcome);
        }
        ObjectNode snapshot = JsonNodeFactory.instance
                .objectNode()
                .put("timestamp", at.toString())
                .put("totalRecords", rows.total())
                .put("count", rows.rows().size());
        snapshot.set("data", QueryForm.data(rows, question.table()));
        return Answer.ok(snapshot);
    }

    private Answer changes(ArmRequest request, BiFunction<QuerySession, ObjectNode, Answer> answering) {
        return readers.of(request.caller(), Readers.Asked.OF_ALL)
                .map(reader -> opened(reader, Moment.NOW, open -> answering.apply(open, request.body())))
                .orElseGet(QueryErrors::accessDenied);
    }

    private Answer opened(Reader reader, Moment moment, Function<QuerySession, Answer> asking) {
        Optional<Graph> open = graph.now();
        if (open.isEmpty()) {
            return QueryErrors.of(new QueryOutcome.NotReady());
        }
        Optional<QuerySession> session = open.get().session(reader, moment);
        if (session.isEmpty()) {
            return QueryErrors.busy();
        }
        try (QuerySession now = session.get()) {
            return asking.apply(now);
        }
    }

    /** What answers a question whose reader is known and whose text is whole. */
    private interface Question {
        Answer answer(QueryRequest question, Reader reader, String text);
    }

    private Answer asked(ArmRequest request, Question answering) {
        Quota.Left left = quota.take(request.caller().objectId());
        if (left.remaining() < 0) {
            return headed(QueryErrors.tooOften(left.seconds()), left);
        }
        return headed(
                switch (QueryRequest.read(request.body(), request.apiVersion())) {
                    case QueryRequest.Reading.Fault(Answer fault) -> fault;
                    case QueryRequest.Reading.Question(QueryRequest question) -> asked(request, question, answering);
                },
                left);
    }

    private Answer asked(ArmRequest request, QueryRequest question, Question answering) {
        Optional<Reader> reader = readers.of(
                request.caller(),
                new Readers.Asked(question.subscriptions(), question.managementGroups(), question.scopeFilter()));
        if (reader.isEmpty()) {
            return QueryErrors.accessDenied();
        }
        SharedQueries.Text text = shared.whole(question.query(), request.caller());
        if (!text.missing().isEmpty()) {
            return QueryErrors.badRequest(
                    "SharedQueryNotFound", "The shared query '" + text.missing() + "' was not found.");
        }
        try {
            return answering.answer(question, reader.get(), text.query());
        } catch (IllegalArgumentException e) {
            return QueryErrors.badRequest("InvalidRequest", String.valueOf(e.getMessage()));
        }
    }

    private static Answer headed(Answer answer, Quota.Left left) {
        return answer.with("x-ms-user-quota-remaining", Integer.toString(Math.max(0, left.remaining())))
                .with("x-ms-user-quota-resets-after", left.resetsAfter());
    }
}
