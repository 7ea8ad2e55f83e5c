package io.tidewaiter.server.security;

import io.tidewaiter.graph.form.AssessmentForm;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.stored.Declaration;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Assessments that somebody writes, on any resource, and the metadata that describes them: beside the built-in ones in
 * the same lists (Azure wire reference 2.2, 2.3).
 */
final class CustomAssessments {
    private static final String TYPE = "Microsoft.Security/assessments";
    private static final String METADATA = "Microsoft.Security/assessmentMetadata";
    private static final String GUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Shape LEVEL = Shape.choice("Low", "Moderate", "High");
    private static final Shape WORDS = new Shape.ListOf(Shape.text(128), 50);
    private static final Shape.Members DESCRIBED = Shape.object()
            .must("displayName", Shape.text("(?s).{1,260}", "1 to 260 characters"))
            .must("severity", Shape.choice("Low", "Medium", "High", "Critical"))
            .must(
                    "assessmentType",
                    Shape.choice("CustomerManaged", "CustomPolicy", "Custom", "VerifiedPartner", "ManualCustomPolicy"))
            .may("description", Shape.text(256))
            .may("remediationDescription", Shape.text(256))
            .may("categories", WORDS)
            .may("userImpact", LEVEL)
            .may("implementationEffort", LEVEL)
            .may("threats", WORDS)
            .may("preview", new Shape.Flag())
            .may(
                    "partnerData",
                    Shape.object()
                            .must("partnerName", Shape.text(128))
                            .may("productName", Shape.text(128))
                            .secret("secret", Shape.text()))
            .may("publishDates", Shape.object().may("GA", Shape.text(16)).may("public", Shape.text(16)))
            .may("plannedDeprecationDate", Shape.text(16))
            .may("tactics", WORDS)
            .may("techniques", WORDS)
            .told("policyDefinitionId");
    private static final Map<String, Shape.Members> SOURCES = Map.of(
            "Azure", Shape.object().told("id"),
            "OnPremise", machine(),
            "OnPremiseSql", machine().must("serverName", Shape.text(256)).must("databaseName", Shape.text(256)));
    private static final Shape.Members PROPERTIES = Shape.object()
            .must("resourceDetails", new Shape.OneOf("source", SOURCES))
            .must(
                    "status",
                    Shape.object()
                            .must("code", Shape.choice("Healthy", "Unhealthy", "NotApplicable"))
                            .may("cause", Shape.text(256))
                            .may("description", Shape.text(1_024))
                            .told(AssessmentForm.FIRST_EVALUATED, AssessmentForm.STATUS_CHANGED))
            .may("additionalData", new Shape.MapOf(Shape.text(), 100))
            .may("metadata", DESCRIBED)
            .may(
                    "partnersData",
                    Shape.object().must("partnerName", Shape.text(128)).secret("secret", Shape.text()))
            .told("displayName", "links", "risk");

    private final ResourceStore resources;
    private final ArmType builtIn;
    private final ArmType described;
    private final StoredType stored;
    private final StoredType metadata;
    private final Clock clock;

    /**
     * @param builtIn the assessments that we make, which are read only
     * @param described their metadata
     */
    CustomAssessments(ResourceStore resources, ArmType builtIn, ArmType described, Clock clock) {
        this.clock = clock;
        this.resources = resources;
        this.builtIn = builtIn;
        this.described = described;
        this.stored = new StoredType(
                Declaration.of(TYPE, builtIn.apiVersions(), Place.RESOURCE, Place.RESOURCE_GROUP, Place.SUBSCRIPTION)
                        .named(GUID)
                        .body(Shape.object().must("properties", PROPERTIES))
                        .checked(this::check)
                        .seen(this::complete),
                resources);
        this.metadata = new StoredType(
                Declaration.of(METADATA, described.apiVersions(), Place.SUBSCRIPTION)
                        .named(GUID)
                        .body(Shape.object().must("properties", DESCRIBED)),
                resources);
    }

    private static Shape.Members machine() {
        return Shape.object()
                .must("workspaceId", Shape.text(1_024))
                .must("vmuuid", Shape.text(128))
                .must("sourceComputerId", Shape.text(128))
                .must("machineName", Shape.text(256));
    }

