package io.tidewaiter.server.resource;

import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.token.ClientSecrets;
import io.tidewaiter.store.ResourceStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Tidewaiter.Security/servicePrincipals}, at the tenant: who may ask for tokens.
 *
 * <p>The name in the path is the display name; the client id works as well. The secret is in the answer of the PUT that
 * makes the principal and of {@code regenerateSecret}, and nowhere else.
 */
public final class ServicePrincipals {
    private static final String TYPE = "Tidewaiter.Security/servicePrincipals";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");

    private final ResourceStore resources;
    private final ClientSecrets secrets;
    private final String tenantId;
    private final ReentrantLock naming = new ReentrantLock();

    public ServicePrincipals(ResourceStore resources, ClientSecrets secrets, String tenantId) {
        this.resources = resources;
        this.secrets = secrets;
        this.tenantId = tenantId;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, TidewaiterVersions.ALL)
                        .list(this::list)
                        .get(this::get)
                        .put(this::put)
                        .delete(this::delete),
                ArmType.of(TYPE + "/regenerateSecret", TidewaiterVersions.ALL).action(this::regenerate));
    }

    private Answer list(ArmRequest request) {
        return Paging.all(
                resources.principals().stream().map(ServicePrincipals::json).toList());
    }

    private Answer get(ArmRequest request) {
        return found(request.path().name())
                .map(p -> Answer.ok(json(p)))
                .orElseGet(() -> Answer.notFound(request.path().whole().id()));
    }

    private Answer put(ArmRequest request) {
        String name = request.path().name();
        if (!request.path().scope().segments().isEmpty()) {
            return Answer.invalid("Service principals belong to the tenant, not to a subscription.");
        }
        if (!NAME.matcher(name).matches()) {
            return Answer.invalid("A service principal's name has 1 to 64 letters, digits, '.', '_' or '-'.");
        }
        naming.lock(); // between the look at the names and the write nobody else takes one
        try {
            Optional<Principal> before = found(name);
            if (before.isPresent()) {
                return Answer.ok(json(before.get()));
            }
            String secret = secrets.create();
            Principal made = new Principal(
                    UUID.randomUUID().toString(), UUID.randomUUID().toString(), tenantId, name, secrets.hash(secret));
            resources.putPrincipal(made, request.caller().by());
            return Answer.created(withSecret(made, secret));
        } finally {
            naming.unlock();
        }
    }

    private Answer regenerate(ArmRequest request) {
        Optional<Principal> before = found(request.path().names().getFirst());
        if (before.isEmpty()) {
            return Answer.notFound(request.path().protectedScope().id());
        }
        String secret = secrets.create();
        Principal made = new Principal(
                before.get().clientId(),
                before.get().objectId(),
                before.get().tenantId(),
                before.get().displayName(),
                secrets.hash(secret));
        resources.putPrincipal(made, request.caller().by());
        return Answer.ok(withSecret(made, secret));
    }

    /** Takes the roles first: a token that is still in force must not outlive its principal. */
    private Answer delete(ArmRequest request) {
        Optional<Principal> before = found(request.path().name());
        String by = request.caller().by();
        if (before.isPresent()) {
            for (RoleAssignment held : resources.roleAssignments(before.get().objectId())) {
                resources.deleteRoleAssignment(held.scope(), held.name(), by);
            }
            resources.deletePrincipal(before.get().clientId(), by);
        }
        return Answer.deleted(before.isPresent());
    }

    private Optional<Principal> found(String name) {
        return resources.principals().stream()
                .filter(p ->
                        p.displayName().equalsIgnoreCase(name) || p.clientId().equalsIgnoreCase(name))
                .findFirst();
    }

    private static ObjectNode withSecret(Principal principal, String secret) {
        ObjectNode json = json(principal);
        json.withObject("/properties").put("secret", secret);
        return json;
    }

    private static ObjectNode json(Principal principal) {
        ObjectNode json =
                Json.resource("/providers/" + TYPE + "/" + principal.displayName(), principal.displayName(), TYPE);
        json.putObject("properties")
                .put("appId", principal.clientId())
                .put("objectId", principal.objectId())
                .put("tenantId", principal.tenantId())
                .put("displayName", principal.displayName());
        return json;
    }
}
