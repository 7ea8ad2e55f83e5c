package io.tidewaiter.server.resource;

import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.store.ResourceStore;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code Microsoft.Security/pricings}: the switch of image scanning, per subscription (Azure wire reference 2.5). */
public final class Pricings {
    private static final String TYPE = "Microsoft.Security/pricings";
    private static final List<String> VERSIONS =
            List.of("2017-08-01-preview", "2018-06-01", "2022-03-01", "2023-01-01", "2024-01-01");

    private final ResourceStore resources;

    public Pricings(ResourceStore resources) {
        this.resources = resources;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, VERSIONS).list(this::list).get(this::get).put(this::put));
    }

    private Answer list(ArmRequest request) {
        return fault(request).orElseGet(() -> Paging.all(List.of(json(request, plan(request)))));
    }

    private Answer get(ArmRequest request) {
        return fault(request).orElseGet(() -> Answer.ok(json(request, plan(request))));
    }

    private Answer put(ArmRequest request) {
        Optional<Answer> fault = fault(request);
        if (fault.isPresent()) {
            return fault.get();
        }
        String tier = Json.text(request.body().path("properties"), "pricingTier");
        if (!tier.equalsIgnoreCase("Standard") && !tier.equalsIgnoreCase("Free")) {
            return Answer.invalid("'properties.pricingTier' is 'Standard' or 'Free'.");
        }
        Plan wanted = new Plan(request.subscriptionId(), Plan.CONTAINER_REGISTRY, tier.equalsIgnoreCase("Standard"));
        resources.putPlan(wanted, request.caller().clientId());
        return Answer.ok(json(request, wanted));
    }

    private Plan plan(ArmRequest request) {
        return resources
                .plan(request.subscriptionId(), Plan.CONTAINER_REGISTRY)
                .orElseGet(() -> new Plan(request.subscriptionId(), Plan.CONTAINER_REGISTRY, false));
    }

    private Optional<Answer> fault(ArmRequest request) {
        if (request.path().scope().segments().size() != 2) {
            return Optional.of(Answer.invalid("Plans are switched per subscription."));
        }
        if (resources.subscription(request.subscriptionId()).isEmpty()) {
            return Optional.of(Containers.absent(request.subscriptionId()));
        }
        boolean other = request.path().isItem() && !request.path().name().equalsIgnoreCase(Plan.CONTAINER_REGISTRY);
        return other
                ? Optional.of(Answer.error(
                        404, "ResourceNotFound", "The one plan here is '" + Plan.CONTAINER_REGISTRY + "'."))
                : Optional.empty();
    }

    private static ObjectNode json(ArmRequest request, Plan plan) {
        ObjectNode json = Json.resource(
                "/subscriptions/" + plan.subscriptionId() + "/providers/" + TYPE + "/" + plan.name(),
                plan.name(),
                TYPE);
        ObjectNode properties = json.putObject("properties")
                .put("pricingTier", plan.pricingTier())
                .put("freeTrialRemainingTime", "PT0S");
        if (request.apiVersion().compareTo("2024") > 0) {
            properties
                    .put("enforce", "False")
                    .put("inherited", "False")
                    .put("resourcesCoverageStatus", plan.standard() ? "FullyCovered" : "NotCovered");
        }
        return json;
    }
}
