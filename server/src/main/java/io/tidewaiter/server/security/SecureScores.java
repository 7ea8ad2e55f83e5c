package io.tidewaiter.server.security;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.store.ResourceStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Microsoft.Security/secureScores} and their controls: how much of what could be wrong is not. There is one
 * control here, "Remediate vulnerabilities", worth six points; each registry has its share of it.
 */
final class SecureScores {
    private static final String SCORES = "Microsoft.Security/secureScores";
    private static final String CONTROLS = "Microsoft.Security/secureScoreControls";
    private static final String DEFINITIONS = "Microsoft.Security/secureScoreControlDefinitions";
    private static final List<String> VERSIONS = List.of("2020-01-01-preview", "2020-01-01");
    private static final String SCORE = "ascScore";
    private static final String CONTROL = "b1a3a0a6-4c1f-4a11-9d8c-1cf5b1c6c9c4";
    private static final String DISPLAY_NAME = "Remediate vulnerabilities";
    private static final int POINTS = 6;

    private final ResourceStore resources;
    private final Function<ArmRequest, List<JsonNode>> assessments;

    /** @param assessments the built-in ones of a request's scope */
    SecureScores(ResourceStore resources, Function<ArmRequest, List<JsonNode>> assessments) {
        this.resources = resources;
        this.assessments = assessments;
    }

    List<ArmType> types() {
        return List.of(
                ArmType.of(SCORES, VERSIONS)
                        .list(request -> absent(request).orElseGet(() -> Paging.all(List.of(score(request)))))
                        .get(request -> absent(request).orElseGet(() -> one(request, SCORE, this::score))),
                ArmType.of(SCORES + "/secureScoreControls", VERSIONS).list(this::controls),
                ArmType.of(CONTROLS, VERSIONS).list(this::controls),
                ArmType.of(DEFINITIONS, VERSIONS).listForAll(request -> Paging.all(List.of(definition()))));
    }

    private Optional<Answer> absent(ArmRequest request) {
        return ScopeCheck.absent(resources, request.path().scope());
    }

    private static Answer one(ArmRequest request, String name, Function<ArmRequest, ObjectNode> json) {
        return request.path().name().equalsIgnoreCase(name)
                ? Answer.ok(json.apply(request))
                : Answer.notFound(request.path().whole().id());
    }

    private enum Code {
        HEALTHY,
        UNHEALTHY,
        NOT_APPLICABLE
    }

    private Map<Code, Integer> counts(ArmRequest request) {
        Map<Code, Integer> counts = new EnumMap<>(Code.class);
        for (JsonNode assessment : assessments.apply(request)) {
            Code code = switch (assessment.at("/properties/status/code").asString("")) {
                case "Healthy" -> Code.HEALTHY;
                case "Unhealthy" -> Code.UNHEALTHY;
                default -> Code.NOT_APPLICABLE;
            };
            counts.merge(code, 1, Integer::sum);
        }
        return counts;
    }

    private ObjectNode score(ArmRequest request) {
        Map<Code, Integer> counts = counts(request);
        ObjectNode json = Json.resource(
                ScopeCheck.spelled(resources, request.path().scope()) + "/providers/" + SCORES + "/" + SCORE,
                SCORE,
                SCORES);
        ObjectNode properties = json.putObject("properties").put("displayName", "ASC score");
        points(properties, counts);
        return json;
    }

    private static void points(ObjectNode properties, Map<Code, Integer> counts) {
        int healthy = counts.getOrDefault(Code.HEALTHY, 0);
        int judged = healthy + counts.getOrDefault(Code.UNHEALTHY, 0);
        double share = judged == 0 ? 0 : (double) healthy / judged;
        properties
                .putObject("score")
                .put("max", judged == 0 ? 0 : POINTS)
                .put("current", Math.round(share * POINTS * 100) / 100.0)
                .put("percentage", Math.round(share * 10_000) / 10_000.0);
        properties.put("weight", judged);
    }

    private Answer controls(ArmRequest request) {
        Optional<Answer> absent = absent(request);
        boolean other = !request.path().names().isEmpty()
                && !request.path().names().getFirst().equalsIgnoreCase(SCORE);
        if (absent.isPresent() || other) {
            return absent.orElseGet(() -> Answer.notFound(request.path().whole().id()));
        }
        Map<Code, Integer> counts = counts(request);
        ObjectNode json = Json.resource(
                ScopeCheck.spelled(resources, request.path().scope()) + "/providers/" + SCORES + "/" + SCORE
                        + "/secureScoreControls/" + CONTROL,
                CONTROL,
                SCORES + "/secureScoreControls");
        ObjectNode properties = json.putObject("properties").put("displayName", DISPLAY_NAME);
        points(properties, counts);
        properties
                .put("healthyResourceCount", counts.getOrDefault(Code.HEALTHY, 0))
                .put("unhealthyResourceCount", counts.getOrDefault(Code.UNHEALTHY, 0))
                .put("notApplicableResourceCount", counts.getOrDefault(Code.NOT_APPLICABLE, 0));
        if (request.parameter("$expand").orElse("").toLowerCase(Locale.ROOT).contains("definition")) {
            properties.set("definition", definition());
        }
        return Paging.all(List.of(json));
    }

    private static ObjectNode definition() {
        ObjectNode json = Json.resource("/providers/" + DEFINITIONS + "/" + CONTROL, CONTROL, DEFINITIONS);
        ObjectNode properties = json.putObject("properties")
                .put("displayName", DISPLAY_NAME)
                .put("description", "Known vulnerabilities in the images of registries are remediated.")
                .put("maxScore", POINTS);
        properties.putObject("source").put("sourceType", "BuiltIn");
        for (AssessmentKey key : AssessmentKey.values()) {
            properties
                    .withArray("/assessmentDefinitions")
                    .addObject()
                    .put("id", "/providers/Microsoft.Security/assessmentMetadata/" + key.key());
        }
        return json;
    }
}
