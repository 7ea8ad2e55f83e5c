package io.tidewaiter.server.security;

import io.tidewaiter.server.announce.NotSent;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.shape.ShapeReader;
import io.tidewaiter.server.stored.Declaration;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Microsoft.Security/automations}: what is to be told to whom when something changes (Azure wire reference 2.6).
 *
 * <p>An automation reads what its scopes hold: who writes one has to be allowed to read the findings there.
 */
final class Automations {
    private static final String TYPE = "Microsoft.Security/automations";
    private static final List<String> VERSIONS = List.of("2019-01-01-preview", "2023-12-01-preview");
    private static final String READ = "Microsoft.Security/assessments/read";
    private static final Shape.Members RULE = Shape.object()
            .must("propertyJPath", Shape.text(512))
            .must("propertyType", Shape.choice("String", "Integer", "Number", "Boolean"))
            .must("expectedValue", Shape.text(1_024))
            .must(
                    "operator",
                    Shape.choice(
                            "Equals",
                            "NotEquals",
                            "GreaterThan",
                            "GreaterThanOrEqualTo",
                            "LesserThan",
                            "LesserThanOrEqualTo",
                            "Contains",
                            "StartsWith",
                            "EndsWith"));
    private static final Shape EVENT_SOURCE = Shape.choice(
            "Alerts",
            "Assessments",
            "AssessmentsSnapshot",
            "SubAssessments",
            "SubAssessmentsSnapshot",
            "SecureScores",
            "SecureScoresSnapshot",
            "SecureScoreControls",
            "SecureScoreControlsSnapshot",
            "RegulatoryComplianceAssessment",
            "RegulatoryComplianceAssessmentSnapshot",
            "AttackPaths",
            "AttackPathsSnapshot");
    private static final Map<String, Shape.Members> ACTIONS = Map.of(
            "EventHub",
            Shape.object()
                    .must("eventHubResourceId", Shape.text(1_024))
                    .may("sasPolicyName", Shape.text(256))
                    .may("isTrustedServiceEnabled", new Shape.Flag())
                    .secret("connectionString", Shape.text()),
            "LogicApp",
            Shape.object()
                    .may("logicAppResourceId", Shape.text(1_024))
                    .secret("uri", Shape.text("https://.+", "https")),
            "Workspace",
            Shape.object().must("workspaceResourceId", Shape.text(1_024)));
    private static final Shape.Members PROPERTIES = Shape.object()
            .may("description", Shape.text(1_024))
            .may("isEnabled", new Shape.Flag())
            .must(
                    "scopes",
                    new Shape.ListOf(
                            Shape.object().may("description", Shape.text(1_024)).must("scopePath", Shape.text(1_024)),
                            100))
            .must(
                    "sources",
                    new Shape.ListOf(
                            Shape.object()
                                    .must("eventSource", EVENT_SOURCE)
                                    .may(
                                            "ruleSets",
                                            new Shape.ListOf(
                                                    Shape.object().may("rules", new Shape.ListOf(RULE, 100)), 100)),
                            20))
            .must("actions", new Shape.ListOf(new Shape.OneOf("actionType", ACTIONS), 20))
            .told("tidewaiter");
    private static final Shape.Members BODY = Shape.object()
            .may("location", Shape.text(128))
            .may("tags", Shape.tags())
            .may("kind", Shape.text(128))
            .may("etag", Shape.text(128))
            .told("id", "name", "type", "systemData")
            .must("properties", PROPERTIES);

    private final ResourceStore resources;
    private final AccessCheck access;
    private final StoredType stored;

    Automations(ResourceStore resources, AccessCheck access) {
        this.resources = resources;
        this.access = access;
        this.stored = new StoredType(
                Declaration.of(TYPE, VERSIONS, Place.RESOURCE_GROUP)
                        .tracked(Shape.object().may("kind", Shape.text(128)).must("properties", PROPERTIES))
                        .checked((request, wanted, before) -> fault(request, wanted))
                        .seen((request, resource, json) -> seen(resource, json)),
                resources);
    }

    List<ArmType> types() {
        return List.of(stored.all(), ArmType.of(TYPE + "/validate", VERSIONS).action(this::validate));
    }

    /** What is kept and never sent says so. */
    private static void seen(ArmResource resource, ObjectNode json) {
        List<String> reasons =
                NotSent.of(Responses.JSON.readTree(resource.body()).path("properties"));
        if (!reasons.isEmpty()) {
            ObjectNode ours = json.withObject("/properties/tidewaiter");
            reasons.forEach(reason -> ours.withArray("/notSent").add(reason));
        }
    }

    private Optional<Answer> fault(ArmRequest request, JsonNode wanted) {
        for (JsonNode scope : wanted.at("/properties/scopes")) {
            Scope named = Scope.of(Json.text(scope, "scopePath"));
            if (!access.allows(request.caller().objectId(), READ, named)) {
                return Optional.of(request.denied(READ, named));
            }
            Optional<Answer> absent = ScopeCheck.absent(resources, named);
            if (absent.isPresent()) {
                return absent;
            }
        }
        return Optional.empty();
    }

    private Answer validate(ArmRequest request) {
        List<String> notSent = NotSent.of(request.body().path("properties"));
        String message = switch (ShapeReader.read(BODY, request.body())) {
            case ShapeReader.Reading.Fault fault -> fault.message();
            case ShapeReader.Reading.Sound sound ->
                fault(request, sound.value())
                        .map(a -> a.body() == null
                                ? ""
                                : a.body().at("/error/message").asString(""))
                        .orElse("");
        };
        String good = notSent.isEmpty()
                ? "Validation succeeded"
                : "Validation succeeded; not all of it is sent: " + String.join("; ", notSent);
        ObjectNode json =
                Json.object().put("isValid", message.isEmpty()).put("message", message.isEmpty() ? good : message);
        return Answer.ok(json);
    }
}
