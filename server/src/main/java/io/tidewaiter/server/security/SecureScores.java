package io.tidewaiter.server.security;

import io.tidewaiter.graph.form.ScoreForm;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.store.ResourceStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Microsoft.Security/secureScores} and their controls: how much of what could be wrong is not. There is one
 * control here, "Remediate vulnerabilities", worth six points; each registry has its share of it.
 */
final class SecureScores {
    private static final List<String> VERSIONS = List.of("2020-01-01-preview", "2020-01-01");

    private final ResourceStore resources;
    private final Function<ArmRequest, List<JsonNode>> assessments;

    /** @param assessments the built-in ones of a request's scope */
    SecureScores(ResourceStore resources, Function<ArmRequest, List<JsonNode>> assessments) {
        this.resources = resources;
        this.assessments = assessments;
    }

    List<ArmType> types() {
        return List.of(
                ArmType.of(ScoreForm.SCORES, VERSIONS)
                        .list(request -> absent(request).orElseGet(() -> Paging.all(List.of(score(request)))))
                        .get(request -> absent(request).orElseGet(() -> one(request, ScoreForm.SCORE, this::score))),
                ArmType.of(ScoreForm.CONTROLS, VERSIONS).list(this::controls),
                ArmType.of("Microsoft.Security/secureScoreControls", VERSIONS).list(this::controls),
                ArmType.of(ScoreForm.DEFINITIONS, VERSIONS)
                        .listForAll(request -> Paging.all(List.of(ScoreForm.definition()))));
    }

    private Optional<Answer> absent(ArmRequest request) {
        return ScopeCheck.absent(resources, request.path().scope());
    }

    private static Answer one(ArmRequest request, String name, Function<ArmRequest, ObjectNode> json) {
        return request.path().name().equalsIgnoreCase(name)
                ? Answer.ok(json.apply(request))
                : Answer.notFound(request.path().whole().id());
    }

    private ScoreForm.Counts counts(ArmRequest request) {
        return ScoreForm.Counts.of(assessments.apply(request).stream()
                .map(assessment -> assessment.at("/properties/status/code").asString(""))
                .toList());
    }

    private String scope(ArmRequest request) {
        return ScopeCheck.spelled(resources, request.path().scope());
    }

    private ObjectNode score(ArmRequest request) {
        return ScoreForm.score(scope(request), counts(request));
    }

    private Answer controls(ArmRequest request) {
        Optional<Answer> absent = absent(request);
        boolean other = !request.path().names().isEmpty()
                && !request.path().names().getFirst().equalsIgnoreCase(ScoreForm.SCORE);
        if (absent.isPresent() || other) {
            return absent.orElseGet(() -> Answer.notFound(request.path().whole().id()));
        }
        ObjectNode json = ScoreForm.control(scope(request), counts(request));
        if (request.parameter("$expand").orElse("").toLowerCase(Locale.ROOT).contains("definition")) {
            json.withObject("/properties").set("definition", ScoreForm.definition());
        }
        return Paging.all(List.of(json));
    }
}
