package io.tidewaiter.server.resource;

import io.tidewaiter.assess.Recommendation;
import io.tidewaiter.assess.RemediationPlan;
import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.store.RepositorySummary;
import io.tidewaiter.store.State;
import io.tidewaiter.vuln.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code Tidewaiter.Security/repositories} of a registry: the recommendation of each, with an ordered plan. */
public final class Repositories {
    private static final String TYPE = "Tidewaiter.Security/repositories";
    private static final int REPOSITORIES_MAX = 20;
    private static final int IMAGES_MAX = 200;

    private final State state;

    public Repositories(State state) {
        this.state = state;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(ArmType.of(TYPE, TidewaiterVersions.ALL).list(this::list));
    }

    private Answer list(ArmRequest request) {
        String asked = request.path().scope().id();
        return AsOf.of(
                request,
                asOf -> new Known(state.resources(), asOf)
                        .registry(asked)
                        .map(registry -> list(request, registry.id(), asOf.orElse(null)))
                        .orElseGet(() -> Answer.notFound(asked)));
    }

    private Answer list(ArmRequest request, String id, @Nullable Instant then) {
        Optional<String> after = Paging.after(request);
        if (after.isEmpty()) {
            return Paging.badToken();
        }
        Optional<String> one = request.parameter("repository");
        if (one.isPresent()) {
            RepositorySummary summary = state.images().repository(id, one.get(), IMAGES_MAX, then);
            return Paging.all(summary.images().isEmpty() ? List.of() : List.of(json(id, summary)));
        }
        List<RepositorySummary> page =
                state.images().repositories(id, after.get(), REPOSITORIES_MAX + 1, IMAGES_MAX, then);
        boolean more = page.size() > REPOSITORIES_MAX;
        List<RepositorySummary> shown = more ? page.subList(0, REPOSITORIES_MAX) : page;
        return Paging.of(
                request,
                shown.stream().map(summary -> json(id, summary)).toList(),
                more ? Optional.of(shown.getLast().repository()) : Optional.empty());
    }

    private static ObjectNode json(String registryId, RepositorySummary summary) {
        String name = URLEncoder.encode(summary.repository(), StandardCharsets.UTF_8);
        ObjectNode json = Json.resource(registryId + "/providers/" + TYPE + "/" + name, summary.repository(), TYPE);
        ObjectNode properties = json.putObject("properties");
        Suppression exempt = summary.exempt();
        Recommendation recommendation = exempt == null
                ? Recommendation.of(summary.images())
                : Recommendation.exempt(exempt.sentence(), summary.images());
        properties
                .putObject("status")
                .put("code", recommendation.status().label())
                .put("cause", recommendation.cause())
                .put("description", recommendation.description());
        ObjectNode images = properties.putObject("images");
        for (Health health : Health.values()) {
            String label = health.label();
            images.put(
                    label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1), recommendation.count(health));
        }
        properties.put("allImagesRead", summary.isWhole());
        ObjectNode findings = properties.putObject("findings");
        for (Severity severity : List.of(Severity.values()).reversed()) {
            findings.put(
                    severity.label().toLowerCase(Locale.ROOT),
                    summary.findings().getOrDefault(severity, 0L));
        }
        properties.put("suppressedFindings", summary.suppressed());
        ArrayNode plan = properties.putArray("remediationPlan");
        summary.plan().forEach(step -> step(plan.addObject(), step));
        return json;
    }

    private static void step(ObjectNode json, RemediationPlan.Step step) {
        switch (step) {
            case RemediationPlan.Step.Update update ->
                json.put("kind", "Update")
                        .put("package", update.subject())
                        .put("fixedVersion", update.fixedVersion())
                        .put("layer", update.layer());
            case RemediationPlan.Step.NewerBase base ->
                json.put("kind", "NewerBase").put("base", base.base());
        }
        json.put("closes", step.findings())
                .put("knownExploited", step.knownExploited())
                .put("description", step.sentence());
    }
}
