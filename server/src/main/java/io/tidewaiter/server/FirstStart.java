package io.tidewaiter.server;

import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.server.role.BuiltInRoles;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.token.ClientSecrets;
import io.tidewaiter.store.ResourceStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a state without any principal is given: one tenant, its administrator, a subscription. */
final class FirstStart {
    private static final String BY = "first start";

    private final ResourceStore resources;

    FirstStart(ResourceStore resources) {
        this.resources = resources;
    }

    /** The tenant of what is there already, or a new one. */
    String tenantId() {
        return resources.principals().stream()
                .map(Principal::tenantId)
                .findFirst()
                .or(() -> resources.subscriptions().stream()
                        .map(Subscription::tenantId)
                        .findFirst())
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** Makes the administrator where there is no principal at all. */
    Optional<FirstCredential> administrator(String tenantId, ClientSecrets secrets) {
        if (!resources.principals().isEmpty()) {
            return Optional.empty();
        }
        String secret = secrets.create();
        Principal made = new Principal(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                tenantId,
                "administrator",
                secrets.hash(secret));
        String subscriptionId = subscription(tenantId);
        // The role first: were this interrupted, the next start would find no principal and begin again.
        resources.putRoleAssignment(
                new RoleAssignment(
                        UUID.randomUUID().toString(), Scope.TENANT.id(), BuiltInRoles.OWNER, made.objectId()),
                BY);
        resources.putPrincipal(made, BY);
        return Optional.of(new FirstCredential(tenantId, made.clientId(), secret, subscriptionId));
    }

    private String subscription(String tenantId) {
        List<Subscription> present = resources.subscriptions();
        if (!present.isEmpty()) {
            return present.getFirst().subscriptionId();
        }
        Subscription made = new Subscription(UUID.randomUUID().toString(), tenantId, "Tidewaiter", "Enabled");
        resources.putPlan(new Plan(made.subscriptionId(), Plan.CONTAINER_REGISTRY, true), BY);
        resources.putSubscription(made, BY);
        return made.subscriptionId();
    }
}