    List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, builtIn.apiVersions())
                        .list(request -> both(handler(builtIn, false).answer(request), stored.list(request)))
                        .get(request -> first(handler(builtIn, true), stored::get, request))
                        .put(request -> refused(request).orElseGet(() -> stored.put(request)))
                        .delete(request -> refused(request).orElseGet(() -> stored.delete(request))),
                ArmType.of(METADATA, described.apiVersions())
                        .listForAll(this::describedList)
                        .getForAll(this::describedOne)
                        .put(request -> refused(request).orElseGet(() -> metadata.put(request)))
                        .delete(request -> refused(request).orElseGet(() -> metadata.delete(request))));
    }

    private static ArmType.Handler handler(ArmType type, boolean item) {
        return type.operations().stream()
                .filter(o -> o.method().equals("GET") && o.item() == item)
                .findFirst()
                .orElseThrow()
                .handler();
    }

    private Answer describedOne(ArmRequest request) {
        boolean tenant = request.path().scope().segments().isEmpty();
        return first(
                handler(described, true),
                tenant ? absent -> Answer.notFound(absent.path().whole().id()) : metadata::get,
                request);
    }

    private Answer describedList(ArmRequest request) {
        Answer ours = handler(described, false).answer(request);
        boolean tenant = request.path().scope().segments().isEmpty();
        return tenant ? ours : both(ours, metadata.list(request));
    }

    /** The page of ours, and with its last page all of theirs. */
    private static Answer both(Answer ours, Answer theirs) {
        if (ours.status() != 200 || theirs.status() != 200 || ours.body() == null || theirs.body() == null) {
            return ours.status() == 200 ? theirs : ours;
        }
        if (!ours.body().has("nextLink") && ours.body().path("value") instanceof ArrayNode value) {
            theirs.body().path("value").forEach(value::add);
        }
        return ours;
    }

    private static Answer first(ArmType.Handler ours, ArmType.Handler theirs, ArmRequest request) {
        return AssessmentKey.of(request.path().name()).isPresent() ? ours.answer(request) : theirs.answer(request);
    }

    private static Optional<Answer> refused(ArmRequest request) {
        return AssessmentKey.of(request.path().name())
                .map(key -> Answer.error(
                        400, "BuiltInAssessment", "A built-in assessment is made by the service, and not written."));
    }

    private Optional<JsonNode> described(ArmRequest request, String name) {
        return request.path()
                .whole()
                .subscriptionId()
                .flatMap(s -> resources.arm().get("/subscriptions/" + s + "/providers/" + METADATA + "/" + name))
                .map(m -> metadata.json(request, m).path("properties"));
    }

    private Optional<Answer> check(ArmRequest request, ObjectNode wanted, Optional<ArmResource> before) {
        ObjectNode properties = wanted.withObject("/properties");
        if (!properties.has("metadata")
                && described(request, request.path().name()).isEmpty()) {
            return Optional.of(Answer.error(
                    400,
                    "AssessmentMetadataNotFound",
                    "There is no assessmentMetadata '" + request.path().name()
                            + "' in the subscription: write it first, or send 'properties.metadata'."));
        }
        ObjectNode details = properties.withObject("/resourceDetails");
        if (Json.text(details, "source").equals("Azure")) {
            details.put("id", request.path().scope().id());
        }
        ObjectNode status = properties.withObject("/status");
        String now = clock.instant().toString();
        JsonNode old = before.map(b -> Responses.JSON.readTree(b.body()).at("/properties/status"))
                .orElseGet(Json::object);
        boolean same = Json.text(old, "code").equals(Json.text(status, "code"));
        status.put(
                AssessmentForm.FIRST_EVALUATED,
                old.path(AssessmentForm.FIRST_EVALUATED).asString(now));
        status.put(
                AssessmentForm.STATUS_CHANGED,
                same ? old.path(AssessmentForm.STATUS_CHANGED).asString(now) : now);
        return Optional.empty();
    }

    private void complete(ArmRequest request, ArmResource resource, ObjectNode json) {
        ObjectNode properties = json.withObject("/properties");
        JsonNode told = properties.has("metadata")
                ? properties.get("metadata")
                : described(request, resource.name()).orElseGet(Json::object);
        properties.put("displayName", told.path("displayName").asString(resource.name()));
        boolean asked =
                request.parameter("$expand").orElse("").toLowerCase(Locale.ROOT).contains("metadata");
        if (asked) {
            properties.set("metadata", told);
        } else {
            properties.remove("metadata");
        }
        AssessmentForm.keepTo(request.apiVersion(), json);
    }
}
