package io.tidewaiter.server.resource;

import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ResourceStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tenants, subscriptions and locations (Azure wire reference 1.7).
 */
public final class Containers {
    /** The versions of what ARM answers for itself, oldest first. */
    public static final List<String> VERSIONS = List.of(
            "2014-04-01",
            "2015-11-01",
            "2016-06-01",
            "2018-05-01",
            "2018-06-01",
            "2019-06-01",
            "2019-10-01",
            "2019-11-01",
            "2020-01-01",
            "2020-06-01",
            "2021-01-01",
            "2021-04-01",
            "2022-01-01",
            "2022-09-01",
            "2022-12-01",
            "2023-07-01",
            "2024-03-01",
            "2024-07-01",
            "2024-11-01",
            "2025-03-01",
            "2025-04-01");

    private static final int NAME_CHARS_MAX = 128;

    private final ResourceStore resources;
    private final AccessCheck access;
    private final String tenantId;

    public Containers(ResourceStore resources, AccessCheck access, String tenantId) {
        this.resources = resources;
        this.access = access;
        this.tenantId = tenantId;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of("Microsoft.Resources/tenants", VERSIONS).listForAll(this::tenants),
                ArmType.of("Microsoft.Resources/subscriptions", VERSIONS)
                        .listForAll(this::subscriptions)
                        .get(this::subscription)
                        .put(this::putSubscription),
                ArmType.of("Microsoft.Resources/locations", VERSIONS).list(this::locations));
    }

    private Answer tenants(ArmRequest request) {
        return Paging.all(List.of(Json.object()
                .put("id", "/tenants/" + tenantId)
                .put("tenantId", tenantId)
                .put("displayName", "Tidewaiter")
                .put("tenantCategory", "Home")));
    }

    private Answer subscriptions(ArmRequest request) {
        return AsOf.of(
                request,
                asOf -> Paging.all(then(asOf).stream()
                        .filter(s -> access.reaches(request.caller().objectId(), Scope.of(s.id())))
                        .map(Containers::json)
                        .toList()));
    }

    private List<Subscription> then(Optional<Instant> asOf) {
        return asOf.map(resources.subscriptionHistory()::at).orElseGet(resources::subscriptions);
    }

    private Answer subscription(ArmRequest request) {
        String id = request.subscriptionId();
        return AsOf.of(
                request,
                asOf -> asOf.map(then -> resources.subscriptionHistory().at(id, then))
                        .orElseGet(() -> resources.subscription(id))
                        .map(s -> Answer.ok(json(s)))
                        .orElseGet(() -> absent(id)));
    }

    /** Ours: makes or renames a subscription. A new one has scanning switched on, since that is what it is made for. */
    private Answer putSubscription(ArmRequest request) {
        String given = Json.text(request.body(), "displayName");
        String name = given.isEmpty() ? Json.text(request.body().path("properties"), "displayName") : given;
        if (name.isBlank() || name.length() > NAME_CHARS_MAX) {
            return Answer.invalid("'displayName' has 1 to " + NAME_CHARS_MAX + " characters.");
        }
        Subscription made = new Subscription(request.subscriptionId(), tenantId, name, "Enabled");
        boolean created = resources.putSubscription(made, request.caller().by());
        if (created) {
            resources.putPlan(
                    new Plan(made.subscriptionId(), Plan.CONTAINER_REGISTRY, true),
                    request.caller().by());
        }
        return created ? Answer.created(json(made)) : Answer.ok(json(made));
    }

    /** Where resources can be said to lie: the one place that this service is, and the places its registries name. */
    private Answer locations(ArmRequest request) {
        if (resources.subscription(request.subscriptionId()).isEmpty()) {
            return absent(request.subscriptionId());
        }
        Set<String> names = new TreeSet<>(Set.of("local", "global"));
        resources.registries(request.subscriptionId()).forEach(r -> names.add(r.location()));
        return Paging.all(names.stream()
                .map(name -> {
                    ObjectNode json = Json.object()
                            .put("id", "/subscriptions/" + request.subscriptionId() + "/locations/" + name)
                            .put("name", name)
                            .put("type", "Region")
                            .put("displayName", name)
                            .put("regionalDisplayName", name);
                    json.putObject("metadata")
                            .put("regionType", name.equals("global") ? "Logical" : "Physical")
                            .put("regionCategory", "Other");
                    return json;
                })
                .toList());
    }

    /** 404 for a subscription. */
    public static Answer absent(String subscriptionId) {
        return Answer.error(
                404,
                "SubscriptionNotFound",
                "The subscription '" + Quoted.of(subscriptionId) + "' could not be found.");
    }

    private static ObjectNode json(Subscription subscription) {
        ObjectNode json = Json.object()
                .put("id", subscription.id())
                .put("authorizationSource", "RoleBased")
                .put("subscriptionId", subscription.subscriptionId())
                .put("tenantId", subscription.tenantId())
                .put("displayName", subscription.displayName())
                .put("state", subscription.state());
        json.putArray("managedByTenants");
        json.putObject("subscriptionPolicies")
                .put("locationPlacementId", "Public_2014-09-01")
                .put("quotaId", "Internal_2014-09-01")
                .put("spendingLimit", "Off");
        return json;
    }
}
