package io.tidewaiter.server.resource;

import io.tidewaiter.graph.form.AssessmentForm;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ImageStore;
import io.tidewaiter.store.Recommended;
import io.tidewaiter.store.RegistrySummary;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.State;
import io.tidewaiter.store.recommend.Evaluation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code Microsoft.Security/assessments} and their metadata: one recommendation per registry (wire reference 2.2, 2.3). */
public final class Assessments {
    private static final List<String> VERSIONS =
            List.of("2019-01-01-preview", "2020-01-01", "2021-06-01", "2025-05-04-preview", "2025-05-04");

    /** As many images are read one by one for a plan; of more it is counted as in lists, without layers. */
    private static final int PLANNED_IMAGES_MAX = 200;

    /** The same of findings in all those images. */
    private static final int PLANNED_FINDINGS_MAX = 20_000;

    private final State state;
    private final ResourceStore resources;
    private final ImageStore images;
    private final AssessmentKey usual;

    /** @param usual the one that lists show; the other one is there for who asks by its key */
    public Assessments(State state, AssessmentKey usual) {
        this.state = state;
        this.resources = state.resources();
        this.images = state.images();
        this.usual = usual;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(AssessmentForm.TYPE, VERSIONS).list(this::list).get(this::get),
                ArmType.of(AssessmentForm.METADATA, VERSIONS)
                        .listForAll(request -> Paging.all(List.of(AssessmentForm.metadata(usual))))
                        .getForAll(this::metadata));
    }

    private Answer list(ArmRequest request) {
        return AsOf.of(request, asOf -> {
            Scope scope = request.path().scope();
            Known known = new Known(resources, asOf);
            return known.absent(scope)
                    .orElseGet(() -> Paging.all(known.registries(scope).stream()
                            .map(r -> json(request, r, usual, asOf))
                            .toList()));
        });
    }

    private Answer get(ArmRequest request) {
        return AsOf.of(request, asOf -> {
            Optional<AssessmentKey> key = AssessmentKey.of(request.path().name());
            Optional<RegistryResource> registry =
                    new Known(resources, asOf).registry(request.path().scope().id());
            return key.isPresent() && registry.isPresent()
                    ? Answer.ok(planned(json(request, registry.get(), key.get(), asOf), registry.get(), asOf))
                    : Answer.notFound(request.path().whole().id());
        });
    }

    /** Who asks for one recommendation is told in which layer each update belongs, and what a newer base mends. */
    private ObjectNode planned(ObjectNode json, RegistryResource registry, Optional<Instant> asOf) {
        images.plan(registry.id(), PLANNED_IMAGES_MAX, PLANNED_FINDINGS_MAX, asOf.orElse(null))
                .ifPresent(steps -> {
                    ArrayNode plan = json.arrayNode();
                    steps.forEach(step -> plan.add(step.sentence()));
                    json.withObject("/properties/additionalData").put("remediationPlan", plan.toString());
                });
        return json;
    }

    private ObjectNode json(ArmRequest request, RegistryResource registry, AssessmentKey key, Optional<Instant> asOf) {
        ObjectNode json = json(registry, key, asOf.orElse(null));
        ObjectNode properties = json.withObject("properties");
        properties
                .putObject("links")
                .put(
                        "azurePortalUri",
                        request.url().replaceFirst("^https://", "") + "/portal/assessments" + registry.id());
        if (request.parameter("$expand").orElse("").toLowerCase(Locale.ROOT).contains("metadata")) {
            properties.set("metadata", AssessmentForm.metadata(key).get("properties"));
        }
        AssessmentForm.keepTo(request.apiVersion(), json);
        return json;
    }

    /** The recommendation about a registry as it is now, without a link to a page. */
    public ObjectNode json(RegistryResource registry, AssessmentKey key) {
        return json(registry, key, (Instant) null);
    }

    private ObjectNode json(RegistryResource registry, AssessmentKey key, @Nullable Instant asOf) {
        RegistrySummary summary = images.summary(registry.id(), asOf);
        Optional<Evaluation> known = state.recommendations().of(registry.id(), asOf);
        return AssessmentForm.json(
                registry.id(),
                key,
                asOf == null
                        ? Recommended.now(summary, state.syncs().of(registry.id()), known)
                        : Recommended.then(summary, known));
    }

    private Answer metadata(ArmRequest request) {
        return AssessmentKey.of(request.path().name())
                .map(key -> Answer.ok(AssessmentForm.metadata(key)))
                .orElseGet(() -> Answer.notFound(request.path().whole().id()));
    }
}
