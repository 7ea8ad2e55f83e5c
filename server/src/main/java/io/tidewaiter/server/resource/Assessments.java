package io.tidewaiter.server.resource;

import io.tidewaiter.assess.Recommendation;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ImageStore;
import io.tidewaiter.store.RegistrySummary;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.sync.RegistrySync;
import io.tidewaiter.store.sync.SyncStore;
import io.tidewaiter.vuln.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code Microsoft.Security/assessments} and their metadata: one recommendation per registry (wire reference 2.2, 2.3). */
public final class Assessments {
    private static final String TYPE = "Microsoft.Security/assessments";
    private static final String METADATA = "Microsoft.Security/assessmentMetadata";
    private static final List<String> VERSIONS =
            List.of("2019-01-01-preview", "2020-01-01", "2021-06-01", "2025-05-04-preview", "2025-05-04");

    private final ResourceStore resources;
    private final ImageStore images;
    private final SyncStore syncs;
    private final AssessmentKey usual;

    /** @param usual the one that lists show; the other one is there for who asks by its key */
    public Assessments(ResourceStore resources, ImageStore images, SyncStore syncs, AssessmentKey usual) {
        this.syncs = syncs;
        this.resources = resources;
        this.images = images;
        this.usual = usual;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, VERSIONS).list(this::list).get(this::get),
                ArmType.of(METADATA, VERSIONS)
                        .listForAll(request -> Paging.all(List.of(metadata(usual))))
                        .getForAll(this::metadata));
    }

    private Answer list(ArmRequest request) {
        Scope scope = request.path().scope();
        Optional<Answer> absent = ScopeCheck.absent(resources, scope);
        return absent.orElseGet(() -> AsOf.of(
                request,
                asOf -> Paging.all(ScopeCheck.registries(resources, scope).stream()
                        .map(r -> json(request, r, usual, asOf))
                        .toList())));
    }

    private Answer get(ArmRequest request) {
        Optional<AssessmentKey> key = AssessmentKey.of(request.path().name());
        Optional<RegistryResource> registry =
                resources.registry(request.path().scope().id());
        return key.isPresent() && registry.isPresent()
                ? AsOf.of(request, asOf -> Answer.ok(json(request, registry.get(), key.get(), asOf)))
                : Answer.notFound(request.path().whole().id());
    }

    private ObjectNode json(ArmRequest request, RegistryResource registry, AssessmentKey key, Optional<Instant> asOf) {
        RegistrySummary summary = images.summary(registry.id(), asOf.orElse(null));
        Recommendation recommendation = summary.exemption()
                .map(exempt -> Recommendation.exempt(exempt.sentence(), summary.images()))
                .orElseGet(() -> recommendation(registry, Recommendation.of(summary.images())));
        String id = registry.id() + "/providers/" + TYPE + "/" + key.key();
        ObjectNode json = Json.resource(id, key.key(), TYPE);
        ObjectNode properties = json.putObject("properties");
        properties.putObject("resourceDetails").put("source", "Azure").put("id", registry.id());
        properties.put("displayName", key.displayName());
        properties
                .putObject("status")
                .put("code", recommendation.status().label())
                .put("cause", recommendation.cause())
                .put("description", recommendation.description());
        ObjectNode more = properties.putObject("additionalData"); // a map of strings, to the letter
        more.put("subAssessmentsLink", id + "/subAssessments");
        for (Health health : Health.values()) {
            String label = health.label();
            more.put(
                    label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1) + "Images",
                    String.valueOf(recommendation.count(health)));
        }
        for (Severity severity : Severity.values()) {
            more.put(severity.label().toLowerCase(Locale.ROOT) + "Findings", String.valueOf(summary.count(severity)));
        }
        more.put("suppressedFindings", String.valueOf(summary.suppressed()));
        ArrayNode plan = Json.object().putArray("plan");
        summary.plan().forEach(step -> plan.add(step.sentence()));
        more.put("remediationPlan", plan.toString()); // an array as a string: the map holds strings only
        properties
                .putObject("links")
                .put(
                        "azurePortalUri",
                        request.url().replaceFirst("^https://", "") + "/portal/assessments" + registry.id());
        if (request.parameter("$expand").orElse("").toLowerCase(Locale.ROOT).contains("metadata")) {
            properties.set("metadata", metadata(key).get("properties"));
        }
        return json;
    }

    /** A registry that cannot be scanned is not applicable; one that refuses us is, unless its images were judged. */
    private Recommendation recommendation(RegistryResource registry, Recommendation ofImages) {
        Optional<RegistrySync> sync = syncs.of(registry.id());
        boolean judged = !ofImages.cause().equals(Recommendation.NO_IMAGES);
        boolean tells = sync.isPresent()
                && switch (sync.get().phase()) {
                    case UNSUPPORTED -> true;
                    case DENIED, FAILED, FREE -> !judged;
                    case LISTING, PARTIAL, COMPLETE -> false;
                };
        return tells
                ? new Recommendation(
                        Health.NOT_APPLICABLE, sync.get().cause(), sync.get().description(), ofImages.images())
                : ofImages;
    }

    private Answer metadata(ArmRequest request) {
        return AssessmentKey.of(request.path().name())
                .map(key -> Answer.ok(metadata(key)))
                .orElseGet(() -> Answer.notFound(request.path().whole().id()));
    }

    private static ObjectNode metadata(AssessmentKey key) {
        ObjectNode json = Json.resource("/providers/" + METADATA + "/" + key.key(), key.key(), METADATA);
        ObjectNode properties = json.putObject("properties");
        properties
                .put("displayName", key.displayName())
                .put("policyDefinitionId", key.policyDefinitionId())
                .put("assessmentType", "BuiltIn")
                .put(
                        "description",
                        "Every image of the registry is scanned for known vulnerabilities when it is pushed, and judged"
                                + " again when the advisories change.")
                .put(
                        "remediationDescription",
                        "Open an unhealthy image, rebuild it with the fixed version that each finding names, push it,"
                                + " and delete the old one.")
                .put("severity", "High")
                .put("userImpact", "Moderate")
                .put("implementationEffort", "Moderate")
                .put("preview", false);
        properties.putArray("categories").add("Compute");
        properties
                .putArray("threats")
                .add("accountBreach")
                .add("dataExfiltration")
                .add("elevationOfPrivilege");
        return json;
    }
}
